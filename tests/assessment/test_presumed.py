"""Presumptions stand beside what is known: strict answers stay strict, and what rests on a presumption says so."""

from __future__ import annotations

import json
from collections.abc import Mapping
from itertools import combinations

from hypothesis import given
from hypothesis import strategies as st

import coach_ethics as ce
from coach_ethics.assessment.preparation import prepared
from coach_ethics.assessment.presume import standing, with_presumptions
from coach_ethics.assessment.scenarios import run_scenario
from coach_ethics.coaching.policies import read_policy
from coach_ethics.findings import Status
from coach_ethics.interview import answer, begin_interview, finished, next_question, unanswered
from coach_ethics.language import bundle, merge_policies
from coach_ethics.model import Presumption, meaning_digest
from coach_ethics.render import text
from coach_ethics.render.assessment import assessment_document
from coach_ethics.render.compare_case import case_comparison_document
from coach_ethics.render.explanation import explanation_document
from coach_ethics.render.interview import closing_document
from coach_ethics.render.json import case_comparison_data
from coach_ethics.render.judgement import judgement_document
from coach_ethics.render.policy import policy_document
from coach_ethics.source import Source
from coach_ethics.testing import policies, situations

TEXT = """
policy: telling
version: 1.0.0
facts:
  court.orders: {type: bool, ask: Has a court ordered it?, means: a court has ordered it}
  law.requires: {type: bool, ask: Does a law require it?, means: a law requires it}
  told.in_confidence: {type: bool, ask: Was it told in confidence?, means: it was told in confidence}
constraints:
  orders-are-law: {always: not court.orders or law.requires, means: what a court orders is required by law}
acts:
  tell: {means: Tell the sponsor}
  refuse: {means: Refuse openly}
  write: {means: Write to the court}
norms:
  keep: {must_not: tell, when: told.in_confidence and not law.requires, because: It was told in trust.}
  say-so: {must: refuse, when: told.in_confidence and not law.requires and not court.orders, because: They should know.}
  answer: {must: write, when: court.orders, because: Courts are answered.}
presume:
  law.requires: {value: false, says: no law requires it, because: Laws rarely do.}
  court.orders: {value: false, says: no court has ordered it}
scenarios:
  - scenario: nobody has ordered anything
    given: {told.in_confidence: true}
    expect: {undetermined: [tell, write], presumed: {forbidden: tell, required: refuse, unregulated: write}}
"""
TELLING = ce.load_policy(TEXT)
CASE = {"told.in_confidence": True}


def presumed(given_: Mapping[str, object], policy: ce.Policy = TELLING) -> dict[str, tuple[str, tuple[str, ...]]]:
    found = ce.assess(given_, policy).presumed.acts
    return {act: (each.finding.status.value, each.rests_on) for act, each in found.items()}


def test_strict_answers_stay_strict_and_presumed_ones_name_the_fewest_presumptions() -> None:
    """That no law requires it is enough for all three: what a court orders, a law requires."""
    assert set(ce.assess(CASE, TELLING).statuses.values()) == {Status.UNDETERMINED}
    assert presumed(CASE) == {
        "tell": ("forbidden", ("law.requires",)),
        "refuse": ("required", ("law.requires",)),
        "write": ("unregulated", ("law.requires",)),
    }


def test_what_is_known_needs_no_presumption() -> None:
    assert presumed({"told.in_confidence": False, "court.orders": False}) == {}


def test_a_presumption_that_contradicts_what_is_known_falls_away() -> None:
    result = ce.assess({**CASE, "court.orders": True}, TELLING)
    assert result.presumed.presumptions == ()
    assert result.statuses["tell"] is Status.UNREGULATED
    assert [each.name for each in ce.assess({**CASE, "law.requires": True}, TELLING).presumed.presumptions] == [
        "court.orders"
    ]


def test_of_presumptions_that_contradict_each_other_the_first_stands() -> None:
    torn = ce.load_policy(TEXT.replace("court.orders: {value: false", "court.orders: {value: true"))
    assert [each.name for each in ce.assess(CASE, torn).presumed.presumptions] == ["law.requires"]


def test_every_output_says_what_it_rests_on() -> None:
    result = ce.assess(CASE, TELLING)
    told = text(assessment_document(result))
    assert "Presuming that no law requires it:" in told
    assert "You must not: tell the sponsor. (tell)" in told
    assert "Say so if that is wrong" in told
    assert "What is still undetermined" not in told
    assert "Does a law require it? (law.requires: true or false; presumed to be no)" in " ".join(told.split())
    why = text(explanation_document(result.why("tell"), result), width=200)
    assert "You must not tell, presuming that no law requires it. Say so if that is wrong." in why
    assert "It is presumed that no law requires it: laws rarely do. [law.requires]" in why
    judged = text(judgement_document(result.judge("tell"), result))
    assert "Presuming that no law requires it, it is not permissible." in judged
    refusing = result.judge("refuse").presumed
    assert refusing is not None
    assert refusing.permissible
    assert "It is presumed that no court has ordered it. [court.orders]" in text(policy_document(TELLING))
    data = json.loads(ce.assessment_json(result))["presumed"]
    assert data["acts"]["tell"] == {
        "status": "forbidden",
        "determined": True,
        "rests_on": ["law.requires"],
        "companions": [],
    }
    assert data["presumptions"][0]["value"] is False


