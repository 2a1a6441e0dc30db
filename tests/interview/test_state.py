"""The state machine: what it takes, what it refuses, and that it changes nothing but itself."""

from __future__ import annotations

import jsonschema
import pytest
from hypothesis import given
from hypothesis import strategies as st

from coach_ethics.coaching.policies import load_policy
from coach_ethics.interview import (
    InterviewQuestion,
    State,
    answer,
    answer_schema,
    begin_interview,
    finished,
    next_question,
    progress,
    read_answer,
)
from coach_ethics.model.vocabulary import Value, belongs
from coach_ethics.problems import CaseProblems

TEXT = """
policy: asking
version: 1.0.0
facts:
  gift.offered: {type: bool, ask: Were you offered a gift?, means: a gift was offered, judgement: true}
  gift.worth: {type: int, min: 0, max: 500, means: what the gift is worth}
  gift.kind: {type: enum, values: [money, flowers_or_wine, book]}
parameters: {limit: {default: 20, min: 0, max: 500}}
concepts: {big: {when: gift.worth > limit}}
constraints:
  books-are-cheap: {always: gift.kind != book or gift.worth <= 100, means: no book is worth as much}
dialogue: [{ask: gift.offered}]
acts: {accept: {means: Accept the gift}, report: {}}
norms:
  no-gifts: {must_not: accept, when: gift.offered and gift.kind != flowers_or_wine and big}
  tell: {must: report, when: gift.offered and gift.kind == money}
"""


OFFERED: dict[str, Value] = {"gift_offered": True}
BOOK: dict[str, Value] = {**OFFERED, "gift_kind": "book"}


def begun(**given_: Value) -> State:
    """An interview on gifts."""
    known = {name.replace("_", ".", 1): value for name, value in given_.items()}
    return begin_interview(load_policy(TEXT), given=known, engine="reference")


def asked(state: State) -> InterviewQuestion:
    """Its next question."""
    question = next_question(state)
    assert question is not None
    return question


def refused(state: State, fact: str, value: object) -> str:
    """What is said of an answer that isn't taken."""
    before = progress(state)
    with pytest.raises(CaseProblems) as found:
        answer(state, fact, value)  # type: ignore[arg-type]  # whatever a caller without types may give
    assert progress(state) == before
    (problem,) = found.value.problems
    return f"{problem.code}: {problem.message}" + (f" | {problem.help}" if problem.help else "")


def test_a_question_says_what_fits() -> None:
    question = asked(begun())
    assert (question.fact, question.text, question.help) == (
        "gift.offered",
        "Were you offered a gift?",
        "a gift was offered",
    )
    assert question.judgement
    assert [(option.value, option.words) for option in question.options] == [(True, "yes"), (False, "no")]
    kind = asked(begun(gift_offered=True, gift_worth=30))
    assert [option.words for option in kind.options] == ["money", "flowers or wine", "book"]
    assert asked(begun(gift_offered=True, gift_kind="book")).text == "What about this: what the gift is worth?"


@pytest.mark.parametrize(
    ("known", "fact", "value", "said"),
    [
        ({}, "gift.offered", 1, "I101: `1` is not an answer to the question about `gift.offered`; expected yes or no"),
        ({}, "gift.offered", "yes", "I101: `yes` is not an answer"),
        ({}, "gift.offered", "true", "| give `True` itself, without quotation marks: within them it is a text"),
        ({}, "gift.offered", "No", "| give `False` itself"),
        (BOOK, "gift.worth", "30", "| give `30` itself"),
        (BOOK, "gift.worth", 501, "expected a whole number from 0 to 500"),
        (BOOK, "gift.worth", True, "I101: `true` is not an answer"),
        (
            BOOK,
            "gift.worth",
            101,
            "I106: that answer about `gift.worth` contradicts what is already known: no book is",
        ),
        ({**OFFERED, "gift_worth": 9}, "gift.kind", "mony", "did you mean `money`?"),
        (
            {**OFFERED, "gift_worth": 9},
            "gift.offered",
            True,
            "I102: `gift.offered` is not being asked about",
        ),
        (
            {},
            "gift.wrth",
            3,
            "I102: `gift.wrth` is not a fact that this policy asks about; the current",
        ),
        ({"gift_offered": False}, "gift.worth", 3, "I102: `gift.worth` is not being asked about; no question is left"),
        ({**OFFERED, "gift_worth": 200}, "gift.kind", "book", "I106: that answer about `gift.kind` contradicts"),
    ],
)
def test_what_does_not_fit_is_refused(known: dict[str, Value], fact: str, value: object, said: str) -> None:
    assert said in refused(begun(**known), fact, value)


def test_answers_that_contradict_each_other_only_together_are_refused() -> None:
    """No constraint is broken by itself yet, but no way is left to meet all of them."""
    policy = load_policy("""
policy: trust
facts: {trust.given: {type: enum, values: [early, late, never]}, trust.kept: {type: bool}}
constraints:
  kept: {always: trust.kept or trust.given != late, means: trust that is given late is kept}
  not-kept: {always: not trust.kept or trust.given != late, means: no trust that is given late is kept}
acts: {leave: {}}
norms: {left: {must: leave, when: trust.given == never or trust.kept}}
""")
    state = begin_interview(policy, engine="reference")
    assert asked(state).fact == "trust.given"
    with pytest.raises(CaseProblems) as found:
        answer(state, "trust.given", "late")
    assert [problem.code for problem in found.value.problems] == ["I106", "I106"]
    assert "trust that is given late is kept" in found.value.problems[0].message
    assert finished(answer(state, "trust.given", "never"))


