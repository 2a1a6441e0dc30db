"""L001: a fact that the policy declares, or presumes something of, and nothing in it uses."""

from __future__ import annotations

from collections.abc import Iterator

from coach_ethics.analysis.lints.lint import Lint, Subject, warning
from coach_ethics.analysis.lints.mentions import facts_mentioned
from coach_ethics.problems import Problem


def _check(subject: Subject) -> Iterator[Problem]:
    used = facts_mentioned(subject.policy)
    for fact in subject.policy.facts:
        if fact.origin == subject.policy.name and fact.name not in used:
            yield warning(
                "L001",
                f"fact `{fact.name}` is declared, but no condition uses it",
                fact.span,
                "use it in a condition, or remove it",
            )
    for each in subject.policy.presume:
        if each.origin == subject.policy.name and each.name not in used and each.value is not None:
            yield warning(
                "L001",
                f"something is presumed of `{each.name}`, but no condition uses it",
                each.span,
                "use it in a condition, or remove the presumption",
            )


LINT = Lint(
    code="L001",
    name="unused-fact",
    finds="A fact that the policy declares, or presumes something of, but none of its conditions mentions.",
    matters="A coach would be asked about something that changes nothing; often a condition was forgotten.",
    example="facts: {supervision.overdue: {type: bool, ...}}, and no condition mentions supervision.overdue",
    instead="Write the condition that needs the fact, or remove the fact.",
    check=_check,
)
