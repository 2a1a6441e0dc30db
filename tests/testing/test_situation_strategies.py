from __future__ import annotations

from hypothesis import find, given, settings
from hypothesis import strategies as st

from coach_ethics.model.conditions import Comparison, Literal, Membership
from coach_ethics.model.policy import Policy
from coach_ethics.model.situation import Situation, problems_of_values
from coach_ethics.model.vocabulary import Integer
from coach_ethics.model.walk import below
from coach_ethics.testing.situation_strategies import (
    complete_situations,
    completions,
    conditions_of,
    situations,
    thresholds,
)
from coach_ethics.testing.strategies import policies


@given(st.data())
def test_situations_belong_to_the_vocabulary_and_completions_keep_what_is_known(data: st.DataObject) -> None:
    policy = data.draw(policies())
    partly = data.draw(situations(policy))
    whole = data.draw(completions(partly, policy))
    assert not problems_of_values(partly.values, policy.vocabulary)
    assert not problems_of_values(whole.values, policy.vocabulary)
    assert len(whole) == len(policy.vocabulary) == len(data.draw(complete_situations(policy)))
    assert {**whole.values, **partly.values} == whole.values


@given(policies())
def test_thresholds_are_numbers_that_conditions_mention(policy: Policy) -> None:
    """A fact gets thresholds only if it is a number, and each one stands somewhere in a condition."""
    written = {value for condition in conditions_of(policy) for node in below(condition) for value in _numbers(node)}
    for name, numbers in thresholds(conditions_of(policy)).items():
        assert isinstance(policy.vocabulary[name].type, Integer)
        assert numbers <= written


def _numbers(node: object) -> list[object]:
    match node:
        case Comparison(left, _, right):
            return [term.value for term in (left, right) if isinstance(term, Literal)]
        case Membership(_, members):
            return list(members)
        case _:
            return []


def test_a_situation_shrinks_to_nothing_known() -> None:
    policy = find(policies(), lambda policy: len(policy.facts) > 2, settings=settings(database=None))
    assert find(situations(policy), lambda _: True) == Situation({})
