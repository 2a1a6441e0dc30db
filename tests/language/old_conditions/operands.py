"""What one side of a comparison may be, while a condition is being read: a small closed sum, and words for it."""

from __future__ import annotations

from typing import TypeAlias

from attrs import frozen

from coach_ethics.model.conditions import Condition, FactTerm, Holds, Literal, Named, Term
from coach_ethics.model.vocabulary import Boolean, Enumeration, FactType, Integer, expected
from coach_ethics.source import Span


@frozen
class Proposed:
    """A side that is true or false."""

    condition: Condition
    span: Span


@frozen
class Valued:
    """A side that is a number or an enumerator; `type` is None for a plain number."""

    term: Term
    type: FactType | None
    span: Span


@frozen
class WordOperand:
    """A side that is a bare name: a value of the other side's enumeration, if of anything."""

    name: str
    span: Span


@frozen
class Faulty:
    """A side about which everything was said already."""


Operand: TypeAlias = Proposed | Valued | WordOperand | Faulty


def side_of_fact(name: str, type_: FactType | None, span: Span) -> Operand:
    """A fact as a side; where its declaration is faulty, nothing more is said of it."""
    match type_:
        case None:
            return Faulty()
        case Boolean():
            return Proposed(Holds(name, span=span), span)
        case _:
            return Valued(FactTerm(name, type_, span=span), type_, span)


def name_at(side: Operand) -> str | None:
    """The name that a side was written as, or None."""
    match side:
        case WordOperand(name, _) | Proposed(Holds(name) | Named(name)):
            return name
        case Valued(FactTerm(name)) | Valued(Literal(_, str(name))):
            return name
        case _:
            return None


def kind_of(type_: FactType | None) -> tuple[str, ...]:
    """What may be compared: numbers with numbers, values of an enumeration with values of the same one."""
    return type_.values if isinstance(type_, Enumeration) else ()


def has_order(*types: FactType | None) -> bool:
    """Whether values of these types stand from least to most."""
    return all(type_.ordered for type_ in types if isinstance(type_, Enumeration))


def in_words(type_: FactType | None) -> str:
    """What a side's type takes, in words."""
    match type_:
        case Boolean():
            return "true or false"
        case None | Integer():
            return "a whole number"
        case _:
            return expected(type_)
