"""Conditions in prefix notations: JsonLogic and CLIPS."""

from __future__ import annotations

from typing import Any, assert_never

from tests.benchmarks.peers.task import Task

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


def as_json_logic(condition: Condition, task: Task) -> Any:
    """The condition as JsonLogic."""
    match condition:
        case Constant(value):
            return value
        case Holds(fact):
            return {"var": task.facts[fact]}
        case Named(name):
            return {"var": task.locals[name]}
        case Comparison(left, comparison, right):
            sides = [
                {"var": task.facts[each.name]} if isinstance(each, FactTerm) else each.value for each in (left, right)
            ]
            return {"===" if comparison is Operator.EQ else "<": sides}
        case Membership(FactTerm(fact), members):
            return {"in": [{"var": task.facts[fact]}, list(members)]}
        case Membership():
            raise AssertionError("INVARIANT (folded): members of a literal were decided before")
        case Not(operand):
            return {"!": [as_json_logic(operand, task)]}
        case And(operands):
            return {"and": [as_json_logic(each, task) for each in operands]}
        case Or(operands):
            return {"or": [as_json_logic(each, task) for each in operands]}
        case _:
            assert_never(condition)


def _side(term: Term, task: Task) -> Any:
    return {"var": task.facts[term.name]} if isinstance(term, FactTerm) else term.value


def as_clips(condition: Condition, task: Task) -> str:
    """The condition as a CLIPS expression over the variables of a situation's slots."""
    match condition:
        case Constant(value):
            return "(eq 1 1)" if value else "(eq 1 0)"
        case Holds(fact):
            return f"(eq ?{task.facts[fact]} TRUE)"
        case Named():
            raise AssertionError("names are written out for CLIPS")
        case Comparison(left, comparison, right):
            return f"({'eq' if comparison is Operator.EQ else '<'} {_term(left, task)} {_term(right, task)})"
        case Membership(term, members):
            tests = [f"(eq {_term(term, task)} {_literal(each)})" for each in members]
            return tests[0] if len(tests) == 1 else f"(or {' '.join(tests)})"
        case Not(operand):
            return f"(not {as_clips(operand, task)})"
        case And(operands) | Or(operands):
            word = "and" if isinstance(condition, And) else "or"
            parts = [as_clips(each, task) for each in operands]
            return parts[0] if len(parts) == 1 else f"({word} {' '.join(parts)})"
        case _:
            assert_never(condition)


def _term(term: Term, task: Task) -> str:
    match term:
        case FactTerm(name):
            return f"?{task.facts[name]}"
        case Literal(value):
            return _literal(value)
        case _:
            assert_never(term)


def _literal(value: Value) -> str:
    return str(value)
