"""What can be asked of a diagram: each question is one walk.

A tree asks for the facts of an order by their places; the last child of each node is for "not known", unless said
otherwise. `children` are the answers that a situation gives, one for each place. Leaves are sets: what may yet be, or
nothing where a constraint is broken. What looks at more than one tree at once spends a budget: raises Exhausted.
"""

from __future__ import annotations

from collections.abc import Callable, Container, Hashable, Mapping, Sequence
from typing import TypeAlias, TypeVar

from coach_ethics.deontics.minimal import Budget
from coach_ethics.findings import Truth
from coach_ethics.model.situation import Situation
from coach_ethics.model.vocabulary import Value
from coach_ethics.reasoning.diagram import Diagram, Possible
from coach_ethics.reasoning.order import Order
from coach_ethics.reasoning.trees import Leaf, Node, Tree, UniqueTable, aligned, combine, mapped, nodes

T = TypeVar("T", bound=Hashable)


def outcome(diagram: Diagram[T], situation: Situation) -> frozenset[T]:
    """What may yet be in a situation."""
    tree, order = diagram.tree, diagram.order
    while isinstance(tree, Node):
        tree = tree.children[order.child(tree.place, situation[order.facts[tree.place].name])]
    return tree.value


def possible(tree: Possible[T]) -> frozenset[T]:
    """Everything that is possible in some situation."""
    return frozenset(value for each in nodes(tree) if isinstance(each, Leaf) for value in each.value)


def left_open(tree: Possible[T]) -> frozenset[T]:
    """Everything that is possible somewhere beside something else."""
    return frozenset(
        value for each in nodes(tree) if isinstance(each, Leaf) and len(each.value) > 1 for value in each.value
    )


def asked(tree: Tree[T]) -> frozenset[int]:
    """The places at which a tree asks."""
    return frozenset(each.place for each in nodes(tree) if isinstance(each, Node))


def completions(tree: Possible[T], children: Sequence[int]) -> Possible[T]:
    """What may be in every completion of a situation: a tree that asks for what is unknown there, and only that.

    It has no children for "not known", so that each of its leaves says just one thing, or nothing.
    """
    table: UniqueTable[frozenset[T]] = UniqueTable()
    done: dict[Possible[T], Possible[T]] = {}

    def made(tree: Possible[T]) -> Possible[T]:
        if isinstance(tree, Leaf):
            return tree
        if tree not in done:
            answer, cells = children[tree.place], tree.children[:-1]
            done[tree] = made(cells[answer]) if answer < len(cells) else table.node(tree.place, tuple(map(made, cells)))
        return done[tree]

    return made(tree)


def determined(diagram: Diagram[T], situation: Situation) -> frozenset[T]:
    """What the completions of a situation that the constraints allow come to: just one thing where it is determined.

    Nothing where the constraints allow no completion at all.
    """
    children, found, seen = diagram.order.children(situation), set[T](), {diagram.tree}
    waiting = [diagram.tree]
    while waiting:
        tree = waiting.pop()
        if isinstance(tree, Leaf):
            found |= tree.value
            continue
        answer, cells = children[tree.place], tree.children[:-1]
        new = {cells[answer]} if answer < len(cells) else set(cells)
        waiting.extend(new - seen)
        seen |= new
    return frozenset(found)


def over_completions(tree: Possible[T], budget: Budget) -> Possible[T]:
    """A tree with the same answers where all is known; where it isn't, what may be in some completion may be.

    LAW: its outcome in a situation is what is `determined` there by the tree that it was made from.
    """
    table: UniqueTable[frozenset[T]] = UniqueTable(budget)
    return _over_completions(tree, possible(tree), table, table.leaf)


def _over_completions(
    tree: Possible[T],
    everything: frozenset[T],
    table: UniqueTable[frozenset[T]],
    leaf: Callable[[frozenset[T]], Leaf[frozenset[T]]],
    around: Sequence[int] | None = None,
) -> Possible[T]:
    united = _uniting(everything, table, leaf)

    def node(place: int, children: tuple[Possible[T], ...]) -> Possible[T]:
        known = children[:-1]
        stays = around is not None and around[place] < len(known)
        return table.node(place, (*known, known[around[place]] if around and stays else united(known)))

    return mapped(tree, leaf, node)


