"""Companions held to judgements of courses, which know nothing of them."""

from __future__ import annotations

from hypothesis import given
from tests.deontics.test_brute_force import tangled

from coach_ethics.assessment.assess import assess
from coach_ethics.assessment.judge import judge
from coach_ethics.assessment.preparation import prepared
from coach_ethics.assessment.scenarios import ScenarioOutcome, run_scenario
from coach_ethics.coaching.policies import load_policy
from coach_ethics.model.policy import Policy
from coach_ethics.model.situation import Situation
from coach_ethics.reasoning.companions import Companion

RECORDED = """
policy: recorded
facts:
  case.told: {type: bool, ask: Was it told?, means: it was told}
  case.urgent: {type: bool, ask: Is it urgent?, means: it is urgent}
acts: {disclose: {means: Tell}, record: {means: Write it down}, wait: {means: Wait}}
norms:
  may-tell: {may: disclose, when: case.told, because: It may be told.}
  record-it: {if_doing: disclose, must: record, when: case.told, because: So that it can be looked up.}
  at-once: {if_doing: disclose, must_not: wait, when: case.urgent, because: It can't wait.}
scenarios:
  - scenario: whoever tells writes it down
    given: {case.told: true, case.urgent: false}
    expect: {permitted: [disclose], required_with: {disclose: [record], record: []}, forbidden_with: {disclose: []}}
  - scenario: what is urgent is not put off
    given: {case.told: false, case.urgent: true}
    expect: {required_with: {disclose: []}, forbidden_with: {disclose: [wait], wait: [disclose]}}
"""


def test_what_goes_with_an_act_is_in_the_assessment() -> None:
    found = assess({"case.told": True}, load_policy(RECORDED), engine="reference")
    assert found.companions == {
        "disclose": (
            Companion("record", True, True, (("record-it",),)),
            Companion("wait", False, None, (("at-once",),)),
        ),
        "wait": (Companion("disclose", False, None, (("at-once",),)),),
    }
    assert not judge(found, "disclose").permissible


def run(policy: Policy) -> list[ScenarioOutcome]:
    ready = prepared(policy, "reference")
    return [run_scenario(scenario, ready) for scenario in policy.scenarios]


def test_scenarios_may_expect_companions() -> None:
    policy = load_policy(RECORDED)
    assert all(outcome.passed for outcome in run(policy))
    wrong = load_policy(RECORDED.replace("required_with: {disclose: []}", "required_with: {disclose: [record]}"))
    (failed,) = (outcome for outcome in run(wrong) if not outcome.passed)
    assert [(each.subject, each.expected, each.found) for each in failed.differences] == [
        ("required with disclose", "{record}", "{}")
    ]


@given(tangled())
def test_an_act_alone_is_permissible_only_without_companions_missing(policy: Policy) -> None:
    """LAW: where no fact is open, what a course lacks of the companions of its acts makes it impermissible.

    What it lacks of those that are only advised is told as a departure, unless it is impermissible anyway.
    """
    where = Situation({fact.name: True for fact in policy.vocabulary})
    found = assess(where, policy, engine="reference")
    for act, companions in found.companions.items():
        for each in companions:
            without = judge(found, {act} if each.required else {act, each.act})
            lacking = not (each.required and each.act in without.course)
            told = bool(without.departures) if each.advised else not without.permissible
            assert told or not lacking or not without.permissible
