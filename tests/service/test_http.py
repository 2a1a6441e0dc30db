"""The service over real HTTP: each operation, whatever is wrong, many clients at once, restarts and new versions."""

from __future__ import annotations

import json
import shlex
import shutil
import subprocess
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from datetime import date
from pathlib import Path
from typing import Any

import httpx
import pytest

import coach_ethics as ce

for module in ("fastapi", "uvicorn"):
    pytest.importorskip(module, reason="the extra `web` isn't installed")

from tests.service.described import Description  # noqa: E402 - after what it needs
from tests.service.running import Running, running  # noqa: E402 - after what it needs

CASE = {"coach.takes_credit": True, "coach.purpose": "own_interest"}
ASKED = {"policy": "collusion", "case": CASE, "on": "2026-06-01"}
KEY = "a secret of ours"


@pytest.fixture(scope="module")
def service() -> Iterator[Running]:
    """A service, each of whose responses is held to its description."""
    with running("--policy", "collusion", "--policy", "essay", key=KEY) as found:
        description = Description(found.client.get("/openapi.json").json())
        found.client.event_hooks["response"].append(description.check)
        yield found


@pytest.fixture
def client(service: Running) -> httpx.Client:
    return service.client


def told(client: httpx.Client, path: str, **asked: object) -> Any:
    response = client.post(path, json=asked)
    assert response.status_code == 200, response.text
    assert response.headers["cache-control"] == "no-store"
    return response.json()


def test_assessments_are_those_of_the_library(client: httpx.Client) -> None:
    result = ce.assess(CASE, "collusion", on=date(2026, 6, 1))
    assert told(client, "/assess", **ASKED) == json.loads(ce.assessment_json(result))


@pytest.mark.parametrize(
    ("path", "more", "key", "value"),
    [
        ("/why", {"act": "claim_credit"}, "status", "forbidden"),
        ("/change", {"act": "claim_credit"}, "format", "coach-ethics changes 1"),
        ("/change", {"act": "claim_credit", "to": "permitted"}, "format", "coach-ethics changes 1"),
        ("/change", {"act": "withdraw", "to": "determine"}, "format", "coach-ethics determining 1"),
        ("/change", {"act": "withdraw", "to": "forbid"}, "format", "coach-ethics changes 1"),
        ("/judge", {"acts": ["claim_credit"]}, "permissible", False),
        ("/view", {"audience": "client"}, "format", "coach-ethics assessment 1"),
        ("/receipts", {}, "format", "coach-ethics receipt 1"),
    ],
)
def test_every_question_about_a_case_is_answered(
    client: httpx.Client, path: str, more: dict[str, object], key: str, value: object
) -> None:
    assert told(client, path, **ASKED, **more)[key] == value


@pytest.mark.skipif(shutil.which("curl") is None, reason="curl isn't installed")
def test_the_first_request_of_the_page_is_answered(client: httpx.Client) -> None:
    """As it stands there, with an ordinary client of the command line."""
    page = (Path(__file__).parents[2] / "docs" / "embed.md").read_text("utf-8")
    command = page[page.index("curl ") :].partition("\n```")[0].replace("http://127.0.0.1:8000", str(client.base_url))
    words = shlex.split(command.replace("\\\n", " "))
    found = subprocess.run(words, capture_output=True, text=True, timeout=60, check=True).stdout
    assert json.loads(found)["findings"]["claim_credit"]["status"] == "forbidden"


def test_a_view_is_for_its_audience(client: httpx.Client) -> None:
    seen = told(client, "/view", **ASKED, audience="client")
    assert seen["situation"] == dict(ce.view(CASE, "collusion", "client").situation.values)
    assert seen["situation"] != CASE


def test_policies_are_told(client: httpx.Client) -> None:
    listed = client.get("/policies").json()["policies"]
    assert [each["name"] for each in listed] == ["collusion", "essay"]
    assert "block.named" in [each["name"] for each in client.get("/policies/essay/facts").json()["facts"]]
    assert client.get("/policies/essay/engagement-schema").json()["type"] == "object"
    assert told(client, "/compare", policies=["collusion", "essay"], case={})["format"].endswith("case-comparison 1")


def test_a_batch_answers_each_case_or_tells_its_problems(client: httpx.Client) -> None:
    good, bad = told(client, "/assess/batch", policy="collusion", cases=[CASE, {"coach.take_credit": True}])["results"]
    assert good["assessment"]["findings"]["claim_credit"]["status"] == "forbidden"
    assert [(each["code"], each["path"]) for each in bad["problems"]] == [("F201", "$.cases[1].coach.take_credit")]


