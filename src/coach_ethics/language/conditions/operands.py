"""What a part of a condition may be while the rest of it is being read: a small closed sum, and words for it."""

from __future__ import annotations

from typing import TypeAlias, assert_never

from attrs import frozen

from coach_ethics.model.conditions import Condition, Literal
from coach_ethics.model.vocabulary import Boolean, Enumeration, FactType, Integer, expected
from coach_ethics.problems import quoted
from coach_ethics.source import Span


@frozen
class NameOperand:
    """A name by itself. What it means is seen from what it is compared with, and by itself from the scope."""

    name: str
    span: Span


@frozen
class Members:
    """A set of values that is written out."""

    members: tuple[Operand, ...]
    span: Span


@frozen
class Faulty:
    """What makes no sense; everything was said about it already."""

    span: Span


Operand: TypeAlias = Condition | Literal | NameOperand | Members | Faulty
"""A literal here is a number."""


def values_of(type_: FactType | None) -> tuple[str, ...]:
    """The enumerators of a type; none where it isn't an enumeration."""
    return type_.values if isinstance(type_, Enumeration) else ()


def in_words(type_: FactType | None) -> str:
    """What fits a type, in words; None is the type of a number as it stands."""
    match type_:
        case Boolean():
            return "true or false"
        case None | Integer():
            return "a whole number"
        case Enumeration():
            return expected(type_)
        case _:
            assert_never(type_)


def shown(at: Span | None) -> str:
    """The author's text at a place, for messages."""
    assert at is not None, "INVARIANT (places): what is read from a text knows its place"
    line = at.source.lines[at.line - 1]
    return quoted(line[at.column - 1 : at.end_column - 1 if at.end_line == at.line else None])
