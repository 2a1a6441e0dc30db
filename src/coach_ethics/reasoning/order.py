"""The facts of a diagram, their order, and which of their values it distinguishes."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Mapping, Sequence
from itertools import pairwise

from attrs import field, frozen

from coach_ethics.deontics.minimal import Exhausted
from coach_ethics.model.cells import Cell
from coach_ethics.model.domains import index_of, joined, value_at, values_in
from coach_ethics.model.situation import Situation
from coach_ethics.model.vocabulary import Fact, Value


def _starts(order: Order) -> tuple[tuple[tuple[int, ...], tuple[int, ...]], ...]:
    """For every place, where runs of its cells begin, and which cell each is of."""
    each = (sorted((first, n) for n, cell in enumerate(cells) for first, _ in cell) for cells in order.cells)
    return tuple((tuple(first for first, _ in runs), tuple(number for _, number in runs)) for runs in each)


@frozen(eq=False)
class Order:
    """Facts by their places, with the `cells` of each. A node has a child for each cell and, last, for "not known".

    The cells of facts that are told apart `by_order` mean something only together (see `Partition`).
    """

    facts: tuple[Fact, ...]
    cells: tuple[tuple[Cell, ...], ...]
    by_order: frozenset[str] = frozenset()
    places: Mapping[str, int] = field(init=False, repr=False)
    _runs: tuple[tuple[tuple[int, ...], tuple[int, ...]], ...] = field(init=False, repr=False)

    def __attrs_post_init__(self) -> None:
        object.__setattr__(self, "places", {fact.name: place for place, fact in enumerate(self.facts)})
        object.__setattr__(self, "_runs", _starts(self))

    def child(self, place: int, value: Value | None) -> int:
        """Which child of a node at a place is for this value; the last one for None."""
        if value is None:
            return len(self.cells[place])
        starts, numbers = self._runs[place]
        return numbers[bisect_right(starts, index_of(self.facts[place].type, value)) - 1]

    def children(self, situation: Situation) -> tuple[int, ...]:
        """For every place, the child that a situation takes."""
        return tuple(self.child(place, situation[fact.name]) for place, fact in enumerate(self.facts))

    def value(self, place: int, child: int) -> Value:
        """The value that stands for a child other than the last."""
        return value_at(self.facts[place].type, self.cells[place][child][0][0])

    def sizes(self) -> list[list[int]]:
        """How many values each child of each place stands for. Raises Exhausted where some are told apart by order."""
        if not self.by_order.isdisjoint(self.places):
            raise Exhausted
        return [[sum(last + 1 - first for first, last in cell) for cell in cells] for cells in self.cells]

    def steps(self, place: int) -> list[tuple[Value, Value]]:
        """The steps up from one value to the next at which something may change."""
        fact, starts = self.facts[place], self._runs[place][0]
        if fact.name in self.by_order:
            return [(value_at(fact.type, less), value_at(fact.type, more)) for less, more in pairwise(starts)]
        return [(value_at(fact.type, start - 1), value_at(fact.type, start)) for start in starts[1:]]

    def values(self, children: Mapping[int, Iterable[int]]) -> dict[int, Sequence[Value]]:
        """For places, the values that any of these children is for, in the order of the domain.

        Of several facts that are told apart by order, only the values that stand for the children go together.
        """
        ordered = [place for place in children if self.facts[place].name in self.by_order]
        found = {}
        for place, among in children.items():
            cells = [self.cells[place][child] for child in among]
            alone = place not in ordered or len(ordered) == 1
            runs = joined(run for cell in cells for run in (cell if alone else [(cell[0][0], cell[0][0])]))
            found[place] = values_in(self.facts[place].type, runs)
        return found

    def situation(self, children: Iterable[tuple[int, int]]) -> Situation:
        """What is known where these places take these children; the last child says that a fact isn't known."""
        known = ((place, child) for place, child in children if child < len(self.cells[place]))
        return Situation({self.facts[place].name: self.value(place, child) for place, child in known})
