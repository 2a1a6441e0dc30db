"""What is enough for something to be so, and what it needs: prime implicants and prime implicates.

Of a diagram, about the facts of one situation (in the sense of A. Darwiche and A. Hirth, "On the reasons behind
decisions", 2020); of a solver, one implicant at a time, as a box around a situation.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Callable, Hashable, Iterable, Mapping, Sequence
from itertools import product
from typing import TypeVar

from coach_ethics.deontics.minimal import Budget, minimal
from coach_ethics.model.answers import Box, Found, Impossible, Undecided, Unsure
from coach_ethics.model.conditions import Condition, Not
from coach_ethics.model.domains import Runs, index_of, joined, size
from coach_ethics.model.situation import Situation
from coach_ethics.model.vocabulary import Enumeration
from coach_ethics.reasoning.diagram import Possible
from coach_ethics.reasoning.solver import Solver
from coach_ethics.reasoning.trees import Leaf

T = TypeVar("T", bound=Hashable)

Alike = Mapping[int, frozenset[int]]
"""For places, the children that stand for the present value, or for one that makes no difference to it."""


def sufficient(tree: Possible[T], alike: Alike, values: frozenset[T], budget: Budget) -> list[int]:
    """The smallest sets of places (as bit masks) that are enough: kept as they are, nothing but these values can be.

    The tree has no children for "not known". Facts kept as they are suffice where they do so at every child that a node
    still has: its present one, and all others unless the fact is among those kept. Raises Exhausted.
    """
    return _smallest(tree, alike, lambda found: found <= values, True, budget)


def necessary(tree: Possible[T], alike: Alike, values: frozenset[T], budget: Budget) -> list[int]:
    """The smallest sets of places (as bit masks) of which one is needed: all otherwise, none of the values can be.

    The tree has no children for "not known". Facts that are all otherwise do so where they do at every other child, and
    at the present one too unless the fact is among them. Sets that constraints don't allow to be all otherwise are left
    out. Raises Exhausted.
    """
    found = _smallest(tree, alike, values.isdisjoint, False, budget)
    return [places for places in found if _can_be_otherwise(places, tree, alike)]


def _smallest(
    tree: Possible[T], alike: Alike, reached: Callable[[frozenset[T]], bool], as_it_is: bool, budget: Budget
) -> list[int]:
    done: dict[Possible[T], list[int]] = {}

    def smallest(tree: Possible[T]) -> list[int]:
        if isinstance(tree, Leaf):
            return [0] if reached(tree.value) else []
        if tree not in done:
            present = alike.get(tree.place)
            if present is None:
                done[tree] = together(tree.children)
            else:
                always = [child for n, child in enumerate(tree.children) if (n in present) is as_it_is]
                spared = [child for n, child in enumerate(tree.children) if (n in present) is not as_it_is]
                either = minimal((1 << tree.place, *together(spared)), budget)
                done[tree] = both(together(always), either)
        return done[tree]

    def together(trees: Iterable[Possible[T]]) -> list[int]:
        found = [0]
        for tree in dict.fromkeys(trees):
            found = both(found, smallest(tree))
        return found

    def both(one: list[int], other: list[int]) -> list[int]:
        budget.spend(len(one) * len(other))
        return minimal((mine | theirs for mine, theirs in product(one, other)), budget)

    return smallest(tree)


def _can_be_otherwise(places: int, tree: Possible[T], alike: Alike) -> bool:
    """Whether the facts at these places can all be otherwise."""
    done: dict[Possible[T], bool] = {}

    def can_be(tree: Possible[T]) -> bool:
        if isinstance(tree, Leaf):
            return bool(tree.value)
        if tree not in done:
            kept = alike[tree.place] if places >> tree.place & 1 else frozenset()
            done[tree] = any(can_be(child) for n, child in enumerate(tree.children) if n not in kept)
        return done[tree]

    return can_be(tree)


def box_around(situation: Situation, condition: Condition, solver: Solver) -> dict[str, Runs]:
    """A box around a complete situation in all of whose situations, as far as the constraints allow, something holds.

    It mentions only facts that the condition rests on, and can't be made larger: leaving a fact out, or widening one,
    would let in a situation in which the condition fails.
    Raises Unsure. INVARIANT (holds): the condition holds in the situation.
    """
    facts = sorted(solver.dependencies.facts([condition]))
    types = {fact: solver.program.vocabulary[fact].type for fact in facts}
    places = {fact: index_of(type_, situation.values[fact]) for fact, type_ in types.items()}
    points: Box = {fact: ((place, place),) for fact, place in places.items()}
    needed = solver.blamed(points, Not(condition))
    box = {fact: runs for fact, runs in points.items() if fact in needed}
    for fact in tuple(box):
        box[fact] = _widened(fact, box, condition, solver)
    return box


def _widened(fact: str, box: Box, condition: Condition, solver: Solver) -> Runs:
    type_ = solver.program.vocabulary[fact].type
    others = [{other: runs} for other, runs in box.items() if other != fact]

    def fits(runs: Runs) -> bool:
        match solver.find(Not(condition), within=[*others, {fact: runs}]):  # partial: what is undecided does not fit
            case Impossible():
                return True
            case Found():
                return False
            case Undecided(reason):
                raise Unsure(reason)

    if isinstance(type_, Enumeration) and not type_.ordered:
        return _with_each(box[fact], range(size(type_)), fits)
    if fact in solver.partition.by_order:
        every = range(size(type_))
        return _stretched(box[fact], every, every, fits)
    starts = solver.partition.starts(fact)
    return _stretched(box[fact], starts, [*(start - 1 for start in starts[1:]), size(type_) - 1], fits)


def _with_each(runs: Runs, places: Iterable[int], fits: Callable[[Runs], bool]) -> Runs:
    for place in places:
        wider = joined([*runs, (place, place)])
        if wider != runs and fits(wider):
            runs = wider
    return runs


def _stretched(runs: Runs, starts: Sequence[int], ends: Sequence[int], fits: Callable[[Runs], bool]) -> Runs:
    """One run, stretched up and then down as far as it fits.

    Only where some condition starts or ends to hold can it stop fitting, and what doesn't fit never fits again when
    stretched further, so halving finds the last that fits.
    """
    ((first, final),) = runs
    up = _last(ends[bisect_left(ends, final) :], lambda end: fits(((first, end),)))
    down = _last(starts[: bisect_right(starts, first)][::-1], lambda start: fits(((start, up),)))
    return ((down, up),)


def _last(places: Sequence[int], fits: Callable[[int], bool]) -> int:
    """The last place that fits; those that fit come first, and the first one does."""
    if fits(places[-1]):
        return places[-1]
    low, high = 0, len(places) - 2
    while low < high:
        middle = (low + high + 1) // 2
        low, high = (middle, high) if fits(places[middle]) else (low, middle - 1)
    return places[low]
