"""Constraints bind every case, whoever declared them, and the message has its place."""

from __future__ import annotations

import pytest

import coach_ethics as ce
from coach_ethics.assessment.preparation import prepared
from coach_ethics.assessment.scenarios import run_scenario
from coach_ethics.coaching.read import read_engagement
from coach_ethics.interview.state import begin_interview
from coach_ethics.problems import CaseProblems, Problem
from coach_ethics.source import Source

GIFTS = """
policy: gifts
facts:
  gift.offered: {type: bool}
  gift.worth: {type: int, min: 0, max: 500}
  gift.thanked: {type: bool}
acts: {accept: {}}
constraints:
  worth-needs-a-gift: {always: gift.offered or gift.worth == 0, means: only a gift that was offered has a worth}
  thanks-need-worth: {always: gift.worth > 0 or not gift.thanked}
norms: {no-large-gifts: {must_not: accept, when: gift.worth > 100}}
scenarios:
  - scenario: large, and not offered
    given: {gift.offered: false, gift.worth: 500}
    expect: {forbidden: accept}
"""
LARGE = {"gift.offered": False, "gift.worth": 500}
THANKED = {"gift.offered": False, "gift.thanked": True}


def refused(case: object, begin: bool = False) -> Problem:
    policy = ce.load_policy(GIFTS)
    with pytest.raises(CaseProblems) as found:
        begin_interview(policy, given=case) if begin else ce.assess(case, policy)  # type: ignore[arg-type]  # any case, as a caller may give one
    (problem,) = found.value.problems
    return problem


@pytest.mark.parametrize("begin", [False, True], ids=["assessed", "interviewed"])
def test_a_constraint_of_the_policys_own_refuses_a_mapping(begin: bool) -> None:
    problem = refused(LARGE, begin)
    assert (problem.code, problem.path) == ("F309", "$.gift.worth")
    assert "only a gift that was offered has a worth (constraint `worth-needs-a-gift`)" in problem.message


def test_a_file_is_told_the_place() -> None:
    case = read_engagement(
        Source("case.yaml", "gift.offered: false\ngift.worth: 500\n"), ce.load_policy(GIFTS).vocabulary
    )
    problem = refused(case)
    assert problem.span is not None
    assert (problem.span.source.name, problem.span.line, problem.span.column) == ("case.yaml", 2, 13)


def test_constraints_that_only_together_rule_a_case_out_are_named() -> None:
    problem = refused(THANKED)
    assert problem.code == "F310"
    assert "`worth-needs-a-gift`, `thanks-need-worth`" in problem.message


def test_a_standard_constraint_refuses_a_mapping() -> None:
    with pytest.raises(CaseProblems, match=r"F309.*no-sponsor-no-agreement"):
        ce.assess({"sponsor.present": False, "outcomes.agreed_by_sponsor": True}, "essay")


def test_a_scenario_that_cannot_be_fails() -> None:
    ready = prepared(ce.load_policy(GIFTS))
    (difference,) = run_scenario(ready.policy.scenarios[0], ready).differences
    assert (difference.subject, difference.expected) == ("given", "possible")


def test_a_policy_whose_constraint_never_holds_is_not_the_cases_fault() -> None:
    policy = ce.load_policy(GIFTS.replace("gift.worth > 0 or not gift.thanked", "gift.worth > 600 and gift.worth < 0"))
    assert ce.assess({"gift.offered": True}, policy).statuses["accept"] is ce.Status.UNDETERMINED
