"""Several policies as one program, against the program of each."""

from __future__ import annotations

import attrs
import pytest
from hypothesis import assume, given
from hypothesis import strategies as st
from hypothesis.strategies import DrawFn
from tests.analysis.brute_force import SHARED, SIZES, TYPES, small_policies, without_norm

from coach_ethics.deontics.program import lower
from coach_ethics.engines.reference import evaluate, truth
from coach_ethics.findings import DETERMINED_STATUSES
from coach_ethics.model.added_values import alike
from coach_ethics.model.conditions import Comparison, FactTerm, Literal, Operator
from coach_ethics.model.policy import Act, Modality, Norm, Policy
from coach_ethics.model.situation import Situation
from coach_ethics.model.vocabulary import Boolean, Enumeration, Fact, Integer, Vocabulary, domain
from coach_ethics.problems import PolicyProblems
from coach_ethics.reasoning.grounds import position_of
from coach_ethics.reasoning.joint import join, own_truths, says, within
from coach_ethics.reasoning.slice import bearing
from coach_ethics.testing.strategies import policies


@st.composite
def several(draw: DrawFn) -> tuple[Policy, ...]:
    """Two to four policies: some versions of one, some that have little to do with it."""
    first = draw(small_policies())
    found: list[Policy] = [first]
    for _ in range(draw(st.integers(1, 3))):
        if draw(st.booleans()) and first.norms:
            found.append(without_norm(first, draw(st.sampled_from(first.norms)).name))
        else:
            found.append(draw(policies(SIZES, SHARED, TYPES, name=draw(st.sampled_from(["same", "other"])))))
    try:
        join(found)
    except PolicyProblems:
        assume(False)
    return tuple(found)


@given(several(), st.data())
def test_joint_and_separate_programs_agree(found: tuple[Policy, ...], data: st.DataObject) -> None:
    """LAW: what the joint program says of a policy's names is what the policy's own program says of them."""
    joint = join(found)
    facts = joint.program.vocabulary
    drawn = {fact.name: data.draw(st.sampled_from([*domain(fact.type), None])) for fact in facts}
    situation = Situation(drawn)
    truths = evaluate(joint.program, situation)
    assert [member.policy for member in joint.members] == list(alike(found))
    for member in joint.members:
        alone = evaluate(lower(member.policy), within(situation, member.policy.vocabulary))
        assert own_truths(member, truths) == alone
        for act in joint.acts:
            position = position_of(member.policy, member.program, act, alone)
            told = {
                (status, one_of): truth(says(member, act, status, one_of=one_of), situation, truths)
                for status in DETERMINED_STATUSES
                for one_of in (False, True)
            }
            certain = [key for key, value in told.items() if value is True]
            assert certain in ([], [(position.status, position.one_of)])


@given(several())
def test_what_is_defined_alike_stands_once(found: tuple[Policy, ...]) -> None:
    joint = join([*found, found[0]])
    conditions = [each.condition for each in joint.program.definitions]
    assert len(set(conditions)) == len(conditions)
    assert joint.members[0].names == joint.members[-1].names
    assert len({member.title for member in joint.members}) == len(joint.members)


@given(several(), st.data())
def test_constraints_are_those_of_all(found: tuple[Policy, ...], data: st.DataObject) -> None:
    """But for those that a fact can meet by itself of which no policy speaks."""
    joint = join(found)
    drawn = {fact.name: data.draw(st.sampled_from(domain(fact.type))) for fact in joint.program.vocabulary}
    situation = Situation(drawn)
    truths = evaluate(joint.program, situation)
    separate = [
        truth(rule.always, situation, evaluate(member.program, within(situation, member.policy.vocabulary)))
        for member in joint.members
        for rule in bearing(member.policy.constraints, joint.program)
    ]
    together = [truth(rule, situation, truths) for rule in joint.constraints.values()]
    assert all(together) is all(separate)


def _policy(name: str, version: str = "", *facts: Fact) -> Policy:
    return Policy(name, version=version, vocabulary=Vocabulary(facts), acts=(Act("leave"),))


def test_a_shared_fact_has_the_values_that_all_give_it() -> None:
    wide, narrow, higher = (Fact("n", Integer(*bounds)) for bounds in ((0, 9), (2, 5), (4, 12)))
    joint = join([_policy("a", "", wide), _policy("b", "", narrow), _policy("c", "", higher)])
    assert joint.program.vocabulary["n"].type == Integer(4, 5)


def test_facts_without_a_value_in_common_are_a_problem() -> None:
    values = ("none", "oral", "written")
    given = [
        (Fact("n", Integer(0, 3)), Fact("n", Boolean())),
        (Fact("n", Integer(0, 3)), Fact("n", Integer(5, 6))),
        (Fact("n", Enumeration(values, True)), Fact("n", Enumeration(values[::-1], True))),
    ]
    for one, other in given:
        with pytest.raises(PolicyProblems, match="can't be compared") as caught:
            join([_policy("a", "", one), _policy("a", "", other)])
        (problem,) = caught.value.problems
        assert problem.code == "Z201"
        assert "in `a` (no. 1), but" in problem.message


def test_an_order_of_one_policys_own_stays_in_its_conditions() -> None:
    """Words in two orders can't be ordered together; where only one policy orders them, it still does."""
    values = ("none", "oral", "written")
    ordered, loose = Fact("f", Enumeration(values, True)), Fact("f", Enumeration(values[::-1], False))
    when = Comparison(FactTerm("f", ordered.type), Operator.GE, Literal("oral"))
    one = attrs.evolve(_policy("a", "", ordered), norms=(Norm("go", Modality.OBLIGATION, ("leave",), when=when),))
    joint = join([one, _policy("b", "", loose)])
    truths = evaluate(joint.program, Situation({"f": "written"}))
    assert own_truths(joint.members[0], truths)["required(leave)"] is True
