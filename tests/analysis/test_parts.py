"""Conditions taken apart say the same as before."""

from __future__ import annotations

from hypothesis import given
from tests.analysis.brute_force import Judge, small_policies

from coach_ethics.analysis.dependencies import Concerns
from coach_ethics.analysis.proofs.parts import enough, needed
from coach_ethics.model.conditions import Named, Not, Or, conjunction, disjunction
from coach_ethics.model.policy import Policy


@given(policy=small_policies())
def test_parts_say_the_same(policy: Policy) -> None:
    """LAW: what is needed is true together, and what is enough is true somewhere, just where the whole is true."""
    judge = Judge(policy)
    definitions = {each.name: each.condition for each in judge.prepared.program.definitions}
    for whole in [part for name in definitions for part in (Named(name), Not(Named(name)))]:
        together = conjunction(needed(whole, definitions))
        either = disjunction(enough(whole, definitions))
        for situation in judge.complete:
            said = judge.says(whole, situation)
            assert judge.says(together, situation) is said
            assert judge.says(either, situation) is said
        for part in needed(whole, definitions):
            assert needed(part, definitions) == (part,)
        for part in enough(whole, definitions):
            assert enough(part, definitions) == (part,)


@given(policy=small_policies())
def test_facts_in_order_are_all_there_once(policy: Policy) -> None:
    """LAW: the order in which a diagram asks has every fact that it is given, once."""
    judge = Judge(policy)
    concerns = Concerns(judge.prepared.program, {})
    every = Or(tuple(Named(each.name) for each in judge.prepared.program.definitions))
    facts = frozenset(fact.name for fact in policy.vocabulary)
    assert sorted(concerns.ordered([every], facts)) == sorted(facts)
