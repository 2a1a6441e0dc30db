"""The decision diagram of an act under a prepared policy, and the place of a situation in it."""

from __future__ import annotations

from functools import lru_cache

from coach_ethics.assessment.assessed import Assessed
from coach_ethics.assessment.preparation import Prepared
from coach_ethics.deontics.program import Kind
from coach_ethics.engines.reference import truth
from coach_ethics.findings import Status, Truths
from coach_ethics.model.answers import Undecided
from coach_ethics.model.cells import Partition, partition
from coach_ethics.model.domains import value_at
from coach_ethics.model.situation import Situation
from coach_ethics.model.vocabulary import Value
from coach_ethics.problems import CaseProblems, Problem
from coach_ethics.reasoning.changes import Situated
from coach_ethics.reasoning.diagram import Diagram, status_diagrams


def constraints_that_hold(prepared: Prepared, situation: Situation, truths: Truths) -> frozenset[str]:
    """The constraints that a situation doesn't break by itself: one that it does can't speak of what is possible."""
    return frozenset(
        each.name for each in prepared.policy.constraints if truth(each.always, situation, truths) is not False
    )


@lru_cache(maxsize=64)
def partition_of(prepared: Prepared) -> Partition:
    """For every fact, the values in cells that no norm, concept or constraint of the policy can tell apart."""
    said = (each.condition for each in prepared.program.definitions if each.kind is not Kind.PROPERTY)
    return partition((*said, *(each.always for each in prepared.policy.constraints)), prepared.policy.vocabulary)


def answers(fact: str, prepared: Prepared) -> tuple[Value, ...]:
    """A value for each cell of a fact: every answer that can make a difference."""
    cells = partition_of(prepared).cells[fact]
    return tuple(value_at(prepared.policy.vocabulary[fact].type, cell[0][0]) for cell in cells)


def act_diagram(
    prepared: Prepared, act: str, constraints: frozenset[str], situation: Situation
) -> Diagram[Status] | Undecided:
    """The act's statuses around a situation, which is told apart from all others; constraints rule others out."""
    known = ((fact, situation[fact]) for fact in partition_of(prepared).by_order)
    given = frozenset((fact, value) for fact, value in known if value is not None)
    acts = tuple(each.name for each in prepared.policy.acts)
    return status_diagrams(prepared.slices, acts, constraints, given)[act]


def situated(result: Assessed, act: str, truths: Truths, *, constrained: bool = True) -> Situated[Status]:
    """Where the situation that was assessed stands, with or without what the constraints say is possible.

    `truths` are those of every name there. Raises CaseProblems (A102) where the diagram would be too large.
    """
    prepared, situation = result.prepared, result.situation
    constraints = constraints_that_hold(prepared, situation, truths) if constrained else frozenset[str]()
    whole = act_diagram(prepared, act, constraints, situation)
    if isinstance(whole, Undecided):
        raise CaseProblems([too_many(act)])
    return Situated(whole, situation)


def too_many(act: str) -> Problem:
    """A102: there are too many changes to list."""
    return Problem(
        "A102",
        f"the status of `{act}` could change in too many ways to list",
        help=f"state more of the facts that it depends on; `coach-ethics ask CASE --about {act}` asks for them",
    )
