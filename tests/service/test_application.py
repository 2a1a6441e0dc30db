"""The application within a host's own: mounted, described, and silent where it fails."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

import coach_ethics as ce

pytest.importorskip("fastapi", reason="the extra `web` isn't installed")
pytest.importorskip("httpx", reason="httpx isn't installed")

from fastapi import FastAPI
from fastapi.testclient import TestClient
from jsonschema import Draft202012Validator

from coach_ethics.service import application
from coach_ethics.service import operations as listed
from coach_ethics.service.states import SignedStates, StoredStates

ASKED = {"policy": "collusion", "case": {"coach.takes_credit": True}}


def test_it_is_mounted_in_another_application() -> None:
    host = FastAPI()
    host.mount("/ethics", application(["collusion"]))
    assert TestClient(host).post("/ethics/assess", json=ASKED).status_code == 200


def test_it_answers_by_policies_of_the_hosts_own() -> None:
    own = ce.load_policy("policy: ours\nacts: {rest: {means: Rest}}\nnorms: {n: {must: rest, because: You need it.}}\n")
    client = TestClient(application([own]))
    found = client.post("/assess", json={"policy": "ours", "case": {}}).json()
    assert found["findings"]["rest"]["status"] == "required"
    assert client.post("/assess", json=ASKED).json()["code"] == "X407"


def test_its_description_has_every_operation() -> None:
    """Each with its request, all of whose parts are described, and its refusals; every schema is one."""
    described = application(["collusion"]).openapi()
    assert {operation.path for operation in listed.OPERATIONS} < set(described["paths"])
    for operation in listed.OPERATIONS:
        post = described["paths"][operation.path]["post"]
        schema = post["requestBody"]["content"]["application/json"]["schema"]
        assert all(each["description"] for each in schema["properties"].values())
        assert {"200", "422"} < set(post["responses"])
        Draft202012Validator.check_schema(schema)
    assert described["components"]["schemas"].keys() >= {"Engagement", "Problem"}


def test_a_failure_of_ours_tells_nothing_of_the_case(monkeypatch: pytest.MonkeyPatch) -> None:
    failures: list[BaseException] = []

    def fail(*_: Any, **__: Any) -> None:
        raise KeyError("what a client said")

    app = application(["collusion"], on_failure=failures.append)
    monkeypatch.setattr("coach_ethics.service.answers.assess", fail)
    response = TestClient(app).post("/assess", json=ASKED)
    assert (response.status_code, response.json()["code"]) == (500, "W109")
    assert "client said" not in response.text
    assert [type(each) for each in failures] == [KeyError]


def test_an_empty_key_is_refused() -> None:
    with pytest.raises(ce.CaseProblems, match="A108"):
        application(["collusion"], key=b"")


def test_a_signature_is_of_its_key_and_its_text() -> None:
    states = SignedStates(b"ours")
    handle = states.keep("{}")
    assert states.find(handle).text == "{}"
    packed, _, signature = handle.partition(".")
    for wrong in (f"{packed}A.{signature}", packed, f".{signature}", "", SignedStates(b"theirs").keep("{}")):
        with pytest.raises(ce.CaseProblems, match="W104"):
            states.find(wrong)


def test_of_two_that_continue_a_stored_interview_one_is_told(tmp_path: Path) -> None:
    states = StoredStates(tmp_path / "states.sqlite")
    found = states.find(states.keep("1"))
    assert states.keep("2", found) == found.handle
    with pytest.raises(ce.CaseProblems, match="W105"):
        states.keep("3", found)
    assert states.find(found.handle).text == "2"
    assert (tmp_path / "states.sqlite").stat().st_mode & 0o077 == 0
    states.forget(found.handle)
    with pytest.raises(ce.CaseProblems, match="W104"):
        states.find(found.handle)
