"""What a part of a condition may be while the rest of it is being read: a small closed sum, and words for it."""

from __future__ import annotations

from typing import TypeAlias

from attrs import frozen

from coach_ethics.model.conditions import Condition, Constant, FactTerm, Holds, Literal, Named, Term
from coach_ethics.model.policy import Parameter
from coach_ethics.model.vocabulary import Boolean, FactType, Integer, expected
from coach_ethics.problems import quoted
from coach_ethics.source import Span


@frozen
class WordOperand:
    """A bare name: a value of the other side's enumeration, if of anything."""

    name: str
    span: Span


@frozen
class Members:
    """A set of values: those that are written out, or a parameter's."""

    members: tuple[Operand, ...] | Parameter
    span: Span


@frozen
class Faulty:
    """What makes no sense; everything was said about it already."""

    span: Span


Operand: TypeAlias = Condition | Term | WordOperand | Members | Faulty
"""A condition is true or false, a term is a number or an enumerator; both know where they stand."""


def name_at(operand: Operand) -> str | None:
    """The name that an operand was written as, or None."""
    match operand:  # partial: what was computed has no name
        case WordOperand(name) | Members(Parameter(name)) | Holds(name) | Named(name) | FactTerm(name):
            return name
        case Constant(_, parameter) | Literal(_, parameter):
            return parameter
        case _:
            return None


def in_words(type_: FactType | None) -> str:
    """What fits a type, in words; None is the type of a number as it stands."""
    match type_:  # partial: only an enumeration is described by its values
        case Boolean():
            return "true or false"
        case None | Integer():
            return "a whole number"
        case _:
            return expected(type_)


def shown(operand: Operand | Span) -> str:
    """The author's text of an operand or at a place, for messages."""
    span = operand if isinstance(operand, Span) else operand.span
    assert span is not None, "INVARIANT (places): what is read from a text knows its place"
    line = span.source.lines[span.line - 1]
    return quoted(line[span.column - 1 : span.end_column - 1 if span.end_line == span.line else None])
