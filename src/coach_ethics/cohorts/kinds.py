"""The kinds of rows of a cohort: those that no condition of a policy can tell apart are of one.

A text stands for each kind; it leaves the caller's library, and the situation that stands for its rows is made of it.
"""

from __future__ import annotations

from collections.abc import Collection

from attrs import frozen

from coach_ethics.assessment.preparation import Prepared
from coach_ethics.engines.columnar.outputs import OPEN, RowKey
from coach_ethics.model.cells import Cell
from coach_ethics.model.conditions import Condition, Constant, FactTerm
from coach_ethics.model.domains import in_runs, value_at
from coach_ethics.model.situation import Situation
from coach_ethics.model.vocabulary import Fact, Integer, Value
from coach_ethics.reasoning.determined import mentioned_facts, partition_of

MOST_CELLS = 12
"""A number with more cells is written as it is."""


_NOTHING = Constant(False)


@frozen(init=False)
class Kinds:
    """The kinds of rows of a policy, told apart by all facts or by some: how they are written, and what each is."""

    ready: Prepared
    facts: tuple[tuple[Fact, tuple[Cell, ...]], ...]
    numbers: tuple[Fact, ...]

    def __init__(self, ready: Prepared, among: Collection[str] | None = None) -> None:
        cut = partition_of(ready.slices)
        mentioned = (fact for fact in mentioned_facts(ready.slices) if among is None or fact in among)
        facts = [(fact, cut.cells[fact]) for fact in mentioned if len(cut.cells[fact]) > 1]
        vocabulary = ready.policy.vocabulary
        numbers = {
            fact
            for fact, cells in facts
            if fact in cut.by_order or (isinstance(vocabulary[fact].type, Integer) and len(cells) > MOST_CELLS)
        }
        in_cells = tuple((vocabulary[fact], cells) for fact, cells in facts if fact not in numbers)
        self.__attrs_init__(ready, in_cells, tuple(vocabulary[fact] for fact in sorted(numbers)))

    def key(self, column: str, closed: Condition = _NOTHING, norms: tuple[str, ...] = ()) -> RowKey:
        """The text for the kind of a row; where `closed` is certainly true, the pattern of norms instead."""
        return RowKey(
            column,
            closed,
            norms,
            tuple(tuple(in_runs(fact, cell) for cell in cells) for fact, cells in self.facts),
            tuple(FactTerm(fact.name, fact.type) for fact in self.numbers),
        )

    def situation(self, key: str) -> Situation:
        """The situation that stands for all rows with a key."""
        said = key.removeprefix(OPEN).split(",")
        values: dict[str, Value] = {}
        for (fact, cells), each in zip(self.facts, said, strict=False):
            if each != "?":
                values[fact.name] = value_at(fact.type, cells[int(each)][0][0])
        for fact, each in zip(self.numbers, said[len(self.facts) :], strict=False):
            if each != "?":
                values[fact.name] = int(each)
        return Situation(values)
