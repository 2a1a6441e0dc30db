"""What is determined under a prepared policy; the decision diagram of an act, and the place of a situation in it."""

from __future__ import annotations

from collections.abc import Iterable
from functools import lru_cache, partial
from typing import TypeAlias

from coach_ethics.assessment.assessed import Assessed
from coach_ethics.assessment.preparation import Prepared
from coach_ethics.deontics.program import status_names
from coach_ethics.engines.reference import evaluate, truth
from coach_ethics.findings import Status, Truths, possible_statuses
from coach_ethics.model.answers import Undecided
from coach_ethics.model.policy import Constraint
from coach_ethics.model.situation import Situation
from coach_ethics.model.vocabulary import Value
from coach_ethics.problems import CaseProblems, Problem
from coach_ethics.reasoning.changes import Situated
from coach_ethics.reasoning.companions import Pair, companion_diagram, pairs_of, possible_with
from coach_ethics.reasoning.determined import (
    Determined,
    cell_values,
    determined_diagram,
    determined_truths,
    known_by_order,
)
from coach_ethics.reasoning.diagram import Diagram, status_diagram
from coach_ethics.reasoning.slice import bearing


def constraints_that_hold(prepared: Prepared, situation: Situation, truths: Truths) -> frozenset[str]:
    """The constraints that a situation doesn't break by itself: one that it does can't speak of what is possible.

    Those that can't limit anything here, whatever else is so, are left out.
    """
    return frozenset(
        each.name
        for each in _bearing(prepared, frozenset(situation))
        if truth(each.always, situation, truths) is not False
    )


@lru_cache(maxsize=1024)
def _bearing(prepared: Prepared, known: frozenset[str]) -> tuple[Constraint, ...]:
    return bearing(prepared.policy.constraints, prepared.program, known)


@lru_cache(maxsize=256)
def truths_in(prepared: Prepared, situation: Situation) -> Truths:
    """The program evaluated in a situation: once, for everything that is asked about it."""
    return prepared.evaluate(situation)


@lru_cache(maxsize=256)
def determined_in(prepared: Prepared, situation: Situation, among: frozenset[str] | None = None) -> Determined:
    """What is determined in a situation: the one answer of which every output speaks.

    With `among`, only these constraints count; else all that the situation doesn't break.
    """
    truths = truths_in(prepared, situation)
    if all(value is not None for value in truths.values()):
        return Determined(truths)
    constraints = constraints_that_hold(prepared, situation, truths) if among is None else among
    # Of two engines, the one that is fast is asked about further situations.
    others = prepared.evaluate if prepared.engine == "compiled" else partial(evaluate, prepared.program)
    return determined_truths(prepared.slices, situation, truths, constraints, others)


def answers(fact: str, prepared: Prepared) -> tuple[Value, ...]:
    """A value for each cell of a fact: every answer that can make a difference."""
    return cell_values(prepared.slices, fact)


Subject: TypeAlias = str | Pair
"""Of what a policy says something: an act, or an act and its companion."""


def subjects(acts: Iterable[str], prepared: Prepared) -> tuple[Subject, ...]:
    """These acts, and what may have to go with them or mustn't."""
    among = tuple(acts)
    return (*among, *(pair for pair in pairs_of(prepared.program) if pair.act in among))


def names_behind(subject: Subject) -> tuple[str, ...]:
    """The names of the program that decide what is said of a subject."""
    return subject.names if isinstance(subject, Pair) else tuple(each.name for each in status_names(subject))


def still_possible(subject: Subject, truths: Truths) -> frozenset[Status]:
    """What can still be said of a subject, given what is known of the names behind it."""
    if isinstance(subject, Pair):
        return possible_with(subject, truths)
    return possible_statuses(*(truths[name] for name in names_behind(subject)))


def act_diagram(
    prepared: Prepared, subject: Subject, constraints: frozenset[str], situation: Situation
) -> Diagram[Status] | Undecided:
    """What is said of an act around a situation, which is told apart from all others; constraints rule others out."""
    known = known_by_order(prepared.slices, situation)
    if isinstance(subject, Pair):
        return companion_diagram(prepared.slices, subject, constraints, known)
    return status_diagram(prepared.slices, subject, constraints, known)


def determined_diagram_of(
    prepared: Prepared, subject: Subject, constraints: frozenset[str], situation: Situation
) -> Diagram[Status] | Undecided:
    """The same of what is determined: it leaves open only what two completions decide differently."""
    whole = act_diagram(prepared, subject, constraints, situation)
    return whole if isinstance(whole, Undecided) else determined_diagram(whole)


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
