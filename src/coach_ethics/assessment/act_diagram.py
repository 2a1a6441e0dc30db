"""What is determined under a prepared policy; the decision diagram of an act, and the place of a situation in it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from types import MappingProxyType
from typing import TypeAlias

from coach_ethics.assessment.assessed import Assessed
from coach_ethics.assessment.preparation import Prepared, in_force
from coach_ethics.deontics.program import status_names
from coach_ethics.engines.reference import truth
from coach_ethics.findings import Status, Truths, possible_statuses, status_among
from coach_ethics.kept import kept_with_first
from coach_ethics.model.answers import Undecided
from coach_ethics.model.policy import Constraint
from coach_ethics.model.situation import Situation
from coach_ethics.model.vocabulary import Value
from coach_ethics.problems import CaseProblems, Problem
from coach_ethics.reasoning.asides import AsideName, aside_names, possible_beside
from coach_ethics.reasoning.changes import Situated
from coach_ethics.reasoning.companions import (
    Companion,
    Pair,
    companion_diagram,
    companion_diagrams,
    companions,
    pairs_of,
    possible_with,
)
from coach_ethics.reasoning.determined import (
    Determined,
    cell_values,
    determined_around,
    determined_diagram,
    determined_truths,
    known_by_order,
    one_of_diagram,
    those_that_count,
)
from coach_ethics.reasoning.diagram import Diagram, status_diagram, status_diagrams
from coach_ethics.reasoning.queries import determined
from coach_ethics.reasoning.slice import bearing
from coach_ethics.translation import Translatable


def constraints_that_hold(prepared: Prepared, situation: Situation, truths: Truths) -> frozenset[str]:
    """The constraints that a situation doesn't break by itself: one that it does can't speak of what is possible.

    Those that can't limit anything here, whatever else is so, are left out.
    """
    return frozenset(
        each.name
        for each in _bearing(prepared, frozenset(situation))
        if truth(each.always, situation, truths) is not False
    )


def constraints_that_count(prepared: Prepared, situation: Situation) -> frozenset[str]:
    """Those of the constraints that hold which say what is possible: all, or none if they allow no completion.

    INVARIANT (one truth): whatever is asked of a situation, the same constraints count.
    """
    holding = constraints_that_hold(prepared, situation, truths_in(prepared, situation))
    return those_that_count(prepared.slices, holding, situation)


@kept_with_first(128)
def _bearing(prepared: Prepared, known: frozenset[str]) -> tuple[Constraint, ...]:
    return bearing(prepared.policy.constraints, prepared.program, known)


@kept_with_first(128)
def truths_in(prepared: Prepared, situation: Situation) -> Truths:
    """The program evaluated in a situation: once, for everything that is asked about it."""
    return prepared.evaluate(situation)


@kept_with_first(128)
def determined_in(prepared: Prepared, situation: Situation, among: frozenset[str] | None = None) -> Determined:
    """What is determined in a situation: the one answer of which every output speaks.

    With `among`, only these constraints count; else all that the situation doesn't break.
    """
    truths = truths_in(prepared, situation)
    if all(value is not None for value in truths.values()):
        return Determined(truths)
    constraints = constraints_that_hold(prepared, situation, truths) if among is None else among
    return determined_truths(prepared.slices, situation, truths, constraints, prepared.evaluate_completion)


@kept_with_first(128)
def companions_in(prepared: Prepared, situation: Situation) -> Mapping[str, tuple[Companion, ...]]:
    """For each act that has them, its companions in a situation: see `companions`."""
    return MappingProxyType(companions(prepared.program, determined_in(prepared, situation).truths))


@kept_with_first(128)
def truths_of(prepared: Prepared, situation: Situation, names: frozenset[str]) -> Truths:
    """The same of some names of the program only, such as those that a dialogue reads: nothing else is looked at."""
    truths = truths_in(prepared, situation)
    if all(truths[name] is not None for name in names):
        return truths
    constraints = constraints_that_hold(prepared, situation, truths)
    return determined_truths(prepared.slices, situation, truths, constraints, None, names).truths


def one_always_in_force(prepared: Prepared, situation: Situation, norms: Iterable[str]) -> tuple[str, ...]:
    """Some of these norms, as few as need be, of which one or another is in force in every completion.

    None where there are none such, or where it takes too many steps to tell. A norm alone that always is isn't open.
    """
    among = tuple(norms)
    if len(among) < 2 or _none_somewhere(tuple(map(in_force, among)), determined_in(prepared, situation)):
        return ()
    constraints = constraints_that_count(prepared, situation)
    known = known_by_order(prepared.slices, situation)

    def always(some: Iterable[str]) -> bool:
        whole = one_of_diagram(prepared.slices, frozenset(map(in_force, some)), constraints, known)
        return isinstance(whole, Diagram) and determined(whole, situation) == {True}

    if not always(among):
        return ()
    for norm in among:
        fewer = tuple(each for each in among if each != norm)
        among = fewer if always(fewer) else among
    return among


def _none_somewhere(names: tuple[str, ...], found: Determined) -> bool:
    """Whether none of the names is true in a completion that was looked at."""
    return any(not any(map(truths.__getitem__, names)) for truths in found.seen)


def answers(fact: str, prepared: Prepared) -> tuple[Value, ...]:
    """A value for each cell of a fact: every answer that can make a difference."""
    return cell_values(prepared.slices, fact)


Subject: TypeAlias = str | Pair | AsideName
"""Of what a policy says something: an act, an act and its companion, or what is told of an act beside its status."""


def subjects(acts: Iterable[str], prepared: Prepared) -> tuple[Subject, ...]:
    """These acts, what may have to go with them or mustn't, and what may be told beside their statuses."""
    among, program = tuple(acts), prepared.program
    more: tuple[Pair | AsideName, ...] = (*pairs_of(program), *aside_names(program))
    return (*among, *(each for each in more if each.act in among))