def over_completions_around(
    tree: Possible[T], children: Sequence[int], told_apart: Callable[[frozenset[T]], bool], budget: Budget
) -> Possible[T]:
    """The same around a situation, where what isn't `told_apart` stands for everything.

    For "not known", the facts that are known there have the child that they have there.
    """
    table: UniqueTable[frozenset[T]] = UniqueTable(budget)
    everything = possible(tree)

    def leaf(values: frozenset[T]) -> Leaf[frozenset[T]]:
        return table.leaf(values if not values or told_apart(values) else everything)

    return _over_completions(tree, everything, table, leaf, children)


def after(tree: Tree[T], place: int, child: int, table: UniqueTable[T]) -> Tree[T]:
    """What is left of a tree once the fact at a place is known."""

    def node(here: int, children: tuple[Tree[T], ...]) -> Tree[T]:
        return children[child] if here == place else table.node(here, children)

    return mapped(tree, table.leaf, node)


def without(tree: Possible[T], places: Container[int], budget: Budget) -> Possible[T]:
    """A tree that has no children for "not known" and doesn't ask at these places: what may be there may be."""
    table: UniqueTable[frozenset[T]] = UniqueTable(budget)
    united = _uniting(possible(tree), table, table.leaf)

    def node(place: int, children: tuple[Possible[T], ...]) -> Possible[T]:
        return united(children) if place in places else table.node(place, children)

    return mapped(tree, table.leaf, node)


def _uniting(
    everything: frozenset[T],
    table: UniqueTable[frozenset[T]],
    leaf: Callable[[frozenset[T]], Leaf[frozenset[T]]],
) -> Callable[[Sequence[Possible[T]]], Possible[T]]:
    """What says of trees what is possible in one of them at least."""
    done: dict[tuple[Possible[T], Possible[T]], Possible[T]] = {}

    def join(one: Possible[T], other: Possible[T]) -> Possible[T] | None:
        if one is other:
            return one
        for tree, rest in ((one, other), (other, one)):
            if isinstance(tree, Leaf) and (not tree.value or tree.value == everything):
                return tree if tree.value else rest
        return leaf(one.value | other.value) if isinstance(one, Leaf) and isinstance(other, Leaf) else None

    def united(trees: Sequence[Possible[T]]) -> Possible[T]:
        first, *others = dict.fromkeys(trees)
        for each in others:
            first = combine(first, each, join, table, done)
        return first

    return united


def completable(kept: Tree[Truth], budget: Budget) -> Possible[bool]:
    """Where some completion keeps what is to be kept (`{True}`); nothing where none does."""
    table: UniqueTable[frozenset[bool]] = UniqueTable(budget)
    allowed = frozenset({True})
    united = _uniting(allowed, table, table.leaf)

    def node(place: int, children: tuple[Possible[bool], ...]) -> Possible[bool]:
        known = children[:-1]
        return table.node(place, (*known, united(known)))

    return mapped(kept, lambda truth: table.leaf(allowed if truth else frozenset()), node)


def completion(order: Order, tree: Possible[T], places: Mapping[int, int], elsewhere: Situation) -> Situation:
    """A completion of these answers in which something is possible; facts that don't matter are as `elsewhere`.

    INVARIANT (possible): there is one.
    """
    children = [places.get(place, len(cells)) for place, cells in enumerate(order.cells)]
    rest = way(completions(tree, children), bool)
    assert rest is not None, "INVARIANT (possible): some completion is possible"
    return Situation({**elsewhere.values, **order.situation({**places, **rest}.items()).values})


def needlessly_open(tree: Possible[T], budget: Budget) -> Possible[T]:
    """What alone is so in every completion that the constraints allow, where Kleene's logic leaves it open.

    Nothing elsewhere.
    """
    table: UniqueTable[frozenset[T]] = UniqueTable(budget)
    nothing, everything = table.leaf(frozenset()), possible(tree)

    def leaf(values: frozenset[T]) -> Leaf[frozenset[T]]:
        return table.leaf(values if len(values) < 2 else everything)  # what else than one thing is no matter here

    def join(kleene: Possible[T], exact: Possible[T]) -> Possible[T] | None:
        if isinstance(kleene, Leaf) and len(kleene.value) < 2:
            return nothing
        if isinstance(exact, Leaf) and len(exact.value) != 1:
            return nothing
        return table.leaf(exact.value) if isinstance(exact, Leaf) and isinstance(kleene, Leaf) else None

    return combine(tree, _over_completions(tree, everything, table, leaf), join, table)


