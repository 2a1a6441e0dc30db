"""A norm whose source is also read otherwise says so wherever it is a reason."""

from __future__ import annotations

import coach_ethics as ce
from coach_ethics.language import bundle
from coach_ethics.model import meaning_digest, wording_digest
from coach_ethics.render import text
from coach_ethics.render.assessment import assessment_document
from coach_ethics.render.compare_case import case_comparison_document
from coach_ethics.render.comparison import ComparisonStyle, comparison_document
from coach_ethics.render.document import Document
from coach_ethics.render.explanation import explanation_document
from coach_ethics.render.json import case_comparison_data, explanation_data
from coach_ethics.render.judgement import judgement_document
from coach_ethics.render.policy import policy_document

TEXT = """
policy: ours
version: 1.0.0
sources: {code: {title: our code}}
facts: {told.in_confidence: {type: bool, ask: Was it told in confidence?, means: it was told in confidence}}
acts: {tell: {means: Tell a supervisor}, ask: {means: Ask the client}, boast: {means: Boast of the client}}
norms:
  keep:
    must_not: tell
    when: told.in_confidence
    because: It was told in trust.
    cites: code 1
    disputed: Some count no supervisor as another.
  ask: {must: ask, when: told.in_confidence, because: It is theirs., cites: code 2, disputed: Some ask once a year.}
  modest: {must_not: boast, because: It is theirs., cites: code 3, disputed: Some allow success stories.}
"""
OURS = ce.load_policy(TEXT)
SAID = "This reading is disputed: Some count no supervisor as another."
CASE = {"told.in_confidence": True}


def flat(document: Document) -> str:
    return " ".join(text(document, width=10_000).split())


def test_it_is_told_wherever_the_norm_is_a_reason() -> None:
    result = ce.assess(CASE, OURS)
    told = flat(assessment_document(result))
    assert SAID in told
    assert "disputed: Some ask once a year." in told
    assert "disputed: Some allow success stories." in told
    assert SAID in flat(explanation_document(result.why("tell"), result))
    assert SAID in flat(judgement_document(result.judge(["tell", "ask"]), result))
    assert SAID in flat(policy_document(OURS))


def test_it_is_told_where_codes_are_set_side_by_side() -> None:
    other = ce.load_policy(TEXT.replace("policy: ours", "policy: theirs").replace("must_not: tell", "may: tell"))
    found = ce.compare_case(CASE, [OURS, other])
    assert "must not (1, disputed)" in flat(case_comparison_document(found))
    row = next(each for each in case_comparison_data(found)["rows"] if each["act"] == "tell")
    assert [each["disputed"] for each in row["said"]] == [["keep"], ["keep"]]
    assert "must not (1, disputed)" in flat(comparison_document(ce.compare(OURS, other), ComparisonStyle.PROSE))


def test_programs_get_it_with_the_norm() -> None:
    why = explanation_data(ce.assess(CASE, OURS).why("tell"))
    assert why["grounds"][0]["norms"][0]["norm"]["disputed"] == "Some count no supervisor as another."


def test_it_is_wording_and_is_carried_on() -> None:
    settled = ce.load_policy(TEXT.replace(", disputed: Some ask once a year.", ""))
    assert meaning_digest(settled) == meaning_digest(OURS)
    assert wording_digest(settled) != wording_digest(OURS)
    assert ce.load_policy(bundle(OURS)) == OURS
    (change,) = ce.compare(settled, OURS).changes
    assert (change.name, change.kind.value, [key.key for key in change.keys]) == ("ask", "reworded", ["disputed"])
