"""Why a question is asked now: the acts that depend on the answer, and how the fact bears on each of them."""

from __future__ import annotations

from collections import deque
from collections.abc import Iterable, Mapping

from attrs import frozen

from coach_ethics.assessment.act_diagram import constraints_that_hold
from coach_ethics.assessment.decisive import deciding_facts, undecided_facts
from coach_ethics.deontics.program import status_names
from coach_ethics.findings import Status, Truths
from coach_ethics.interview.remaining import remaining_by_act
from coach_ethics.interview.state import State
from coach_ethics.model.policy import Constraint
from coach_ethics.model.walk import names_in


@frozen
class Waiting:
    """An act whose status depends on the answer: the `statuses` that it can still have, and the reason.

    `norms` are those that the fact may put in force or not. Where it does so only through other facts, `constraints`
    are those that link the fact to them.
    """

    act: str
    statuses: tuple[Status, ...]
    norms: tuple[str, ...]
    constraints: tuple[str, ...] = ()


def facts_waited_for(fact: str, state: State) -> tuple[Waiting, ...]:
    """The acts whose status depends on a fact."""
    truths = state.prepared.evaluate(state.situation)
    return tuple(
        Waiting(
            act,
            tuple(status for status in Status if status in remaining.statuses),
            *_way(fact, _undecided_norms(act, state, truths), state, truths),
        )
        for act, remaining in remaining_by_act(state).items()
        if fact in remaining.facts
    )


def _undecided_norms(act: str, state: State, truths: Truths) -> dict[str, frozenset[str]]:
    """The norms that may give the act a status and are not yet known to be in force, with the facts that decide it."""
    program, situation = state.prepared.program, state.situation
    definitions = {each.name: each for each in program.definitions}
    names = (name for each in status_names(act) for name in names_in(definitions[each.name].condition))
    return {
        definitions[name].subject[0]: frozenset(deciding_facts(name, program, situation, truths))
        for name in dict.fromkeys(names)
        if truths[name] is None
    }


def _way(
    fact: str, norms: Mapping[str, frozenset[str]], state: State, truths: Truths
) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """The norms that the fact decides; or those that linked facts decide, and the constraints that link them."""
    reached, constraints = _chain(fact, frozenset[str]().union(*norms.values()), _ties(state, truths))
    return tuple(norm for norm, facts in norms.items() if reached in facts), constraints


def _ties(state: State, truths: Truths) -> dict[str, tuple[str, ...]]:
    """The constraints that aren't certainly met, each with the unknown facts that it links to each other."""
    ready, situation = state.prepared, state.situation
    holding = constraints_that_hold(ready, situation, truths)
    return {
        each.name: undecided_facts(each.always, ready.program, situation, truths)
        for each in ready.policy.constraints
        if each.name in holding
    }


def tied_to(fact: str, state: State) -> tuple[Constraint, ...]:
    """The constraints that link an unknown fact to others, directly or through one another."""
    ties = _ties(state, state.prepared.evaluate(state.situation))
    return tuple(
        each
        for each in state.prepared.policy.constraints
        if each.name in ties and _chain(fact, ties[each.name], ties)[0] is not None
    )


def _chain(fact: str, ends: Iterable[str], ties: Mapping[str, Iterable[str]]) -> tuple[str | None, tuple[str, ...]]:
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
