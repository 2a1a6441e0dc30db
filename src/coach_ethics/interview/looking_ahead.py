"""How many questions would still be put after one: what an interview looks ahead to.

All that is left of several acts' trees is asked in the order of the vocabulary. Each part of a tree is asked in it
once, whichever question that is for; each set of what is left of all trees is looked at once for a question.
"""

from __future__ import annotations

from collections.abc import Iterable
from itertools import repeat
from math import lcm
from typing import TypeAlias

from coach_ethics.assessment.act_diagram import answers
from coach_ethics.assessment.preparation import Prepared
from coach_ethics.deontics.minimal import Budget
from coach_ethics.findings import Status
from coach_ethics.interview.remaining import Remaining
from coach_ethics.kept import kept_with_first
from coach_ethics.reasoning.forest import Forest, NodeNumber
from coach_ethics.reasoning.order import Order
from coach_ethics.reasoning.trees import LAST

MOST_STEPS = 20_000
"""How many times the trees of an interview may be looked at before the search for the next question is given up; and
how many nodes' children, to tell what answers leave of one tree."""

Trees: TypeAlias = tuple[NodeNumber, ...]
"""What is left of the tree of each act, and of each companion."""


Cost: TypeAlias = tuple[int, int]
"""How many questions are still to be put: in the worst case, and on average over the answers to each.

The average is the second number, divided by the scale of the search to the power of the first: so it is exact, and of
costs with one worst case, that with the lesser second number is less. (Versions of Python round sums of floats
differently, and would then ask different questions.)
"""

_NOTHING: Cost = (0, 0)


class Dialogue:
    """The trees of one diagram, asked in the order of the vocabulary."""

    def __init__(self, forest: Forest[Status], order: Order, prepared: Prepared) -> None:
        self.forest = forest
        self.order = order
        vocabulary = {fact.name: place for place, fact in enumerate(prepared.policy.vocabulary)}
        self._theirs = tuple(vocabulary[fact.name] for fact in order.facts)
        self._cells = tuple(map(len, order.cells))
        self.own = {place: own for own, place in enumerate(self._theirs)}
        self.answers = {
            place: tuple(order.child(own, value) for value in answers(order.facts[own].name, prepared))
            for place, own in self.own.items()
        }
        self.first: dict[NodeNumber, int] = {}
        """The place in the vocabulary of the fact that a tree is asked for first; of each tree that was looked at."""
        self._after: dict[tuple[NodeNumber, int], Trees] = {}

    def look_at(self, tree: NodeNumber) -> NodeNumber:
        """The same tree; what it is asked for first is known then."""
        if tree not in self.first:
            self.first[tree] = min([self._theirs[place] for place in self.forest.asked(tree)], default=LAST)
        return tree

    def asks(self, tree: NodeNumber, fact: str) -> int | None:
        """The place in the vocabulary of a fact that a tree asks for; None where it doesn't."""
        own = self.order.places.get(fact)
        return self._theirs[own] if own is not None and self.forest.asks(tree, own) else None

    def after(self, tree: NodeNumber, place: int) -> Trees:
        """What each answer to a fact that it asks for leaves of a tree."""
        found = self._after.get((tree, place))
        if found is None:
            after, own = self.forest.after, self.own[place]
            found = tuple([self.look_at(after(tree, own, child)) for child in self.answers[place]])
            self._after[tree, place] = found
        return found

    def steps(self, tree: NodeNumber, place: int) -> int:
        """How many nodes' children have to be looked at for that."""
        return len(set(self.answers[place])) * self.forest.steps(tree, but=self.own[place])

    def at_most(self, tree: NodeNumber, whole: int) -> int:
        """How many children the nodes of a tree have at most, where one that it is a part of has so many."""
        nodes, children = 1, 0
        for place in self.forest.asked(tree):
            nodes *= self._cells[place]
            children += nodes
            if children > whole:
                return whole
        return children


