"""Runs of positions against the reference, value by value."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st
from hypothesis.strategies import DrawFn

from coach_ethics.engines.reference import truth
from coach_ethics.model.conditions import Comparison, Condition, Holds, Membership
from coach_ethics.model.domains import (
    AtomicCondition,
    Runs,
    common,
    complement,
    in_runs,
    index_of,
    joined,
    size,
    true_runs,
    value_at,
)
from coach_ethics.model.situation import Situation
from coach_ethics.model.vocabulary import Fact, Vocabulary, domain
from coach_ethics.model.walk import below, facts_in
from coach_ethics.testing.condition_strategies import TYPES, conditions

FACTS = st.lists(st.sampled_from(TYPES), min_size=1, max_size=3).map(
    lambda types: Vocabulary(tuple(Fact(f"fact.f{number}", type_) for number, type_ in enumerate(types)))
)


@st.composite
def atoms(draw: DrawFn) -> tuple[AtomicCondition, Vocabulary]:
    """An atom of one fact, with its vocabulary."""
    vocabulary = draw(FACTS)
    drawn = draw(conditions(vocabulary, leaves=8))
    found = [
        each for each in below(drawn) if isinstance(each, Holds | Comparison | Membership) and len(facts_in(each)) == 1
    ]
    boolean = [fact for fact in vocabulary if size(fact.type) == 2]
    return draw(st.sampled_from(found or [Holds(fact.name) for fact in boolean] or [_itself(vocabulary)])), vocabulary


def _itself(vocabulary: Vocabulary) -> AtomicCondition:
    fact = vocabulary.facts[0]
    condition = in_runs(fact, ((0, 0),))
    assert isinstance(condition, Comparison | Membership)
    return condition


def _positions(runs: Runs) -> set[int]:
    return {place for first, final in runs for place in range(first, final + 1)}


@given(drawn=atoms())
def test_an_atom_is_true_just_at_its_runs(drawn: tuple[AtomicCondition, Vocabulary]) -> None:
    atom, vocabulary = drawn
    (fact,) = facts_in(atom)
    type_ = vocabulary[fact].type
    runs = true_runs(atom, vocabulary)
    for place, value in enumerate(domain(type_)):
        assert (value_at(type_, place), index_of(type_, value)) == (value, place)
        assert (place in _positions(runs)) is truth(atom, Situation({fact: value}), {})
    assert _positions(complement(runs, type_)) == set(range(size(type_))) - _positions(runs)


@given(fact=st.sampled_from(TYPES).map(lambda type_: Fact("fact.f", type_)), data=st.data())
def test_runs_become_a_condition_that_says_the_same(fact: Fact, data: st.DataObject) -> None:
    places = data.draw(st.sets(st.integers(0, min(size(fact.type) - 1, 20))))
    runs = joined((place, place) for place in places)
    condition: Condition = in_runs(fact, runs)
    for place, value in enumerate(domain(fact.type)[:50]):
        assert truth(condition, Situation({fact.name: value}), {}) is (place in places)


@given(one=st.sets(st.integers(0, 9)), other=st.sets(st.integers(0, 9)))
def test_what_two_runs_have_in_common(one: set[int], other: set[int]) -> None:
    runs = [joined((place, place) for place in places) for places in (one, other)]
    assert _positions(common(*runs)) == one & other
