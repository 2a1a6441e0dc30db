"""What a page asks of the library: the same as its public functions say, on the same interview."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from tests.interview.essay_paths import ENDS, PATHS

import coach_ethics as ce
from coach_ethics.coaching.audiences import Audience
from coach_ethics.interview import answer, assessment, begin_interview, follow_ups, next_question, state_json, tell
from coach_ethics.render.plain_text import text
from coach_ethics.render.policy import policy_document
from coach_ethics.site.browser.documents import blocks
from coach_ethics.site.browser.messages import MESSAGES, respond

OWN = "policy: ours\nacts: {rest: {}}\nnorms: {r: {must: rest, when: block.present}}\n"


def ask(do: str, **more: object) -> Any:
    return json.loads(respond(json.dumps({"do": do, **more})))


def ended(path: str) -> str:
    """The saved interview at the end of one of the essay's dialogues."""
    told = ask("begin", policy="essay")
    for fact, value in PATHS[path].items():
        assert told["question"]["fact"] == fact
        told = ask("answer", policy="essay", state=told["state"], fact=fact, value=value)
    assert told["question"] is None
    return str(told["state"])


@pytest.fixture(scope="module")
def state() -> str:
    return ended("withdraw")


def test_a_dialogue_by_messages_ends_as_one_by_functions(state: str) -> None:
    here = begin_interview("essay")
    while (question := next_question(here)) is not None:
        here = answer(here, question.fact, PATHS["withdraw"][question.fact])
    told = ask("result", policy="essay", state=state)
    assert json.loads(state) == json.loads(state_json(here))
    assert told["json"] == ce.assessment_json(assessment(here))
    assert told["statuses"].items() >= ENDS["withdraw"].items()
    offered = ask("follow_ups", policy="essay", state=state)["follow_ups"]
    assert [each["words"] for each in offered] == [each.question for each in follow_ups(here)]


@pytest.mark.parametrize(
    "message",
    [
        {"do": "reply", "number": 0},
        {"do": "why", "act": "renegotiate"},
        {"do": "change", "act": "renegotiate", "to": "allow"},
        {"do": "change", "act": "renegotiate", "to": "forbid"},
        {"do": "change", "act": "renegotiate", "to": "determine"},
        {"do": "change", "act": "renegotiate", "to": "permitted"},
        {"do": "judge", "acts": ["renegotiate"]},
        {"do": "view", "audience": "client"},
    ],
    ids=lambda each: " ".join(map(str, each.values())),
)
def test_of_a_result_more_can_be_asked(state: str, message: dict[str, Any]) -> None:
    told = ask(**message, policy="essay", state=state)
    assert told["document"]
    assert "problems" not in told


def test_a_view_tells_nothing_that_its_audience_does_not_know(state: str) -> None:
    """What only the coach knows can be otherwise: the client's view is the same to the letter."""
    hidden = "block.coach_can_help_in_time"
    assert Audience.CLIENT not in ce.load_policy("essay").vocabulary[hidden].known_to
    other = ask("amend", policy="essay", state=state, fact=hidden, value=not PATHS["withdraw"][hidden])
    views = [ask("view", policy="essay", state=each, audience="client") for each in (state, other["state"])]
    assert views[0] == views[1]


def test_answers_are_listed_amended_and_taken_back(state: str) -> None:
    answers = ask("answers", policy="essay", state=state)["answers"]
    assert [each["fact"] for each in answers] == list(PATHS["withdraw"])
    asked = ask("question", policy="essay", state=state, fact="block.named")["question"]
    assert asked["earlier"] == [True]
    amended = ask("amend", policy="essay", state=state, fact="block.named", value=False)
    assert amended["answered"] == len(answers)
    before = ask("back", policy="essay", state=state)
    assert (before["question"]["fact"], before["answered"]) == (answers[-1]["fact"], len(answers) - 1)
    assert before["question"]["earlier"] == [PATHS["withdraw"][answers[-1]["fact"]]]


def test_what_is_not_asked_can_be_told() -> None:
    begun = ask("begin", policy="essay")
    untold = {each["fact"] for each in ask("untold", policy="essay", state=begun["state"])["facts"]}
    told = ask("tell", policy="essay", state=begun["state"], facts={"block.present": True})
    after = {each["fact"] for each in ask("untold", policy="essay", state=told["state"])["facts"]}
    assert untold - after == {"block.present"}
    here = tell(begin_interview("essay"), {"block.present": True})
    assert json.loads(told["state"]) == json.loads(state_json(here))


