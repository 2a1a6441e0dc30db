"""What constraints leave of the combinations of some facts, against looking at every completion."""

from __future__ import annotations

from hypothesis import event, given
from hypothesis import strategies as st
from tests.analysis.brute_force import Judge, small_policies
from tests.reasoning.test_slice import sliced

from coach_ethics.deontics.program import Program
from coach_ethics.engines.reference import evaluate, truth
from coach_ethics.model.groups import linked
from coach_ethics.model.policy import Policy
from coach_ethics.model.situation import Situation
from coach_ethics.reasoning.restrictions import restrictions


@given(policy=small_policies(), data=st.data())
def test_restrictions_hold_just_where_other_facts_can_keep_the_constraints(policy: Policy, data: st.DataObject) -> None:
    """THEOREM of `restrictions`: no more is ruled out, and no less."""
    names = [fact.name for fact in policy.vocabulary]
    facts = data.draw(st.sets(st.sampled_from(names)))
    slices, judge = sliced(policy), Judge(policy)
    found = list(restrictions(slices, facts))
    assert all(each.exact for each in found)
    assert all(each.facts <= facts for each in found)
    event(f"{len(found)} restrictions, {sum(bool(each.definitions) for each in found)} of them without others")
    behind = {name: slices.dependencies.facts([rule]) for name, rule in slices.rules.items()}
    counting = linked(facts, behind)
    program = Program(
        policy.vocabulary, (*slices.program.definitions, *(d for restriction in found for d in restriction.definitions))
    )
    possible = set()
    for each in judge.complete:
        if all(judge.says(slices.rules[name], each) for name in counting):
            possible.add(_only(each, facts))
    for each in {_only(each, facts) for each in judge.complete}:
        truths = evaluate(program, each)
        assert all(truth(restriction.condition, each, truths) is True for restriction in found) is (each in possible)


def _only(situation: Situation, facts: set[str]) -> Situation:
    return Situation({fact: value for fact, value in situation.values.items() if fact in facts})
