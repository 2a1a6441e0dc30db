"""An interview between two questions: kept as JSON, taken up again, and recognised where its policy has changed."""

from __future__ import annotations

import copy
import json
import pickle

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.interview.essay_paths import PATHS
from tests.interview.test_state import TEXT

from coach_ethics.assessment import preparation
from coach_ethics.coaching.policies import load_policy
from coach_ethics.interview import answer, begin_interview, next_question, read_state, state_json, take_over
from coach_ethics.model.situation import Situation
from coach_ethics.problems import CaseProblems


def problems(text: str, changed: str = TEXT) -> list[str]:
    """What is said of a saved text."""
    with pytest.raises(CaseProblems) as found:
        read_state(text, load_policy(changed))
    return [f"{problem.code}: {problem.message}" for problem in found.value.problems]


def saved() -> str:
    """An interview after two answers."""
    state = begin_interview(load_policy(TEXT), given={"gift.worth": 30}, engine="reference")
    return state_json(answer(answer(state, "gift.offered", True), "gift.kind", None))


def test_a_state_comes_back_as_it_was() -> None:
    """After every question of the essay, an interview comes back from its JSON, which is small enough for a cookie."""
    state = begin_interview("essay", given={"harm.likelihood": "none"})
    answers = iter([*PATHS["withdraw"].values()])
    while (question := next_question(state)) is not None:
        text = state_json(state)
        again = read_state(text, state.prepared.policy)
        assert again == state
        assert next_question(again) == question
        assert len(text) < 2000
        state = answer(state, question.fact, next(answers))


def test_answers_may_be_not_known() -> None:
    again = read_state(saved(), load_policy(TEXT))
    assert again.not_known == ("gift.kind",)
    assert again.given["gift.worth"] == 30
    assert state_json(again) == saved()


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        (
            "when: gift.offered and gift.kind == money",
            "when: gift.offered",
            [
                "I104: this interview was begun with `asking 1.0.0`, which has changed since, though its version is "
                "the same; new or changed: norm `tell`"
            ],
        ),
        (
            "gift.worth <= 100",
            "gift.worth <= 90",
            [
                "I104: this interview was begun with `asking 1.0.0`, which has changed since, though its version is "
                "the same; new or changed: constraint `books-are-cheap`"
            ],
        ),
        ("[money, flowers", "[gems, money, flowers", ["new or changed: fact `gift.kind`"]),
        ("default: 20", "default: 25", ["new or changed: parameter `limit`"]),
        ("gift.worth > limit}", "gift.worth > limit and gift.offered}", ["new or changed: concept `big`"]),
        ("  tell: {must: report, when: gift.offered and gift.kind == money}\n", "", ["; removed: 1 norm"]),
        (
            "max: 500",
            "max: 29",
            ["I105: `30` is no longer a value of `gift.worth`; expected a whole number from 0 to 29"],
        ),
        ("gift.offered", "gift.got", ["I105: the fact `gift.offered` no longer exists"]),
        ("report", "tell_all", ["I105: the act `report` no longer exists"]),
        (
            "policy: asking",
            "policy: other",
            ["I104: this interview was begun with the policy `asking 1.0.0`, not with `other 1.0.0`"],
        ),
    ],
)
def test_another_version_is_recognised_and_what_changed_is_said(old: str, new: str, said: list[str]) -> None:
    found = problems(saved(), TEXT.replace(old, new))
    assert any(each.startswith("I104: this interview was begun with") for each in found)
    assert all(any(each in one for one in found) for each in said)
    # A version that only adds to what is said here isn't blamed for anything else.
    assert len(found) <= 2


@pytest.mark.parametrize(
    ("old", "new", "reworded"),
    [
        ("Were you offered", "Were you ever offered", True),
        ("dialogue: [{ask: gift.offered}]", "", True),
        ("judgement: true", "judgement: false", True),
        ("  tell: {", "  tell: {because: they ought to know, ", True),
        ("version: 1.0.0", "version: 1.1.0", False),
        ("facts:", "facts:\n  gift.wrapped: {type: bool}", True),
    ],
)
def test_with_a_version_of_the_same_meaning_an_interview_goes_on(old: str, new: str, reworded: bool) -> None:
    """Whatever its words, its claims, its order of questions or the facts that it doesn't mention."""
    changed = load_policy(TEXT.replace(old, new))
    state = read_state(saved(), changed)
    assert state.not_known == ("gift.kind",)
    assert state.prepared.policy == changed
    taken = take_over(saved(), changed)
    assert (taken.state, taken.dropped, taken.reworded) == (state, (), reworded)
    assert not take_over(state_json(state), changed).reworded


