"""What is determined under a prepared policy; the decision diagram of an act, and the place of a situation in it."""

from __future__ import annotations

from functools import lru_cache, partial

from coach_ethics.assessment.assessed import Assessed
from coach_ethics.assessment.preparation import Prepared
from coach_ethics.engines.reference import evaluate, truth
from coach_ethics.findings import Status, Truths
from coach_ethics.model.answers import Undecided
from coach_ethics.model.situation import Situation
from coach_ethics.model.vocabulary import Value
from coach_ethics.problems import CaseProblems, Problem
from coach_ethics.reasoning.changes import Situated
from coach_ethics.reasoning.determined import (
    Determined,
    cell_values,
    determined_diagram,
    determined_truths,
    known_by_order,
)
from coach_ethics.reasoning.diagram import Diagram, status_diagram


def constraints_that_hold(prepared: Prepared, situation: Situation, truths: Truths) -> frozenset[str]:
    """The constraints that a situation doesn't break by itself: one that it does can't speak of what is possible."""
    return frozenset(
        each.name for each in prepared.policy.constraints if truth(each.always, situation, truths) is not False
    )


@lru_cache(maxsize=256)
def determined_in(prepared: Prepared, situation: Situation) -> Determined:
    """What is determined in a situation: the one answer of which every output speaks."""
    truths = prepared.evaluate(situation)
    if all(value is not None for value in truths.values()):
        return Determined(truths)
    constraints = constraints_that_hold(prepared, situation, truths)
    # Of two engines, the one that is fast is asked about further situations.
    others = prepared.evaluate if prepared.engine == "compiled" else partial(evaluate, prepared.program)
    return determined_truths(prepared.slices, situation, truths, constraints, others)


def answers(fact: str, prepared: Prepared) -> tuple[Value, ...]:
    """A value for each cell of a fact: every answer that can make a difference."""
    return cell_values(prepared.slices, fact)


def act_diagram(
    prepared: Prepared, act: str, constraints: frozenset[str], situation: Situation
) -> Diagram[Status] | Undecided:
    """The act's statuses around a situation, which is told apart from all others; constraints rule others out."""
    return status_diagram(prepared.slices, act, constraints, known_by_order(prepared.slices, situation))


def determined_diagram_of(
    prepared: Prepared, act: str, constraints: frozenset[str], situation: Situation
) -> Diagram[Status] | Undecided:
    """The same of what is determined: it leaves open only what two completions decide differently."""
    return determined_diagram(prepared.slices, act, constraints, known_by_order(prepared.slices, situation))


def situated(result: Assessed, act: str, truths: Truths, *, constrained: bool = True) -> Situated[Status]:
    """Where the situation that was assessed stands, with or without what the constraints say is possible.

    The diagram is that of what is determined. `truths` are those of every name there. Raises CaseProblems (A102) where
    the diagram would be too large.
    """
    prepared, situation = result.prepared, result.situation
    constraints = constraints_that_hold(prepared, situation, truths) if constrained else frozenset[str]()
    whole = determined_diagram_of(prepared, act, constraints, situation)
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
