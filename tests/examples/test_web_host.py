"""The coaching tool of the examples: its own records, and the service that is mounted beside them."""

from __future__ import annotations

import sqlite3
from pathlib import Path
from runpy import run_path

import pytest

import coach_ethics as ce

pytest.importorskip("fastapi", reason="the extra `web` isn't installed")
pytest.importorskip("httpx", reason="httpx isn't installed")

from fastapi.testclient import TestClient

EXAMPLES = Path(__file__).parents[2] / "examples"


def test_a_tool_keeps_engagements_and_tells_duties(tmp_path: Path) -> None:
    database = tmp_path / "coaching.sqlite"
    client = TestClient(run_path(str(EXAMPLES / "web_host.py"))["host"](database))
    wrong = client.put("/engagements/1", json={"clyent": {}})
    assert (wrong.status_code, wrong.json()["detail"][0]["code"]) == (422, "F203")
    case = {"coach.takes_credit": True, "block.present": True}
    assert client.put("/engagements/1", json=case).json() == {"kept": 1}
    duties = client.get("/engagements/1/duties").json()
    assert duties == client.post("/ethics/assess", json={"policy": "essay", "case": case}).json()
    seen = client.get("/engagements/1/duties", params={"audience": "sponsor"}).json()
    assert "coach.takes_credit" not in seen["situation"]
    assert client.get("/engagements/2/duties").status_code == 404
    with sqlite3.connect(database) as file:
        (kept,) = file.execute("SELECT receipt FROM engagements").fetchone()
    assert ce.replay(kept, ce.load_policy("essay")).__class__.__name__ == "Identical"