def test_a_receipt_is_sealed_and_can_be_replayed(client: httpx.Client) -> None:
    first = client.post("/receipts", json=ASKED).text
    second = client.post("/receipts", json={**ASKED, "after": first}).text
    found = told(client, "/receipts/replay", receipts=[first, second])
    assert [each["identical"] for each in found["receipts"]] == [True, True]
    assert found["problems"] == []
    altered = told(client, "/receipts/replay", receipts=[first.replace("own_interest", "none")])
    assert [each["code"] for each in altered["problems"]] == ["A106"]


def test_what_is_said_unasked_is_taken_and_can_be_amended(client: httpx.Client) -> None:
    """Several facts at once; what was told otherwise is refused, and changed by amending it."""
    begun = told(client, "/interviews", policy="collusion", about=["name_block"])
    facts = {"block.present": True, "block.named": False}
    said = told(client, "/interviews/tell", state=begun["state"], facts=facts)
    assert told(client, "/interviews/assessment", state=said["state"])["situation"] == facts
    refused = client.post("/interviews/tell", json={"state": said["state"], "facts": {"block.named": True}})
    assert [(each["code"], each["path"]) for each in refused.json()["problems"]] == [("I109", "$.facts.block.named")]
    amended = told(client, "/interviews/amend", state=said["state"], fact="block.named", value=True)
    found = told(client, "/interviews/assessment", state=amended["state"])
    assert found["situation"] == {**facts, "block.named": True}


def interviewed(client: httpx.Client, step: Any) -> Any:
    """The end of an interview in which nothing is known."""
    while step["question"] is not None:
        fact = step["question"]["fact"]
        step = told(client, "/interviews/answer", state=step["state"], fact=fact, value=None)
    return step


def test_an_interview_ends_in_an_assessment(client: httpx.Client) -> None:
    step = told(client, "/interviews", policy="collusion", about=["name_block"], given={"block.present": True})
    fact = step["question"]["fact"]
    after = told(client, "/interviews/answer", state=step["state"], fact=fact, value=True)
    assert told(client, "/interviews/back", state=after["state"])["question"] == step["question"]
    assert told(client, "/interviews/question", state=after["state"])["question"] == after["question"]
    rebased = told(client, "/interviews/rebase", state=after["state"], case={fact: False}, on="2026-07-01")
    assert {each["fact"] for each in rebased["changed"]} == {fact, "block.present"}
    ended = interviewed(client, after)
    assert ended["assessment"] == told(client, "/interviews/assessment", state=ended["state"])
    assert told(client, "/interviews/forget", state=ended["state"]) == {"forgotten": True}


JSON = {"content-type": "application/json"}
WRONG: tuple[tuple[int, str, str, dict[str, Any]], ...] = (
    (404, "X407", "/assess", {"json": {**ASKED, "policy": "../secrets.env"}}),
    (404, "X407", "/assess", {"json": {**ASKED, "policy": "policy: mine\nacts: {}\n"}}),
    (422, "F201", "/assess", {"json": {**ASKED, "case": {"coach.take_credit": True}}}),
    (422, "F203", "/assess", {"json": {**ASKED, "case": {"client": {"nme": "x"}}}}),
    (422, "W103", "/assess", {"json": {"policy": "collusion"}}),
    (422, "W103", "/assess", {"json": {**ASKED, "on": "yesterday"}}),
    (422, "W103", "/assess", {"json": [ASKED]}),
    (422, "W103", "/assess", {"content": b"null", "headers": JSON}),
    (404, "X407", "/assess", {"content": b'{"policy": "\\ud800", "case": {}}', "headers": JSON}),
    (422, "W103", "/view", {"json": {**ASKED, "audience": "police"}}),
    (422, "A101", "/why", {"json": {**ASKED, "act": "claim_credits"}}),
    (422, "A103", "/receipts/replay", {"json": {"receipts": ["{}"]}}),
    (422, "W104", "/interviews/answer", {"json": {"state": "a.b", "fact": "block.named", "value": True}}),
    (422, "W104", "/interviews/answer", {"content": b'{"state": "\\ud800\\u00e9", "fact": "x"}', "headers": JSON}),
    (422, "W103", "/interviews", {"json": {"policy": "collusion", "about": []}}),
    (400, "W102", "/assess", {"content": b"{", "headers": JSON}),
    (400, "W102", "/assess", {"content": b"\xff", "headers": JSON}),
    (400, "W102", "/assess", {"content": b"[" * 100_000, "headers": JSON}),
    (415, "W108", "/assess", {"content": b"{}"}),
    (413, "W101", "/assess", {"json": {**ASKED, "case": {"x": "y" * 1_100_000}}}),
    (421, "W110", "/assess", {"json": ASKED, "headers": {"host": "elsewhere.example"}}),
    (404, "W106", "/nothing", {"json": ASKED}),
)


