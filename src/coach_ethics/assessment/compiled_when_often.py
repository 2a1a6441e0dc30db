"""An evaluator for programs of which nobody knows how often they will be asked: compiled once it has paid."""

from __future__ import annotations

from collections.abc import Mapping

from attrs import define, field

from coach_ethics.deontics.program import Program
from coach_ethics.engines import reference
from coach_ethics.engines.registry import Evaluator, prepare
from coach_ethics.findings import Truth
from coach_ethics.model.situation import Situation

OFTEN = 64
"""To compile a program takes about as long as to evaluate so many situations by reference."""


@define(eq=False)
class CompiledWhenOften:
    """Evaluates situations by reference, `OFTEN` times; then it compiles the program.

    LAW: both give the same answers, so nobody can tell but by the clock. Threads may share it: at worst, two of them
    compile the program.
    """

    program: Program = field(repr=False)
    _asked: int = field(default=0, init=False)
    _compiled: Evaluator | None = field(default=None, init=False, repr=False)

    def __call__(self, situation: Situation) -> Mapping[str, Truth]:
        """The truth value of every name in the program."""
        if self._compiled is not None:
            return self._compiled(situation)
        self._asked += 1
        if self._asked > OFTEN:
            self._compiled = prepare("compiled", self.program)
        return reference.evaluate(self.program, situation)
