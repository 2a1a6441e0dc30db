from __future__ import annotations

from hypothesis import event, find, given, settings
from hypothesis import strategies as st
from tests.assessment.small_worlds import small_policies

from coach_ethics.assessment.possible import impossibilities
from coach_ethics.assessment.preparation import prepared
from coach_ethics.engines.reference import truth
from coach_ethics.model.conditions import Comparison, Holds, Membership
from coach_ethics.model.policy import Policy, conditions_of
from coach_ethics.model.situation import Situation, problems_of_values
from coach_ethics.model.vocabulary import domain
from coach_ethics.model.walk import below, facts_in
from coach_ethics.testing.situation_strategies import (
    complete_situations,
    completions,
    situations,
)
from coach_ethics.testing.strategies import policies
from coach_ethics.testing.telling_values import telling_values


@given(st.data())
def test_situations_belong_to_the_vocabulary_and_completions_keep_what_is_known(data: st.DataObject) -> None:
    policy = data.draw(policies())
    partly = data.draw(situations(policy))
    whole = data.draw(completions(partly, policy))
    assert not problems_of_values(partly.values, policy.vocabulary)
    assert not problems_of_values(whole.values, policy.vocabulary)
    assert len(whole) == len(policy.vocabulary) == len(data.draw(complete_situations(policy)))
    assert {**whole.values, **partly.values} == whole.values


@given(st.data(), small_policies())
def test_situations_keep_the_constraints_unless_others_are_asked_for(data: st.DataObject, policy: Policy) -> None:
    ready = prepared(policy, "reference")
    possible, any_ = data.draw(situations(policy)), data.draw(situations(policy, impossible=True))
    assert not [*impossibilities(possible, policy.constraints, ready.slices, ready.evaluate)]
    event("impossible" if [*impossibilities(any_, policy.constraints, ready.slices, ready.evaluate)] else "possible")


@given(policies())
def test_on_telling_values_a_condition_says_all_that_it_can_say_of_a_fact(policy: Policy) -> None:
    """Either side of every number that it is compared with is among them; and they are values of the fact."""
    telling = telling_values(policy)
    for node in (node for condition in conditions_of(policy) for node in below(condition)):
        match node:
            case Holds() | Comparison() | Membership() if len(facts_in(node)) == 1:
                (name,) = facts_in(node)
                values = domain(policy.vocabulary[name].type)
                assert set(telling[name]) <= set(values)
                shown = {truth(node, Situation({name: value}), {}) for value in telling[name]}
                assert shown == {truth(node, Situation({name: value}), {}) for value in values}
            case _:
                pass


def test_a_situation_shrinks_to_nothing_known() -> None:
    policy = find(policies(), lambda policy: len(policy.facts) > 2, settings=settings(database=None))
    assert find(situations(policy), lambda _: True) == Situation({})
