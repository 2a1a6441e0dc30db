"""The expected number of questions is the mean over all situations, interviewed one by one; what is drawn agrees."""

from __future__ import annotations

from itertools import product
from math import prod

import pytest
from hypothesis import assume, given, settings

from coach_ethics.analysis.compare.shares import Shares
from coach_ethics.deontics.dependencies import facts_that_matter
from coach_ethics.engines.reference import evaluate, truth
from coach_ethics.interview import answer, begin_interview, expected_questions, next_question
from coach_ethics.interview.expected import counted, estimated
from coach_ethics.interview.state import State
from coach_ethics.model.policy import Policy
from coach_ethics.model.situation import Situation
from coach_ethics.model.vocabulary import domain
from coach_ethics.problems import CaseProblems
from coach_ethics.testing.strategies import Sizes, policies

SMALL = Sizes(facts=3, parameters=1, concepts=2, acts=2, norms=4, properties=0, leaves=4)
COUNT = {"ci": 20, "few": 5}.get(settings.get_current_profile_name() or "", 15)
MOST = 60

COINS = """
policy: coins
facts:
  coin.one: {type: bool, ask: One?, means: one}
  coin.two: {type: bool, ask: Two?, means: two}
acts: {pay: {means: Pay}}
dialogue: [{ask: coin.one}]
norms:
  pay-up: {must: pay, when: coin.one or coin.two, because: It is owed.}
"""


def _length(state: State, situation: Situation) -> int:
    count = 0
    while (question := next_question(state)) is not None:
        state, count = answer(state, question.fact, situation[question.fact]), count + 1
    return count


@settings(max_examples=COUNT)
@given(policy=policies(SMALL, texts=("",)))
def test_exact_is_one_by_one_and_drawn_agrees(policy: Policy) -> None:
    begun = begin_interview(policy)
    ready = begun.prepared
    read = facts_that_matter(ready.program)
    assume(all(ready.slices.dependencies.facts([rule]) <= read for rule in ready.slices.rules.values()))
    facts = [fact for fact in policy.vocabulary if fact.name in read]
    assume(prod(len(domain(fact.type)) for fact in facts) <= MOST)
    every = (
        Situation({fact.name: value for fact, value in zip(facts, values, strict=True)})
        for values in product(*(domain(fact.type) for fact in facts))
    )
    rules = ready.slices.rules.values()
    allowed = [
        where
        for where in every
        if not any(truth(rule, where, evaluate(ready.program, where)) is False for rule in rules)
    ]
    assume(allowed)
    lengths = [_length(begun, where) for where in allowed]
    shares = Shares(ready.program, ready.slices.rules)
    found = counted(begun, shares)
    assert found.mean == pytest.approx(sum(lengths) / len(lengths))
    assert found.most == max(lengths)
    drawn = estimated(begun, shares)
    low, high = drawn.interval(1 - 1e-8)
    assert low - 1e-9 <= found.mean <= high + 1e-9
    assert drawn.most <= found.most


def test_weights() -> None:
    """Of the second coin, only the tenth is asked in which the first is tails."""
    found = expected_questions(COINS, marginals={"coin.one": 0.9})
    assert found.mean == pytest.approx(1.1)
    assert (found.most, found.exact) == (2, True)


def test_what_is_drawn_agrees_with_a_shipped_code() -> None:
    begun = begin_interview("quebec", "end_coaching")
    shares = Shares(begun.prepared.program, begun.prepared.slices.rules)
    exact, drawn = counted(begun, shares), estimated(begun, shares)
    low, high = drawn.interval(1 - 1e-8)
    assert low <= exact.mean <= high


def test_what_cannot_be_asked() -> None:
    with pytest.raises(CaseProblems, match="A101"):
        expected_questions("collusion", about="pay")
    with pytest.raises(CaseProblems, match="K116"):
        expected_questions("collusion", marginals={"block.named": 2})
