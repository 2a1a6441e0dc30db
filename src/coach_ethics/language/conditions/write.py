"""Conditions: from tree to text, with no more parentheses than it takes to read the same tree back."""

from __future__ import annotations

from typing import assert_never

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
    Or,
    Term,
)
from coach_ethics.model.vocabulary import value_text


def write_condition(condition: Condition) -> str:
    """The text of a condition as it stands in a policy file; parameters by name."""
    match condition:
        case Constant(value, parameter):
            return parameter or value_text(value)
        case Holds(name) | Named(name):
            return name
        case Comparison(left, operator, right):
            return f"{_term(left)} {operator.value} {_term(right)}"
        case Membership():
            return _membership(condition, "in")
        case Not(Membership() as inner):
            return _membership(inner, "not in")
        case Not(operand):
            return f"not {_grouped(operand)}"
        case And(()):
            return "true"
        case Or(()):
            return "false"
        case And(operands):
            return " and ".join(map(_grouped, operands))
        case Or(operands):
            return " or ".join(_grouped(each) if isinstance(each, Or) else write_condition(each) for each in operands)
        case _:
            assert_never(condition)


def _grouped(condition: Condition) -> str:
    """In parentheses, where it would fall apart without."""
    text = write_condition(condition)
    return f"({text})" if isinstance(condition, And | Or) and condition.operands else text


def _membership(condition: Membership, word: str) -> str:
    members = ", ".join(map(value_text, condition.members))
    written = f"({members},)" if len(condition.members) == 1 else f"({members})"
    return f"{_term(condition.term)} {word} {condition.parameter or written}"


def _term(term: Term) -> str:
    match term:
        case FactTerm(name):
            return name
        case Literal(value, parameter):
            return parameter or value_text(value)
        case _:
            assert_never(term)
