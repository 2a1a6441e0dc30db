"""Negation normal form with certainty: when a condition is certainly true, and when it is certainly false.

A condition in strong Kleene logic has three values; an engine that knows only *holds* and *doesn't hold* gets two
positive formulas for it, over atoms that hold only where what they mention is known:

    law: `certainly_true(c)` holds just where `c` is True, `certainly_false(c)` just where `c` is False.

Nothing in these formulas is negated, so what is unknown can simply be left out.
"""

from __future__ import annotations

import operator
from collections.abc import Iterable, Iterator
from typing import TypeAlias, assert_never

from attrs import frozen

from coach_ethics.model.conditions import (
    And,
    Comparison,
    Condition,
    Constant,
    FactTerm,
    Holds,
    Literal,
    Membership,
    Named,
    Not,
    Operator,
    Or,
)

Atom: TypeAlias = Holds | Comparison | Membership | Named
"""A condition that has none below it, and mentions at least one fact or name."""


@frozen(cache_hash=True)
class Sure:
    """Everything that `atom` mentions is known, and its truth value is `truth`.

    A comparison always has `truth` True: it was turned into its complement where it had to be false.
    """

    atom: Atom
    truth: bool


@frozen(cache_hash=True)
class AllOf:
    """Every part holds; without parts, it holds. No part is an `AllOf`."""

    parts: tuple[Certainty, ...]


@frozen(cache_hash=True)
class AnyOf:
    """Some part holds; without parts, it doesn't. No part is an `AnyOf`."""

    parts: tuple[Certainty, ...]


Certainty: TypeAlias = Sure | AllOf | AnyOf

ALWAYS = AllOf(())
NEVER = AnyOf(())

COMPLEMENT = {
    Operator.EQ: Operator.NE,
    Operator.NE: Operator.EQ,
    Operator.LT: Operator.GE,
    Operator.GE: Operator.LT,
    Operator.GT: Operator.LE,
    Operator.LE: Operator.GT,
}
"""What holds between two known values just where the operator doesn't."""

MIRROR = {
    Operator.EQ: Operator.EQ,
    Operator.NE: Operator.NE,
    Operator.LT: Operator.GT,
    Operator.GT: Operator.LT,
    Operator.LE: Operator.GE,
    Operator.GE: Operator.LE,
}
"""What holds between two values just where the operator holds between them the other way round."""

COMPARE = {
    Operator.EQ: operator.eq,
    Operator.NE: operator.ne,
    Operator.LT: operator.lt,
    Operator.LE: operator.le,
    Operator.GT: operator.gt,
    Operator.GE: operator.ge,
}
"""What each operator says of two numbers."""


def certainly_true(condition: Condition) -> Certainty:
    """When the condition is True: the facts that decide it are known, and make it so."""
    return _certainly(condition, True)


def certainly_false(condition: Condition) -> Certainty:
    """When the condition is False: the facts that decide it are known, and make it so."""
    return _certainly(condition, False)


def _certainly(condition: Condition, truth: bool) -> Certainty:
    match condition:
        case Constant(value):
            return _constant(value is truth)
        case Not(operand):
            return _certainly(operand, not truth)
        case And(operands):
            parts = [_certainly(operand, truth) for operand in operands]
            return all_of(parts) if truth else any_of(parts)
        case Or(operands):
            parts = [_certainly(operand, truth) for operand in operands]
            return any_of(parts) if truth else all_of(parts)
        case Comparison(Literal(one), comparison, Literal(other)):
            return _constant(bool(COMPARE[comparison](one, other)) is truth)
        case Comparison(Literal() as literal, comparison, FactTerm() as fact):
            return _certainly(Comparison(fact, MIRROR[comparison], literal), truth)
        case Comparison(left, comparison, right):
            return Sure(Comparison(left, comparison if truth else COMPLEMENT[comparison], right), True)
        case Membership(Literal(value), members):
            return _constant((value in members) is truth)
        case Holds() | Named() | Membership():
            return Sure(condition, truth)
        case _:
            assert_never(condition)


def _constant(holds: bool) -> Certainty:
    return ALWAYS if holds else NEVER


def all_of(parts: Iterable[Certainty]) -> Certainty:
    """Every part holds: flat, each part once, decided at once where a part is `NEVER`."""
    flat = tuple(dict.fromkeys(_flat(parts, AllOf)))
    if NEVER in flat:
        return NEVER
    return flat[0] if len(flat) == 1 else AllOf(flat)


def any_of(parts: Iterable[Certainty]) -> Certainty:
    """Some part holds: flat, each part once, decided at once where a part is `ALWAYS`."""
    flat = tuple(dict.fromkeys(_flat(parts, AnyOf)))
    if ALWAYS in flat:
        return ALWAYS
    return flat[0] if len(flat) == 1 else AnyOf(flat)


def _flat(parts: Iterable[Certainty], joined: type[AllOf] | type[AnyOf]) -> Iterator[Certainty]:
    for part in parts:
        if isinstance(part, AllOf | AnyOf) and isinstance(part, joined):
            yield from part.parts
        else:
            yield part


def sure_in(certainty: Certainty) -> Iterator[Sure]:
    """Every atom of a formula, left to right, as often as it occurs."""
    match certainty:
        case Sure():
            yield certainty
        case AllOf(parts) | AnyOf(parts):
            for part in parts:
                yield from sure_in(part)
        case _:
            assert_never(certainty)
