"""Whether conditions can hold together: answered by a diagram, or by a solver that the caller provides."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Protocol

from attrs import frozen

from coach_ethics.deontics.dependencies import Dependencies
from coach_ethics.deontics.minimal import Budget, Exhausted
from coach_ethics.deontics.program import Program
from coach_ethics.findings import Truth
from coach_ethics.model.answers import Answer, Box, Found, Impossible, MinimalModel, Undecided
from coach_ethics.model.cells import Partition
from coach_ethics.model.conditions import Condition
from coach_ethics.model.situation import Situation
from coach_ethics.reasoning.diagram import Diagrams, Possible
from coach_ethics.reasoning.order import Order
from coach_ethics.reasoning.queries import completable, completion, fewest
from coach_ethics.reasoning.slice import Slices
from coach_ethics.reasoning.trees import Leaf, Tree, UniqueTable, combine
from coach_ethics.translation import Translatable

FEW_STEPS = 10_000
"""How many children the nodes of one question's diagrams may have, where a solver stands by to answer instead."""

MOST_STEPS = 60_000
"""How many they may have where none does (a fraction of a second)."""


class Solver(Protocol):
    """What answers questions about all situations that the constraints of a program allow; z3 does."""

    @property
    def program(self) -> Program:
        """What the questions are about."""

    @property
    def constraints(self) -> Mapping[str, Condition]:
        """What situations have to keep, by name."""

    @property
    def dependencies(self) -> Dependencies:
        """What conditions over the program rest on."""

    @property
    def partition(self) -> Partition:
        """The domains in cells that nothing in the program, and no constraint, can tell apart."""

    def find(self, *conditions: Condition, within: Sequence[Box] = (), outside: Sequence[Box] = ()) -> Answer:
        """A complete situation in which all the conditions hold, in all of some boxes and in none of others."""

    def blamed(self, box: Box, *conditions: Condition) -> frozenset[str]:
        """Facts of a box that keep the conditions from holding together in it; none of them can be left out.

        Raises Unsure. INVARIANT (impossible): the conditions don't hold together in the box.
        """

    def smallest(self, *conditions: Condition) -> MinimalModel:
        """The fewest facts that, once known, make all the conditions certainly true. Raises Unsure.

        INVARIANT (possible): they can hold together.
        """


def ask(
    conditions: Sequence[Condition], slices: Slices, solver: Solver | None = None, budget: Budget | None = None
) -> Answer:
    """Whether all the conditions can hold together: a situation in which they certainly do, if any.

    A situation from a diagram has the fewest facts that it takes; some completion of it keeps the constraints. What
    takes more than `FEW_STEPS` is left to the solver, if there is one; else it is undecided beyond `MOST_STEPS`, or
    where the `budget` of the whole that the question belongs to is spent.
    """
    steps = Budget(MOST_STEPS if solver is None else FEW_STEPS, within=budget)
    try:
        found = _fewest(conditions, slices, steps)
    except Exhausted as exhausted:
        if solver is not None:
            return solver.find(*conditions)
        return Undecided(Translatable("it takes {spent} to decide whether this is possible", spent=exhausted.spent))
    return Found(found.order.situation(found.places.items())) if found is not None else Impossible()


def smallest(
    conditions: Sequence[Condition], slices: Slices, solver: Solver, elsewhere: Situation, budget: Budget
) -> MinimalModel:
    """The fewest facts that, once known, make all the conditions certainly true, with one completion. Raises Unsure.

    What takes more than `FEW_STEPS`, or than the `budget` has, is left to the solver. `elsewhere` is a situation that
    keeps the constraints.
    INVARIANT (possible): the conditions can hold together.
    """
    try:
        found = _fewest(conditions, slices, Budget(FEW_STEPS, within=budget))
    except Exhausted:
        return solver.smallest(*conditions)
    assert found is not None, "INVARIANT (possible): the conditions can hold together"
    beside = slices.kept_beside(slices.dependencies.facts(conditions), elsewhere)
    whole = completion(found.order, found.allowed, found.places, beside)
    return MinimalModel(found.order.situation(found.places.items()), whole)


@frozen
class _Fewest:
    """Answers by their places, and where the constraints allow a completion."""

    order: Order
    places: Mapping[int, int]
    allowed: Possible[bool]


def _fewest(conditions: Sequence[Condition], slices: Slices, budget: Budget) -> _Fewest | None:
    """The fewest answers that make the conditions certain; None where nothing does. Raises Exhausted."""
    among = slices.binding(slices.dependencies.facts(conditions)).constraints
    diagrams = Diagrams(slices, conditions, budget, among=among)
    table: UniqueTable[bool] = UniqueTable(budget)
    allowed = completable(diagrams.kept, budget)

    def join(certain: Tree[Truth], allowed: Possible[bool]) -> Tree[bool] | None:
        if isinstance(certain, Leaf) and certain.value is not True:
            return table.leaf(False)
        if isinstance(allowed, Leaf) and not allowed.value:
            return table.leaf(False)
        return table.leaf(True) if isinstance(certain, Leaf) and isinstance(allowed, Leaf) else None

    certain = combine(diagrams.all(map(diagrams.of, conditions)), allowed, join, table)
    places = fewest(certain, bool)
    return None if places is None else _Fewest(diagrams.order, places, allowed)
