"""The OpenAPI description: ordinary tools accept it, and every response is as it says."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import cache
from typing import Any

import pytest

pytest.importorskip("fastapi", reason="the extra `web` isn't installed")
pytest.importorskip("httpx", reason="httpx isn't installed")

import httpx
from fastapi.testclient import TestClient
from jsonschema import Draft202012Validator, ValidationError
from tests.service.described import Description

from coach_ethics.json_formats import JsonFormat
from coach_ethics.render.derived_schema import document_name
from coach_ethics.render.result_types import result_schema
from coach_ethics.service import application
from coach_ethics.service.description import components
from coach_ethics.service.operations import OPERATIONS

POLICIES = ("collusion", "essay", "safety")
CASE = {"coach.takes_credit": True}
ON_A_CASE = {"policy": "collusion", "case": CASE}
ASKED: Mapping[str, dict[str, Any]] = {
    "/assess": ON_A_CASE,
    "/assess/batch": {"policy": "collusion", "cases": [CASE, {"coach.take_credit": True}]},
    "/compare": {"policies": ["collusion", "safety"], "case": CASE},
    "/why": {**ON_A_CASE, "act": "claim_credit"},
    "/change": {**ON_A_CASE, "act": "claim_credit"},
    "/judge": {**ON_A_CASE, "acts": ["claim_credit"]},
    "/view": {**ON_A_CASE, "audience": "client"},
    "/interviews": {"policy": "collusion", "about": ["name_block"], "given": {"block.present": True}},
    "/interviews/question": {},
    "/interviews/answer": {"fact": "block.named", "value": None},
    "/interviews/tell": {"facts": {"coach.takes_credit": True}},
    "/interviews/amend": {"fact": "block.present", "value": False},
    "/interviews/back": {},
    "/interviews/take-over": {},
    "/interviews/rebase": {"case": {"block.present": False}},
    "/interviews/assessment": {},
    "/interviews/forget": {},
    "/receipts": ON_A_CASE,
    "/receipts/replay": {},
}
"""A request for each operation; those of an interview get its `state`, and a replay a receipt."""


@cache
def described() -> dict[str, Any]:
    """The description of an application that serves a few policies."""
    return application(POLICIES, key=b"ours").openapi()


@pytest.fixture(scope="module")
def client() -> Iterator[TestClient]:
    with TestClient(application(POLICIES, key=b"ours"), raise_server_exceptions=False) as found:
        found.event_hooks["response"].append(Description(described()).check)
        yield found


def test_an_ordinary_validator_accepts_it() -> None:
    validator = pytest.importorskip("openapi_spec_validator", reason="openapi-spec-validator isn't installed")
    validator.validate(described())


def test_its_documents_are_those_of_the_command_line() -> None:
    """A document's schema is that of `coach-ethics schema`, with its parts beside it; each is a schema."""
    made = components(JsonFormat.POLICIES, JsonFormat.FACTS)
    for schema in made.values():
        Draft202012Validator.check_schema(schema)
    for format_ in (JsonFormat.ASSESSMENT, JsonFormat.RECEIPT, JsonFormat.CHANGES):
        whole = result_schema(format_.value.split()[1])
        assert made[document_name(format_)]["properties"].keys() == whole["properties"].keys()
        assert whole["$defs"].keys() <= made.keys()


def test_what_doesnt_fit_is_noticed() -> None:
    """The check of these tests finds a key too many, and a media type that isn't declared."""
    request = httpx.Request("POST", "http://localhost/interviews/forget")
    for kind, held in (("application/json", {"forgotten": True, "more": 1}), ("text/html", {"forgotten": True})):
        response = httpx.Response(200, json=held, headers={"content-type": kind}, request=request)
        with pytest.raises((ValidationError, AssertionError)):
            Description(described()).check(response)


@pytest.mark.parametrize("operation", OPERATIONS, ids=lambda each: each.name)
def test_what_is_answered_fits(client: TestClient, operation: Any) -> None:
    """The hook of the client holds each response to its schema: the answer, and the problem with an empty request."""
    asked = ASKED[operation.path]
    if operation.path.startswith("/interviews/"):
        asked = {**asked, "state": client.post("/interviews", json=ASKED["/interviews"]).json()["state"]}
    if operation.path == "/receipts/replay":
        asked = {"receipts": [client.post("/receipts", json=ON_A_CASE).text.replace("true", "false", 1)]}
    answered = client.post(operation.path, json=asked)
    assert answered.status_code == 200, answered.text
    refused = client.post(operation.path, json={})
    assert (refused.status_code, refused.json()["code"]) == (422, "W103")


def test_questions_of_each_kind_fit_and_so_does_the_end(client: TestClient) -> None:
    kinds: set[str] = set()
    step = client.post("/interviews", json={"policy": "essay"}).json()
    while len(kinds) < 3:
        kinds.add(step["question"]["type"])
        step = client.post("/interviews/tell", json={"state": step["state"], "facts": {step["question"]["fact"]: None}})
        step = step.json()
    given = {"block.named": True, "coach.takes_credit": True}
    ended = client.post("/interviews", json={"policy": "collusion", "about": ["name_block"], "given": given}).json()
    assert ended["question"] is None
    assert ended["assessment"]["format"] == JsonFormat.ASSESSMENT


@pytest.mark.parametrize("path", ["/policies", "/policies/essay/facts", "/policies/essay/engagement-schema"])
def test_what_is_told_of_policies_fits(client: TestClient, path: str) -> None:
    assert client.get(path).status_code == 200


@pytest.mark.parametrize(
    ("status", "path", "asked"),
    [
        (404, "/policies/esay/facts", {"method": "GET"}),
        (404, "/assess", {"json": {**ON_A_CASE, "policy": "colusion"}}),
        (422, "/assess", {"json": {**ON_A_CASE, "case": {"client": {"nme": "x"}}}}),
        (422, "/interviews/question", {"json": {"state": "a.b"}}),
        (400, "/assess", {"content": b"{", "headers": {"content-type": "application/json"}}),
        (415, "/assess", {"content": b"{}"}),
    ],
)
def test_problems_fit(client: TestClient, status: int, path: str, asked: dict[str, Any]) -> None:
    """RFC 9457, with its media type and the status that it says."""
    response = client.request(asked.pop("method", "POST"), path, **asked)
    assert response.status_code == response.json()["status"] == status
    assert response.headers["content-type"] == "application/problem+json"
