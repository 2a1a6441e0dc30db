"""Running a translated program on a whole frame, of Polars or PyArrow."""

from __future__ import annotations

from collections.abc import Callable
from importlib.util import find_spec
from typing import Any

from coach_ethics.deontics.program import Program
from coach_ethics.engines.bitsliced.translate import AskedTruth, translate
from coach_ethics.model.conditions import Named


def compiles() -> bool:
    """Whether circuits can be run over the memory of frames here: with what the extra `fast` brings."""
    return find_spec("numba") is not None and find_spec("pyarrow") is not None


def prepare(program: Program) -> Callable[[object], object]:
    """An evaluator of frames that have a column for each fact, called by its name, with null where it isn't known.

    Behind the frame's own columns come those of the program's names, which hold truth values. Values are taken to be
    those of their facts; `coach_ethics.assess_frame` checks that.
    """
    names = tuple(each.name for each in program.definitions)
    asked = tuple(AskedTruth(Named(name)) for name in names)

    def evaluate(frame: Any) -> object:
        from coach_ethics.engines.bitsliced.frames import AnswerColumn, assessed, column_names

        there = column_names(frame)
        facts = [fact.name for fact in program.vocabulary if fact.name in there]
        columns = [AnswerColumn(name) for name in names]
        return assessed(frame, translate(program, facts, asked), {fact: fact for fact in facts}, columns)[0]

    return evaluate