def fewest(tree: Tree[T], wanted: Callable[[T], bool]) -> dict[int, int] | None:
    """The fewest known answers that lead to what is wanted, by their places; None where none do.

    Of several, the first in the order of children.
    """
    done: dict[Tree[T], dict[int, int] | None] = {}

    def found(tree: Tree[T]) -> dict[int, int] | None:
        if isinstance(tree, Leaf):
            return {} if wanted(tree.value) else None
        if tree not in done:
            last = len(tree.children) - 1
            ways = ((child, found(each)) for child, each in enumerate(tree.children))
            reached = [{tree.place: n, **way} if n < last else way for n, way in ways if way is not None]
            done[tree] = min(reached, key=len, default=None)
        return done[tree]

    return found(tree)


def way(tree: Tree[T], wanted: Callable[[T], bool]) -> dict[int, int] | None:
    """The first answers in the order of children, "not known" among them, that lead to what is wanted, if any do."""
    failed: set[Tree[T]] = set()

    def found(tree: Tree[T]) -> dict[int, int] | None:
        if isinstance(tree, Leaf):
            return {} if wanted(tree.value) else None
        for number, child in enumerate(tree.children):
            if child not in failed and (rest := found(child)) is not None:
                return {tree.place: number, **rest}
        failed.add(tree)
        return None

    return found(tree)


def count(tree: Tree[bool | None], sizes: Sequence[Sequence[int]]) -> int:
    """In how many situations, in which every fact is known, the tree is true.

    It has no children for "not known"; `sizes` says how many values each child of each place stands for.
    """
    totals = [sum(each) for each in sizes]
    done: dict[Tree[bool | None], int] = {}

    def skipped(first: int, last: int) -> int:
        found = 1
        for place in range(first, min(last, len(totals))):
            found *= totals[place]
        return found

    def counted(tree: Tree[bool | None]) -> int:
        """Over the facts from the tree's own place on."""
        if isinstance(tree, Leaf):
            return 1 if tree.value else 0
        if tree not in done:
            done[tree] = sum(
                size * counted(child) * skipped(tree.place + 1, child.place)
                for size, child in zip(sizes[tree.place], tree.children, strict=True)
            )
        return done[tree]

    return counted(tree) * skipped(0, tree.place)


Test: TypeAlias = Callable[[frozenset[T]], bool]
"""Whether what may be is as wanted."""


def step_up(
    tree: Possible[T], order: Order, place: int, before: Test[T], after: Test[T], budget: Budget
) -> tuple[dict[int, int], Value, Value] | None:
    """Answers under which one value of a fact is as in `before`, and the next one, all else alike, as in `after`.

    The tree has no children for "not known". The answers are those to other facts, by their places; then the two values
    of the fact at the place. None where there is no such step. Raises Exhausted.
    """
    seen: set[Possible[T]] = set()
    kept: set[tuple[Possible[T], Possible[T]]] = set()
    steps = order.steps(place)

    def below(tree: Possible[T]) -> tuple[dict[int, int], Value, Value] | None:
        if isinstance(tree, Leaf) or tree.place > place or tree in seen:
            return None
        seen.add(tree)
        if tree.place == place:
            for less, more in steps:
                one, other = (tree.children[order.child(place, value)] for value in (less, more))
                if (rest := pair(one, other)) is not None:
                    return rest, less, more
            return None
        for number, child in enumerate(tree.children):
            if (found := below(child)) is not None:
                return {tree.place: number, **found[0]}, *found[1:]
        return None

    def pair(one: Possible[T], other: Possible[T]) -> dict[int, int] | None:
        if one is other or (one, other) in kept:
            return None
        kept.add((one, other))
        budget.spend(1)
        if isinstance(one, Leaf) and isinstance(other, Leaf):
            return {} if before(one.value) and after(other.value) else None
        here, pairs = aligned(one, other)
        for number, each in enumerate(pairs):
            if (rest := pair(*each)) is not None:
                return {here: number, **rest}
        return None

    return below(tree)
