"""L019: norms that can't be met together, though all of them can be in force."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import islice

from coach_ethics.analysis.lints.lint import Lint, Subject, warning
from coach_ethics.analysis.proofs.wording import together
from coach_ethics.deontics.program import Kind
from coach_ethics.model.answers import Found
from coach_ethics.model.conditions import Named
from coach_ethics.model.policy import Norm, named
from coach_ethics.model.situation import Situation
from coach_ethics.model.vocabulary import value_text
from coach_ethics.problems import Problem
from coach_ethics.reasoning.solver import ask

MOST = 50
"""The most conflicts that are looked at; `prove` looks at all of them."""


def _check(subject: Subject) -> Iterator[Problem]:
    norms = named(subject.policy.norms)
    declared = {conflict.norms for conflict in subject.policy.conflicts}
    conflicts = (
        definition
        for definition in subject.slices.program.definitions
        if definition.kind is Kind.CONFLICT and definition.subject and frozenset(definition.subject) not in declared
    )
    for definition in islice(conflicts, MOST if subject.possible else 0):
        own = [norms[name] for name in definition.subject if norms[name].origin == subject.policy.name]
        found = ask((Named(definition.name),), subject.slices) if own else None
        if isinstance(found, Found):
            yield _of(definition.subject, own, found.situation)


def _of(subject: tuple[str, ...], own: list[Norm], where: Situation) -> Problem:
    last = max(own, key=lambda norm: norm.span.line if norm.span else 0)
    facts = ", ".join(f"{name}: {value_text(value)}" for name, value in where.values.items() if value is not None)
    said = f"{together(subject)} can't {'both' if len(subject) == 2 else 'all'} be met"
    if len(subject) == 1:
        said = f"{together(subject)} can't be met"
    fix = "say which of them yields, with `overrides`; a dilemma that is meant stands under `conflicts`"
    return warning("L019", f"{said} where `{{{facts}}}`" if facts else said, last.span, fix)


LINT = Lint(
    code="L019",
    name="undeclared-conflict",
    finds="Norms that can be in force together and can't be met together, where no `conflicts` declares it.",
    matters="A coach in that situation is told that there is a dilemma; often an exception was meant.",
    example="no-gifts: {must_not: accept_gift}, and gifts-are-taken: {must: accept_gift, when: gift.size == large}",
    instead="Write `overrides`, or declare the conflict with its reason under `conflicts`.",
    check=_check,
)
