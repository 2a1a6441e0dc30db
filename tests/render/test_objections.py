"""Objections to what is in force are told with their answers, in every form; what can still be allowed is `not yet`."""

from __future__ import annotations

import json

from coach_ethics import assess, load_policy
from coach_ethics.render.assessment import assessment_document
from coach_ethics.render.document import Document
from coach_ethics.render.explanation import explanation_document
from coach_ethics.render.json import assessment_json, explanation_json
from coach_ethics.render.markdown_text import markdown
from coach_ethics.render.read_back import read_assessment

ESSAY = load_policy("essay")
PROTECTING = assess({"coach.purpose": "protecting_client"}, ESSAY)
END_OF_ROAD = assess(
    dict(next(each for each in ESSAY.scenarios if each.name.startswith("the end of the road, with")).given), ESSAY
)
OBJECTION, ANSWER = "This could harm your client's career", "Shielding the client from the results"


def _words(document: Document) -> str:
    return markdown(document).replace("\\", "")


def test_the_career_objection_is_told_with_its_answer() -> None:
    """P25, P26: where the assessment and the explanation name the norm, they name what is said against it."""
    for words in (
        _words(assessment_document(PROTECTING)),
        _words(explanation_document(PROTECTING.why("shield_client"), PROTECTING)),
    ):
        assert OBJECTION in words
        assert ANSWER in words
        assert "essay P25, P26, P27" in words


def test_objections_are_in_the_data_and_come_back() -> None:
    written = assessment_json(PROTECTING)
    (told,) = json.loads(written)["objections"]["let-consequences-teach"]
    assert told["cites"] == ["essay P25", "essay P26", "essay P27"]
    assert read_assessment(written, ESSAY) == PROTECTING
    (ground,) = json.loads(explanation_json(PROTECTING.why("shield_client")))["grounds"]
    assert ground["norms"][0]["norm"]["objections"] == [told]


def test_objections_to_what_is_not_in_force_are_not_told() -> None:
    assert "no-carrying-on-regardless" not in json.loads(assessment_json(PROTECTING))["objections"]
    assert "no-carrying-on-regardless" in json.loads(assessment_json(END_OF_ROAD))["objections"]


def test_what_can_still_be_allowed_is_not_forbidden_for_good() -> None:
    """The client's permission can still be had; for being less than open there is no such thing."""
    assert "You must not renegotiate yet" in _words(explanation_document(END_OF_ROAD.why("renegotiate"), END_OF_ROAD))
    never = _words(explanation_document(END_OF_ROAD.why("withhold_this_once"), END_OF_ROAD))
    assert "You must not withhold this once\n" in never
    assert "(`renegotiate`) - not yet" in _words(assessment_document(END_OF_ROAD))


def test_judgements_are_told_by_what_they_mean() -> None:
    words = _words(explanation_document(END_OF_ROAD.why("renegotiate"), END_OF_ROAD))
    assert "judgement of harm.likelihood" not in words
    assert "how likely the harm is (harm.likelihood)" in words


def test_a_dilemma_names_the_act_that_is_owed_and_forbidden() -> None:
    torn = assess(
        dict(next(each for each in ESSAY.scenarios if each.name.startswith("the client was promised silence")).given),
        ESSAY,
    )
    assert "You must, and you must not: **give the sponsor the progress report" in _words(assessment_document(torn))
