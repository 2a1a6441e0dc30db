"""What is known of conditions without a solver, against every situation: bounds, exactness, diagrams, shares."""

from __future__ import annotations

from unittest import mock

from hypothesis import given, settings
from hypothesis import strategies as st
from tests.analysis.brute_force import Judge, small_policies

from coach_ethics.analysis.compare.shares import Shares
from coach_ethics.analysis.diagrams import NEVER, Diagrams
from coach_ethics.analysis.proofs.bounds import IntervalBounds
from coach_ethics.analysis.proofs.exactness import Exactness
from coach_ethics.deontics.minimal import Budget
from coach_ethics.model.conditions import Named, Not
from coach_ethics.model.domains import Runs, index_of
from coach_ethics.model.policy import Policy
from coach_ethics.model.situation import Situation


def _inside(situation: Situation, box: dict[str, Runs], policy: Policy) -> bool:
    places = {fact: index_of(policy.vocabulary[fact].type, situation.values[fact]) for fact in box}
    return all(any(first <= places[fact] <= final for first, final in runs) for fact, runs in box.items())


@given(policy=small_policies())
def test_a_bound_holds_every_situation_in_which_its_condition_is_true(policy: Policy) -> None:
    judge = Judge(policy)
    bounds = IntervalBounds(judge.prepared.program)
    for definition in judge.prepared.program.definitions:
        for wanted, bound in zip((True, False), bounds.of(Named(definition.name)), strict=True):
            where = [each for each in judge.complete if judge.truths[each][definition.name] is wanted]
            assert bound is not None or not where
            assert all(_inside(each, dict(bound or {}), policy) for each in where)


@given(policy=small_policies())
def test_of_an_exact_condition_kleene_misses_nothing(policy: Policy) -> None:
    """THEOREM (exact), tested."""
    judge = Judge(policy)
    exactness = Exactness(judge.prepared.program)
    for definition in judge.prepared.program.definitions:
        for wanted, condition in ((True, Named(definition.name)), (False, Not(Named(definition.name)))):
            if exactness.exact(condition):
                for each in judge.partial:
                    alike = {judge.truths[completion][definition.name] for completion in judge.in_domains(each)}
                    assert (judge.known[each][definition.name] is wanted) is (alike == {wanted})


@given(policy=small_policies())
def test_diagrams_count_and_tell_conditions_apart(policy: Policy) -> None:
    """LAW: a diagram counts the situations in which its condition is true; equal conditions have one diagram."""
    judge = Judge(policy)
    program = judge.prepared.program
    diagrams = Diagrams([fact.name for fact in policy.vocabulary], policy.vocabulary, Budget(100_000))
    names: dict[str, int] = {}
    by_meaning: dict[tuple[object, ...], int] = {}
    for definition in program.definitions:
        made = names[definition.name] = diagrams.of(definition.condition, names.__getitem__)
        meaning = tuple(judge.truths[each][definition.name] for each in judge.complete)
        assert diagrams.count(made) == sum(each is True for each in meaning)
        assert by_meaning.setdefault(meaning, made) == made
        assert diagrams.all([made, diagrams.negation(made)]) == NEVER


@settings(max_examples=20)  # each draws thousands of situations
@given(policy=small_policies(), data=st.data())
def test_an_estimated_share_says_so_and_is_near(policy: Policy, data: st.DataObject) -> None:
    """Where diagrams grow too large, shares come from a sample; off by more than a few percent only by a fluke."""
    judge = Judge(policy)
    program = judge.prepared.program
    definition = data.draw(st.sampled_from(program.definitions)) if program.definitions else None
    if definition is None or not judge.possible:  # where nothing can be, nothing has a share, and none is asked for
        return
    constraints = {each.name: each.always for each in policy.constraints}
    exact = Shares(program, constraints).of(Named(definition.name))[0]
    with mock.patch("coach_ethics.analysis.compare.shares.MOST_BRANCHES", -1):
        estimated = Shares(program, constraints).of(Named(definition.name))[0]
    assert exact.exact
    assert not estimated.exact or exact.part in (0, exact.whole)  # what is always or never so needs no branches
    assert abs(exact.value - estimated.value) < 0.06
