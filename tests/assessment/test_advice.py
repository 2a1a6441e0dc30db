"""Advice and exemptions: told beside statuses, the same by everything that speaks of them."""

from __future__ import annotations

import json

import pytest

from coach_ethics.analysis.compare.comparison import compare
from coach_ethics.analysis.mutation.mutate import Killed, mutate
from coach_ethics.analysis.proofs.answers import Aspect, Refuted
from coach_ethics.analysis.proofs.prove import prove
from coach_ethics.assessment.assess import assess
from coach_ethics.assessment.assessment import Assessment
from coach_ethics.assessment.judge import judge
from coach_ethics.assessment.preparation import prepared
from coach_ethics.assessment.scenarios import run_scenario
from coach_ethics.coaching.policies import load_policy
from coach_ethics.deontics.program import Kind
from coach_ethics.findings import Status
from coach_ethics.interview.open_questions import unanswered
from coach_ethics.interview.question import answer, finished, next_question
from coach_ethics.interview.state import begin_interview
from coach_ethics.language.policies.write import write_policy
from coach_ethics.model.digest import meaning_digest
from coach_ethics.reasoning.asides import Aside
from coach_ethics.reasoning.companions import Companion
from coach_ethics.render.assessment import assessment_document
from coach_ethics.render.comparison import ComparisonStyle, comparison_document
from coach_ethics.render.explanation import explanation_document
from coach_ethics.render.interview import waiting_document
from coach_ethics.render.json import assessment_data
from coach_ethics.render.judgement import judgement_document
from coach_ethics.render.plain_text import text
from coach_ethics.render.policy import policy_document

OURS = """
policy: ours
facts:
  practice.alone: {type: bool, ask: Do you work alone?, means: the coach works alone}
  gift.offered: {type: bool, ask: Was a gift offered?, means: a gift was offered}
acts:
  appoint_trustee: {means: Appoint somebody who tells your clients if you die}
  refer: {means: Suggest another professional}
  tell_client: {means: Tell the client openly}
  accept: {means: Accept the gift}
norms:
  provide-for-death: {must: appoint_trustee, because: Clients must not be left alone., within: {days: 30}}
  nobody-there: {need_not: appoint_trustee, when: practice.alone, overrides: provide-for-death, because: There is none.}
  refer-early: {should: refer, when: practice.alone, because: Others see more.}
  openly: {should: tell_client, if_doing: refer, because: It is their decision.}
  no-gifts: {should_not: accept, because: It may sway you.}
  not-to-offend: {must: accept, when: gift.offered, because: To refuse offends.}
properties:
  of-one-mind: {never: required(accept) and advised_against(accept)}
scenarios:
  - scenario: whoever works alone is exempt, and should refer
    given: {practice.alone: true, gift.offered: false}
    expect: {exempt: [appoint_trustee], advised: [refer, tell_client], advised_against: [accept]}
  - scenario: a duty is stronger than advice
    given: {practice.alone: false, gift.offered: true}
    expect: {required: [accept, appoint_trustee], exempt: [], advised: [], advised_against: []}
"""


@pytest.fixture(scope="module")
def alone() -> Assessment:
    return assess({"practice.alone": True, "gift.offered": False}, load_policy(OURS))


@pytest.fixture(scope="module")
def torn() -> Assessment:
    return assess({"practice.alone": False, "gift.offered": True}, load_policy(OURS))


def test_they_stand_beside_the_status(alone: Assessment) -> None:
    """LAW: neither advice nor an exemption is a status, or changes what must be done."""
    assert set(alone.statuses.values()) == {Status.UNREGULATED}
    assert alone.asides == {
        "appoint_trustee": (Aside(Kind.EXEMPT, True, (("nobody-there",),)),),
        "refer": (Aside(Kind.ADVISED, True, (("refer-early",),)),),
        "tell_client": (Aside(Kind.ADVISED, True, (("openly", "refer-early"),)),),
        "accept": (Aside(Kind.ADVISED_AGAINST, True, (("no-gifts",),)),),
    }
    assert (alone.exempt, alone.advised, alone.advised_against) == (
        ("appoint_trustee",),
        ("refer", "tell_client"),
        ("accept",),
    )
    assert [choice.course for choice in alone.choices] == [frozenset()]


def test_advice_that_a_duty_contradicts_is_none(torn: Assessment) -> None:
    assert torn.statuses["accept"] is Status.REQUIRED
    assert torn.advised_against == ()
    assert torn.tensions == (frozenset({"no-gifts", "not-to-offend"}),)
    assert torn.conflicts == ()


def test_what_is_not_known_leaves_them_open() -> None:
    found = assess({"gift.offered": False}, load_policy(OURS))
    assert [(each.kind, each.truth) for each in found.asides["refer"]] == [(Kind.ADVISED, None)]
    assert found.advised == ()
    assert "practice.alone" in {question.fact for question in found.questions}


def test_an_advised_companion(torn: Assessment) -> None:
    """It goes with its act where it isn't advised anyway, and isn't demanded by a judgement."""
    assert torn.companions == {"refer": (Companion("tell_client", True, True, (("openly",),), advised=True),)}
    assert "if you do, you should also: tell the client openly." in text(assessment_document(torn))


