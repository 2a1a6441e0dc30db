"""The tools, called over standard input and output by the client of the protocol's own SDK."""

from __future__ import annotations

import json
import sys
from collections.abc import Awaitable, Callable, Iterator, Mapping
from typing import Any

import pytest

import coach_ethics as ce

pytest.importorskip("mcp", reason="the extra `mcp` isn't installed")

from anyio.from_thread import BlockingPortal, start_blocking_portal
from mcp import Client, StdioServerParameters

CASE = {"coach.takes_credit": True, "coach.purpose": "own_interest"}
STEPS = Callable[[str, Mapping[str, object]], Any]


@pytest.fixture(scope="module")
def portal() -> Iterator[BlockingPortal]:
    with start_blocking_portal() as found:
        yield found


@pytest.fixture(scope="module")
def client(portal: BlockingPortal) -> Iterator[Client]:
    command = ["-m", "coach_ethics", "mcp", "--policy", "collusion", "--policy", "essay"]
    server = StdioServerParameters(command=sys.executable, args=command)
    with portal.wrap_async_context_manager(Client(server)) as found:
        yield found


@pytest.fixture
def call(portal: BlockingPortal, client: Client) -> STEPS:
    def called(name: str, arguments: Mapping[str, object]) -> Any:
        asked: Callable[..., Awaitable[Any]] = client.call_tool
        return portal.call(asked, name, dict(arguments))

    return called


def answer(call: STEPS, tool: str, **arguments: object) -> Any:
    found = call(tool, arguments)
    assert not found.is_error, found.content
    assert json.loads(found.content[0].text) == found.structured_content
    return found.structured_content


def test_the_tools_take_objects_without_choices_between_schemas(portal: BlockingPortal, client: Client) -> None:
    tools = portal.call(client.list_tools).tools
    names = ["facts", "assess", "why", "what_would_allow", "judge", "next_question", "tell"]
    assert [each.name for each in tools] == names
    for each in tools:
        assert each.input_schema["type"] == "object"
        assert "oneOf" not in json.dumps(each.input_schema)
        assert all(told["description"] for told in each.input_schema["properties"].values())


def test_what_is_derived_is_the_librarys_and_stands_apart(call: STEPS) -> None:
    found = answer(call, "assess", facts=CASE)
    result = ce.assess(CASE, "collusion")
    assert found["told"] == CASE
    assert {act: status for status, acts in found["derived"]["acts"].items() for act in acts} == {
        act: status.value for act, status in result.statuses.items()
    }
    asked = [each["fact"] for each in found["assumed"]["unknown"]]
    assert asked == [each.fact for each in result.questions][:5]
    assert found["assumed"]["more_unknown"] == len(result.questions) - len(asked)


def test_presumptions_are_assumed_and_never_derived(call: STEPS) -> None:
    found = answer(call, "assess", facts={"block.present": True}, policy="essay")
    result = ce.assess({"block.present": True}, "essay")
    assert found["assumed"]["on_presumptions"].keys() == result.presumed.acts.keys() != set()
    undetermined = set(found["derived"]["acts"]["undetermined"])
    assert found["assumed"]["on_presumptions"].keys() <= undetermined


@pytest.mark.parametrize(
    ("tool", "more", "key", "value"),
    [
        ("why", {"act": "claim_credit"}, "status", "forbidden"),
        ("what_would_allow", {"act": "claim_credit"}, "format", "coach-ethics changes 1"),
        ("judge", {"acts": ["claim_credit"]}, "permissible", False),
    ],
)
def test_questions_about_a_case(call: STEPS, tool: str, more: dict[str, object], key: str, value: object) -> None:
    found = answer(call, tool, facts=CASE, **more)
    assert (found["told"], found["derived"][key]) == (CASE, value)


def test_facts_and_acts_are_listed(call: STEPS) -> None:
    found = answer(call, "facts")
    assert {"coach.purpose", "block.named"} <= {each["name"] for each in found["facts"]}
    assert "claim_credit" in json.dumps(found["acts"])


