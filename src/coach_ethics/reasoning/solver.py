"""Whether conditions can hold together: asked of a diagram, or of a solver that whoever asks passes in."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Protocol

from coach_ethics.deontics.dependencies import Dependencies
from coach_ethics.deontics.minimal import Budget, Exhausted
from coach_ethics.deontics.program import Program
from coach_ethics.model.answers import Answer, Box, Found, Impossible, Undecided
from coach_ethics.model.cells import Partition
from coach_ethics.model.conditions import Condition
from coach_ethics.reasoning.diagram import Diagrams
from coach_ethics.reasoning.queries import fewest
from coach_ethics.reasoning.slice import Slices

MOST_STEPS = 60_000
"""How many children the nodes of one question's diagrams may have, before the solver is asked (a fraction of a second).
"""


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


def ask(conditions: Sequence[Condition], slices: Slices, solver: Solver | None = None) -> Answer:
    """Whether all the conditions can hold together: a situation in which they certainly do, if any.

    A situation from a diagram has as few facts as it takes, together with those on which constraints bear; other facts
    may have any value that the constraints allow. What takes more than `MOST_STEPS` is left to the solver.
    """
    try:
        diagrams = Diagrams(slices, conditions, Budget(MOST_STEPS))
        way = fewest(diagrams.all(map(diagrams.of, (*conditions, *diagrams.rules))), lambda truth: truth is True)
    except Exhausted:
        if solver is not None:
            return solver.find(*conditions)
        return Undecided(f"it takes more than {MOST_STEPS:,} steps to tell whether this can be")
    return Impossible() if way is None else Found(diagrams.order.situation(way.items()))