def names_behind(subject: Subject) -> tuple[str, ...]:
    """The names of the program that decide what is said of a subject."""
    return tuple(each.name for each in status_names(subject)) if isinstance(subject, str) else subject.names


def still_possible(subject: Subject, truths: Truths) -> frozenset[Status]:
    """What can still be said of a subject, given what is known of the names behind it."""
    if isinstance(subject, Pair):
        return possible_with(subject, truths)
    if isinstance(subject, AsideName):
        return possible_beside(subject, truths)
    return possible_statuses(*(truths[name] for name in names_behind(subject)))


def act_diagram(
    prepared: Prepared, subject: Subject, constraints: frozenset[str], situation: Situation
) -> Diagram[Status] | Undecided:
    """What is said of an act around a situation, which is told apart from all others; constraints rule others out."""
    known = known_by_order(prepared.slices, situation)
    if not isinstance(subject, str):
        return companion_diagram(prepared.slices, subject, constraints, known)
    return status_diagram(prepared.slices, subject, constraints, known)


def steps_around(prepared: Prepared, constraints: frozenset[str], situation: Situation) -> int:
    """How many steps it takes to draw the diagrams around a situation, where it needs any of its own; else none."""
    if not (known := known_by_order(prepared.slices, situation)):
        return 0
    acts = tuple(act.name for act in prepared.policy.acts)
    statuses = status_diagrams(prepared.slices, acts, constraints, known)
    return statuses.steps + companion_diagrams(prepared.slices, constraints, known).steps


def determined_diagram_of(
    prepared: Prepared, subject: Subject, constraints: frozenset[str], situation: Situation
) -> Diagram[Status] | Undecided:
    """The same of what is determined: it leaves open only what two completions decide differently."""
    whole = act_diagram(prepared, subject, constraints, situation)
    return whole if isinstance(whole, Undecided) else determined_diagram(whole)


def situated(result: Assessed, act: str, *, wanted: frozenset[Status] = frozenset()) -> Situated[Status]:
    """Where the situation that was assessed stands, in a diagram of what is determined there.

    Where that would be too large for all situations, the diagram tells what is undetermined apart only within the
    statuses that are `wanted`, and takes what is known for known. Raises CaseProblems (A102) where that, too,
    would be too large.
    """
    prepared, situation = result.prepared, result.situation
    whole = act_diagram(prepared, act, constraints_that_count(prepared, situation), situation)
    found = whole if isinstance(whole, Undecided) else determined_diagram(whole)
    if isinstance(whole, Diagram) and isinstance(found, Undecided):
        found = determined_around(whole, situation, lambda values: values <= wanted or _told_apart(values))
    if isinstance(found, Undecided):
        raise CaseProblems([too_many(act)])
    return Situated(found, situation)


def _told_apart(values: frozenset[Status]) -> bool:
    return status_among(values) is not Status.UNDETERMINED


def complete_in(prepared: Prepared, situation: Situation, act: str) -> Situated[Status]:
    """Where a situation stands among those in which all is known.

    Raises CaseProblems (A102) as `situated` does.
    """
    whole = act_diagram(prepared, act, constraints_that_count(prepared, situation), situation)
    if isinstance(whole, Undecided):
        raise CaseProblems([too_many(act)])
    return Situated(whole, situation)


def too_many(act: str) -> Problem:
    """A102: there are too many changes to list."""
    return Problem(
        "A102",
        Translatable("the status of `{act}` could change in too many ways to list", act=act),
        help=Translatable(
            "state more of the facts that it depends on; `coach-ethics ask CASE --about {act}` asks for them", act=act
        ),
    )
