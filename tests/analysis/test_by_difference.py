"""A mutant evaluated by what it changed says what the reference says of the whole of it."""

from __future__ import annotations

from attrs import evolve
from hypothesis import given
from hypothesis import strategies as st

from coach_ethics.analysis.mutation.by_difference import by_difference
from coach_ethics.analysis.mutation.mutants import mutants
from coach_ethics.assessment.compiled_when_often import CompiledWhenOften
from coach_ethics.deontics.program import lower
from coach_ethics.engines.reference import evaluate
from coach_ethics.model.policy import Policy
from coach_ethics.problems import Problems
from coach_ethics.testing.situation_strategies import situations
from coach_ethics.testing.strategies import Sizes, policies

SMALL = Sizes(facts=4, parameters=1, concepts=2, acts=3, norms=4, properties=1, leaves=5)


@given(data=st.data())
def test_every_name_of_a_mutant_has_the_truth_value_that_the_reference_gives(data: st.DataObject) -> None:
    policy = data.draw(policies(SMALL, texts=("",)))
    situation = data.draw(situations(policy))
    original = lower(policy)
    for mutant in mutants(policy):
        try:
            program = lower(mutant.policy)
        except Problems:
            continue
        found = by_difference(program, original, CompiledWhenOften(original))(situation)
        assert dict(found) == evaluate(program, situation), mutant.says


@given(mine=policies(SMALL, texts=("",)), data=st.data())
def test_any_two_policies_over_the_same_facts_will_do(mine: Policy, data: st.DataObject) -> None:
    """Names that only one of them has are taken and left out as they must be."""
    fewer = mine.norms[: len(mine.norms) // 2]
    kept = {norm.name for norm in fewer}
    norms = tuple(evolve(each, overrides=tuple(o for o in each.overrides if o in kept)) for each in fewer)
    other = evolve(mine, norms=norms, properties=())
    situation = data.draw(situations(mine))
    for one, another in ((mine, other), (other, mine)):
        try:
            program, original = lower(one), lower(another)
        except Problems:
            continue
        found = by_difference(program, original, CompiledWhenOften(original))(situation)
        assert dict(found) == evaluate(program, situation)
