"""Constraints bind every case, whoever declared them, and the message has its place."""

from __future__ import annotations

import pytest

import coach_ethics as ce
from coach_ethics.assessment.preparation import prepared
from coach_ethics.assessment.scenarios import run_scenario
from coach_ethics.coaching.read import read_engagement
from coach_ethics.findings import Finding
from coach_ethics.interview.saving import read_state, state_json, take_over
from coach_ethics.interview.state import begin_interview
from coach_ethics.problems import CaseProblems, Problem
from coach_ethics.render import read_assessment
from coach_ethics.render.explanation import explanation_document
from coach_ethics.render.plain_text import text
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


def test_a_reason_names_the_constraint_that_decides() -> None:
    """Thanks need a worth above nothing, and that needs a gift: so it was offered, though nobody said so."""
    policy = ce.load_policy(GIFTS.replace("when: gift.worth > 100", "when: gift.offered"))
    result = ce.assess({"gift.thanked": True}, policy)
    why = result.why("accept")
    assert why.finding == Finding(ce.Status.FORBIDDEN, determined=True)
    assert set(why.constraints) == {"worth-needs-a-gift", "thanks-need-worth"}
    assert "only a gift that was offered has a worth" in text(explanation_document(why, result))
    assert ce.assess({"gift.offered": True}, policy).why("accept").constraints == ()


def test_what_was_kept_is_held_to_the_constraints_again() -> None:
    """A text can be changed by hand, and a policy can get constraints."""
    policy = ce.load_policy(GIFTS)
    possible = ce.assess({"gift.offered": True, "gift.worth": 500}, policy, engine="compiled", on="2026-01-01")
    state = begin_interview(policy, given=possible.situation)
    for kept, read in (
        (ce.receipt(possible), ce.replay),
        (ce.assessment_json(possible), read_assessment),
        (state_json(state), read_state),
    ):
        changed = kept.replace('"gift.offered":true', '"gift.offered":false').replace(
            '"gift.offered": true', '"gift.offered": false'
        )
        assert changed != kept
        with pytest.raises(CaseProblems, match="F309"):
            read(changed, policy)


def test_an_interview_taken_over_drops_what_a_new_constraint_rules_out() -> None:
    before = ce.load_policy(GIFTS.replace("gift.offered or gift.worth == 0", "gift.worth >= 0"))
    saved = state_json(begin_interview(before, given=LARGE))
    taken = take_over(saved, ce.load_policy(GIFTS))
    assert dict(taken.state.given.values) == {"gift.offered": False}
    assert "F309" in {each.code for each in taken.dropped}


def test_a_scenario_that_cannot_be_fails() -> None:
    ready = prepared(ce.load_policy(GIFTS))
    (difference,) = run_scenario(ready.policy.scenarios[0], ready).differences
    assert (difference.subject, difference.expected) == ("given", "possible")


def test_a_policy_whose_constraint_never_holds_is_not_the_cases_fault() -> None:
    policy = ce.load_policy(GIFTS.replace("gift.worth > 0 or not gift.thanked", "gift.worth > 600 and gift.worth < 0"))
    assert ce.assess({"gift.offered": True}, policy).statuses["accept"] is ce.Status.UNDETERMINED
