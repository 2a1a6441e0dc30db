"""L020: a norm whose reason was copied from another one."""

from __future__ import annotations

from collections.abc import Iterator

from coach_ethics.analysis.lints.lint import Lint, Subject, warning
from coach_ethics.model.policy import Norm
from coach_ethics.problems import Problem


def _check(subject: Subject) -> Iterator[Problem]:
    given: dict[str, Norm] = {}
    for norm in subject.policy.norms:
        reason = " ".join(norm.because.split()).casefold()
        first = given.setdefault(reason, norm)
        # Norms of one kind may be one rule, written for several acts or cases.
        if reason and first.modality is not norm.modality and norm.origin == subject.policy.name:
            yield warning(
                "L020",
                f"norm `{norm.name}` gives the same reason as `{first.name}`, word for word",
                norm.span,
                "give the reason for this norm, and not for the other one",
            )


LINT = Lint(
    code="L020",
    name="same-reason",
    finds="Two norms of different kinds, such as `must_not` and `may`, with the same `because`.",
    matters="It was probably copied, and explains only one of them.",
    example="no-gifts and small-gifts-are-fine, both because: A gift may sway you.",
    instead="small-gifts-are-fine: {because: To refuse a token of thanks can hurt more than it protects.}",
    check=_check,
)
