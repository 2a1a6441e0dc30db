"""`coach-ethics test`: scenarios run, differences shown with their places."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from tests.cli.conftest import Run

from coach_ethics.engines.registry import EVALUATORS, installed


@pytest.mark.parametrize("engine", [name for name in EVALUATORS if installed(name)])
def test_the_shipped_policies_say_what_their_scenarios_expect(run: Run, root: Path, engine: str) -> None:
    ended = run("test", root / "policies", "--engine", engine)
    assert ended.status == 0
    assert ended.out.splitlines()[-1].endswith("scenarios, all passed")


def test_a_scenario_that_fails_is_shown_with_its_place(run: Run, small: Path) -> None:
    small.write_text(
        small.read_text("utf-8").replace("forbidden: [accept]", "required: [accept], dilemma: true"), "utf-8"
    )
    ended = run("test", "small.yaml")
    assert ended.status == 1
    assert ended.out.splitlines() == [
        "small.yaml:14: a gift is offered",
        "    accept: expected required, found forbidden",
        "    dilemma: expected one, found none",
        "",
        "small: 1 scenario, 1 failed",
    ]


def test_json_says_the_same(run: Run, small: Path) -> None:
    small.write_text(small.read_text("utf-8").replace("forbidden: [accept]", "required: [accept]"), "utf-8")
    ended = run("test", "small.yaml", "essay", "--format", "json")
    assert ended.status == 1
    found = json.loads(ended.out)
    assert found["failed"] == 1
    (scenario,) = found["policies"][0]["outcomes"]
    assert scenario["place"]["line"] == 14
    assert scenario["differences"] == [{"subject": "accept", "expected": "required", "found": "forbidden"}]


def test_a_policy_without_scenarios_says_so(run: Run, tmp_path: Path) -> None:
    (tmp_path / "bare.yaml").write_text("policy: bare\n", "utf-8")
    ended = run("test", "bare.yaml")
    assert (ended.status, ended.out) == (0, "bare: no scenarios\n")


def test_inherited_scenarios_run_when_asked_for(run: Run, small: Path, tmp_path: Path) -> None:
    """A policy that changes what it extends shows it in the inherited scenarios."""
    (tmp_path / "lax.yaml").write_text(
        "policy: lax\nextends: [small]\nnorms:\n  gifts-are-fine: {may: accept, overrides: no-gifts}\n", "utf-8"
    )
    assert run("test", "lax.yaml").out == "lax: no scenarios\n"
    ended = run("test", "lax.yaml", "--inherited")
    assert ended.status == 1
    assert "accept: expected forbidden, found permitted" in ended.out


def test_a_file_that_cannot_be_read_does_not_hide_the_others(run: Run, small: Path) -> None:
    (small.parent / "odd.yaml").write_bytes(b"\xff\xfe")
    (small.parent / "wrong.yaml").write_text("policy: wrong\nnorms: {one: {must: nothing}}\n", "utf-8")
    ended = run("test", small.parent)
    assert ended.status == 2
    assert "small: 1 scenario, all passed" in ended.out
    assert ended.err.index("odd.yaml:1:1: error Y107") < ended.err.index("wrong.yaml:2")
