"""Which other answers would give another result: all smallest sets of them, from a situation's place in a diagram."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Callable, Collection, Hashable, Iterable, Mapping, Sequence
from itertools import accumulate, product
from typing import Generic, TypeAlias, TypeVar

from attrs import field, frozen

from coach_ethics.deontics.minimal import Budget, Exhausted, members, minimal
from coach_ethics.model.situation import Situation
from coach_ethics.reasoning.diagram import Diagram, Possible
from coach_ethics.reasoning.trees import Leaf, Node

T = TypeVar("T", bound=Hashable)

MOST_STEPS = 400_000
"""How many sets of changes may be looked at in search of the smallest (well under a second)."""

Alternatives: TypeAlias = dict[int, tuple[int, ...]]
"""For places, the children that serve equally well."""


@frozen(eq=False)
class Situated(Generic[T]):
    """A diagram, and where a situation stands in it: for every place, the child that it takes.

    A set of shifts is a bit mask: each child of each place has a bit, from `_bits[place]` on.
    """

    diagram: Diagram[T]
    situation: Situation
    present: tuple[int, ...] = field(init=False)
    _bits: tuple[int, ...] = field(init=False)

    def __attrs_post_init__(self) -> None:
        order = self.diagram.order
        object.__setattr__(self, "present", order.children(self.situation))
        object.__setattr__(self, "_bits", tuple(accumulate(map(len, order.cells), initial=0)))

    @property
    def unknown(self) -> frozenset[int]:
        """The places whose facts aren't known."""
        cells = self.diagram.order.cells
        return frozenset(place for place, child in enumerate(self.present) if child == len(cells[place]))

    def outcome(self, shifts: Mapping[int, int]) -> frozenset[T]:
        """What may yet be where these places take these children, and all others those of the situation."""
        tree = self.diagram.tree
        while isinstance(tree, Node):
            tree = tree.children[shifts.get(tree.place, self.present[tree.place])]
        return tree.value

    def smallest_changes(
        self,
        free: Collection[int],
        reached: Callable[[frozenset[T]], bool],
        most: int | None = None,
        budget: Budget | None = None,
    ) -> list[dict[int, int]]:
        """All smallest sets of shifts, of the facts at the `free` places, that lead to what is wanted.

        At a node, either its fact stays as it is, or it shifts; and then the other shifts must not be enough without
        this one. With `most`, those of so many shifts at most. Raises Exhausted.
        """
        budget = budget or Budget(MOST_STEPS)
        done: dict[tuple[Possible[T], int | None], list[int]] = {}

        def smallest(tree: Possible[T], left: int | None) -> list[int]:
            if isinstance(tree, Leaf):
                return [0] if reached(tree.value) else []
            if (tree, left) not in done:
                present = self.present[tree.place]
                staying = smallest(tree.children[present], left)
                enough = _by_least_member(staying)
                found = list(staying)
                shifting = tree.children[:-1] if tree.place in free and left != 0 else ()
                for number, child in enumerate(shifting):
                    if number != present:
                        bit = 1 << self._bits[tree.place] + number
                        shifts = smallest(child, None if left is None else left - 1)
                        budget.spend(1 + len(shifts))
                        found += [bit | more for more in shifts if not _covers(enough, more, budget)]
                done[tree, left] = found
            return done[tree, left]

        return [self._shifted(shifts) for shifts in smallest(self.diagram.tree, most)]

    def few_changes(
        self, free: Collection[int], reached: Callable[[frozenset[T]], bool]
    ) -> tuple[int, list[dict[int, int]]]:
        """The smallest sets of shifts as far as a budget goes: of up to how many shifts, and all of these."""
        budget, found = Budget(MOST_STEPS // 4), (0, list[dict[int, int]]())
        for most in range(len(free) + 1):
            try:
                found = (most, self.smallest_changes(free, reached, most, budget))
            except Exhausted:
                break
        return found

    def _shifted(self, shifts: int) -> dict[int, int]:
        """The places that a set of shifts is about, each with the child that it shifts to."""
        found = {}
        for bit in members(shifts):
            place = bisect_right(self._bits, bit) - 1
            found[place] = bit - self._bits[place]
        return found

    def determining(self) -> list[int]:
        """The smallest sets of unknown places (as bit masks) whose facts, once known, leave one thing, or none.

        Without its fact, a node leaves what the child for "not known" leaves; with it, what all other children need.
        Raises Exhausted.
        """
        budget = Budget(MOST_STEPS)
        unknown = self.unknown
        done: dict[Possible[T], list[int]] = {}

        def determining(tree: Possible[T]) -> list[int]:
            if isinstance(tree, Leaf):
                return [0] if len(tree.value) <= 1 else []
            if tree not in done:
                *known, open_ = tree.children
                if tree.place not in unknown:
                    done[tree] = determining(tree.children[self.present[tree.place]])
                else:
                    asked = [1 << tree.place]
                    for child in dict.fromkeys(known):
                        needs = determining(child)
                        budget.spend(len(asked) * len(needs))
                        asked = minimal((one | other for one, other in product(asked, needs)), budget)
                    done[tree] = minimal((*determining(open_), *asked), budget)
            return done[tree]

        return determining(self.diagram.tree)

    def merged(self, found: Iterable[Mapping[int, int]]) -> list[Alternatives]:
        """Sets of places with their new children, of which none contains another.

        Those that differ in one fact's new value only, and lead to the same outcome, are one.
        """
        among: list[tuple[Alternatives, frozenset[T]]] = []
        for children in found:
            among.append(({place: (child,) for place, child in children.items()}, self.outcome(children)))
        for place in range(len(self.present)):
            alike: dict[object, tuple[Alternatives, frozenset[T]]] = {}
            for serving, outcome in among:
                others = frozenset((other, children) for other, children in serving.items() if other != place)
                if (key := (others, outcome)) in alike:
                    alike[key][0][place] += serving[place]
                else:
                    alike[key] = (dict(serving), outcome)
            among = list(alike.values())
        return [serving for serving, _ in among]


def _by_least_member(sets: Iterable[int]) -> dict[int, list[int]]:
    filed: dict[int, list[int]] = {}
    for each in sets:
        filed.setdefault(each & -each, []).append(each)
    return filed


def _covers(filed: Mapping[int, Sequence[int]], whole: int, budget: Budget) -> bool:
    """Whether one of the sets lies inside `whole`: only those are looked at whose least member does."""
    for least, sets in filed.items():
        if least & whole == least:
            for each in sets:
                budget.spend(1)
                if each & whole == each:
                    return True
    return False
