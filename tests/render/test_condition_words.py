"""Conditions in words that keep their shape."""

from __future__ import annotations

import re

from coach_ethics.coaching.policies import load_policy
from coach_ethics.model.policy import named
from coach_ethics.render.condition_words import CircumstanceWords, EveryOf, OneOf, condition_words, in_one_line
from coach_ethics.shipped import shipped_names


def test_terms_stand_by_their_meaning_and_exceptions_come_last() -> None:
    policy = load_policy("icf-2025")
    words = condition_words(named(policy.norms)["keep-confidence"].when, policy)
    assert isinstance(words, EveryOf)
    assert [each.concept for each in words.parts if isinstance(each, CircumstanceWords)] == ["confided", ""]
    assert [each.concept for each in words.unless if isinstance(each, CircumstanceWords)] == [
        "released",
        "someone_can_help",
        "someone_can_protect",
        "required_by_law",
    ]


def test_alternatives_stay_alternatives_and_name_the_values_that_can_be_changed() -> None:
    policy = load_policy("icf-2025")
    words = condition_words(named(policy.concepts)["released"].when, policy)
    written = CircumstanceWords("written consent", "", ("consent_needed",))
    assert words == OneOf((written, CircumstanceWords("provided for in the contract")))


def test_conditions_on_one_fact_are_said_together() -> None:
    policy = load_policy(
        "policy: gifts\nfacts: {gift.worth: {type: int, min: 0, max: 100, means: what the gift is worth}}\n"
        "acts: {accept: {}}\nnorms: {n: {must_not: accept, when: gift.worth >= 5 and gift.worth < 9}}\n"
    )
    assert condition_words(policy.norms[0].when, policy) == CircumstanceWords("what the gift is worth: 5 to 8")


def test_no_condition_of_a_shipped_policy_is_said_as_an_expression() -> None:
    for policy in map(load_policy, shipped_names()):
        conditions = {
            **{each.name: each.when for each in policy.norms},
            **{each.name: each.when for each in policy.concepts},
            **{each.name: each.when for each in policy.notices},
        }
        for name, condition in conditions.items():
            said = in_one_line(condition_words(condition, policy))
            assert not re.search(r"[a-z]\.[a-z]|==|[<>]|_", said), f"{policy.name} {name}: {said}"
