"""Conditions made ready for columns: what can be decided beforehand is, and comparisons get one form each.

Where a frame has no column for a fact, the fact is not known in any row: `UNKNOWN` stands for what that leaves open.
After folding, a comparison with a literal is `fact < number`, `fact == number` or `fact in (enumerators)`, or the
negation of one of them: so that as many as possible are the same, and are computed once.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from typing import assert_never

from coach_ethics.deontics.program import Program
from coach_ethics.model.conditions import (
    FALSE,
    TRUE,
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
    conjunction,
    disjunction,
)
from coach_ethics.model.normal import COMPARE, MIRROR
from coach_ethics.model.vocabulary import Enumeration, Integer
from coach_ethics.model.walk import facts_in

UNKNOWN = Named("?")
"""Not known in any row. No name in a program is written like that."""


def folded_program(program: Program, present: Collection[str]) -> dict[str, Condition]:
    """Every condition of the program folded, for frames that have columns for these facts."""
    found: dict[str, Condition] = {}
    for definition in program.definitions:
        found[definition.name] = folded(definition.condition, present, found)
    return found


def folded(condition: Condition, present: Collection[str], names: Mapping[str, Condition]) -> Condition:
    """A condition folded; names that stand for something simple are replaced by it."""
    match condition:
        case Constant(value):
            return TRUE if value else FALSE
        case Named(name):
            meant = names.get(name, condition)
            return meant if isinstance(meant, Constant | Named | Holds) else Named(name)
        case Not(operand):
            return _negated(folded(operand, present, names))
        case And(operands):
            return _all(tuple(folded(operand, present, names) for operand in operands))
        case Or(operands):
            return _negated(_all(tuple(_negated(folded(operand, present, names)) for operand in operands)))
        case Comparison(Literal(one), comparison, Literal(other)):
            return TRUE if COMPARE[comparison](one, other) else FALSE
        case Membership(Literal(value), members):
            return TRUE if value in members else FALSE
        case Holds() | Comparison() | Membership():
            return _atom(condition) if all(fact in present for fact in facts_in(condition)) else UNKNOWN
        case _:
            assert_never(condition)


def _negated(condition: Condition) -> Condition:
    match condition:
        case Constant(value):
            return FALSE if value else TRUE
        case Not(operand):
            return operand
        case And(operands):
            return disjunction(tuple(map(_negated, operands)))
        case Or(operands):
            return conjunction(tuple(map(_negated, operands)))
        case Holds() | Named() | Comparison() | Membership():
            return UNKNOWN if condition == UNKNOWN else Not(condition)
        case _:
            assert_never(condition)


def _all(operands: tuple[Condition, ...]) -> Condition:
    """The conjunction, flat and each part once; False beside anything is False, also beside what is not known."""
    flat = (part for operand in operands for part in (operand.operands if isinstance(operand, And) else (operand,)))
    parts = tuple(dict.fromkeys(part for part in flat if part != TRUE))
    return FALSE if FALSE in parts else conjunction(parts)


def _atom(atom: Holds | Comparison | Membership) -> Condition:
    match atom:
        case Comparison(Literal() as literal, comparison, FactTerm() as fact):
            return _compared(fact, MIRROR[comparison], literal)
        case Comparison(FactTerm() as fact, comparison, Literal() as literal):
            return _compared(fact, comparison, literal)
        case Comparison(left, Operator.NE, right):
            return Not(Comparison(left, Operator.EQ, right))
        case Comparison(left, Operator.GE, right):
            return Not(Comparison(left, Operator.LT, right))
        case Comparison(left, Operator.GT, right):
            return Comparison(right, Operator.LT, left)
        case Comparison(left, Operator.LE, right):
            return Not(Comparison(right, Operator.LT, left))
        case Membership(term, members):
            return Membership(term, tuple(dict.fromkeys(members)))
        case Holds() | Comparison():
            return atom
        case _:
            assert_never(atom)


def _compared(fact: FactTerm, comparison: Operator, literal: Literal) -> Condition:
    if isinstance(fact.type, Enumeration):
        return _among(fact, fact.type, comparison, str(literal.value))
    assert isinstance(fact.type, Integer), "INVARIANT (typed): comparisons are between integers or enumerators"
    number = int(literal.value)
    plain = FactTerm(fact.name, fact.type)
    match comparison:
        case Operator.EQ:
            return Comparison(plain, Operator.EQ, Literal(number))
        case Operator.NE:
            return Not(Comparison(plain, Operator.EQ, Literal(number)))
        case Operator.LT:
            return Comparison(plain, Operator.LT, Literal(number))
        case Operator.LE:
            return Comparison(plain, Operator.LT, Literal(number + 1))
        case Operator.GE:
            return Not(Comparison(plain, Operator.LT, Literal(number)))
        case Operator.GT:
            return Not(Comparison(plain, Operator.LT, Literal(number + 1)))
        case _:
            assert_never(comparison)


def _among(fact: FactTerm, type_: Enumeration, comparison: Operator, word: str) -> Condition:
    """A comparison with an enumerator, as the shorter of the lists of those that make it true and false."""
    place = type_.values.index(word)
    true = tuple(each for at, each in enumerate(type_.values) if COMPARE[comparison](at, place))
    false = tuple(each for each in type_.values if each not in true)
    if len(true) <= len(false):
        return Membership(FactTerm(fact.name, type_), true)
    return Not(Membership(FactTerm(fact.name, type_), false))
