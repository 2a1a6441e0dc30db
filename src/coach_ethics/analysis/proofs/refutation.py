"""Whether conditions can hold together: proved, or refuted with the smallest witness or with what covers them."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from typing import assert_never

from coach_ethics.analysis.proofs.answers import Blockers, CoverKind, Proved, Refuted
from coach_ethics.analysis.proofs.context import ProofContext, determined_of
from coach_ethics.analysis.proofs.witness import Witness, expectation, names_below, replayed, statuses_of
from coach_ethics.deontics.program import Kind
from coach_ethics.model.answers import Found, Impossible, Undecided, Unsure
from coach_ethics.model.conditions import Condition, Named, Not
from coach_ethics.model.policy import Citation
from coach_ethics.model.walk import names_in
from coach_ethics.reasoning.grounds import finding_of
from coach_ethics.reasoning.solver import ask, smallest


def never(
    asked: ProofContext, conditions: Sequence[Condition], says: str, cites: Iterable[Citation] = ()
) -> Proved | Refuted | Undecided:
    """Whether the conditions never hold together; where they do, the smallest witness."""
    match ask(conditions, asked.slices, asked.session, asked.budget):
        case Impossible():
            return Proved()
        case Undecided(reason):
            return Undecided(reason)
        case Found():
            try:
                return Refuted(witness(asked, conditions, says, tuple(cites)))
            except Unsure as unsure:
                return Undecided(unsure.reason)
        case other:
            assert_never(other)


def sometimes(
    asked: ProofContext, conditions: Sequence[Condition], forbidding: Collection[Condition] = ()
) -> Proved | Refuted | Undecided:
    """Whether the conditions can hold together; where they can't, what covers them.

    Of conditions that a ground of `forbidding` fails, the norms are named.
    """
    # without conditions, the constraints are what has to hold together
    match ask(conditions or tuple(asked.slices.rules.values()), asked.slices, asked.session, asked.budget):
        case Found():
            return Proved()
        case Undecided(reason):
            return Undecided(reason)
        case Impossible():
            try:
                return Refuted(covers=_covers(asked, conditions, forbidding))
            except Unsure as unsure:
                return Undecided(unsure.reason)
        case other:
            assert_never(other)


def _covers(
    asked: ProofContext, conditions: Sequence[Condition], forbidding: Collection[Condition]
) -> tuple[Blockers, ...]:
    kept, rules = asked.session.why_impossible(conditions)
    return (
        *(_cover(asked, each, forbidding) for each in kept),
        *(Blockers(CoverKind.CONSTRAINT, name=name) for name in rules),
    )


def _cover(asked: ProofContext, condition: Condition, forbidding: Collection[Condition]) -> Blockers:
    match condition:  # partial: what neither forbids nor overrides is named as a condition
        case Not(ground) if ground in forbidding:
            norms = (norm for name in names_in(ground) for norm in asked.definitions[name].subject)
            return Blockers(CoverKind.FORBIDDING, condition, norms=tuple(norms))
        case Not(Named(name)) if asked.definitions[name].kind is Kind.IN_FORCE:
            return Blockers(CoverKind.OVERRIDING, name=asked.definitions[name].subject[0])
        case _:
            return Blockers(CoverKind.CONDITION, condition)


def witness(
    asked: ProofContext, conditions: Sequence[Condition], says: str, cites: tuple[Citation, ...] = ()
) -> Witness:
    """The smallest situation in which the conditions certainly hold. Raises Unsure.

    INVARIANT (possible): they can hold together.
    """
    small = smallest(conditions, asked.slices, asked.session, asked.somewhere, asked.budget)
    constraints = asked.session.constraints
    part = statuses_of(asked.slices.dependencies, asked.program, [*conditions, *constraints.values()])
    truths = replayed(part, small.situation, small.completion, conditions, constraints)
    expect = expectation(names_below(conditions, part), part, truths)
    if not all(finding_of(act, truths).determined for _, acts in expect.statuses for act in acts):
        # Kleene evaluation leaves open what a scenario, in which every completion counts, may find determined.
        expect = expectation(names_below(conditions, part), part, determined_of(asked, small.situation))
    return Witness(asked.policy.name, says, small.situation, small.completion, expect, small.proved, cites)
