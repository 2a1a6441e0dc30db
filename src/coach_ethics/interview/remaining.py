"""Which statuses the acts of an interview can still have, and which facts would make a difference.

A fact is worth asking about where two answers, all else being equal, leave different statuses possible. What the coach
doesn't know stays open: a status counts as possible where some value of the unknown fact gives that status.
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import lru_cache, reduce

from attrs import evolve, frozen

from coach_ethics.assessment.diagram import VERDICTS, Diagram, Verdict, constraints_that_hold, diagram, verdict_of
from coach_ethics.assessment.relevance import completions, possible_statuses, relevance, telling
from coach_ethics.assessment.trees import Leaf, Node, Table, Tree, combine, mapped, nodes
from coach_ethics.deontics.minimal import Budget, Exhausted
from coach_ethics.deontics.program import name_of
from coach_ethics.findings import Status, Truths
from coach_ethics.interview.state import State

MOST_STEPS = 200_000
"""How many child nodes may be created when unknown facts are left out (well under a second)."""


@frozen(eq=False)
class Remaining:
    """What an act's status can still be.

    `statuses` are those that it can have, `facts` those whose answers would make a difference, in the order in which
    the policy first mentions them; `may_tell` are these and those that may matter once others are answered or found not
    to be known. `tree` asks about these facts by their places in `diagram`; its leaves are the statuses that are
    possible then. Both are None where there is nothing to ask, or where the policy is too entangled for a diagram.
    `impossible` says that no completion meets the constraints.
    """

    statuses: frozenset[Status]
    facts: tuple[str, ...]
    may_tell: frozenset[str] = frozenset()
    diagram: Diagram | None = None
    tree: Tree[Verdict] | None = None
    impossible: bool = False


@lru_cache(maxsize=32)
def remaining_by_act(state: State) -> Mapping[str, Remaining]:
    """What remains for each act that the interview is about."""
    ready, situation = state.prepared, state.situation
    truths = ready.evaluate(situation)
    constraints = constraints_that_hold(ready, situation, truths)
    return {act: _remaining(act, state, truths, constraints) for act in state.about}


def _remaining(act: str, state: State, truths: Truths, constraints: frozenset[str]) -> Remaining:
    known = verdict_of(*(truths[name_of(kind, act)] for kind in VERDICTS))
    if len(known) == 1:
        return Remaining(known, ())
    whole = diagram(state.prepared, act, constraints)
    tree = None if whole is None else _without(completions(whole, state.situation), _places(state.not_known, whole))
    if whole is None or tree is None or not possible_statuses(tree):
        return evolve(_roughly(act, state, whole), impossible=tree is not None)
    told = telling(tree) if _differs(tree) else frozenset()
    return Remaining(
        possible_statuses(tree),
        tuple(whole.facts[place] for place in sorted(told)),
        _may_tell(tree, whole),
        whole,
        tree,
    )


def impossible(state: State) -> bool:
    """Whether the constraints that no known fact breaks contradict each other, given what is known."""
    return any(each.impossible for each in remaining_by_act(state).values())


def _may_tell(tree: Tree[Verdict], whole: Diagram) -> frozenset[str]:
    """The facts that a tree asks about; after an answer, or without one, it asks about no others."""
    return frozenset(whole.facts[each.place] for each in nodes(tree) if isinstance(each, Node))


def _places(facts: tuple[str, ...], whole: Diagram) -> frozenset[int]:
    return frozenset(place for place, fact in enumerate(whole.facts) if fact in facts)


def _roughly(act: str, state: State, whole: Diagram | None) -> Remaining:
    """Without a tree: the facts that matter whatever the coach doesn't know, and possibly some that don't."""
    found = relevance(state.prepared, state.situation, [act])[act]
    facts = tuple(fact for fact in found.facts if fact not in state.not_known)
    answered = {*state.situation, *state.not_known}
    return Remaining(found.statuses, facts, frozenset(facts) | frozenset(whole.facts if whole else ()) - answered)


def _differs(tree: Tree[Verdict]) -> bool:
    return len({each.value for each in nodes(tree) if isinstance(each, Leaf) and each.value}) > 1


def _without(tree: Tree[Verdict], places: frozenset[int]) -> Tree[Verdict] | None:
    """The tree without questions at these places: possible is what is possible with any answer there."""
    table: Table[Verdict] = Table(Budget(MOST_STEPS))

    def node(place: int, children: tuple[Tree[Verdict], ...]) -> Tree[Verdict]:
        if place not in places:
            return table.node(place, children)
        return reduce(lambda one, other: combine(one, other, either, table), dict.fromkeys(children))

    def either(one: Tree[Verdict], other: Tree[Verdict]) -> Tree[Verdict] | None:
        if one is other:
            return one
        return table.leaf(one.value | other.value) if isinstance(one, Leaf) and isinstance(other, Leaf) else None

    try:
        return mapped(tree, table.leaf, node)
    except Exhausted:
        return None


def after(tree: Tree[Verdict], place: int, child: int, table: Table[Verdict]) -> Tree[Verdict]:
    """What is left of a tree once the fact at a place is known."""
    return mapped(tree, table.leaf, lambda at, below: below[child] if at == place else table.node(at, below))
