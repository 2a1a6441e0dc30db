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
from coach_ethics.model.answers import Undecided
from coach_ethics.reasoning.diagram import Diagram, Possible
from coach_ethics.reasoning.queries import asked, completions, possible, telling, without

MOST_STEPS = 200_000
"""How many children of nodes may be made in leaving out what the coach doesn't know (well under a second)."""

STEPS_OF_ALL = 800_000
"""How many of all acts together."""


@frozen(eq=False)
class Remaining:
    """What can still become of an act, or of a companion where its act is done.

    `statuses` are those that it can have, `facts` those whose answers would tell, in the order in which the policy
    first mentions them; `may_tell` are these, and those that may come to tell once others are answered or aren't known.
    `tree` asks for these facts by their places in `diagram`; its leaves are the statuses that are
    possible then. Both are None where there is nothing to ask, or the policy is too entangled to look that far.
    `impossible` says that no completion meets the constraints.
    """

    statuses: frozenset[Status]
    facts: tuple[str, ...]
    may_tell: frozenset[str] = frozenset()
    diagram: Diagram[Status] | None = None
    tree: Possible[Status] | None = None
    impossible: bool = False


def all_remaining(state: State) -> Mapping[Subject, Remaining]:
    """The remaining of each act that the interview is about, and of what goes with it unless it is forbidden."""
    return _all_remaining(state, state.prepared)


@lru_cache(maxsize=32)
def _all_remaining(state: State, ready: Prepared) -> Mapping[Subject, Remaining]:
    # States under two policies of one digest are equal; their dialogues and other constraints may differ.
    situation = state.situation
    truths = truths_in(ready, situation)
    constraints = constraints_that_hold(ready, situation, truths)
    budget = Budget(STEPS_OF_ALL)
    return {each: _remaining(each, state, truths, constraints, budget) for each in subjects(state.about, ready)}


def remaining_by_act(state: State) -> Mapping[str, Remaining]:
    """The remaining of each act that the interview is about."""
    return {act: all_remaining(state)[act] for act in state.about}


def _remaining(
    subject: Subject, state: State, truths: Truths, constraints: frozenset[str], all_steps: Budget
) -> Remaining:
    known = still_possible(subject, truths)
    if len(known) == 1:
        return Remaining(known, ())
    whole = act_diagram(state.prepared, subject, constraints, state.situation)
    if isinstance(whole, Undecided):
        return _roughly(subject, state, frozenset())
    facts = [fact.name for fact in whole.order.facts]
    not_known = frozenset(place for place, fact in enumerate(facts) if fact in state.not_known)
    try:
        left = completions(whole.tree, whole.order.children(state.situation))
        budget = Budget(MOST_STEPS, within=all_steps)
        tree = without(left, not_known, budget)
        telling_ = telling(tree, budget)
    except Exhausted:
        return _roughly(subject, state, frozenset(facts))
    if not possible(tree):
        return evolve(_roughly(subject, state, frozenset(facts)), impossible=True)
    return Remaining(
        possible(tree),
        tuple(facts[place] for place in sorted(telling_)),
        frozenset(facts[place] for place in asked(tree)),
        whole,
        tree,
    )


def impossible(state: State) -> bool:
    """Whether the constraints that no known fact breaks contradict each other, given what is known."""
    return any(each.impossible for each in all_remaining(state).values())


def _roughly(subject: Subject, state: State, facts: frozenset[str]) -> Remaining:
    """Without a tree: what matters whatever the coach doesn't know, and maybe a fact too many."""
    found = relevance_to([subject], state.prepared, state.situation)[subject]
    matter = tuple(fact for fact in found.facts if fact not in state.not_known)
    answered = {*state.situation, *state.not_known}
    return Remaining(found.statuses, matter, frozenset(matter) | facts - answered)
