"""Diagrams, and every walk on them, against looking at every situation."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial
from unittest import mock

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.analysis.brute_force import Judge, small_policies

from coach_ethics.coaching.policies import load_policy
from coach_ethics.deontics.minimal import Budget, Exhausted
from coach_ethics.deontics.program import lower, status_names
from coach_ethics.findings import Status, possible_statuses
from coach_ethics.model import cells
from coach_ethics.model.answers import Undecided
from coach_ethics.model.conditions import Named
from coach_ethics.model.policy import Policy
from coach_ethics.model.situation import Situation
from coach_ethics.reasoning.diagram import Diagram, Diagrams, status_diagram
from coach_ethics.reasoning.queries import (
    completions,
    count,
    determined,
    fewest,
    needlessly_open,
    outcome,
    possible,
    way,
    without,
)
from coach_ethics.reasoning.slice import Slices, slices_of

STEPS = 1_000_000


def sliced(policy: Policy) -> Slices:
    return slices_of(policy, lower(policy))


def diagrams_of(slices: Slices, policy: Policy) -> Iterator[tuple[str, Diagram[Status]]]:
    constraints = frozenset(each.name for each in policy.constraints)
    for act in policy.acts:
        diagram = status_diagram(slices, act.name, constraints)
        assert isinstance(diagram, Diagram)
        yield act.name, diagram


@given(small_policies())
def test_a_diagram_says_what_kleene_leaves_open_in_every_situation(policy: Policy) -> None:
    judge = Judge(policy)
    for act, diagram in diagrams_of(sliced(policy), policy):
        for situation in judge.partial:
            truths = judge.known[situation]
            assert outcome(diagram, situation) == possible_statuses(*(truths[each.name] for each in status_names(act)))


@given(small_policies())
def test_what_is_determined_is_so_in_every_completion_that_the_constraints_allow(policy: Policy) -> None:
    judge = Judge(policy)
    for act, diagram in diagrams_of(sliced(policy), policy):
        names = [each.name for each in status_names(act)]
        for situation in judge.partial:
            ends = [judge.truths[each] for each in judge.completions(situation)]
            statuses = frozenset[Status]().union(
                *(possible_statuses(*(truths[name] for name in names)) for truths in ends)
            )
            assert determined(diagram, situation) == statuses


@given(small_policies(), st.data())
def test_facts_told_apart_by_order_determine_the_same(policy: Policy, data: st.DataObject) -> None:
    """Where numbers that are compared with each other have many values, their order is enough."""
    judge, slices = Judge(policy), sliced(policy)
    constraints = frozenset(each.name for each in policy.constraints)
    if not judge.partial:
        return
    situation = data.draw(st.sampled_from(judge.partial))
    for act in policy.acts:
        one_by_one = status_diagram(slices, act.name, constraints)
        slices.kept.clear()
        with mock.patch.object(cells, "MOST_COMBINATIONS", 0):
            by_order = status_diagram(slices, act.name, constraints, frozenset(situation.values.items()))
        slices.kept.clear()
        assert isinstance(one_by_one, Diagram)
        assert isinstance(by_order, Diagram)
        assert outcome(by_order, situation) == outcome(one_by_one, situation)
        assert determined(by_order, situation) == determined(one_by_one, situation)


@given(small_policies())
def test_a_tree_counts_the_situations_in_which_it_is_true_and_equal_conditions_have_one_tree(policy: Policy) -> None:
    judge, slices = Judge(policy), sliced(policy)
    names = [Named(each.name) for each in slices.program.definitions]
    diagrams = Diagrams(slices, names, Budget(STEPS), among=(), unknown=False)
    asked = {fact.name for fact in diagrams.order.facts}
    rest = len(judge.complete) // len({tuple(each.values[fact] for fact in sorted(asked)) for each in judge.complete})
    by_meaning: dict[tuple[object, ...], object] = {}
    for name in names:
        tree = diagrams.of(name)
        meaning = tuple(judge.truths[each][name.name] for each in judge.complete)
        assert count(tree, diagrams.order.sizes()) * rest == sum(each is True for each in meaning)
        assert by_meaning.setdefault(meaning, tree) is tree
        assert diagrams.all([tree, diagrams.opposite(tree)]) is diagrams.false
        assert diagrams.any([tree, diagrams.opposite(tree)]) is diagrams.true


@given(small_policies())
def test_what_is_needlessly_open_is_found_by_the_fewest_facts(policy: Policy) -> None:
    judge, slices = Judge(policy), sliced(policy)
    if not judge.possible:
        return
    for definition in slices.program.definitions:
        diagrams = Diagrams(slices, [Named(definition.name)], Budget(STEPS))
        tree = diagrams.truths(Named(definition.name))
        for value in (True, False):

            def hidden(each: Situation, name: str, value: bool) -> bool:
                ends = {judge.truths[completion][name] for completion in judge.completions(each)}
                return ends == {value} and judge.known[each][name] is None

            places = fewest(needlessly_open(tree, Budget(STEPS)), frozenset((value,)).__eq__)
            least = judge.fewest(partial(hidden, name=definition.name, value=value))
            assert (None if places is None else len(places)) == least
            if places is not None:
                situation = diagrams.order.situation(places.items())
                assert hidden(situation, definition.name, value)
                ends = completions(tree, diagrams.order.children(situation))
                rest = way(ends, bool)
                assert rest is not None
                assert possible(ends) == {value}


@given(small_policies(), st.data())
def test_without_a_fact_whatever_it_may_be_may_be(policy: Policy, data: st.DataObject) -> None:
    judge = Judge(policy)
    gone = data.draw(st.sampled_from([fact.name for fact in policy.vocabulary]))
    for act, diagram in diagrams_of(sliced(policy), policy):
        order = diagram.order
        whole = completions(diagram.tree, order.children(Situation()))
        places = {order.places[gone]} if gone in order.places else set[int]()
        left = Diagram(order, without(whole, places, Budget(STEPS)))
        names = [each.name for each in status_names(act)]
        for situation in judge.possible:
            alike = [
                each
                for each in judge.possible
                if all(each[fact] == situation[fact] for fact in order.places if fact != gone)
            ]
            statuses = (possible_statuses(*(judge.truths[each][name] for name in names)) for each in alike)
            assert outcome(left, situation) == frozenset[Status]().union(*statuses)


def test_a_bound_that_is_exceeded_is_said_and_nothing_hangs() -> None:
    policy = load_policy("essay")
    slices = sliced(policy)
    slices.kept.clear()
    with mock.patch("coach_ethics.reasoning.rounds.MOST_STEPS", 10):
        answer = status_diagram(slices, "renegotiate", frozenset())
    slices.kept.clear()
    assert answer == Undecided("the statuses of `renegotiate` in all situations take more than 10 steps to work out")
    with pytest.raises(Exhausted):
        Diagrams(slices, status_names("renegotiate"), Budget(10)).statuses("renegotiate")
