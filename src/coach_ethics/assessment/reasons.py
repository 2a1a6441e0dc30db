"""Which known facts an act's status rests on: those without which it would be another, those that alone are enough.

These are the prime implicates and the prime implicants of the status, as far as they are about the case (in the sense
of A. Darwiche and A. Hirth, "On the reasons behind decisions", 2020). "Otherwise" means otherwise in a way that can
make a difference to the act: where only leave in words or in writing counts, leave refused and leave never asked for
are alike.
"""

from __future__ import annotations

from collections.abc import Iterable
from itertools import product

from attrs import frozen

from coach_ethics.assessment.act_context import MOST_STEPS, ActContext, context, too_many
from coach_ethics.assessment.assessed import Assessed
from coach_ethics.assessment.diagram import Diagram, Verdict, diagram
from coach_ethics.assessment.relevance import completions, possible_statuses
from coach_ethics.assessment.trees import Leaf, Node, Table, Tree, mapped, nodes
from coach_ethics.deontics.minimal import Budget, Exhausted, members, minimal
from coach_ethics.findings import Status
from coach_ethics.model.vocabulary import Value, domain
from coach_ethics.problems import CaseProblems


@frozen
class Circumstance:
    """A known fact, as far as the act's status can tell: its `value`, or just as well any other of `values`."""

    fact: str
    value: Value
    values: tuple[Value, ...]


def necessary(result: Assessed, act: str) -> tuple[tuple[Circumstance, ...], ...]:
    """What had to be so: smallest sets of known facts, one of which at least the act's status needs.

    A set of one is a fact that, had it been otherwise, would have changed the status whatever all other facts were.
    Had all facts of a larger set been otherwise, the status would have been another, whatever the rest. Smaller sets
    come first. Empty where the status is undetermined, or the same in every situation.

    Raises CaseProblems: A101 for an act that the policy doesn't have, A102 where there are too many sets to list.
    """
    return _reasons(result, act, enough=False)


def sufficient(result: Assessed, act: str) -> tuple[tuple[Circumstance, ...], ...]:
    """What was enough: smallest sets of known facts that give the act its status whatever all other facts are.

    Smaller sets come first. The one empty set where the act has this status in every situation; none where the status
    is undetermined.

    Raises CaseProblems: A101 for an act that the policy doesn't have, A102 where there are too many sets to list.
    """
    return _reasons(result, act, enough=True)


@frozen
class _Grounds:
    """What reasons are drawn from: the act's status in every complete situation, and the facts that may be reasons.

    `alike` gives, for the place of each such fact, the children of a node there that stand for the present value, or
    for one that the act's status can't tell from it.
    """

    here: ActContext
    tree: Tree[Verdict]
    alike: dict[int, frozenset[int]]
    statuses: frozenset[Status]


def _reasons(result: Assessed, act: str, *, enough: bool) -> tuple[tuple[Circumstance, ...], ...]:
    result.require_act(act)
    statuses = _statuses_meant(result, act)
    if not statuses:
        return ()
    grounds = _grounds(result, act, statuses)
    try:
        found = [each for each in _smallest(grounds, enough) if enough or _can_be(each, grounds)]
    except Exhausted:
        raise CaseProblems([too_many(act)]) from None
    told = (tuple(_circumstance(place, grounds) for place in members(each)) for each in found)
    return tuple(sorted(told, key=lambda each: (len(each), [circumstance.fact for circumstance in each])))


def _statuses_meant(result: Assessed, act: str) -> frozenset[Status]:
    """The status that reasons are sought for; while it is open, with the dilemma that it may yet become."""
    found = result.findings[act]
    if found.status is Status.UNDETERMINED:
        return frozenset()
    return frozenset({found.status} if found.determined else {found.status, Status.DILEMMA})