@pytest.mark.parametrize(("status", "code", "path", "asked"), WRONG, ids=lambda each: str(each)[:30])
def test_whatever_is_wrong_comes_back_as_a_problem(
    client: httpx.Client, status: int, code: str, path: str, asked: dict[str, Any]
) -> None:
    response = client.post(path, **asked)
    assert response.headers["content-type"] == "application/problem+json"
    problem = response.json()
    assert (response.status_code, problem["status"], problem["code"]) == (status, status, code), problem
    assert problem["detail"] == problem["problems"][0]["message"]
    assert "Traceback" not in response.text


def test_a_wrong_method_is_a_problem(client: httpx.Client) -> None:
    response = client.get("/assess")
    assert (response.status_code, response.json()["code"]) == (405, "W107")


def test_sixty_four_clients_at_once_lose_nothing(service: Running) -> None:
    """Each has an interview of its own, and gets its own answers."""
    policy = ce.load_policy("collusion")

    def one(number: int) -> tuple[object, object]:
        case = {"commitment.missed_in_a_row": number % 7, "coach.takes_credit": number % 2 == 0}
        with httpx.Client(base_url=service.client.base_url, timeout=120) as client:
            found = told(client, "/assess", policy="collusion", case=case, on="2026-06-01")
            step = told(client, "/interviews", policy="collusion", about=["name_block"], given=case)
        assert found["situation"] == case
        return found, step["question"]

    with ThreadPoolExecutor(64) as pool:
        answers = list(pool.map(one, range(64)))
    for number, (found, _) in enumerate(answers[:14]):
        case = {"commitment.missed_in_a_row": number % 7, "coach.takes_credit": number % 2 == 0}
        assert found == json.loads(ce.assessment_json(ce.assess(case, policy, on="2026-06-01")))
        assert all(each == answers[number] for each in answers[number::14])


VERSIONS = """\
policy: ours
version: {version}
facts:
  gift.offered: {{type: bool, ask: Were you offered a gift?, means: a gift was offered}}
  {fact}: {{type: bool, ask: Is it dear?, means: it is dear}}
acts: {{accept: {{means: Accept the gift}}}}
norms: {{dear: {{must_not: accept, when: gift.offered and {fact}, because: It may sway you.}}}}
"""


@pytest.mark.parametrize("stored", [False, True])
def test_an_interview_outlives_the_process_and_the_policy(tmp_path: Path, stored: bool) -> None:
    """Killed in the middle, it continues with the same question; where the policy has changed, with what still fits."""
    file, options = tmp_path / "ours.yaml", ["--state", str(tmp_path / "states.sqlite")] if stored else []
    file.write_text(VERSIONS.format(version="1.0.0", fact="gift.dear"), "utf-8")
    asked = ("--policy", str(file), *options)
    with running(*asked, key=KEY) as first:
        begun = told(first.client, "/interviews", policy="ours")
        step = told(first.client, "/interviews/answer", state=begun["state"], fact="gift.offered", value=True)
    assert step["question"]["fact"] == "gift.dear"
    with running(*asked, key=KEY) as again:
        assert told(again.client, "/interviews/question", state=step["state"])["question"] == step["question"]
    file.write_text(VERSIONS.format(version="2.0.0", fact="gift.costly"), "utf-8")
    with running(*asked, key=KEY) as second:
        refused = second.client.post("/interviews/answer", json={"state": step["state"], "fact": "gift.dear"})
        assert (refused.status_code, refused.json()["code"]) == (409, "I104")
        taken = told(second.client, "/interviews/take-over", state=step["state"])
        assert (taken["question"]["fact"], taken["dropped"]) == ("gift.costly", [])
        ended = told(second.client, "/interviews/answer", state=taken["state"], fact="gift.costly", value=True)
        assert ended["assessment"]["findings"]["accept"]["status"] == "forbidden"
    if not stored:
        with running(*asked, key="another secret") as third:
            refused = third.client.post("/interviews/question", json={"state": step["state"]})
            assert (refused.status_code, refused.json()["code"]) == (422, "W104")


def test_nothing_is_logged() -> None:
    with running("--policy", "collusion") as found:
        told(found.client, "/assess", **ASKED)
        found.client.post("/assess", json={**ASKED, "case": {"client": "a secret"}})
        found.process.terminate()
        assert found.process.stderr is not None
        assert found.process.stderr.read() == ""
