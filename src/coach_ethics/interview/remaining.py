"""What can still become of the acts that an interview is about, and of what goes with them; which facts would tell.

A fact is worth asking for where two answers to it, all else alike, leave different statuses possible. What the coach
doesn't know stays open there: a status counts as possible where some value of it gives that status. A fact of which
neither the policy speaks nor a constraint that limits it is never asked for.
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import lru_cache

from attrs import evolve, frozen

from coach_ethics.assessment.act_diagram import (
    Subject,
    act_diagram,
    constraints_that_hold,
    still_possible,
    subjects,
    truths_in,
)
from coach_ethics.assessment.preparation import Prepared
from coach_ethics.assessment.relevance import relevance_to
from coach_ethics.deontics.minimal import Budget, Exhausted
from coach_ethics.findings import Status, Truths
from coach_ethics.interview.state import State
from coach_ethics.kept import kept_with_first
from coach_ethics.model.answers import Undecided
from coach_ethics.model.situation import Situation
from coach_ethics.reasoning.diagram import Diagram
from coach_ethics.reasoning.forest import Forest, NodeNumber, forest_of
from coach_ethics.reasoning.order import Order
from coach_ethics.reasoning.queries import completions, without

MOST_STEPS = 200_000
"""How many children of nodes may be made in leaving out what the coach doesn't know (well under a second)."""

STEPS_OF_ALL = 800_000
"""How many of all acts together."""


@frozen(eq=False)
class StillAsked:
    """A tree of a forest that asks for facts by their places in an order; its leaves are the statuses possible then."""

    order: Order
    tree: NodeNumber
    forest: Forest[Status]


@frozen(eq=False)
class Remaining:
    """What can still become of an act, or of a companion where its act is done.

    `statuses` are those that it can have, `facts` those whose answers would tell, in the order in which the policy
    first mentions them; `may_tell` are these, and those that may come to tell once others are answered or aren't known.
    `asked` is what asks for these facts; None where there is nothing to ask, or the policy is too entangled to look
    that far. `impossible` says that no completion meets the constraints.
    """

    statuses: frozenset[Status]
    facts: tuple[str, ...]
    may_tell: frozenset[str] = frozenset()
    asked: StillAsked | None = None
    impossible: bool = False


def all_remaining(state: State) -> Mapping[Subject, Remaining]:
    """The remaining of each act that the interview is about, and of what goes with it unless it is forbidden."""
    return _all_remaining(state, state.prepared)


@lru_cache(maxsize=32)
def _all_remaining(state: State, ready: Prepared) -> Mapping[Subject, Remaining]:
    # States under two policies of one digest are equal; their dialogues and other constraints may differ.
    situation = state.situation
    truths = truths_in(ready, situation)
    constraints, forest = constraints_that_hold(ready, situation, truths), forest_of(ready.slices)
    budget = Budget(STEPS_OF_ALL)
    return {each: _remaining(each, state, truths, constraints, forest, budget) for each in subjects(state.about, ready)}


def remaining_by_act(state: State) -> Mapping[str, Remaining]:
    """The remaining of each act that the interview is about."""
    return {act: all_remaining(state)[act] for act in state.about}


def _remaining(
    subject: Subject,
    state: State,
    truths: Truths,
    constraints: frozenset[str],
    forest: Forest[Status],
    all_steps: Budget,
) -> Remaining:
    known = still_possible(subject, truths)
    if len(known) == 1:
        return _nothing_open(known)
    whole = act_diagram(state.prepared, subject, constraints, state.situation)
    if isinstance(whole, Undecided):
        return _roughly(subject, state, frozenset())
    order, budget = whole.order, Budget(MOST_STEPS, within=all_steps)
    try:
        tree = _left(whole, state, forest, budget)
        telling = forest.telling(tree, budget)
    except Exhausted:
        return _roughly(subject, state, frozenset(order.places))
    if not forest.possible(tree):
        return evolve(_roughly(subject, state, frozenset(order.places)), impossible=True)
    return _still_open(forest, order, tree, telling)


@lru_cache(maxsize=128)
def _nothing_open(statuses: frozenset[Status]) -> Remaining:
    return Remaining(statuses, ())


@kept_with_first(4096)
def _still_open(forest: Forest[Status], order: Order, tree: NodeNumber, telling: frozenset[int]) -> Remaining:
    names = [fact.name for fact in order.facts]
    return Remaining(
        forest.possible(tree),
        tuple(names[place] for place in sorted(telling)),
        frozenset(names[place] for place in forest.asked(tree)),
        StillAsked(order, tree, forest),
    )


def _left(whole: Diagram[Status], state: State, forest: Forest[Status], budget: Budget) -> NodeNumber:
    """What is left of a diagram in a state: what the coach doesn't know, it doesn't ask for. Raises Exhausted."""
    order = whole.order
    answered = [(order.places[each.fact], each.value) for each in state.answers if each.fact in order.places]
    tree = _given(forest, whole, state.given)
    for place, value in answered:  # in the order in which they were given: what came before was made before
        if value is not None and forest.asks(tree, place):
            tree = forest.after(tree, place, order.child(place, value))
    not_known = frozenset(place for place, value in answered if value is None and forest.asks(tree, place))
    if not_known:
        left = completions(whole.tree, order.children(state.situation))
        return forest.planted(without(left, not_known, budget))
    return tree


@kept_with_first(2048)
def _given(forest: Forest[Status], whole: Diagram[Status], given: Situation) -> NodeNumber:
    return forest.planted(completions(whole.tree, whole.order.children(given)))


def impossible(state: State) -> bool:
    """Whether the constraints that no known fact breaks contradict each other, given what is known."""
    return any(each.impossible for each in all_remaining(state).values())


def _roughly(subject: Subject, state: State, facts: frozenset[str]) -> Remaining:
    """Without a tree: what matters whatever the coach doesn't know, and maybe a fact too many."""
    found = relevance_to([subject], state.prepared, state.situation)[subject]
    matter = tuple(fact for fact in found.facts if fact not in state.not_known)
    answered = {*state.situation, *state.not_known}
    return Remaining(found.statuses, matter, frozenset(matter) | facts - answered)
