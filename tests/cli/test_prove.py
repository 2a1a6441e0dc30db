"""`coach-ethics prove` and `coach-ethics compare`."""

from __future__ import annotations

import json
import sys
from pathlib import Path

import pytest

pytest.importorskip("z3", reason="proofs need the extra `analysis`")

from tests.cli.conftest import Run

FAULTY = """\
policy: faulty
title: A policy with faults
version: 1.0.0
facts:
  gift.offered: {type: bool, ask: Were you offered a gift?, means: a gift was offered}
  gift.value: {type: int, min: 0, max: 100, ask: What is it worth?, means: what the gift is worth}
acts:
  accept: {means: Accept the gift}
  report: {means: Report the gift}
norms:
  thank:
    must: accept
    when: gift.offered
    because: Thank them.
  no-gifts:
    must_not: accept
    when: gift.value > 10
    because: It may sway you.
  never:
    must: report
    when: gift.value > 50 and gift.value < 40
    because: Nobody knows.
completeness:
  - acts: [report]
    means: whether to report is always said
properties:
  no-dear-gifts: {always: "gift.value <= 5 or forbidden(accept)", means: nothing dear is accepted}
"""


@pytest.fixture
def faulty(tmp_path: Path) -> Path:
    path = tmp_path / "faulty.yaml"
    path.write_text(FAULTY, "utf-8")
    return path


def test_the_essay_has_nothing_to_fix_but_knows_a_dilemma(run: Run) -> None:
    ended = run("prove", "essay", "--only", "consistent, properties,complete,reachable")
    assert (ended.status, ended.err) == (0, "")
    assert "No problems found" in ended.out
    assert "Declared dilemmas" in ended.out


def test_every_finding_has_its_place_and_its_witness(run: Run, faulty: Path) -> None:
    ended = run("prove", faulty)
    assert (ended.status, ended.err) == (1, "")
    assert "4 problems found" in ended.out
    for said in (
        "faulty.yaml:15: no-gifts and thank can be in force together",
        "faulty.yaml:19: norm never is never in force",
        "- gift.value > 50",
        "somewhere the policy is silent on report, although it is required to determine it",
        "property no-dear-gifts doesn't hold in every situation",
        "dilemma: true",
    ):
        assert said in ended.out


def test_a_witness_pasted_into_the_policy_passes(run: Run, faulty: Path) -> None:
    """Every witness is a scenario, ready to paste."""
    found = json.loads(run("prove", faulty, "--format", "json").out)
    (policy,) = found["policies"]
    witnesses = [proof["witness"] for proof in policy["proofs"] if proof.get("witness")]
    assert found["findings"] == 4
    assert len(witnesses) >= 3
    scenarios = "".join(witness["scenario"].rstrip() + "\n" for witness in witnesses)
    faulty.write_text(f"{FAULTY}scenarios:\n{scenarios}", "utf-8")
    ended = run("test", faulty)
    assert (ended.status, ended.err) == (0, "")
    assert f"{len(witnesses)} scenarios, all passed" in ended.out


def test_markdown_keeps_scenarios_as_they_are(run: Run, faulty: Path) -> None:
    ended = run("prove", faulty, "--only", "consistent", "--format", "markdown")
    assert "```yaml\n- scenario:" in ended.out


def test_an_aspect_that_there_is_not(run: Run) -> None:
    ended = run("prove", "essay", "--only", "consistant")
    assert ended.status == 2
    assert "consistent, complete, reachable" in ended.err


@pytest.mark.parametrize("arguments", [("prove", "essay"), ("compare", "essay", "collusion")])
def test_without_the_solver_the_fix_is_said(
    run: Run, monkeypatch: pytest.MonkeyPatch, arguments: tuple[str, ...]
) -> None:
    monkeypatch.setitem(sys.modules, "z3", None)
    for name in [
        name for name in sys.modules if name.startswith("coach_ethics.engines.symbolic.") and "answers" not in name
    ]:
        monkeypatch.delitem(sys.modules, name)
    ended = run(*arguments)
    assert (ended.status, ended.out) == (2, "")
    assert "Z101" in ended.err
    assert "pip install coach-ethics[analysis]" in ended.err


def test_compare_shows_regions_norms_and_scenarios(run: Run, faulty: Path, tmp_path: Path) -> None:
    later = tmp_path / "later.yaml"
    later.write_text(FAULTY.replace("gift.value > 10\n", "gift.value > 20\n").replace("1.0.0", "1.1.0"), "utf-8")
    ended = run("compare", faulty, later)
    assert (ended.status, ended.err) == (1, "")
    for said in (
        "From faulty 1.0.0 to faulty 1.1.0",
        "from forbidden to unregulated",
        "gift.value >= 11",
        "before: no-gifts",
    ):
        assert said in ended.out
    assert "from dilemma to required" in ended.out
    regions = sum(line.lstrip().startswith("- where ") for line in ended.out.splitlines())
    assert ended.out.count("- scenario: ") == regions >= 2
    data = json.loads(run("compare", faulty, later, "--format", "json", "--act", "accept").out)
    statuses = [[each["status"] for each in found["said"]] for found in data["divergences"]]
    assert sorted(statuses) == [["dilemma", "required"], ["forbidden", "unregulated"]]
    policies = [[each["policy"] for each in found["said"]] for found in data["divergences"]]
    assert policies == [["faulty 1.0.0", "faulty 1.1.0"]] * 2
    assert all(found["share"]["exact"] and found["left"] is None for found in data["divergences"])


def test_policies_that_agree(run: Run, faulty: Path) -> None:
    ended = run("compare", faulty, faulty)
    assert (ended.status, ended.err) == (0, "")
    assert "They agree" in ended.out


def test_an_act_that_neither_has(run: Run, faulty: Path) -> None:
    ended = run("compare", faulty, faulty, "--act", "acept")
    assert ended.status == 2
    assert "did you mean `accept`?" in ended.err
