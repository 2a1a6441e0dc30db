from __future__ import annotations

from typing import assert_never

from hypothesis import given
from hypothesis import strategies as st

from coach_ethics.engines.reference import truth
from coach_ethics.findings import Truths
from coach_ethics.model.conditions import And, Comparison, Holds, Literal, Named, Not, Operator, Or
from coach_ethics.model.normal import (
    ALWAYS,
    NEVER,
    AllOf,
    AnyOf,
    Certainty,
    Sure,
    certainly_false,
    certainly_true,
    sure_in,
)
from coach_ethics.model.situation import Situation
from coach_ethics.testing.condition_strategies import conditions
from coach_ethics.testing.situation_strategies import situations
from coach_ethics.testing.strategies import policies

NAMES = ("stuck", "overdue")


def holds(certainty: Certainty, situation: Situation, truths: Truths) -> bool:
    match certainty:
        case Sure(atom, wanted):
            return truth(atom, situation, truths) is wanted
        case AllOf(parts):
            return all(holds(part, situation, truths) for part in parts)
        case AnyOf(parts):
            return any(holds(part, situation, truths) for part in parts)
        case _:
            assert_never(certainty)


@given(st.data())
def test_certainly_true_holds_just_where_the_condition_is_true_and_so_for_false(data: st.DataObject) -> None:
    policy = data.draw(policies())
    condition = data.draw(conditions(policy.vocabulary, NAMES, policy.parameters, leaves=9))
    situation = data.draw(situations(policy))
    truths = data.draw(st.fixed_dictionaries({name: st.sampled_from((None, True, False)) for name in NAMES}))
    meaning = truth(condition, situation, truths)
    assert holds(certainly_true(condition), situation, truths) is (meaning is True)
    assert holds(certainly_false(condition), situation, truths) is (meaning is False)


@given(st.data())
def test_formulas_are_flat_and_have_no_constants_inside(data: st.DataObject) -> None:
    """No `AllOf` stands directly in an `AllOf`, nor `AnyOf` in `AnyOf`; `ALWAYS` and `NEVER` stand alone."""
    policy = data.draw(policies())
    condition = data.draw(conditions(policy.vocabulary, NAMES, policy.parameters, leaves=9))
    for formula in (certainly_true(condition), certainly_false(condition)):
        assert formula in (ALWAYS, NEVER) or _flat(formula)


def _flat(certainty: Certainty) -> bool:
    match certainty:
        case Sure():
            return True
        case AllOf(parts) | AnyOf(parts):
            return len(parts) > 1 and all(type(part) is not type(certainty) and _flat(part) for part in parts)
        case _:
            assert_never(certainty)


def test_negation_reaches_the_atoms() -> None:
    """`not (a and b)` is certainly true where one of them is certainly false."""
    condition = Not(And((Holds("a.a"), Named("b"))))
    assert certainly_true(condition) == AnyOf((Sure(Holds("a.a"), False), Sure(Named("b"), False)))
    assert certainly_false(condition) == AllOf((Sure(Holds("a.a"), True), Sure(Named("b"), True)))


def test_what_compares_two_numbers_is_decided_at_once() -> None:
    less = Comparison(Literal(2), Operator.LT, Literal(3))
    assert certainly_true(less) == ALWAYS
    assert certainly_false(less) == NEVER
    assert certainly_true(And((less, Holds("a.a")))) == Sure(Holds("a.a"), True)


def test_every_atom_is_listed() -> None:
    formula = certainly_true(Or((Holds("a.a"), And((Named("b"), Not(Holds("a.a")))))))
    assert list(sure_in(formula)) == [Sure(Holds("a.a"), True), Sure(Named("b"), True), Sure(Holds("a.a"), False)]