@kept_with_first(1024)
def _dialogue(forest: Forest[Status], order: Order, prepared: Prepared) -> Dialogue:
    return Dialogue(forest, order, prepared)


class _Asked:
    """What answers leave of one of the trees of a search. Raises Exhausted where it takes too many steps to tell.

    Steps are counted only where as many as there can be at most would be too many.
    """

    def __init__(self, dialogue: Dialogue, tree: NodeNumber) -> None:
        self._dialogue, self._budget = dialogue, Budget(MOST_STEPS)
        self._found: dict[tuple[NodeNumber, int], Trees] = {}
        self._whole, self._at_most = dialogue.forest.steps(tree), 0
        self._not_counted: list[tuple[NodeNumber, int]] = []

    def after(self, tree: NodeNumber, place: int) -> Trees:
        """What each answer leaves of a tree that asks for the fact at this place in the vocabulary."""
        found = self._found.get((tree, place))
        if found is None:
            self._not_counted.append((tree, place))
            self._at_most += self._dialogue.at_most(tree, self._whole) * len(self._dialogue.answers[place])
            if self._at_most > self._budget.left:
                self._budget.spend(sum([self._dialogue.steps(*each) for each in self._not_counted]))
                self._not_counted.clear()
                self._at_most = 0
            found = self._found[tree, place] = self._dialogue.after(tree, place)
        return found


class LookAhead:
    """Looks ahead over the trees of several acts at once."""

    def __init__(self, remaining: Iterable[Remaining], prepared: Prepared) -> None:
        asked = [each.asked for each in remaining if each.asked]
        dialogues = [_dialogue(each.forest, each.order, prepared) for each in asked]
        self._prepared = prepared
        self._trees = tuple([one.look_at(each.tree) for one, each in zip(dialogues, asked, strict=True)])
        self._dialogues = dialogues
        self._asked = [_Asked(one, tree) for one, tree in zip(dialogues, self._trees, strict=True)]
        self._first = [one.first for one in dialogues]
        self._impossible = asked[0].forest.leaf(frozenset()) if asked else None
        most = max((len(each) for one in dialogues for each in one.answers.values()), default=1)
        self.scale = lcm(*range(1, most + 1))
        self._budget = Budget(MOST_STEPS)
        self._costs: dict[Trees, Cost] = {}

    def asking(self, fact: str) -> Cost:
        """The cost of asking for a fact now, and for all others in the order of the vocabulary. Raises Exhausted."""
        number = len(answers(fact, self._prepared))
        whole = zip(self._dialogues, self._asked, self._trees, strict=True)
        columns = [
            asked.after(tree, place) if (place := dialogue.asks(tree, fact)) is not None else (tree,) * number
            for dialogue, asked, tree in whole
        ]
        return self._cost(zip(*columns, strict=True) if columns else [()] * number)

    def _cost(self, left: Iterable[Trees]) -> Cost:
        """The cost of a question that leaves one of these; an answer that a constraint rules out can't be given."""
        costs = [self._in_order(trees) for trees in left if self._impossible not in trees]
        if not costs:
            return _NOTHING
        scale, worst = self.scale, 1 + max(costs)[0]
        total = sum([total * scale ** (worst - 1 - less) for less, total in costs])
        return worst, scale**worst + scale // len(costs) * total

    def _in_order(self, trees: Trees) -> Cost:
        cost = self._costs.get(trees)
        if cost is None:
            self._budget.spend(len(trees))
            firsts = [first[tree] for first, tree in zip(self._first, trees, strict=True)]
            place = min(firsts, default=LAST)
            if place == LAST:
                cost = _NOTHING
            else:
                columns = [
                    asked.after(tree, place) if first == place else repeat(tree)
                    for asked, tree, first in zip(self._asked, trees, firsts, strict=True)
                ]
                cost = self._cost(zip(*columns, strict=False))
            self._costs[trees] = cost
        return cost