def test_an_interview_is_about_acts() -> None:
    """One name stands for itself; to name none at all is refused, since what would be saved couldn't be read."""
    assert begin_interview("essay", about="withdraw").about == ("withdraw",)
    with pytest.raises(CaseProblems) as found:
        begin_interview("essay", about=[])
    assert [problem.code for problem in found.value.problems] == ["I107"]
    with pytest.raises(CaseProblems, match="I107: policy `safety` has no acts to ask about"):
        begin_interview("safety")


def test_what_was_answered_is_changed_by_amending() -> None:
    state = answer(begun(), "gift.offered", True)
    assert "has already been asked about" in refused(state, "gift.offered", False)
    assert "`amend` changes the answer" in refused(state, "gift.offered", False)


def test_acts_that_are_not_there_are_refused() -> None:
    with pytest.raises(CaseProblems, match="A101: `acept` is not an act of policy `asking`"):
        begin_interview(load_policy(TEXT), ["acept"])


def test_only_what_is_asked_about_is_asked_for() -> None:
    """For the report, what the gift is worth doesn't matter."""
    state = answer(begin_interview(load_policy(TEXT), ["report"], engine="reference"), "gift.offered", True)
    assert asked(state).fact == "gift.kind"
    assert finished(answer(state, "gift.kind", "book"))


def test_an_answer_leaves_the_state_before_it_as_it_was() -> None:
    state = begun()
    after = answer(state, "gift.offered", True)
    assert state.answers == ()
    assert after.situation["gift.offered"] is True
    assert answer(state, "gift.offered", None).not_known == ("gift.offered",)


@given(st.one_of(st.none(), st.booleans(), st.integers(-2, 600), st.sampled_from(("money", "book", "", "x"))))
def test_the_schema_takes_what_an_answer_takes(value: Value | None) -> None:
    """The JSON Schema of an answer holds just for the values that fit, and for null."""
    for state in (begun(), begun(gift_offered=True, gift_kind="book"), begun(gift_offered=True, gift_worth=30)):
        question = asked(state)
        schema = dict(answer_schema(question))
        jsonschema.Draft202012Validator.check_schema(schema)
        fits = value is None or belongs(value, question.type)
        assert jsonschema.Draft202012Validator(schema).is_valid(value) == fits


@pytest.mark.parametrize(
    ("known", "words", "value"),
    [
        ({}, " Yes ", True),
        ({}, "n", False),
        ({}, "2", False),
        ({}, "u", None),
        ({}, "I don't know", None),
        ({}, "Yes.", True),
        ({}, "“No!”", False),
        ({}, "YES, I do.", True),
        ({}, "nope", False),
        ({}, "not sure", None),
        ({}, "I’m not sure…", None),
        ({}, "Don’t know.", None),
        ({}, "idk", None),
        ({}, "Not known yet.", None),
        ({}, "We really don't know, sorry", None),
        ({"gift_offered": True, "gift_kind": "book"}, "30.", 30),
        ({"gift_offered": True, "gift_kind": "book"}, "Three", 3),
        ({"gift_offered": True, "gift_worth": 30}, "“Flowers or wine”.", "flowers_or_wine"),
        ({"gift_offered": True, "gift_worth": 30}, "3)", "book"),
        ({"gift_offered": True, "gift_kind": "book"}, "0", 0),
        ({"gift_offered": True, "gift_kind": "book"}, "500", 500),
        ({"gift_offered": True, "gift_worth": 30}, "Flowers or wine", "flowers_or_wine"),
        ({"gift_offered": True, "gift_worth": 30}, "flowers_or_wine", "flowers_or_wine"),
        ({"gift_offered": True, "gift_worth": 30}, "3", "book"),
    ],
)
def test_words_are_understood(known: dict[str, Value], words: str, value: Value | None) -> None:
    found = read_answer(asked(begun(**known)), words)
    assert (found, type(found)) == (value, type(value))


@pytest.mark.parametrize("words", ["yes?", "yes but", "not no", "maybe", "?", "", "...", "yes no", "know", "I"])
def test_what_is_said_with_a_doubt_is_asked_again(words: str) -> None:
    with pytest.raises(CaseProblems, match="I101"):
        read_answer(asked(begun()), words)


@pytest.mark.parametrize("words", [".5", "1,5", "1 000", "about 3", "--3", "-3", "½"])
def test_a_number_is_whole_or_asked_again(words: str) -> None:
    with pytest.raises(CaseProblems, match="I101"):
        read_answer(asked(begun(gift_offered=True, gift_kind="book")), words)


def _understood(question: InterviewQuestion, words: str) -> Value | None:
    """What is understood; None too where it is refused, as it should be, with I101."""
    try:
        return read_answer(question, words)
    except CaseProblems as found:
        (code,) = {problem.code for problem in found.problems}
        return {"I101": None}[code]


@given(st.text(max_size=20))
def test_any_words_are_an_answer_that_fits_or_are_refused(words: str) -> None:
    for state in (begun(), begun(gift_offered=True, gift_kind="book"), begun(gift_offered=True, gift_worth=30)):
        question = asked(state)
        value = _understood(question, words)
        assert value is None or belongs(value, question.type)
