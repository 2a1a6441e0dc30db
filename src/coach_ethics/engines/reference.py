"""The reference engine: the definition of what a program means. Plain recursion, no third party."""

from __future__ import annotations

import operator
from typing import assert_never

from coach_ethics.deontics.program import Program
from coach_ethics.findings import Truth, Truths, negation
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
    Term,
)
from coach_ethics.model.kleene import every, some
from coach_ethics.model.situation import Situation
from coach_ethics.model.vocabulary import Enumeration, FactType, Value

_COMPARE = {
    Operator.EQ: operator.eq,
    Operator.NE: operator.ne,
    Operator.LT: operator.lt,
    Operator.LE: operator.le,
    Operator.GT: operator.gt,
    Operator.GE: operator.ge,
}


def evaluate(program: Program, situation: Situation) -> dict[str, Truth]:
    """The truth value of every name in the program, in order."""
    truths: dict[str, Truth] = {}
    for definition in program.definitions:
        truths[definition.name] = truth(definition.condition, situation, truths)
    return truths


def truth(condition: Condition, situation: Situation, truths: Truths) -> Truth:
    """The truth value of a condition, given those of the names that it mentions (strong Kleene logic)."""
    match condition:
        case Constant(value):
            return value
        case Holds(fact):
            known = situation[fact]
            return None if known is None else known is True
        case Named(name):
            return truths[name]
        case Comparison(left, comparison, right):
            return _compare(left, comparison, right, situation)
        case Membership(term, members):
            tested = _value(term, situation)
            return None if tested is None else tested in members
        case Not(operand):
            return negation(truth(operand, situation, truths))
        case And(operands):
            return every(truth(operand, situation, truths) for operand in operands)
        case Or(operands):
            return some(truth(operand, situation, truths) for operand in operands)
        case _:
            assert_never(condition)


def _compare(left: Term, comparison: Operator, right: Term, situation: Situation) -> Truth:
    one, other = _value(left, situation), _value(right, situation)
    if one is None or other is None:
        return None
    type_ = _type(left) or _type(right)
    if isinstance(type_, Enumeration):
        return bool(_COMPARE[comparison](type_.values.index(str(one)), type_.values.index(str(other))))
    return bool(_COMPARE[comparison](one, other))


def _value(term: Term, situation: Situation) -> Value | None:
    match term:
        case FactTerm(name):
            return situation[name]
        case Literal(value):
            return value
        case _:
            assert_never(term)


def _type(term: Term) -> FactType | None:
    return term.type if isinstance(term, FactTerm) else None
