"""L010: two norms that say the same."""

from __future__ import annotations

from collections.abc import Iterator

from coach_ethics.analysis.lints.lint import Lint, Subject, warning
from coach_ethics.ir.policy import Norm
from coach_ethics.problems import Problem


def _check(subject: Subject) -> Iterator[Problem]:
    seen: dict[object, Norm] = {}
    for norm in subject.policy.norms:
        said = (norm.modality, frozenset(norm.acts), frozenset(norm.if_doing), norm.when, frozenset(norm.overrides))
        first = seen.setdefault(said, norm)
        if first is not norm and norm.origin == subject.policy.name:
            yield warning(
                "L010",
                f"norm `{norm.name}` says the same as `{first.name}`",
                norm.span,
                "keep one of them, with the reasons and citations of both",
            )


LINT = Lint(
    code="L010",
    name="duplicate-norm",
    finds="Two norms with the same modality, acts, condition and overrides.",
    matters="One day only one of them will be changed.",
    example="keep-secret and keep-confidence, both must_not: tell_sponsor under the same condition",
    instead="Keep one, and give it the reasons and citations of both.",
    check=_check,
)
