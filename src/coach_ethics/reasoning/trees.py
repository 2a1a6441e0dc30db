"""Decision trees that share what is the same: reduced ordered diagrams, and how two of them are combined.

A node asks for the fact at a place in a fixed order and has a child for each answer; leaves carry what comes of the
answers. No node has children that are all the same and no two nodes are the same, so a tree mentions just the facts
that make a difference, and equal trees are one object. The method is that of reduced ordered binary decision diagrams
(R. E. Bryant, 1986), with as many children as there are answers.
"""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterator
from itertools import repeat
from typing import Generic, TypeAlias, TypeVar

from attrs import field, frozen

from coach_ethics.deontics.minimal import Budget

T = TypeVar("T", bound=Hashable)
U = TypeVar("U", bound=Hashable)
V = TypeVar("V", bound=Hashable)

LAST = 1 << 30
"""Where the ends of trees are: after every place."""


@frozen(eq=False)
class Leaf(Generic[T]):
    """An end of a tree; it comes after every place."""

    value: T
    place: int = field(default=LAST, init=False, repr=False)


@frozen(eq=False)
class Node(Generic[T]):
    """Asks for the fact at a `place` in the order."""

    place: int
    children: tuple[Tree[T], ...]


Tree: TypeAlias = Leaf[T] | Node[T]


class UniqueTable(Generic[T]):
    """Makes the nodes and leaves of trees, each just once, within a budget if one is given.

    It lives as long as one computation.
    """

    def __init__(self, budget: Budget | None = None) -> None:
        self._budget = budget
        self._leaves: dict[T, Leaf[T]] = {}
        self._nodes: dict[tuple[int, tuple[Tree[T], ...]], Node[T]] = {}

    def leaf(self, value: T) -> Leaf[T]:
        """The leaf with this value."""
        return self._leaves.setdefault(value, Leaf(value))

    def node(self, place: int, children: tuple[Tree[T], ...]) -> Tree[T]:
        """The node with these children; the child itself where they are all the same. Raises Exhausted."""
        if self._budget is not None:
            self._budget.spend(len(children))
        first = children[0]
        if children.count(first) == len(children):
            return first
        found = self._nodes.get((place, children))
        if found is None:
            found = self._nodes[place, children] = Node(place, children)
        return found


def combine(
    one: Tree[T],
    other: Tree[U],
    join: Callable[[Tree[T], Tree[U]], Tree[V] | None],
    table: UniqueTable[V],
    done: dict[tuple[Tree[T], Tree[U]], Tree[V]] | None = None,
) -> Tree[V]:
    """Two trees over one order, joined. Raises Exhausted.

    `join` says what becomes of two nodes where that can be seen from them, as it must for two leaves; else None.
    Where many trees are joined in one way, `done` keeps what has come of the pairs so far.
    """
    done = {} if done is None else done

    def combined(one: Tree[T], other: Tree[U]) -> Tree[V]:
        decided = join(one, other) or done.get((one, other))
        if decided is None:
            place, pairs = aligned(one, other)
            decided = done[one, other] = table.node(place, tuple([combined(*pair) for pair in pairs]))
        return decided

    return combined(one, other)


def aligned(one: Tree[T], other: Tree[U]) -> tuple[int, Iterator[tuple[Tree[T], Tree[U]]]]:
    """The place at which two trees ask first, and their children there; one that doesn't ask stands for all its own.

    INVARIANT (asks): one of the trees at least is a node.
    """
    if isinstance(one, Node) and one.place < other.place:
        return one.place, zip(one.children, repeat(other))
    assert isinstance(other, Node), "INVARIANT (asks): one of the trees at least is a node"
    if isinstance(one, Node) and one.place == other.place:
        return one.place, zip(one.children, other.children, strict=True)
    return other.place, zip(repeat(one), other.children)


def mapped(tree: Tree[T], leaf: Callable[[T], Tree[U]], node: Callable[[int, tuple[Tree[U], ...]], Tree[U]]) -> Tree[U]:
    """The tree made anew: `leaf` is given a leaf's value, `node` a place and what has become of the children there."""
    done: dict[Tree[T], Tree[U]] = {}

    def made(tree: Tree[T]) -> Tree[U]:
        if tree not in done:
            done[tree] = (
                leaf(tree.value) if isinstance(tree, Leaf) else node(tree.place, tuple(map(made, tree.children)))
            )
        return done[tree]

    return made(tree)


def nodes(tree: Tree[T]) -> Iterator[Tree[T]]:
    """Every node and leaf of a tree, each once."""
    waiting, seen = [tree], {tree}
    while waiting:
        each = waiting.pop()
        yield each
        new = [child for child in each.children if child not in seen] if isinstance(each, Node) else []
        seen.update(new)
        waiting.extend(dict.fromkeys(new))