def test_a_departure_is_no_breach(alone: Assessment, torn: Assessment) -> None:
    judgement = judge(alone, ["refer", "accept"])
    assert judgement.permissible
    assert [each.norm.name for each in judgement.departures] == ["openly", "no-gifts"]
    assert not judge(alone, ["refer", "tell_client"]).departures
    assert "Permissible, but it departs from advice." in text(judgement_document(judgement, alone))
    assert not judge(torn, ["accept", "appoint_trustee"]).departures, "nothing departs from advice that isn't given"


def test_told_in_words(alone: Assessment, torn: Assessment) -> None:
    told = text(assessment_document(alone))
    for heading in ("What you should do", "What you should not do", "What you needn't do"):
        assert heading in told
    assert "Nothing is required of you here. What is advised is listed below." in told
    conflicting = text(assessment_document(torn))
    assert "Where advice conflicts" in conflicting
    assert "Clients must not be left alone. Due within 30 days. [provide-for-death]" in conflicting


def test_why(alone: Assessment, torn: Assessment) -> None:
    told = text(explanation_document(alone.why("tell_client"), alone))
    assert told.startswith("You should tell client")
    assert "advised by these norms together:" in told
    assert text(explanation_document(alone.why("appoint_trustee"), alone)).startswith("You needn't appoint trustee")
    (tension,) = torn.why("accept").tensions
    assert {each.norm.name for each in tension} == {"no-gifts", "not-to-offend"}
    assert text(explanation_document(torn.why("accept"), torn)).startswith("You must accept")


def test_as_data(torn: Assessment, alone: Assessment) -> None:
    data = json.loads(json.dumps(assessment_data(alone)))
    assert data["advised"] == ["refer", "tell_client"]
    assert data["asides"]["accept"] == [{"kind": "advised_against", "truth": True, "grounds": [["no-gifts"]]}]
    assert assessment_data(torn)["due_within_days"] == {"provide-for-death": 30}
    assert assessment_data(torn)["tensions"] == [["no-gifts", "not-to-offend"]]


def test_scenarios_expect_them() -> None:
    ready = prepared(OURS, "reference")
    assert all(run_scenario(each, ready).passed for each in ready.policy.scenarios)
    wrong = prepared(OURS.replace("exempt: [], advised: []", "exempt: [refer], advised: [refer]"), "reference")
    (failed,) = (each for each in (run_scenario(one, wrong) for one in wrong.policy.scenarios) if not each.passed)
    assert [each.subject for each in failed.differences] == ["advised", "exempt"]


def test_an_interview_asks_for_what_only_advice_rests_on() -> None:
    begun = begin_interview(load_policy(OURS), "refer")
    question = next_question(begun)
    assert question is not None
    assert question.fact == "practice.alone"
    waiting = next(each for each in question.waiting if each.beside is Kind.ADVISED)
    assert (waiting.act, waiting.statuses, waiting.norms) == ("refer", (), ("refer-early",))
    assert "Suggest another professional. It could also be advised." in text(
        waiting_document(question, begun.prepared.policy)
    )
    (open_,) = unanswered(begun)
    assert (open_.act, open_.beside, open_.facts) == ("refer", Kind.ADVISED, ("practice.alone",))
    assert finished(answer(begun, "practice.alone", False))


def test_a_comparison_never_says_silently_that_they_agree() -> None:
    other = OURS.replace("refer-early: {should: refer, when: practice.alone", "refer-early: {should: refer")
    found = compare(OURS, other)
    assert not found.agree
    assert found.demand_alike
    told = {(each.act, each.kind) for each in found.advice}
    assert told == {("refer", Kind.ADVISED), ("tell_client", Kind.ADVISED)}
    words = text(comparison_document(found, ComparisonStyle.CONDITIONS))
    assert "but they don't advise the same" in words.replace("\n", " ")
    assert "They agree" not in words


def test_proofs_know_what_recommendations_do() -> None:
    proofs = prove(OURS).proofs
    redundant = [
        each.subject for each in proofs if each.aspect is Aspect.REDUNDANT and isinstance(each.answer, Refuted)
    ]
    assert redundant == []
    tensions = [each for each in proofs if set(each.subject) == {"no-gifts", "not-to-offend"}]
    assert [isinstance(each.answer, Refuted) for each in tensions] == [True]


def test_mutants_of_strength_are_noticed() -> None:
    """Each scenario that is suggested kills its mutant, as those of duties do."""
    fates = {each.mutant.says: each.fate for each in mutate(load_policy(OURS))}
    for says in (
        "norm refer-early: should becomes must",
        "norm no-gifts: should_not becomes must_not",
        "norm nobody-there: need_not becomes must",
        "norm no-gifts: dropped",
    ):
        assert isinstance(fates[says], Killed), says


def test_a_policy_for_publication() -> None:
    told = text(policy_document(load_policy(OURS)))
    assert "What you needn't do" in told
    assert "due within 30 days" in told


def test_the_digest_tells_strengths_and_terms_apart() -> None:
    policy = load_policy(OURS)
    assert load_policy(write_policy(policy)) == policy
    for old, new in ((", within: {days: 30}", ""), ("{days: 30}", "{days: 31}"), ("{should: refer", "{must: refer")):
        assert meaning_digest(load_policy(OURS.replace(old, new))) != meaning_digest(policy)
