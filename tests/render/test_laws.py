"""Laws of what is rendered: JSON comes back, nothing is lost on the way to words."""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from coach_ethics.assessment.assess import assess, assess_prepared
from coach_ethics.assessment.assessment import Assessment
from coach_ethics.assessment.preparation import prepared
from coach_ethics.coaching.policies import load_policy
from coach_ethics.findings import Status
from coach_ethics.model.policy import named
from coach_ethics.problems import CaseProblems
from coach_ethics.render.assessment import assessment_document
from coach_ethics.render.document import Document, Entry, Heading, Line, Listing, Paragraph, Piece, Style, Table
from coach_ethics.render.explanation import explanation_document
from coach_ethics.render.json import assessment_data, assessment_json, dumped, explanation_json
from coach_ethics.render.markdown_text import markdown
from coach_ethics.render.plain_text import text
from coach_ethics.render.read_back import read_assessment
from coach_ethics.render.words import act_label, counted, listed
from coach_ethics.testing.situation_strategies import situations
from coach_ethics.testing.strategies import Sizes, policies

SMALL = Sizes(facts=4, concepts=2, acts=4, norms=5, leaves=4)


@st.composite
def assessments(draw: st.DrawFn) -> Assessment:
    """Random policies, each with a partly unknown situation assessed under it."""
    policy = draw(policies(SMALL))
    return assess_prepared(prepared(policy, "reference"), draw(situations(policy)))


@given(assessments())
def test_an_assessment_comes_back_from_its_json(found: Assessment) -> None:
    """LAW: read ∘ write = identity."""
    again = read_assessment(assessment_json(found), found.prepared.policy)
    assert again == found
    assert assessment_json(again) == assessment_json(found)


@given(assessments())
def test_an_assessment_tells_every_act_with_a_status(found: Assessment) -> None:
    """What is required, forbidden or undetermined is told; under a dilemma, every norm that conflicts."""
    acts = named(found.prepared.policy.acts)
    told = " ".join(text(assessment_document(found), width=1000).split())
    for act, status in found.statuses.items():
        words = " ".join((acts[act].means or act_label(act, found.prepared.policy)).split())
        if status in (Status.REQUIRED, Status.FORBIDDEN):
            assert words.rstrip(".").lower() in told.lower()
        if status is Status.UNDETERMINED:
            # By its name where it is listed among what follows on presumptions.
            called = " ".join(act_label(act, found.prepared.policy).split())
            assert called in told or f"({act})" in told
    for conflict in found.conflicts:
        assert all(norm in told for norm in conflict)


@given(assessments())
def test_a_why_tells_its_grounds(found: Assessment) -> None:
    """Every norm that decides is named with the conditions that decide it, as text and as JSON."""
    for act in found.findings:
        why = found.why(act)
        told = text(explanation_document(why, found), width=1000)
        data = json.loads(explanation_json(why))
        assert data["status"] == why.finding.status.value
        for ground, written in zip(why.grounds, data["grounds"], strict=True):
            assert [norm["norm"]["name"] for norm in written["norms"]] == [norm.norm.name for norm in ground.norms]
            assert all(norm.norm.name in told for norm in ground.norms)


# Documents.

words = st.text(st.characters(codec="utf-8", exclude_categories=["C", "Z"]), min_size=1, max_size=12)
lines: st.SearchStrategy[Line] = st.lists(st.builds(Piece, words, st.sampled_from(Style)), min_size=1, max_size=3).map(
    tuple
)
entries = st.recursive(
    st.builds(Entry, lines), lambda below: st.builds(Entry, lines, st.lists(below, max_size=3).map(tuple)), max_leaves=6
)
blocks = st.one_of(
    st.builds(Heading, words, st.integers(1, 3)),
    st.builds(Paragraph, lines),
    st.builds(Listing, st.lists(entries, min_size=1, max_size=3).map(tuple), st.booleans()),
    st.builds(lambda row: Table(("one", "two"), (row,)), st.tuples(lines, lines)),
)
documents: st.SearchStrategy[Document] = st.lists(blocks, max_size=4).map(tuple)


@given(documents, st.integers(40, 120))
def test_text_stays_within_its_width(document: Document, width: int) -> None:
    """No line is longer than asked for, and none ends in blanks."""
    for line in text(document, width=width).splitlines():
        assert line == line.rstrip()
        assert len(line) <= width


@given(documents)
def test_markdown_ends_in_one_newline_and_escapes_what_it_would_obey(document: Document) -> None:
    shown = markdown(document)
    assert shown.endswith("\n")
    for block in document:
        if isinstance(block, Heading):
            assert "#" * block.level + " " in shown


@pytest.mark.parametrize(
    ("given_", "shown"),
    [
        (["a"], "a"),
        (["a", "b"], "a and b"),
        (["a", "b", "c"], "a, b and c"),
        ([], ""),
    ],
)
def test_words_are_listed_as_in_a_sentence(given_: list[str], shown: str) -> None:
    assert listed(given_) == shown


def test_numbers_have_their_nouns() -> None:
    assert [counted(0, "norm"), counted(1, "norm"), counted(2, "norm")] == ["0 norms", "1 norm", "2 norms"]
    assert counted(2, "policy", "policies") == "2 policies"


# What isn't an assessment.


@pytest.mark.parametrize("wrong", ["", "[]", "{}", '{"policy": 3, "engine": "reference"}', "null", "[" * 5000])
def test_what_is_no_assessment_is_refused(wrong: str) -> None:
    with pytest.raises(CaseProblems, match="A201"):
        read_assessment(wrong, load_policy("essay"))


@pytest.mark.parametrize(
    ("change", "path"),
    [
        (lambda data: data["findings"]["claim_credit"].update(status="permitted"), "$.findings.claim_credit.status"),
        (lambda data: data["choices"].append({"course": ["claim_credit"]}), "$.choices"),
        (lambda data: data["norms"].pop("full-openness"), "$.norms.full-openness"),
        (lambda data: data["situation"].update({"coach.takes_credit": True}), "$.norms."),
    ],
)
def test_an_edited_assessment_is_not_believed(change: Callable[[dict[str, Any]], None], path: str) -> None:
    """What a text says is held against what the policy says of its situation, and told where it differs."""
    policy = load_policy("collusion")
    data = assessment_data(assess({}, policy, engine="reference"))
    change(data)
    with pytest.raises(CaseProblems, match="A203") as refused:
        read_assessment(dumped(data), policy)
    assert any((problem.path or "").startswith(path) for problem in refused.value.problems)


def test_everything_that_does_not_fit_an_assessment_is_told_at_once() -> None:
    data = assessment_data(assess({}, "collusion", engine="reference"))
    data["engine"] = ["reference"]
    data["policy"].pop("digest")
    data["warnings"] = [{"code": "W1", "message": "odd", "severity": "dreadful"}]
    with pytest.raises(CaseProblems) as refused:
        read_assessment(dumped(data), load_policy("collusion"))
    assert [(problem.path, problem.message) for problem in refused.value.problems] == [
        (None, "this is not an assessment as `coach-ethics assess --format json` prints it"),
        ("$.engine", "expected a text, but found a list"),
        ("$.policy", "`policy` has no `digest`"),
        ("$.warnings[0].severity", "`dreadful` is not allowed here"),
    ]


def test_an_assessment_under_another_policy_is_refused() -> None:
    made = assessment_json(assess({}, "collusion", engine="reference"))
    with pytest.raises(CaseProblems, match="A202"):
        read_assessment(made, load_policy("essay"))
