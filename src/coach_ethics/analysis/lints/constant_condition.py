"""L009: a condition that is always true, or always false."""

from __future__ import annotations

from collections.abc import Iterator

from coach_ethics.analysis.lints.lint import Lint, Subject, warning
from coach_ethics.analysis.search import Impossible, find
from coach_ethics.ir.conditions import Condition, Constant, Not
from coach_ethics.problems import Problem
from coach_ethics.source import Span


def _check(subject: Subject) -> Iterator[Problem]:
    name = subject.policy.name
    for concept in subject.policy.concepts:
        if concept.origin == name:
            yield from _constant(f"concept `{concept.name}`", concept.when, concept.span, subject)
    for norm in subject.policy.norms:
        if norm.origin == name and not isinstance(norm.when, Constant):
            yield from _constant(f"the condition of norm `{norm.name}`", norm.when, norm.span, subject)


def _constant(what: str, condition: Condition, span: Span | None, subject: Subject) -> Iterator[Problem]:
    for value, wanted in (("false", condition), ("true", Not(condition))):
        if isinstance(find((wanted,), subject.program, subject.policy), Impossible):
            help_ = "leave the condition out" if value == "true" else "nothing can make it true; look at its parts"
            yield warning("L009", f"{what} is always {value}", condition.span or span, help_)


LINT = Lint(
    code="L009",
    name="constant-condition",
    finds="A concept or a norm's condition that has the same truth value in every situation that is possible.",
    matters="Always false, the norm is dead; always true, the condition pretends to a distinction that isn't there.",
    example="when: commitment.missed_in_a_row < persistent and commitment.missed_in_a_row > 10",
    instead="Write the condition that was meant, or leave it out.",
    check=_check,
)
