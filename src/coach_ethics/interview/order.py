"""Which question comes next: the policy's own dialogue as far as it matters, then the one that determines most.

Beyond the dialogue every question is weighed by how many would still have to be put after the answer to it, if they
were then put in the order of the vocabulary: in the worst case, and among equals on average over the answers. Looking
one question ahead of a fixed order like that can't be worse than keeping to it (policy improvement: R. E. Howard,
"Dynamic Programming and Markov Processes", 1960).
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping
from fractions import Fraction
from typing import TypeAlias

from attrs import frozen

from coach_ethics.assessment.act_diagram import Subject, answers
from coach_ethics.assessment.preparation import Prepared
from coach_ethics.deontics.minimal import Budget, Exhausted
from coach_ethics.findings import Status
from coach_ethics.interview.remaining import Remaining
from coach_ethics.model.policy import DialogueStep
from coach_ethics.model.vocabulary import Value
from coach_ethics.reasoning.diagram import Diagram, Possible
from coach_ethics.reasoning.queries import after, asked
from coach_ethics.reasoning.trees import Leaf, UniqueTable

MOST_STEPS = 20_000
"""How many times the trees of an interview may be looked at before the search for the next question is given up."""

Trees: TypeAlias = tuple[Possible[Status], ...]
"""What is left of the tree of each act, and of each companion."""


@frozen
class Cost:
    """How many questions are still to be put: in the worst case, and on average over the answers to each.

    The average is exact: versions of Python round sums of floats differently, and would then ask different questions.
    """

    worst: int
    average: Fraction


_NOTHING = Cost(0, Fraction(0))


def next_fact(
    remaining_by_subject: Mapping[Subject, Remaining],
    prepared: Prepared,
    steps: Iterable[DialogueStep],
    among: Collection[str] | None = None,
) -> str | None:
    """The fact to ask for next, with `among` one of these; None where no answer could tell anything more.

    `steps` have their turn now.
    """
    waiting = {fact for remaining in remaining_by_subject.values() for fact in remaining.facts}
    facts = waiting if among is None else waiting.intersection(among)
    following = next((step.fact for step in steps if step.fact in facts), None)
    if following is not None or not facts:
        return following
    open_ = [fact.name for fact in prepared.policy.vocabulary if fact.name in facts]
    return open_[0] if len(open_) == 1 else _most_telling(open_, remaining_by_subject, prepared)


def _most_telling(facts: list[str], remaining_by_subject: Mapping[Subject, Remaining], prepared: Prepared) -> str:
    try:
        ahead = _Ahead(remaining_by_subject.values(), prepared)
        costs = {fact: ahead.asking(fact) for fact in facts}
    except Exhausted:
        # Too entangled to look ahead: the fact that most acts wait for.
        return max(facts, key=lambda fact: sum(fact in remaining.facts for remaining in remaining_by_subject.values()))
    return min(facts, key=lambda fact: (costs[fact].worst, costs[fact].average))


class _Ahead:
    """Looks ahead over the trees of several acts at once. Each part of a tree is looked at once."""

    def __init__(self, remaining_by_subject: Iterable[Remaining], prepared: Prepared) -> None:
        self._asked = [_ActTree(each.diagram, each.tree) for each in remaining_by_subject if each.diagram and each.tree]
        self._prepared = prepared
        self._order = {fact.name: number for number, fact in enumerate(prepared.policy.vocabulary)}
        self._budget = Budget(MOST_STEPS)
        self._costs: dict[Trees, Cost] = {}

    def asking(self, fact: str) -> Cost:
        """The cost of asking for a fact now, and for all others in the order of the vocabulary. Raises Exhausted."""
        return self._asking(fact, tuple(each.tree for each in self._asked))

    def _asking(self, fact: str, trees: Trees) -> Cost:
        costs = [self._in_order(each) for each in self._after(fact, trees)]
        if not costs:
            return _NOTHING
        average = sum((cost.average for cost in costs), Fraction(0)) / len(costs)
        return Cost(1 + max(cost.worst for cost in costs), 1 + average)

    def _in_order(self, trees: Trees) -> Cost:
        if trees not in self._costs:
            self._budget.spend(len(trees))
            facts = {fact for asked, tree in zip(self._asked, trees, strict=True) for fact in asked.mentioned(tree)}
            self._costs[trees] = self._asking(min(facts, key=self._order.__getitem__), trees) if facts else _NOTHING
        return self._costs[trees]

    def _after(self, fact: str, trees: Trees) -> Iterator[Trees]:
        """What is left after each answer that can be given."""
        for value in answers(fact, self._prepared):
            pairs = zip(self._asked, trees, strict=True)
            left = tuple(asked.after(tree, fact, value) for asked, tree in pairs)
            # An answer that a constraint rules out can't be given.
            if not any(isinstance(tree, Leaf) and not tree.value for tree in left):
                yield left


class _ActTree:
    """An act's tree, and what becomes of it; remembers what it has been asked."""

    def __init__(self, whole: Diagram[Status], tree: Possible[Status]) -> None:
        self.tree = tree
        self._order = whole.order
        self._table: UniqueTable[frozenset[Status]] = UniqueTable(Budget(MOST_STEPS))
        self._after: dict[tuple[Possible[Status], int, int], Possible[Status]] = {}
        self._mentioned: dict[Possible[Status], frozenset[str]] = {}

    def after(self, tree: Possible[Status], fact: str, value: Value) -> Possible[Status]:
        """What is left of a tree once the fact is known. Raises Exhausted."""
        if fact not in self.mentioned(tree):
            return tree
        place = self._order.places[fact]
        key = (tree, place, self._order.child(place, value))
        if key not in self._after:
            self._after[key] = after(*key, self._table)
        return self._after[key]

    def mentioned(self, tree: Possible[Status]) -> frozenset[str]:
        """The facts that a tree asks for."""
        if tree not in self._mentioned:
            self._mentioned[tree] = frozenset(self._order.facts[place].name for place in asked(tree))
        return self._mentioned[tree]
