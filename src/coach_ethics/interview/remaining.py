"""What can still become of the acts that an interview is about, and which facts would tell.

A fact is worth asking for where two answers to it, all else alike, leave different statuses possible. What the coach
doesn't know stays open there: a status counts as possible where some value of it gives that status.
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import lru_cache

from attrs import evolve, frozen

from coach_ethics.assessment.act_diagram import act_diagram, constraints_that_hold
from coach_ethics.assessment.relevance import relevance
from coach_ethics.deontics.minimal import Budget, Exhausted
from coach_ethics.deontics.program import status_names
from coach_ethics.findings import Status, Truths, possible_statuses
from coach_ethics.interview.state import State
from coach_ethics.model.answers import Undecided
from coach_ethics.reasoning.diagram import Diagram, Possible
from coach_ethics.reasoning.queries import asked, completions, possible, telling, without

MOST_STEPS = 200_000
"""How many children of nodes may be made in leaving out what the coach doesn't know (well under a second)."""


@frozen(eq=False)
class Remaining:
    """What can still become of an act.

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


@lru_cache(maxsize=32)
def remaining_by_act(state: State) -> Mapping[str, Remaining]:
    """The remaining of each act that the interview is about."""
    ready, situation = state.prepared, state.situation
    truths = ready.evaluate(situation)
    constraints = constraints_that_hold(ready, situation, truths)
    return {act: _remaining(act, state, truths, constraints) for act in state.about}


def _remaining(act: str, state: State, truths: Truths, constraints: frozenset[str]) -> Remaining:
    known = possible_statuses(*(truths[each.name] for each in status_names(act)))
    if len(known) == 1:
        return Remaining(known, ())
    whole = act_diagram(state.prepared, act, constraints, state.situation)
    if isinstance(whole, Undecided):
        return _roughly(act, state, frozenset())
    facts = [fact.name for fact in whole.order.facts]
    not_known = frozenset(place for place, fact in enumerate(facts) if fact in state.not_known)
    try:
        left = completions(whole.tree, whole.order.children(state.situation))
        budget = Budget(MOST_STEPS)
        tree = without(left, not_known, budget)
        telling_ = telling(tree, budget)
    except Exhausted:
        return _roughly(act, state, frozenset(facts))
    if not possible(tree):
        return evolve(_roughly(act, state, frozenset(facts)), impossible=True)
    return Remaining(
        possible(tree),
        tuple(facts[place] for place in sorted(telling_)),
        frozenset(facts[place] for place in asked(tree)),
        whole,
        tree,
    )


def impossible(state: State) -> bool:
    """Whether the constraints that no known fact breaks contradict each other, given what is known."""
    return any(each.impossible for each in remaining_by_act(state).values())


def _roughly(act: str, state: State, facts: frozenset[str]) -> Remaining:
    """Without a tree: what matters whatever the coach doesn't know, and maybe a fact too many."""
    found = relevance(state.prepared, state.situation, [act])[act]
    matter = tuple(fact for fact in found.facts if fact not in state.not_known)
    answered = {*state.situation, *state.not_known}
    return Remaining(found.statuses, matter, frozenset(matter) | facts - answered)
