"""What is left of the diagrams of one policy as answers come in: trees that share all that is the same, as numbers.

A dialogue asks of every act, question after question, what is left of its tree, which facts would still tell, and what
would be left after each answer. Here each part is made once, whatever tree it is in and however it came about, and what
was found of it is kept. Nodes are numbers, since there are many, and long-lived: whole numbers are nothing that
Python's garbage collector has to look at.

Trees have no children for "not known"; their leaves say what may be (see `queries`). What was worked out before spends
as many steps as if it were worked out now: so no answer depends on what else was asked.
"""

from __future__ import annotations

from collections.abc import Hashable, Iterator
from itertools import combinations, count, product, repeat
from typing import Generic, TypeAlias, TypeVar

from coach_ethics.deontics.minimal import Budget
from coach_ethics.findings import Status
from coach_ethics.kept import Kept, kept_with_first
from coach_ethics.reasoning.diagram import Possible
from coach_ethics.reasoning.slice import Slices
from coach_ethics.reasoning.trees import LAST, Leaf

T = TypeVar("T", bound=Hashable)

NodeNumber: TypeAlias = int

MOST_PARTS = 100_000
"""How many nodes a forest has, with what was found of them, before it is begun anew (some 30 MB)."""


class Forest(Generic[T]):
    """Trees by the numbers of their roots. Threads may share it: what two of them make at once has one number."""

    def __init__(self) -> None:
        self.kept: Kept = {}
        self._count = count()
        self._numbers: dict[tuple[int, tuple[NodeNumber, ...]] | frozenset[T], NodeNumber] = {}
        self._places: dict[NodeNumber, int] = {}
        self._children: dict[NodeNumber, tuple[NodeNumber, ...]] = {}
        self._values: dict[NodeNumber, frozenset[T]] = {}
        self._asked: dict[NodeNumber, int] = {}
        self._after: dict[tuple[NodeNumber, int, int], NodeNumber] = {}
        self._sizes: dict[NodeNumber, dict[int, int]] = {}
        self._possible: dict[NodeNumber, frozenset[T]] = {}
        self._telling: dict[NodeNumber, tuple[frozenset[int], int]] = {}

    def __len__(self) -> int:
        return len(self._numbers) + len(self._after)

    def leaf(self, value: frozenset[T]) -> NodeNumber:
        """The leaf with this value."""
        found = self._numbers.get(value)
        if found is None:
            made = next(self._count)
            self._places[made], self._values[made], self._asked[made] = LAST, value, 0
            self._possible[made] = value
            found = self._numbers.setdefault(value, made)
        return found

    def node(self, place: int, children: tuple[NodeNumber, ...]) -> NodeNumber:
        """The node with these children; the child itself where they are all the same."""
        if children.count(children[0]) == len(children):
            return children[0]
        found = self._numbers.get((place, children))
        if found is None:
            made, asked = next(self._count), 1 << place
            for each in children:
                asked |= self._asked[each]
            self._places[made], self._children[made], self._asked[made] = place, children, asked
            found = self._numbers.setdefault((place, children), made)
        return found

    def planted(self, tree: Possible[T]) -> NodeNumber:
        """The number of a tree."""
        done: dict[Possible[T], NodeNumber] = {}

        def made(tree: Possible[T]) -> NodeNumber:
            if tree not in done:
                done[tree] = (
                    self.leaf(tree.value)
                    if isinstance(tree, Leaf)
                    else self.node(tree.place, tuple(map(made, tree.children)))
                )
            return done[tree]

        return made(tree)

    def asked(self, tree: NodeNumber) -> Iterator[int]:
        """The places at which a tree asks."""
        left = self._asked[tree]
        while left:
            yield (left & -left).bit_length() - 1
            left &= left - 1

    def asks(self, tree: NodeNumber, place: int) -> bool:
        """Whether a tree asks at a place."""
        return bool(self._asked[tree] >> place & 1)

    def after(self, tree: NodeNumber, place: int, child: int) -> NodeNumber:
        """What is left of a tree once the fact at a place is known."""
        if not self._asked[tree] >> place & 1:
            return tree
        here = self._places[tree]
        if here == place:
            return self._children[tree][child]
        found = self._after.get((tree, place, child))
        if found is None:
            found = self.node(here, tuple([self.after(each, place, child) for each in self._children[tree]]))
            self._after[tree, place, child] = found
        return found

    def possible(self, tree: NodeNumber) -> frozenset[T]:
        """Everything that is possible in some situation."""
        found = self._possible.get(tree)
        if found is None:
            found = self._possible[tree] = frozenset[T]().union(*map(self.possible, set(self._children[tree])))
        return found

    def steps(self, tree: NodeNumber, but: int | None = None) -> int:
        """How many children the nodes of a tree have, with `but` all except those at this place."""
        sizes = self._sizes.get(tree)
        if sizes is None:
            sizes = dict.fromkeys(self.asked(tree), 0)
            for each in self._nodes(tree):
                if (children := self._children.get(each)) is not None:
                    sizes[self._places[each]] += len(children)
            self._sizes[tree] = sizes
        return sum(sizes.values()) - (0 if but is None else sizes[but])

    def _nodes(self, tree: NodeNumber) -> Iterator[NodeNumber]:
        """Every node and leaf of a tree, each once."""
        waiting, seen = [tree], set[NodeNumber]()
        while waiting:
            each = waiting.pop()
            if each not in seen:
                seen.add(each)
                waiting += self._children.get(each, ())
                yield each

    def telling(self, tree: NodeNumber, budget: Budget) -> frozenset[int]:
        """The places in which two completions differ of which different things may be; where they differ in the fewest.

        Constraints may tie facts together so that none can differ alone. Raises Exhausted.
        """
        if (known := self._telling.get(tree)) is not None:
            budget.spend(min(known[1], budget.left + 1))
            return known[0]
        before, found = budget.left, frozenset[int]()
        if len({self._values[each] for each in self._nodes(tree) if self._values.get(each)}) > 1:
            found = self._telling_alone(tree, budget) or self._telling_together(tree, budget)
        self._telling[tree] = found, before - budget.left
        return found

    def _telling_alone(self, tree: NodeNumber, budget: Budget) -> frozenset[int]:
        """The places in which alone two completions differ of which different things are so."""
        known: dict[tuple[NodeNumber, NodeNumber], bool] = {}
        values, impossible = self._values, self.leaf(frozenset())

        def differ(one: NodeNumber, other: NodeNumber) -> bool:
            """Whether the same answers lead to different things."""
            if one == other or impossible in (one, other):
                return False
            if one in values and other in values:
                return True
            found = known.get((one, other))
            if found is None:
                budget.spend(1)
                found = False
                for mine, theirs in self._aligned(one, other)[1]:
                    if mine != theirs and differ(mine, theirs):
                        found = True
                        break
                known[one, other] = known[other, one] = found
            return found

        found: set[int] = set()
        for each in self._nodes(tree):
            if each not in values and self._places[each] not in found:
                children = self._children[each]
                budget.spend(len(children))
                if any(differ(*pair) for pair in combinations(dict.fromkeys(children), 2)):
                    found.add(self._places[each])
        return frozenset(found)

    def _telling_together(self, tree: NodeNumber, budget: Budget) -> frozenset[int]:
        """The same for more than one place at once, as constraints may have it: the smallest number that there is."""
        known: dict[tuple[NodeNumber, NodeNumber, int], frozenset[int] | None] = {}
        values = self._values

        def differing(one: NodeNumber, other: NodeNumber, most: int) -> frozenset[int] | None:
            """The places of all sets of at most so many in which completions of the one and of the other differ.

            None where there is no such set.
            """
            if one in values and other in values:
                return frozenset() if values[one] and values[other] and one != other else None
            if one == other and not most:
                return None
            if (one, other, most) not in known:
                place, pairs = self._aligned(one, other)
                rows = list(pairs)
                budget.spend(len(rows) ** 2 if most else len(rows))
                found = [places for pair in dict.fromkeys(rows) if (places := differing(*pair, most)) is not None]
                if most:
                    mine, theirs = zip(*rows, strict=True)
                    apart = (pair for pair in dict.fromkeys(product(mine, theirs)) if pair[0] != pair[1])
                    beyond = (differing(*pair, most - 1) for pair in apart)
                    found += [places | {place} for places in beyond if places is not None]
                known[one, other, most] = frozenset[int]().union(*found) if found else None
            return known[one, other, most]

        most = 2
        while (found := differing(tree, tree, most)) is None:
            most += 1
        return found

    def _aligned(self, one: NodeNumber, other: NodeNumber) -> tuple[int, Iterator[tuple[NodeNumber, NodeNumber]]]:
        """The place at which two trees ask first, and their children there; see `trees.aligned`."""
        first, second = self._places[one], self._places[other]
        if first < second:
            return first, zip(self._children[one], repeat(other))
        if first == second:
            return first, zip(self._children[one], self._children[other], strict=True)
        return second, zip(repeat(one), self._children[other])


def forest_of(slices: Slices) -> Forest[Status]:
    """The forest of what is said of the acts of a policy: the same one, until it has grown too large."""
    kept = _kept(slices)
    if len(kept[0]) > MOST_PARTS:
        kept[0] = Forest()
    return kept[0]


@kept_with_first(1)
def _kept(_: Slices) -> list[Forest[Status]]:
    return [Forest()]