def test_codes_side_by_side_say_it_too() -> None:
    other = ce.load_policy(TEXT.replace("policy: telling", "policy: other").replace("must_not: tell", "may: tell"))
    found = ce.compare_case(CASE, [TELLING, other])
    told = " ".join(text(case_comparison_document(found), width=1000).split())
    assert "open; presuming that no law requires it, must not" in told
    row = next(each for each in case_comparison_data(found)["rows"] if each["act"] == "tell")
    assert [each["presumed"]["status"] for each in row["said"]] == ["forbidden", "permitted"]


def test_words_are_found_where_the_policy_gives_none() -> None:
    plain = ce.load_policy(TEXT.replace("says: no law requires it, ", ""))
    told = text(assessment_document(ce.assess(CASE, plain)))
    assert "Presuming that this is not so (“a law requires it”):" in told


def test_an_interview_asks_for_what_is_presumed_last_and_may_end_without() -> None:
    state, asked = begin_interview(TELLING), []
    while (question := next_question(state)) is not None:
        asked.append((question.fact, question.presumes is not None))
        state = answer(state, question.fact, True if question.fact == "told.in_confidence" else None)
    assert asked[0] == ("told.in_confidence", False)
    assert all(presumed for _, presumed in asked[1:])
    assert finished(state)
    assert unanswered(state)
    told = text(closing_document(state))
    assert "What this leaves open" not in told
    assert "Presuming that no law requires it:" in told
    questions = ce.assess({}, TELLING).questions
    assert questions[0].fact == "told.in_confidence"


def test_extending_policies_change_or_drop_a_presumption() -> None:
    head = "policy: ours\nextends: telling\npresume:\n"
    base = Source("telling.yaml", TEXT)

    def ours(value: str) -> ce.Policy:
        own = Source("ours.yaml", f"{head}  law.requires: {{value: {value}}}\n")
        return read_policy(own, find=lambda name, _: base if name == "telling" else None)

    for value, wanted in (("unknown", None), ("true", True)):
        extending = ours(value)
        assert {each.name: each.value for each in extending.presume} == {"law.requires": wanted, "court.orders": False}
        assert ce.load_policy(bundle(extending)).presume[0].value is wanted
    assert presumed(CASE, ours("unknown")) == {"write": ("unregulated", ("court.orders",))}


def test_presumed_values_are_meaning_and_their_words_are_not() -> None:
    reworded = ce.load_policy(TEXT.replace("Laws rarely do.", "It hardly happens."))
    other = ce.load_policy(TEXT.replace("law.requires: {value: false", "law.requires: {value: true"))
    assert meaning_digest(reworded) == meaning_digest(TELLING) != meaning_digest(other)
    (change,) = ce.compare(TELLING, other).changes
    assert (change.section, change.name, [key.key for key in change.keys]) == ("presume", "law.requires", ["value"])


def test_scenarios_expect_what_is_presumed() -> None:
    assert run_scenario(TELLING.scenarios[0], prepared(TELLING)).passed
    other = ce.load_policy(TEXT.replace("presumed: {forbidden: tell,", "presumed: {permitted: tell,"))
    (difference,) = run_scenario(other.scenarios[0], prepared(other)).differences
    assert (difference.subject, difference.expected, difference.found) == ("tell", "presumed permitted", "forbidden")


def test_joint_policies_presume_what_no_member_presumes_otherwise() -> None:
    other = ce.load_policy(
        TEXT.replace("policy: telling", "policy: other").replace(
            "law.requires: {value: false", "law.requires: {value: true"
        )
    )
    assert [each.name for each in merge_policies([TELLING, other], "both").presume] == ["court.orders"]


def test_a_presumption_that_can_never_be_so_is_found() -> None:
    never = TEXT.replace("constraints:\n", "constraints:\n  no-orders: {always: not court.orders}\n")
    policy = ce.load_policy(never.replace("court.orders: {value: false", "court.orders: {value: true"))
    told = [each.instead for each in ce.prove(policy, only="reachable").findings]
    assert "`court.orders` is never what is presumed" in told


@given(st.data())
def test_presumed_statuses_are_those_of_the_presumed_situation(data: st.DataObject) -> None:
    """LAW (presumed): determined alike under the set told, not under a smaller one, and by all that stand."""
    policy = data.draw(policies())
    ready = prepared(policy, "compiled")
    result = ce.assess(data.draw(situations(policy)), policy, engine="compiled")
    stand = standing(ready, result.situation)
    assert result.presumed.presumptions == stand

    def status(act: str, some: tuple[Presumption, ...]) -> Status:
        where = with_presumptions(result.situation, some)
        return ce.assess(where, policy, engine="compiled").statuses[act]

    for act, strict in result.statuses.items():
        found = result.presumed.acts.get(act)
        whole = status(act, stand)
        if strict is not Status.UNDETERMINED or whole is Status.UNDETERMINED:
            assert found is None
        else:
            assert found is not None
            assert found.finding.status is whole is status(act, result.presumed.named(found.rests_on))
            smaller = combinations(stand, len(found.rests_on) - 1)
            assert all(status(act, some) is not whole for some in smaller)
