"""Why a question is asked now: the acts that depend on the answer, and how the fact bears on each of them."""

from __future__ import annotations

from collections import deque
from collections.abc import Iterable, Mapping
from typing import TypeAlias, assert_never

from attrs import frozen

from coach_ethics.assessment.act_diagram import Subject, constraints_that_hold, names_behind, truths_in
from coach_ethics.assessment.decisive import Deciding
from coach_ethics.deontics.program import Kind
from coach_ethics.findings import Status, Truths
from coach_ethics.interview.remaining import Remaining, all_remaining
from coach_ethics.interview.state import State
from coach_ethics.model.policy import Constraint
from coach_ethics.model.walk import names_in
from coach_ethics.reasoning.asides import AsideName
from coach_ethics.reasoning.companions import Pair

Ties: TypeAlias = Mapping[str, tuple[str, ...]]
"""Constraints by their names, each with the unknown facts that it links to each other."""


@frozen
class Waiting:
    """An act whose status depends on the answer: the `statuses` that it can still have, and the reason.

    With `if_doing` it isn't the status that depends, but what the act must be where that other act is done. With
    `beside` it is whether that is told of the act beside its status, such as `advised`. `norms` are
    those that the fact may put in force or not. Where it does so only through other facts, `constraints` are those that
    link the fact to them.
    """

    act: str
    statuses: tuple[Status, ...]
    norms: tuple[str, ...]
    constraints: tuple[str, ...] = ()
    if_doing: str = ""
    beside: Kind | None = None


def facts_waited_for(fact: str, state: State) -> tuple[Waiting, ...]:
    """The acts of which it depends on a fact what they are, or what goes with them."""
    truths = truths_in(state.prepared, state.situation)
    deciding, ties = Deciding(state.prepared.program, state.situation, truths), _ties(state, truths)
    return tuple(
        _waiting(fact, subject, remaining, deciding, ties)
        for subject, remaining in all_remaining(state).items()
        if fact in remaining.facts
    )


def _waiting(fact: str, subject: Subject, remaining: Remaining, deciding: Deciding, ties: Ties) -> Waiting:
    about = about_subject(subject)
    statuses = () if about.beside else tuple(status for status in Status if status in remaining.statuses)
    norms, constraints = _way(fact, _undecided_norms(subject, deciding), ties)
    return Waiting(about.act, statuses, norms, constraints, about.if_doing, about.beside)


@frozen
class About:
    """What an answer is about: an act; the act where another is done; what is told of either beside a status."""

    act: str
    if_doing: str = ""
    beside: Kind | None = None


def about_subject(subject: Subject) -> About:
    """What an answer to a subject is about."""
    match subject:
        case Pair(act, companion):
            return About(companion, act)
        case AsideName(act, kind, _, companion):
            return About(companion or act, act if companion else "", kind)
        case str():
            return About(subject)
        case _:
            assert_never(subject)


def _undecided_norms(subject: Subject, deciding: Deciding) -> dict[str, frozenset[str]]:
    """The norms that may decide what is said and are not yet known to be in force, with the facts that decide it."""
    definitions, truths = deciding.definitions, deciding.truths
    waiting, found = list(names_behind(subject)), dict[str, None]()
    for behind in waiting:
        for name in names_in(definitions[behind].condition):
            if definitions[name].kind is Kind.IN_FORCE:
                found[name] = None
            else:  # what is told beside a status yields to statuses, and to tensions
                waiting.append(name)
    return {definitions[name].subject[0]: frozenset(deciding.facts(name)) for name in found if truths[name] is None}


def _way(fact: str, norms: Mapping[str, frozenset[str]], ties: Ties) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """The norms that the fact decides; or those that linked facts decide, and the constraints that link them."""
    reached, constraints = _chain(fact, frozenset[str]().union(*norms.values()), ties)
    return tuple(norm for norm, facts in norms.items() if reached in facts), constraints


def _ties(state: State, truths: Truths) -> Ties:
    """The constraints that aren't certainly met, each with the unknown facts that it links to each other."""
    ready, situation = state.prepared, state.situation
    holding = constraints_that_hold(ready, situation, truths)
    deciding = Deciding(ready.program, situation, truths)
    return {each.name: deciding.undecided(each.always) for each in ready.policy.constraints if each.name in holding}


def tied_to(fact: str, state: State) -> tuple[Constraint, ...]:
    """The constraints that link an unknown fact to others, directly or through one another."""
    ties = _ties(state, truths_in(state.prepared, state.situation))
    return tuple(
        each
        for each in state.prepared.policy.constraints
        if each.name in ties and _chain(fact, ties[each.name], ties)[0] is not None
    )


def _chain(fact: str, ends: Iterable[str], ties: Ties) -> tuple[str | None, tuple[str, ...]]:
    """The nearest of the `ends` that constraints link to this fact, and those constraints; none for the fact itself."""
    reached: dict[str, tuple[str, ...]] = {fact: ()}
    waiting = deque([fact])
    while waiting:
        here = waiting.popleft()
        if here in ends:
            return here, reached[here]
        for constraint, tied in ties.items():
            for other in tied if here in tied else ():
                if other not in reached:
                    reached[other] = (*reached[here], constraint)
                    waiting.append(other)
    return None, ()
