"""Joint policies: each policy keeps its own norms and exceptions."""

from __future__ import annotations

from functools import cache

import pytest
from hypothesis import given
from hypothesis import strategies as st

from coach_ethics.coaching.policies import load_policies, load_policy
from coach_ethics.deontics.program import Kind, Program, lower, name_of
from coach_ethics.engines.reference import evaluate
from coach_ethics.language.policies.merge import Joint, joined, merge_policies
from coach_ethics.model.policy import Policy, named
from coach_ethics.model.situation import Situation
from coach_ethics.model.vocabulary import Boolean
from coach_ethics.problems import PolicyProblems
from coach_ethics.testing.situation_strategies import situations
from coach_ethics.testing.strategies import policies

CODES = ("icf-2015", "icf-2020", "icf-2025", "apecs-2012", "aoec", "quebec-crha", "seven-point")


def _text(name: str, *, leave: str, lets: str = "", version: str = "") -> Policy:
    exception = f"\n  let-it: {{may: tell, when: harm.likelihood == {lets}, overrides: keep-it}}" if lets else ""
    return load_policy(
        f"policy: {name}\n"
        f"version: {version or '1'}\n"
        "sources: {code: {title: A code}}\n"
        f"parameters: {{least: {{default: {leave}, of: consent.to_disclosure}}}}\n"
        "acts: {tell: {}}\n"
        "concepts: {left: {when: consent.to_disclosure >= least}}\n"
        f"norms:\n  keep-it: {{must_not: tell, when: not left, cites: code 1}}{exception}\n"
    )


@cache
def _program(policy: Policy) -> Program:
    return lower(policy)


@cache
def _codes() -> Joint:
    return joined(load_policies(*CODES))


def _in_force(policy: Policy, where: Situation) -> dict[str, bool | None]:
    truths = evaluate(_program(policy), where)
    return {norm.name: truths[name_of(Kind.IN_FORCE, norm.name)] for norm in policy.norms}


def _faithful(joint: Joint, where: Situation) -> None:
    of_each = {
        policy.name: _in_force(
            policy, Situation({fact: value for fact, value in where.values.items() if fact in policy.vocabulary})
        )
        for policy in joint.policies
    }
    for norm, value in _in_force(joint.policy, where).items():
        assert {of_each[policy][original] for policy, original in joint.stands_for[norm]} == {value}


@given(st.data())
def test_a_norm_is_in_force_just_where_it_is_in_its_own_policy(data: st.DataObject) -> None:
    """THEOREM (faithful), on random policies that share all their names, and random situations."""
    one, other = (data.draw(policies(types=(Boolean(),), name=name)) for name in ("one", "other"))
    joint = joined([one, other])
    _faithful(joint, data.draw(situations(joint.policy)))


@given(st.data())
def test_codes_are_joined_faithfully(data: st.DataObject) -> None:
    """THEOREM (faithful), on the published codes."""
    joint = _codes()
    _faithful(joint, data.draw(situations(joint.policy)))


@given(policies())
def test_a_policy_together_with_itself_is_itself(policy: Policy) -> None:
    """What two policies define alike is there once, under its own name."""
    joint = merge_policies([policy, policy])
    assert joint.norms == policy.norms
    assert joint.concepts == policy.concepts
    assert joint.parameters == policy.parameters
    assert joint.acts == policy.acts


def test_what_is_defined_differently_is_told_apart_and_what_is_alike_is_shared() -> None:
    joint = joined([_text("strict", leave="written"), _text("mild", leave="oral")])
    assert [norm.name for norm in joint.policy.norms] == ["strict-keep-it", "mild-keep-it"]
    assert {norm.origin for norm in joint.policy.norms} == {"strict", "mild"}
    assert list(named(joint.policy.concepts)) == ["strict_left", "mild_left"]
    assert {name: part.default for name, part in named(joint.policy.parameters).items()} == {
        "strict_least": "written",
        "mild_least": "oral",
    }
    assert [act.name for act in joint.policy.acts] == ["tell"]
    assert [source.name for source in joint.policy.sources] == ["code"]


def test_an_exception_lifts_only_its_own_policys_norm() -> None:
    """One policy's `overrides` doesn't reach the norm of the same name, and the same text, in another."""
    joint = joined([_text("lax", leave="oral", lets="imminent"), _text("firm", leave="oral")])
    where = Situation({"consent.to_disclosure": "none", "harm.likelihood": "imminent"})
    assert _in_force(joint.policy, where) == {"lax-keep-it": False, "let-it": True, "firm-keep-it": True}
    assert evaluate(lower(joint.policy), where)[name_of(Kind.FORBIDDEN, "tell")] is True


def test_versions_of_one_policy_are_told_apart_by_version() -> None:
    """Their names, and in a joint policy what each of them defines, differ by what tells the versions apart."""
    old, new = (_text("same", leave=leave, version=version) for leave, version in (("oral", "1.0"), ("written", "1-0")))
    joint = joined([old, new])
    assert joint.labels == ("same 1.0", "same 1-0")
    assert [norm.name for norm in joint.policy.norms] == ["same-1-0-1-keep-it", "same-1-0-2-keep-it"]
    assert joint.stands_for["same-1-0-2-keep-it"] == (("same 1-0", "keep-it"),)
    assert list(named(joint.policy.parameters)) == ["same_1_0_1_least", "same_1_0_2_least"]


def test_policies_of_one_name_without_a_version_are_numbered() -> None:
    joint = joined([_text("same", leave="oral"), _text("same", leave="written")])
    assert joint.labels == ("same (no. 1)", "same (no. 2)")
    assert [norm.name for norm in joint.policy.norms] == ["same-no-1-keep-it", "same-no-2-keep-it"]


def test_names_that_do_not_tell_policies_apart_are_a_problem() -> None:
    acts = "acts: {tell: {}}\n"
    one = f"policy: a\n{acts}norms: {{b-n: {{must: tell}}, n: {{must_not: tell, when: block.named}}}}"
    other = f"policy: a-b\n{acts}norms: {{b-n: {{must_not: tell}}, n: {{must: tell, when: block.present}}}}"
    with pytest.raises(PolicyProblems) as found:
        joined([load_policy(one), load_policy(other)])
    assert [problem.code for problem in found.value.problems] == ["X402"]


def test_a_fact_of_two_types_is_a_problem() -> None:
    one = load_policy("policy: one\nfacts: {gift.given: {type: bool}}\nacts: {take: {}}\nnorms: {no: {must_not: take}}")
    other = load_policy("policy: other\nfacts: {gift.given: {type: int, min: 0, max: 9}}\nacts: {take: {}}")
    with pytest.raises(PolicyProblems) as found:
        merge_policies([one, other])
    (problem,) = found.value.problems
    assert (problem.code, "`gift.given`" in problem.message) == ("X402", True)


def test_versions_of_one_code_share_their_source() -> None:
    joint = merge_policies(load_policies("icf-2020", "icf-2025"))
    (source,) = (each for each in joint.sources if each.name == "icf")
    assert source.date == "2020-01-01; 2025-04-01"


def test_all_problems_of_several_policies_are_told() -> None:
    with pytest.raises(PolicyProblems) as found:
        load_policies("icf-2025", "no-such-code", "nor-this-one")
    assert [problem.code for problem in found.value.problems] == ["X407", "X407"]
