"""Scenarios held against their policies: each kind of expectation passes where it is met and fails where it isn't."""

from __future__ import annotations

import attrs
import pytest
from attrs import evolve
from hypothesis import given
from hypothesis import strategies as st

from coach_ethics.assessment.assess import assess_prepared
from coach_ethics.assessment.preparation import prepared
from coach_ethics.assessment.scenarios import own_scenarios, run_scenario
from coach_ethics.engines.registry import EVALUATORS, installed
from coach_ethics.findings import Status
from coach_ethics.model.policy import EXPECTED_BY_ACT, Expectation, Scenario
from coach_ethics.shipped import shipped_names
from coach_ethics.testing.situation_strategies import situations
from coach_ethics.testing.strategies import Sizes, policies

ESSAY = prepared("essay", "reference")
(ROAD,) = (each for each in ESSAY.policy.scenarios if each.name.startswith("the end of the road, with neither"))

MET = {
    "required": Expectation(statuses={Status.REQUIRED: ("withdraw", "tell_client")}),
    "forbidden": Expectation(statuses={Status.FORBIDDEN: ("renegotiate",)}),
    "permitted": Expectation(statuses={Status.PERMITTED: ("seek_client_consent",)}),
    "undetermined": Expectation(statuses={Status.UNDETERMINED: ("refer",)}),
    "dilemma": Expectation(dilemma=False),
    "choices": Expectation(choices=frozenset({frozenset({"tell_client", "withdraw"})})),
    "holds": Expectation(holds=("end_of_road",)),
    "fails": Expectation(fails=("still_learning",)),
    "in_force": Expectation(in_force=("choose-openly",)),
    "not_in_force": Expectation(not_in_force=("back-to-the-coaching",)),
    "grounds": Expectation(
        grounds=(("renegotiate", frozenset({frozenset({"keep-confidence", "openness-with-both"})})),)
    ),
}

MISSED = {
    "required": (Expectation(statuses={Status.REQUIRED: ("renegotiate",)}), "renegotiate", "required", "forbidden"),
    "unregulated": (Expectation(statuses={Status.UNREGULATED: ("withdraw",)}), "withdraw", "unregulated", "required"),
    "permitted": (Expectation(statuses={Status.PERMITTED: ("refer",)}), "refer", "permitted", "undetermined"),
    "dilemma": (Expectation(dilemma=True), "dilemma", "one", "none"),
    "choices": (Expectation(choices=frozenset()), "choices", "none", "{tell_client, withdraw}"),
    "holds": (Expectation(holds=("still_learning",)), "still_learning", "holds", "fails"),
    "fails": (Expectation(fails=("end_of_road",)), "end_of_road", "fails", "holds"),
    "in_force": (Expectation(in_force=("refer-on",)), "refer-on", "in force", "not known"),
    "not_in_force": (Expectation(not_in_force=("choose-openly",)), "choose-openly", "not in force", "in force"),
    "grounds": (
        Expectation(grounds=(("renegotiate", frozenset({frozenset({"keep-confidence"})})),)),
        "grounds of renegotiate",
        "{keep-confidence}",
        "{keep-confidence, openness-with-both}",
    ),
}


def _with(expect: Expectation) -> Scenario:
    return attrs.evolve(ROAD, expect=expect)


@pytest.mark.parametrize("expect", MET.values(), ids=MET.keys())
def test_an_expectation_that_is_met_passes(expect: Expectation) -> None:
    assert run_scenario(_with(expect), ESSAY).passed


@pytest.mark.parametrize(
    ("expect", "subject", "expected", "found"),
    MISSED.values(),
    ids=MISSED.keys(),
)
def test_an_expectation_that_is_missed_is_told(expect: Expectation, subject: str, expected: str, found: str) -> None:
    (difference,) = run_scenario(_with(expect), ESSAY).differences
    assert (difference.subject, difference.expected, difference.found) == (subject, expected, found)


def test_the_first_question_can_be_expected() -> None:
    (unknown,) = (each for each in ESSAY.policy.scenarios if "not known whether the client consents" in each.name)
    assert unknown.expect.first_question == "consent.to_tell_sponsor"
    assert run_scenario(unknown, ESSAY).passed
    other = attrs.evolve(unknown, expect=Expectation(first_question="block.present"))
    (difference,) = run_scenario(other, ESSAY).differences
    assert (difference.expected, difference.found) == ("block.present", "consent.to_tell_sponsor")


def test_what_is_given_as_unknown_is_unknown() -> None:
    expect = Expectation(statuses={Status.UNDETERMINED: ("withdraw",)})
    scenario = Scenario("nothing is known", (("block.present", None),), expect)
    assert run_scenario(scenario, ESSAY).passed


def test_a_policy_own_scenarios_are_those_that_it_wrote() -> None:
    assert {each.origin for each in own_scenarios(ESSAY)} == {"essay"}
    assert len(own_scenarios(ESSAY)) < len(ESSAY.policy.scenarios)


@pytest.mark.parametrize("engine", [name for name in EVALUATORS if installed(name)])
@pytest.mark.parametrize("policy", shipped_names())
def test_every_shipped_scenario_passes(policy: str, engine: str) -> None:
    """On every engine, each shipped policy says what its own scenarios expect."""
    ready = prepared(policy, engine)
    outcomes = [run_scenario(scenario, ready) for scenario in own_scenarios(ready)]
    assert outcomes
    assert [(each.scenario.name, each.differences) for each in outcomes if not each.passed] == []


@given(data=st.data())
def test_what_is_determined_of_some_names_is_what_a_whole_assessment_says(data: st.DataObject) -> None:
    """A scenario that asks for names alone differs from what is found as it does where the whole is asked for too."""
    policy = data.draw(policies(Sizes(facts=4, acts=3, norms=5, leaves=4), texts=("",)))
    where = data.draw(situations(policy))
    ready = prepared(policy, "reference")
    told = assess_prepared(ready, where)
    status = data.draw(st.sampled_from(EXPECTED_BY_ACT))
    said = Expectation(
        statuses={status: tuple(act.name for act in policy.acts)},
        holds=tuple(told.concepts),
        not_in_force=tuple(told.norms),
        notices=tuple(told.notices),
    )
    whole = evolve(said, dilemma=bool(told.conflicts) or Status.DILEMMA in told.statuses.values())
    given_ = tuple(where.values.items())
    some, all_ = (run_scenario(Scenario("drawn", given_, each), ready) for each in (said, whole))
    assert some == evolve(all_, scenario=some.scenario)
    assert {each.subject for each in some.differences if each.subject in told.statuses} == {
        act for act, found in told.statuses.items() if found is not status
    }
