"""A mutant evaluated by what it changed says what the reference says of the whole of it."""

from __future__ import annotations

from attrs import evolve
from hypothesis import given
from hypothesis import strategies as st

from coach_ethics.analysis.mutation.by_difference import by_difference
from coach_ethics.analysis.mutation.mutants import mutants
from coach_ethics.analysis.mutation.mutate import passes_as_before, variant
from coach_ethics.assessment.assess import assess_prepared
from coach_ethics.assessment.compiled_when_often import CompiledWhenOften
from coach_ethics.assessment.preparation import prepared
from coach_ethics.assessment.scenarios import run_scenario
from coach_ethics.coaching.policies import read_policy
from coach_ethics.deontics.minimal import Budget
from coach_ethics.deontics.program import lower
from coach_ethics.engines.reference import evaluate
from coach_ethics.findings import Status
from coach_ethics.model.policy import EXPECTED_BY_ACT, Expectation, Policy, Scenario
from coach_ethics.problems import Problems
from coach_ethics.source import Source
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


@given(data=st.data())
def test_a_scenario_in_which_a_slip_has_no_say_passes(data: st.DataObject) -> None:
    """LAW: what is passed over would have passed, whatever is expected: statuses, choices, a dilemma."""
    policy = data.draw(policies(SMALL, texts=("",)))
    where = data.draw(situations(policy))
    original = prepared(policy, "reference")
    told = assess_prepared(original, where)
    said = {status: tuple(a for a, each in told.statuses.items() if each is status) for status in EXPECTED_BY_ACT}
    expect = Expectation(said, dilemma=None, choices=frozenset(each.course for each in told.choices))
    scenario = Scenario("drawn", tuple(where.values.items()), expect)
    if not run_scenario(scenario, original).passed:
        return
    for mutant in mutants(policy):
        try:
            ready = variant(mutant.policy, original, Budget(10**9))
        except Problems:
            continue
        if passes_as_before(scenario, ready, original):
            assert run_scenario(scenario, ready).passed, mutant.says


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


def test_a_slip_has_a_say_through_constraints_as_well() -> None:
    """A constraint that mentions a changed concept allows other situations, whatever else rests on the concept."""
    text = """\
policy: demo
facts:
  law.strict: {type: bool, means: the law is strict, ask: Is the law strict?}
concepts:
  lawful: {when: law.strict, means: the law is strict}
constraints:
  always-lawful: {always: lawful, means: it always is}
acts:
  withdraw: {means: End the coaching}
norms:
  end: {must: withdraw, when: law.strict, because: The law says so.}
"""
    policy = read_policy(Source("demo.yaml", text))
    original = prepared(policy, "reference")
    scenario = Scenario("nothing is known", (), Expectation({Status.REQUIRED: ("withdraw",)}))
    assert run_scenario(scenario, original).passed
    (slip,) = (each for each in mutants(policy) if each.says.startswith("concept lawful") and "negated" in each.says)
    ready = variant(slip.policy, original, Budget(10**9))
    assert not run_scenario(scenario, ready).passed
    assert not passes_as_before(scenario, ready, original)
