"""Which question comes next: first the policy's own dialogue, as far as it matters, then the most decisive question.

Beyond the dialogue, every question is rated by how many would still have to be asked after its answer, if they were
then asked in the order of the vocabulary: in the worst case, and among equals on average over the answers. Looking one
question ahead of such a fixed order can't be worse than keeping to it (policy improvement: R. E. Howard,
"Dynamic Programming and Markov Processes", 1960).
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import TypeAlias

from attrs import frozen

from coach_ethics.assessment.cells import cells_of_policy
from coach_ethics.assessment.diagram import Diagram, Verdict
from coach_ethics.assessment.preparation import Prepared
from coach_ethics.assessment.trees import Leaf, Node, Table, Tree, nodes
from coach_ethics.deontics.minimal import Budget, Exhausted
from coach_ethics.interview.remaining import Remaining, after
from coach_ethics.model.vocabulary import Value

MOST_STEPS = 20_000
"""How many tree visits the search for the next question may take (a fraction of a second)."""

Trees: TypeAlias = tuple[Tree[Verdict], ...]
"""What is left of each act's tree."""


@frozen
class Cost:
    """How many questions remain: in the worst case, and on average over the answers to each."""

    worst: int
    average: float


_NOTHING = Cost(0, 0.0)


def next_fact(remaining_by_act: Mapping[str, Remaining], prepared: Prepared) -> str | None:
    """The fact to ask about next; None where no answer could make a difference."""
    facts = {fact for remaining in remaining_by_act.values() for fact in remaining.facts}
    in_dialogue = (step.fact for step in prepared.policy.dialogue)
    following = next((fact for fact in in_dialogue if fact in facts), None)
    if following is not None or not facts:
        return following
    asked = [fact.name for fact in prepared.policy.vocabulary if fact.name in facts]
    return asked[0] if len(asked) == 1 else _most_telling(asked, remaining_by_act, prepared)


def _most_telling(facts: list[str], remaining_by_act: Mapping[str, Remaining], prepared: Prepared) -> str:
    try:
        ahead = _Ahead(remaining_by_act.values(), prepared)
        costs = {fact: ahead.asking(fact) for fact in facts}
    except Exhausted:
        # Too entangled to look ahead: the fact on which most acts depend.
        return max(facts, key=lambda fact: sum(fact in remaining.facts for remaining in remaining_by_act.values()))
    return min(facts, key=lambda fact: (costs[fact].worst, costs[fact].average))


class _Ahead:
    """Looks ahead over the trees of several acts at once. Each part of a tree is visited once."""

    def __init__(self, remaining_by_act: Iterable[Remaining], prepared: Prepared) -> None:
        self._asked = [_Asked(each.diagram, each.tree) for each in remaining_by_act if each.diagram and each.tree]
        self._cells = cells_of_policy(prepared)
        self._order = {fact.name: number for number, fact in enumerate(prepared.policy.vocabulary)}
        self._budget = Budget(MOST_STEPS)
        self._costs: dict[Trees, Cost] = {}

    def asking(self, fact: str) -> Cost:
        """The cost of asking about a fact now, and then about all others in vocabulary order. Raises Exhausted."""
        return self._asking(fact, tuple(each.tree for each in self._asked))

    def _asking(self, fact: str, trees: Trees) -> Cost:
        costs = [self._in_order(each) for each in self._after(fact, trees)]
        if not costs:
            return _NOTHING
        return Cost(1 + max(cost.worst for cost in costs), 1 + sum(cost.average for cost in costs) / len(costs))

    def _in_order(self, trees: Trees) -> Cost:
        if trees not in self._costs:
            self._budget.spend(len(trees))
            facts = {fact for asked, tree in zip(self._asked, trees, strict=True) for fact in asked.mentioned(tree)}
            self._costs[trees] = self._asking(min(facts, key=self._order.__getitem__), trees) if facts else _NOTHING
        return self._costs[trees]

    def _after(self, fact: str, trees: Trees) -> Iterator[Trees]:
        """What is left after each possible answer."""
        for cell in self._cells[fact]:
            pairs = zip(self._asked, trees, strict=True)
            left = tuple(asked.after(tree, fact, cell[0]) for asked, tree in pairs)
            # Answers that a constraint rules out are impossible.
            if not any(isinstance(tree, Leaf) and not tree.value for tree in left):
                yield left


class _Asked:
    """An act's tree and what is left of it after answers, cached."""

    def __init__(self, whole: Diagram, tree: Tree[Verdict]) -> None:
        self.tree = tree
        self._whole = whole
        self._places = {fact: place for place, fact in enumerate(whole.facts)}
        self._table: Table[Verdict] = Table(Budget(MOST_STEPS))
        self._after: dict[tuple[Tree[Verdict], int, int], Tree[Verdict]] = {}
        self._mentioned: dict[Tree[Verdict], frozenset[str]] = {}

    def after(self, tree: Tree[Verdict], fact: str, value: Value) -> Tree[Verdict]:
        """What is left of a tree once the fact is known. Raises Exhausted."""
        if fact not in self.mentioned(tree):
            return tree
        place = self._places[fact]
        key = (tree, place, self._whole.place(place, value))
        if key not in self._after:
            self._after[key] = after(*key, self._table)
        return self._after[key]

    def mentioned(self, tree: Tree[Verdict]) -> frozenset[str]:
        """The facts that a tree asks about."""
        if tree not in self._mentioned:
            self._mentioned[tree] = frozenset(
                self._whole.facts[each.place] for each in nodes(tree) if isinstance(each, Node)
            )
        return self._mentioned[tree]