def test_what_contradicts_is_refused_in_words_and_changes_nothing() -> None:
    begun = ask("tell", policy="essay", state=ask("begin", policy="essay")["state"], facts={"sponsor.present": False})
    refused = ask("tell", policy="essay", state=begun["state"], facts={"outcomes.agreed_by_sponsor": True})
    assert [each["code"] for each in refused["problems"]] == ["I106"]
    assert "give another answer" in refused["problems"][0]["words"]


def test_answers_saved_with_another_version_go_on_with_what_still_fits() -> None:
    begun = ask("tell", policy=OWN, state=ask("begin", policy=OWN)["state"], facts={"block.present": True})
    newer = OWN.replace("block.present", "block.named")
    refused = ask("resume", policy=newer, state=begun["state"])
    assert (refused["changed"], refused["problems"][0]["code"]) == (True, "I104")
    taken = ask("resume", policy=newer, state=begun["state"], take_over=True)
    assert (taken["dropped"], taken["question"]["fact"]) == ([], "block.named")
    assert ask("resume", policy=newer, state="{}")["changed"] is False


def test_problems_of_both_texts_stand_at_their_places() -> None:
    told = ask("check", policy=OWN.replace("must", "mst"), case="", whole=True)
    assert (told["usable"], told["case"]) == (False, [])
    assert [(each["code"], each["place"]) for each in told["policy"] if each["severity"] == "error"] == [
        ("S202", [3, 13, 3, 16])
    ]
    told = ask("check", policy=OWN, case="facts: {block.presnt: true}", whole=False)
    assert (told["usable"], told["policy"]) == (True, [])
    assert [(each["code"], each["place"]) for each in told["case"]] == [("F201", [1, 9, 1, 21])]
    linted = ask("check", policy=OWN, case="facts: {}", whole=True)
    assert {each["severity"] for each in linted["policy"]} == {"warning"}


def test_a_case_given_as_a_text_is_assessed_like_one_that_was_asked_for() -> None:
    told = ask("result", policy=OWN, case="facts: {block.present: true}")
    assert told["statuses"] == {"rest": "required"}
    assert ask("why", policy=OWN, case="facts: {block.present: true}", act="rest")["document"]
    assert ask("source", policy="essay")["text"] == Path("policies/essay.yaml").read_text("utf-8")


def test_a_document_loses_no_words_as_data() -> None:
    document = policy_document(ce.load_policy("collusion"))

    def texts(told: object) -> list[str]:
        match told:  # open: any data
            case [str(), str(words)]:
                return [words]
            case list():
                return [words for each in told for words in texts(each)]
            case dict():
                return [*filter(None, [told.get("text")]), *(w for v in told.values() for w in texts(v))]
            case _:
                return []

    told = "".join("".join(texts(blocks(document))).split())
    shown = "".join(text(document, width=200).split())
    assert all(word in shown for word in ("".join(each.split()) for each in texts(blocks(document))))
    assert len(told) > 1000


def test_every_message_is_tried(request: pytest.FixtureRequest) -> None:
    here = "".join(
        Path(__file__).with_name(each).read_text("utf-8") for each in ("test_messages.py", "test_language.py")
    )
    assert [name for name in MESSAGES if f'"{name}"' not in here] == []


def test_a_dialogue_calls_facts_by_what_they_mean_and_a_playground_by_their_names(state: str) -> None:
    """Whoever writes a case needs the names; whoever is asked never meets one that was meant for writing."""
    names = [fact.name for fact in ce.load_policy("essay").vocabulary]
    told = ask("why", policy="essay", state=state, act="disclose")["document"]
    written = ask("why", policy="essay", case="facts: {block.present: true}", act="disclose")["document"]
    shown = [piece for block in told for piece in pieces(block) if piece[0] == "name"]
    assert [text for _, text in shown if text in names] == []
    assert any(text in names for block in written for style, text in pieces(block) if style == "name")


def pieces(told: Any) -> list[list[str]]:
    match told:  # open: any data
        case [str(), str()]:
            return [told]
        case list():
            return [piece for each in told for piece in pieces(each)]
        case dict():
            return [piece for value in told.values() for piece in pieces(value)]
        case _:
            return []
