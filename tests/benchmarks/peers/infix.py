"""Conditions in the infix notations of the peers that have one."""

from __future__ import annotations

from collections.abc import Mapping
from typing import assert_never

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
    Term,
)
from coach_ethics.model.vocabulary import Value


@frozen
class Notation:
    """How a peer writes what differs between them."""

    conjunction: str
    disjunction: str
    negation: str
    true: str
    false: str
    fact: str = "{}"
    step: str = "{}"
    among: str = "({0} in [{1}])"


def written(condition: Condition, facts: Mapping[str, str], steps: Mapping[str, str], notation: Notation) -> str:
    """The condition as text; every part stands in parentheses."""

    def write(each: Condition) -> str:
        match each:
            case Constant(value):
                return notation.true if value else notation.false
            case Holds(fact):
                return notation.fact.format(facts[fact])
            case Named(name):
                return notation.step.format(steps[name])
            case Comparison(left, Operator.EQ, right):
                return f"({term(left)} == {term(right)})"
            case Comparison(left, Operator.LT, right):
                return f"({term(left)} < {term(right)})"
            case Comparison():
                raise AssertionError("INVARIANT (folded): only == and < are left")
            case Membership(fact, (only,)):
                return f"({term(fact)} == {literal(only)})"
            case Membership(fact, members):
                return notation.among.format(term(fact), ", ".join(map(literal, members)))
            case Not(operand):
                return notation.negation.format(write(operand))
            case And(operands):
                return joined(operands, notation.conjunction, notation.true)
            case Or(operands):
                return joined(operands, notation.disjunction, notation.false)
            case _:
                assert_never(each)

    def joined(operands: tuple[Condition, ...], word: str, empty: str) -> str:
        return f"({f' {word} '.join(map(write, operands))})" if operands else empty

    def term(each: Term) -> str:
        match each:
            case FactTerm(name):
                return notation.fact.format(facts[name])
            case Literal(value):
                return literal(value)
            case _:
                assert_never(each)

    return write(condition)


def literal(value: Value) -> str:
    """A number or an enumerator."""
    return f'"{value}"' if isinstance(value, str) else str(value)
