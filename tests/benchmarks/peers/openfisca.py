"""OpenFisca-Core: each condition a variable with a formula, over all rows at once; every fact known."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any, assert_never

import numpy as np
import polars as pl
from attrs import frozen
from openfisca_core.entities import build_entity
from openfisca_core.indexed_enums import Enum
from openfisca_core.periods import DateUnit
from openfisca_core.simulations import SimulationBuilder
from openfisca_core.taxbenefitsystems import TaxBenefitSystem
from openfisca_core.variables import Variable
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
from coach_ethics.model.vocabulary import Boolean, Enumeration, FactType, Vocabulary

PERIOD = "2026-01"
Formula = Callable[[Any, Any], Any]


@frozen
class Cohorts:
    """`encode` makes arrays of a frame (not timed); `evaluate` gives an array of truths for each answer."""

    encode: Callable[[pl.DataFrame], dict[str, Any]]
    evaluate: Callable[[dict[str, Any]], dict[str, Any]]


def prepare(task: Task, vocabulary: Vocabulary) -> Cohorts:
    """A system of variables: inputs for facts, formulas for steps and answers."""
    case = build_entity(key="case", plural="cases", label="an engagement", is_person=True)
    system = TaxBenefitSystem([case])
    words: dict[str, Any] = {}
    for fact, plain in task.facts.items():
        type_ = vocabulary[fact].type
        if isinstance(type_, Enumeration):
            words[fact] = Enum(f"Of_{plain}", {value: value for value in type_.values})
        system.add_variable(_variable(plain, case, **_input(type_, words.get(fact))))
    answers = {name: f"a{at}" for at, name in enumerate(task.answers)}
    formulas = {task.locals[name]: condition for name, condition in task.steps.items()}
    formulas |= {answers[name]: condition for name, condition in task.answers.items()}
    for name, condition in formulas.items():
        system.add_variable(_variable(name, case, value_type=bool, formula=_formula(condition, task, words)))

    def encode(frame: pl.DataFrame) -> dict[str, Any]:
        return {plain: _array(frame[fact], words.get(fact)) for fact, plain in task.facts.items()}

    def evaluate(arrays: dict[str, Any]) -> dict[str, Any]:
        simulation = SimulationBuilder().build_default_simulation(system, count=len(next(iter(arrays.values()))))
        for name, values in arrays.items():
            simulation.set_input(name, PERIOD, values)
        return {name: simulation.calculate(variable, PERIOD) for name, variable in answers.items()}

    return Cohorts(encode, evaluate)


def _variable(name: str, case: Any, **about: Any) -> Any:
    formula = {"formula": about.pop("formula")} if "formula" in about else {}
    return type(name, (Variable,), {"entity": case, "definition_period": DateUnit.MONTH, **about, **formula})


def _input(type_: FactType, words: Any) -> dict[str, Any]:
    if isinstance(type_, Enumeration):
        return {"value_type": Enum, "possible_values": words, "default_value": next(iter(words))}
    return {"value_type": bool if isinstance(type_, Boolean) else int}


def _array(column: pl.Series, words: Any) -> Any:
    return column.to_numpy() if words is None else words.encode(column.to_numpy().astype(str))


def _formula(condition: Condition, task: Task, words: Mapping[str, Any]) -> Formula:
    """What a formula calculates first, it doesn't again: a variable is kept for its period."""

    def formula(case: Any, period: Any) -> Any:
        return _evaluated(condition, lambda name: case(name, period), case.count, task, words)

    return formula


def _evaluated(
    condition: Condition, get: Callable[[str], Any], count: int, task: Task, words: Mapping[str, Any]
) -> Any:
    def of(each: Condition) -> Any:
        return _evaluated(each, get, count, task, words)

    match condition:
        case Constant(value):
            return np.full(count, value)
        case Holds(fact):
            return get(task.facts[fact])
        case Named(name):
            return get(task.locals[name])
        case Not(operand):
            return ~of(operand)
        case And(operands):
            return np.logical_and.reduce([of(each) for each in operands])
        case Or(operands):
            return np.logical_or.reduce([of(each) for each in operands])
        case Membership(FactTerm(name), members):
            held = get(task.facts[name])
            return np.logical_or.reduce([np.asarray(held == words[name][str(each)]) for each in members])
        case Comparison(left, comparison, right):
            one, other = _term(left, get, task), _term(right, get, task)
            return one == other if comparison is Operator.EQ else one < other
        case Membership():
            raise AssertionError("INVARIANT (folded): a literal is in no list")
        case _:
            assert_never(condition)


def _term(term: Term, get: Callable[[str], Any], task: Task) -> Any:
    match term:
        case FactTerm(name):
            return get(task.facts[name])
        case Literal(value):
            return value
        case _:
            assert_never(term)
