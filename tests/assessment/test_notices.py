"""Notices come first: in every output, as soon as they hold, and urgent ones also where they may hold."""

from __future__ import annotations

import json
from collections.abc import Mapping

import pytest

import coach_ethics as ce
from coach_ethics.analysis.mutation.mutate import Killed, Survived, mutate
from coach_ethics.assessment.preparation import prepared
from coach_ethics.assessment.scenarios import run_scenario
from coach_ethics.engines.registry import installed
from coach_ethics.interview import answer, begin_interview, next_question, progress
from coach_ethics.interview.question import new_notices
from coach_ethics.language import bundle, merge_policies
from coach_ethics.model import meaning_digest, wording_digest
from coach_ethics.render import question_json, text
from coach_ethics.render.assessment import assessment_document
from coach_ethics.render.explanation import explanation_document
from coach_ethics.render.interview import closing_document, question_document
from coach_ethics.render.judgement import judgement_document
from coach_ethics.render.markdown_text import markdown
from coach_ethics.render.policy import policy_document

TEXT = """
policy: danger
title: Danger
version: 1.0.0
sources: {essay: {title: the essay}}
facts:
  client.in_danger: {type: bool, ask: Is the client's life in danger?, means: the client's life is in danger}
  client.calls_for_help: {type: bool, ask: Does the client call for help?, means: the client calls for help}
  client.is_minor: {type: bool, ask: Is the client a minor?, means: the client is a minor}
  told.in_confidence: {type: bool, ask: Was it told in confidence?, means: it was told in confidence}
acts: {tell_others: {means: Tell others what the client said}}
norms:
  keep-confidence:
    must_not: tell_others
    when: told.in_confidence and not client.in_danger and not client.calls_for_help
    because: It was told in trust.
notices:
  minor: {when: client.is_minor, says: Parents have rights of which this says nothing.}
  danger-to-life:
    {when: client.in_danger or client.calls_for_help, says: Call an ambulance now., urgent: true, cites: essay P2}
properties:
  danger-opens-the-way: {never: notice(danger-to-life) and forbidden(tell_others)}
scenarios:
  - scenario: a grown client in danger
    given: {client.in_danger: true, client.is_minor: false}
    expect: {notices: danger-to-life, no_notices: minor}
"""
DANGER = ce.load_policy(TEXT)


def shown(given: Mapping[str, object], policy: ce.Policy = DANGER) -> list[tuple[str, bool | None]]:
    return [(each.notice.name, each.holds) for each in ce.assess(given, policy).notices_shown]


@pytest.mark.parametrize("engine", [each for each in ("reference", "compiled", "durable") if installed(each)])
def test_every_engine_says_whether_a_notice_holds(engine: str) -> None:
    found = ce.assess({"client.in_danger": True}, DANGER, engine=engine)
    assert dict(found.notices) == {"minor": None, "danger-to-life": True}


def test_urgent_notices_come_first_and_are_shown_where_they_may_hold() -> None:
    assert shown({"client.in_danger": True, "client.is_minor": True}) == [("danger-to-life", True), ("minor", True)]
    assert shown({"client.calls_for_help": False, "client.is_minor": True}) == [
        ("danger-to-life", None),
        ("minor", True),
    ]
    assert shown({"client.calls_for_help": False}) == [("danger-to-life", None)]
    assert shown({"client.calls_for_help": False, "client.in_danger": False}) == []


def test_one_that_may_hold_is_shown_only_where_something_that_it_reads_is_known() -> None:
    assert shown({}) == []
    assert shown({"client.is_minor": True}) == [("minor", True)]


def test_what_every_completion_comes_to_holds() -> None:
    always = ce.load_policy(TEXT.replace("when: client.is_minor", "when: client.is_minor or not client.is_minor"))
    assert ("minor", True) in shown({}, always)


