"""What ends in a log quotes no confidence; what is told to a person at a terminal may."""

from __future__ import annotations

import pickle

import attrs
import pytest
from hypothesis import given

import coach_ethics as ce
from coach_ethics.coaching.given import FromGiven
from coach_ethics.problems import CaseProblems, Problem, describe
from coach_ethics.testing.engagement_strategies import engagements

SECRET = "is looking for another job at Acme"
WRONG = [
    f"confidences:\n  - {{what: {SECRET}, off: client}}\n",
    f"confidences: {SECRET}\n",
    f"confidences:\n  - {{what: x, content: {SECRET}}}\n",
    f"client: {{decision: {SECRET}}}\n",
    f"client: {{name: x}}\n{SECRET}: true\n",
    f"consents: [{{given: {SECRET}}}]\n",
    f"commitments: [{{missed: {SECRET}}}]\n",
    f"block.named: {SECRET}\n",
    f"facts: {{block.named: {SECRET}}}\n",
    f"client: {{name: {SECRET}\n",
    f"- {SECRET}\n",
    f"confidences:\n  - {{what: {SECRET}, of: client}}\nconfidences: []\n",
    f"sponsor: none\noutcomes:\n  - {{what: {SECRET}, agreed_by: {{sponsor: true}}}}\n",
]


@pytest.mark.parametrize("text", WRONG)
def test_what_ends_in_a_log_quotes_no_confidence(text: str) -> None:
    with pytest.raises(CaseProblems) as raised:
        ce.assess(ce.load_engagement(text), "essay")
    again = pickle.loads(pickle.dumps(raised.value))
    for said in (str(raised.value), repr(raised.value), *map(repr, raised.value.problems), str(again)):
        assert "Acme" not in said
        assert "job" not in said
    assert [problem.code for problem in raised.value.problems]


@pytest.mark.parametrize(
    ("given_", "word"),
    [
        ("client: {decision: pregnancy}", "pregnancy"),
        ("consents: [{given: pregnancy}]", "pregnancy"),
        ("block.named: pregnancy", "pregnancy"),
        ("harm: pregnancy", "pregnancy"),
    ],
)
def test_one_word_can_be_a_confidence(given_: str, word: str) -> None:
    with pytest.raises(CaseProblems) as raised:
        ce.load_engagement(given_)
    assert word not in str(raised.value)
    assert word in "".join(map(describe, raised.value.problems))


def test_names_numbers_and_near_misses_are_told() -> None:
    """What a program needs in order to find its own mistake is there."""
    for text, said in (
        ("client: {decision: pendng}", "`pendng` is not allowed here"),
        ("block.named: 3", "`3` is not a value of `block.named`"),
        ("clent: {}", "`clent`"),
    ):
        with pytest.raises(CaseProblems) as raised:
            ce.load_engagement(text)
        assert said in str(raised.value)


def test_a_person_at_a_terminal_sees_the_line() -> None:
    with pytest.raises(CaseProblems) as raised:
        ce.load_engagement(WRONG[0])
    (problem,) = raised.value.problems
    assert SECRET in describe(problem)


def test_a_policy_is_no_confidence() -> None:
    with pytest.raises(ce.PolicyProblems, match="must: go home"):
        ce.load_policy("policy: x\nnorms: {n: {must: go home}}\n")


@given(engagements())
def test_an_engagement_shows_no_words_of_its_own(engagement: ce.Engagement) -> None:
    """LAW: no text of a record stands in the representation of an engagement."""
    marked = _marked(engagement)
    assert "Acme" not in repr(marked)


def _marked(record: object) -> object:
    """The record with every text in it replaced by a confidence."""
    match record:
        case tuple():
            return tuple(map(_marked, record))
        case FromGiven():
            fields = attrs.fields(type(record))  # type: ignore[arg-type]  # what a program without types may pass
            inside = {each.name: _marked(getattr(record, each.name)) for each in fields if each.name != "act"}
            return type(record)(**inside)
        case str() if type(record) is str:
            return SECRET
        case _:
            return record


def test_what_is_known_is_shown() -> None:
    engagement = ce.Engagement(sponsor="none", block={"named": True, "what": SECRET})  # type: ignore[arg-type]  # what a program without types may pass
    assert "block=Block(what=..., named=True)" in repr(engagement)
    assert repr(Problem("F101", "a text", path="$.x")) == "Problem('F101', 'a text', severity='error', path='$.x')"