@pytest.mark.parametrize(
    ("tool", "arguments", "meant"),
    [
        ("assess", {"facts": {"coach.take_credit": True}}, "coach.takes_credit"),
        ("assess", {"facts": {"coach.purpose": "own_interests"}}, "own_interest"),
        ("assess", {"fact": {}}, "facts"),
        ("assess", {"facts": CASE, "policy": "colusion"}, "collusion"),
        ("why", {"facts": {}, "act": "claim_credits"}, "claim_credit"),
        ("judges", {"facts": {}}, "judge"),
        ("tell", {"interview": "interview-99", "facts": {}}, "next_question"),
        ("tell", {"interview": "interview-99"}, "facts"),
    ],
)
def test_what_isnt_in_the_vocabulary_is_refused(
    call: STEPS, tool: str, arguments: dict[str, object], meant: str
) -> None:
    """With the nearest name, so that the model can correct its call."""
    found = call(tool, arguments)
    assert found.is_error
    assert f"`{meant}`" in found.content[0].text
    assert found.structured_content["problems"]


def test_an_interview_takes_what_was_said_asked_for_or_not(call: STEPS) -> None:
    """Several facts at once, and what isn't known; it ends in what `assess` says of all that."""
    begun = answer(call, "next_question", about=["name_block", "claim_credit"])
    name, asked = begun["interview"], begun["derived"]["question"]["fact"]
    told = {"coach.takes_credit": True, "commitment.missed_in_a_row": 3, asked: None}
    step = answer(call, "tell", interview=name, facts=told)
    while not step["finished"]:
        assert step["derived"]["question"]["fact"] not in told
        told[step["derived"]["question"]["fact"]] = None
        step = answer(call, "tell", interview=name, facts={step["derived"]["question"]["fact"]: None})
    known = {fact: value for fact, value in told.items() if value is not None}
    assert step["told"] == known
    assert step["derived"]["acts"] == answer(call, "assess", facts=known)["derived"]["acts"]
    assert answer(call, "next_question", interview=name)["finished"]


def test_answers_are_in_the_language_that_is_asked_for(call: STEPS) -> None:
    """Norms and questions; and a language without a catalogue is refused with the nearest one."""
    policy = ce.load_policy("collusion", language="fr")
    french = answer(call, "assess", facts=CASE, language="fr")
    assert {each["ask"] for each in french["assumed"]["unknown"]} <= {fact.ask for fact in policy.vocabulary}
    assert answer(call, "assess", facts=CASE)["derived"]["acts"] == french["derived"]["acts"]
    for tool, more in (("assess", {}), ("why", {"act": "claim_credit"}), ("judge", {"acts": ["claim_credit"]})):
        refused = call(tool, {"facts": CASE, "language": "frr", **more})
        assert refused.is_error
        assert "did you mean `fr`?" in refused.content[0].text
    for tool in ("facts", "next_question"):
        assert call(tool, {"language": "not one"}).structured_content["problems"][0]["code"] == "M301"


def test_an_interview_is_held_in_a_language_and_may_change_it(call: STEPS) -> None:
    """What the coach said is read in the language in which it was asked."""
    step = answer(call, "next_question", about=["name_block"], language="fr")
    name, question = step["interview"], step["derived"]["question"]
    assert question["text"] == ce.load_policy("collusion", language="fr").vocabulary[question["fact"]].ask
    assert call("tell", {"interview": name, "said": {question["fact"]: "ja"}}).is_error
    again = answer(call, "next_question", interview=name, language="de")["derived"]["question"]
    assert (again["fact"], again["text"] == question["text"]) == (question["fact"], False)
    ended = answer(call, "tell", interview=name, said={question["fact"]: "Ja."}, language="fr")
    assert ended["told"] == {question["fact"]: True}