def test_a_notice_stands_before_everything_else() -> None:
    result = ce.assess({"client.in_danger": True, "told.in_confidence": True}, DANGER)
    first = "Urgent: Call an ambulance now. [danger-to-life; essay P2]"
    for document in (
        assessment_document(result),
        explanation_document(result.why("tell_others"), result),
        judgement_document(result.judge("tell_others"), result),
    ):
        assert text(document).splitlines()[2] == first
    assert markdown(assessment_document(result)).splitlines()[2].startswith("**Urgent: ")
    assert json.loads(ce.assessment_json(result))["notices_shown"][0] == {
        "name": "danger-to-life",
        "says": "Call an ambulance now.",
        "urgent": True,
        "cites": ["essay P2"],
        "holds": True,
        "waits_for": [],
    }
    assert "- the client's life is in danger" in text(policy_document(DANGER))


def test_one_that_may_hold_comes_with_what_to_find_out() -> None:
    told = text(assessment_document(ce.assess({"client.calls_for_help": False}, DANGER)))
    assert "This may be urgent. Find out first whether it applies: Call an ambulance now." in told
    assert "  - Is the client's life in danger? (client.in_danger)" in told


def test_an_interview_shows_a_notice_as_soon_as_it_holds_and_once() -> None:
    state = begin_interview(DANGER, "tell_others", {"told.in_confidence": True})
    assert not new_notices(state)
    state = answer(state, "client.in_danger", True)
    assert [each.notice.name for each in new_notices(state)] == ["danger-to-life"]
    assert text(closing_document(state)).count("Urgent: ") == 1
    begun = begin_interview(DANGER, "tell_others", {"client.is_minor": True})
    question = next_question(begun)
    assert question is not None
    assert [each.notice.name for each in question.notices] == ["minor"]
    assert text(question_document(question, progress(begun))).startswith("Note first: Parents have rights")
    assert json.loads(question_json(question, progress(begun)))["notices"][0]["name"] == "minor"
    after = answer(begun, question.fact, question.fact == "told.in_confidence")
    assert not [each for each in new_notices(after) if each.notice.name == "minor"]


def test_scenarios_expect_notices() -> None:
    (scenario,) = DANGER.scenarios
    assert run_scenario(scenario, prepared(DANGER)).passed
    other = ce.load_policy(TEXT.replace("danger-to-life, no_notices: minor}", "minor}"))
    (difference,) = run_scenario(other.scenarios[0], prepared(other)).differences
    assert (difference.subject, difference.expected, difference.found) == ("minor", "holds", "doesn't hold")


def test_conditions_of_notices_are_meaning_and_their_texts_are_not() -> None:
    reworded = ce.load_policy(TEXT.replace("Call an ambulance now.", "Call for help."))
    changed = ce.load_policy(TEXT.replace("when: client.is_minor", "when: not client.is_minor"))
    assert meaning_digest(reworded) == meaning_digest(DANGER) != meaning_digest(changed)
    assert wording_digest(reworded) != wording_digest(DANGER)


def test_extensions_and_bundles_carry_them() -> None:
    assert ce.load_policy(bundle(DANGER)) == DANGER
    other = ce.load_policy(TEXT.replace("policy: danger", "policy: other").replace(" minor", " child"))
    joint = merge_policies([DANGER, other], "both")
    assert [each.name for each in joint.notices] == [
        "minor",
        "danger-danger-to-life",
        "child",
        "other-danger-to-life",
    ]
    extending = ce.load_policy("policy: ours\nextends: collusion\nnotices: {hello: {says: Take your time.}}\n")
    assert shown({}, extending) == [("hello", True)]


def test_a_notice_that_never_holds_is_found() -> None:
    never = ce.load_policy(TEXT.replace("when: client.is_minor", "when: client.is_minor and not client.is_minor"))
    assert [each.instead for each in ce.prove(never, only="reachable").findings] == ["notice `minor` never holds"]


def test_comparisons_tell_what_changed() -> None:
    (change,) = ce.compare(DANGER, ce.load_policy(TEXT.replace("urgent: true", "urgent: false"))).changes
    assert (change.section, change.name, [key.key for key in change.keys]) == ("notices", "danger-to-life", ["urgent"])


def test_scenarios_notice_a_notice_that_is_dropped() -> None:
    fates = {each.mutant.says: each.fate for each in mutate(DANGER)}
    assert isinstance(fates["notice danger-to-life: dropped"], Killed)
    survived = fates["notice minor: dropped"]
    assert isinstance(survived, Survived)
    assert run_scenario(survived.scenario, prepared(DANGER)).passed