def test_what_is_not_mentioned_may_go_from_the_vocabulary_meanwhile() -> None:
    """That nobody tampered with the text is not in doubt then."""
    text = TEXT.replace("facts:", "facts:\n  gift.wrapped: {type: bool}")
    state = begin_interview(load_policy(text), given={"gift.wrapped": True}, engine="reference")
    assert problems(state_json(state)) == ["I105: the fact `gift.wrapped` no longer exists"]
    assert take_over(state_json(state), load_policy(TEXT)).state.given == Situation()


def test_an_interview_is_taken_over_with_what_still_fits() -> None:
    """And what doesn't is told."""
    changed = load_policy(TEXT.replace("gift.offered", "gift.got").replace("report", "tell_all"))
    taken = take_over(saved(), changed)
    state = taken.state
    assert [problem.message for problem in taken.dropped] == [
        "the fact `gift.offered` no longer exists",
        "the act `report` no longer exists",
    ]
    assert dict(state.given.values) == {"gift.worth": 30}
    assert [each.fact for each in state.answers] == ["gift.kind"]
    question = next_question(state)
    assert question is not None
    assert question.fact == "gift.got"
    assert read_state(state_json(state), changed) == state


def test_the_version_of_a_policy_that_has_changed_is_told() -> None:
    said, *_ = problems(saved(), TEXT.replace("1.0.0", "1.1.0").replace("default: 20", "default: 25"))
    assert said.endswith("has changed since; now it is `asking 1.1.0`; new or changed: parameter `limit`")


def test_an_interview_is_not_taken_over_with_a_policy_of_another_name() -> None:
    with pytest.raises(CaseProblems) as found:
        take_over(saved(), load_policy(TEXT.replace("policy: asking", "policy: other")))
    assert [problem.code for problem in found.value.problems] == ["I104"]


def test_an_interview_goes_on_where_its_engine_is_missing(monkeypatch: pytest.MonkeyPatch) -> None:
    """The engines give the same answers, so another one goes on; a name that is no engine's is refused."""
    kept = saved().replace('"reference"', '"durable"')
    monkeypatch.setattr(preparation, "installed", lambda name: name != "durable")
    monkeypatch.setattr(preparation, "default_engine", lambda: "compiled")
    assert read_state(kept, load_policy(TEXT)).prepared.engine == "compiled"


def test_a_state_is_pickled_and_copied() -> None:
    state = answer(
        begin_interview("essay", given={"harm.likelihood": "none"}, engine="reference"), "coach.purpose", "own_interest"
    )
    for again in (pickle.loads(pickle.dumps(state)), copy.copy(state), copy.deepcopy(state)):
        assert again == state
        assert next_question(again) == next_question(state)


@pytest.mark.parametrize(
    "change",
    [
        lambda data: data["answers"].append({"fact": "gift.offered", "value": False}),
        lambda data: data["answers"].append({"fact": "gift.kind", "value": 3}),
        lambda data: data["answers"].append({"fact": "gift.kind", "value": {"a": 1}}),
        lambda data: data["given"].update({"gift.worth": 501}),
        lambda data: data["given"].update({"gift.worth": None}),
        lambda data: data.update(about=["steal"]),
        lambda data: data.update(about=[]),
        lambda data: data.update(policy="asking"),
        lambda data: data.pop("engine"),
    ],
)
def test_what_was_tampered_with_is_refused(change: object) -> None:
    data = json.loads(saved())
    assert callable(change)
    change(data)
    assert problems(json.dumps(data))[0] == "I103: this is not an interview saved by `state_json`"


@given(
    st.one_of(st.text(), st.recursive(st.none() | st.booleans() | st.integers() | st.text(), st.lists).map(json.dumps))
)
def test_any_text_is_an_interview_or_none(text: str) -> None:
    with pytest.raises(CaseProblems) as found:
        read_state(text, load_policy(TEXT))
    assert [problem.code for problem in found.value.problems] == ["I103"]
