"""L006: a norm that gives no reason."""

from __future__ import annotations

from collections.abc import Iterator

from coach_ethics.analysis.lints.lint import Lint, Subject, warning
from coach_ethics.problems import Problem


def _check(subject: Subject) -> Iterator[Problem]:
    for norm in subject.policy.norms:
        if norm.origin == subject.policy.name and not norm.because:
            yield warning("L006", f"norm `{norm.name}` gives no reason", norm.span, "give the reason under `because`")


LINT = Lint(
    code="L006",
    name="norm-without-reason",
    finds="A norm without `because`.",
    matters="Assessments explain themselves with the reasons of norms; here there is nothing to say.",
    example="keep-confidence: {must_not: tell_sponsor}",
    instead="keep-confidence: {must_not: tell_sponsor, because: What is told in confidence stays there.}",
    check=_check,
)
