"""How much each possible situation counts, as a tree: 0 where a constraint is broken, else its weight, in whole
numbers. From it comes what is expected over all situations, exactly.

Facts with marginals come first in the order. To each combination of theirs goes the weight that they give it, divided
evenly among the combinations of the other facts that the constraints allow beside it: so it is in `Shares`, too.
"""

from __future__ import annotations

from collections.abc import Callable, Hashable, Sequence
from fractions import Fraction
from math import lcm
from typing import TypeAlias, TypeVar

from coach_ethics.deontics.minimal import Budget
from coach_ethics.findings import Truth
from coach_ethics.reasoning.diagram import Diagrams
from coach_ethics.reasoning.queries import count
from coach_ethics.reasoning.trees import Leaf, Node, Tree, UniqueTable, combine, mapped, nodes

V = TypeVar("V", bound=Hashable)

Mass: TypeAlias = Tree[int]
"""How much each situation counts, compared with others. Every value of a cell counts as much as the tree says, but of
a fact with a marginal, whose cells count once."""


def mass_of(diagrams: Diagrams, often: Sequence[Sequence[Fraction]], budget: Budget) -> Mass:
    """How much situations count, given how often cells of the facts at the first places are. Raises Exhausted."""
    if not often:
        table: UniqueTable[int] = UniqueTable(budget)
        return mapped(diagrams.kept, lambda kept: table.leaf(int(kept is True)), table.node)
    parts: UniqueTable[Fraction] = UniqueTable(budget)
    found = _one_of(diagrams.kept, len(often), counted_sizes(diagrams, often), parts)
    for place, weights in enumerate(often):
        own = parts.node(place, tuple(map(parts.leaf, weights)))
        found = combine(found, own, lambda a, b: _product(a, b, parts), parts)
    ends = [each.value for each in nodes(found) if isinstance(each, Leaf)]
    common, whole = lcm(*(each.denominator for each in ends)), UniqueTable[int](budget)
    return mapped(found, lambda value: whole.leaf(int(value * common)), whole.node)


def counted_sizes(diagrams: Diagrams, often: Sequence[Sequence[Fraction]]) -> list[list[int]]:
    """How often each cell of each place counts, beside what a mass says of it. Raises Exhausted."""
    sizes = diagrams.order.sizes()
    return [[1] * len(each) if place < len(often) else each for place, each in enumerate(sizes)]


def _one_of(
    kept: Tree[Truth], first: int, sizes: Sequence[Sequence[int]], table: UniqueTable[Fraction]
) -> Tree[Fraction]:
    """What of 1 each combination of the facts behind the first ones has, of those that are allowed."""
    nothing = table.leaf(Fraction())
    behind = [[1] if place < first else each for place, each in enumerate(sizes)]

    def made(tree: Tree[Truth]) -> Tree[Fraction]:
        if isinstance(tree, Node) and tree.place < first:
            return table.node(tree.place, tuple(map(made, tree.children)))
        total = count(tree, behind)
        one = table.leaf(Fraction(1, total)) if total else nothing
        return mapped(tree, lambda truth: one if truth else nothing, table.node)

    return made(kept)


def _product(one: Tree[Fraction], other: Tree[Fraction], table: UniqueTable[Fraction]) -> Tree[Fraction] | None:
    for each in (one, other):
        if isinstance(each, Leaf) and not each.value:
            return each
    return table.leaf(one.value * other.value) if isinstance(one, Leaf) and isinstance(other, Leaf) else None


def expected(tree: Tree[V], sizes: Sequence[Sequence[int]], of: Callable[[V], float]) -> float:
    """The mean of what `of` says of the leaves, where each child counts as often as `sizes` say."""
    done: dict[Tree[V], float] = {}

    def mean(tree: Tree[V]) -> float:
        if tree not in done:
            done[tree] = (
                of(tree.value)
                if isinstance(tree, Leaf)
                else sum(n * mean(child) for n, child in zip(sizes[tree.place], tree.children, strict=True))
                / sum(sizes[tree.place])
            )
        return done[tree]

    return mean(tree)