def _grounds(result: Assessed, act: str, statuses: frozenset[Status]) -> _Grounds:
    here = context(result, act)
    if not possible_statuses(completions(here.diagram, result.situation)):
        # The constraints contradict each other here, so they say nothing of what is possible.
        here = context(result, act, constrained=False)
    alone = diagram(result.prepared, act)
    assert alone is not None, "INVARIANT (smaller): without constraints a diagram is smaller"
    alike = {}
    for fact, values in _told_apart(alone, result).items():
        place = here.diagram.facts.index(fact)
        alike[place] = frozenset(n for n, cell in enumerate(here.diagram.cells[place]) if values.issuperset(cell))
    return _Grounds(here, _complete(here.diagram), alike, statuses)


def _complete(whole: Diagram) -> Tree[Verdict]:
    """The tree for complete situations: without the children for "not known"."""
    table: Table[Verdict] = Table()
    return mapped(whole.tree, table.leaf, lambda place, children: table.node(place, children[:-1]))


def _told_apart(alone: Diagram, result: Assessed) -> dict[str, frozenset[Value]]:
    """For each known fact that makes a difference to the act, the values that make none to the present one."""
    children: dict[int, list[tuple[Tree[Verdict], ...]]] = {}
    for node in nodes(_complete(alone)):
        if isinstance(node, Node):
            children.setdefault(node.place, []).append(node.children)
    found = {}
    for place, rows in children.items():
        value = result.situation[alone.facts[place]]
        if value is not None:
            columns = list(zip(*rows, strict=True))
            same = [n for n, column in enumerate(columns) if column == columns[alone.place(place, value)]]
            found[alone.facts[place]] = frozenset(each for n in same for each in alone.cells[place][n])
    return found


def _smallest(grounds: _Grounds, enough: bool) -> list[int]:
    """The smallest sets of places (as bit masks) that are sufficient, or else necessary. Raises Exhausted.

    Facts kept as they are suffice where they do so at every child that a node still has: its present one, and all
    others unless the fact is among those kept. Facts that are all otherwise change the status where they do so at every
    other child, and at the present one too unless the fact is among them. No status at all is any status.
    """
    budget = Budget(MOST_STEPS)
    done: dict[Tree[Verdict], list[int]] = {}

    def smallest(tree: Tree[Verdict]) -> list[int]:
        if isinstance(tree, Leaf):
            return (
                [0] if (tree.value <= grounds.statuses if enough else tree.value.isdisjoint(grounds.statuses)) else []
            )
        if tree not in done:
            alike = grounds.alike.get(tree.place)
            if alike is None:
                done[tree] = together(tree.children)
            else:
                as_it_is = {child: None for n, child in enumerate(tree.children) if n in alike}
                otherwise = {child: None for n, child in enumerate(tree.children) if n not in alike}
                always, spared = (as_it_is, otherwise) if enough else (otherwise, as_it_is)
                either = minimal((1 << tree.place, *together(spared)), budget)
                done[tree] = both(together(always), either)
        return done[tree]

    def together(trees: Iterable[Tree[Verdict]]) -> list[int]:
        found = [0]
        for tree in dict.fromkeys(trees):
            found = both(found, smallest(tree))
        return found

    def both(one: list[int], other: list[int]) -> list[int]:
        budget.spend(len(one) * len(other))
        return minimal((mine | theirs for mine, theirs in product(one, other)), budget)

    return smallest(grounds.tree)


def _can_be(places: int, grounds: _Grounds) -> bool:
    """Whether the facts at these places can all be otherwise: where constraints rule it out, it's no reason."""
    done: dict[Tree[Verdict], bool] = {}

    def can_be(tree: Tree[Verdict]) -> bool:
        if isinstance(tree, Leaf):
            return bool(tree.value)
        if tree not in done:
            kept = grounds.alike[tree.place] if places >> tree.place & 1 else frozenset()
            done[tree] = any(can_be(child) for n, child in enumerate(tree.children) if n not in kept)
        return done[tree]

    return can_be(grounds.tree)


def _circumstance(place: int, grounds: _Grounds) -> Circumstance:
    fact = grounds.here.facts[place]
    value = grounds.here.result.situation[fact.name]
    assert value is not None, "INVARIANT (known): a reason is a known fact"
    cells = grounds.here.diagram.cells[place]
    alike = {value for n in grounds.alike[place] for value in cells[n]}
    return Circumstance(fact.name, value, tuple(each for each in domain(fact.type) if each in alike))
