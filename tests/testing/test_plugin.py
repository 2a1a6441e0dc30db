"""The pytest plugin, run on policy files in folders of their own."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Callable, Collection
from importlib.util import find_spec
from pathlib import Path
from typing import TypeAlias
from xml.etree import ElementTree

import attrs
import pytest
from attrs import frozen

from coach_ethics.analysis.proofs.answers import Aspect, Proofs
from coach_ethics.analysis.proofs.prove import prove
from coach_ethics.model.answers import Undecided
from coach_ethics.model.policy import Policy
from coach_ethics_pytest import items

GOOD = """\
policy: demo
acts:
  withdraw: {means: End the coaching}
norms:
  end-well: {must: withdraw, when: block.present, because: It is over.}
properties:
  ends: {always: not block.present or required(withdraw), means: it ends}
scenarios:
  - scenario: it is over
    given: {block.present: true}
    expect: {required: [withdraw]}
"""


@frozen
class Ran:
    """What came of a run."""

    status: int
    out: str


RunPytest: TypeAlias = Callable[..., Ran]

ALONE_WITHOUT = ("cacheprovider", "faulthandler", "xdist", "hypothesispytest", "unraisableexception")
"""Plugins that a run within a run does without. The last one collects all garbage of this process five times over."""


@pytest.fixture
def run_pytest(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> RunPytest:
    """Runs pytest in the test's own folder, in this process: starting one takes longer than everything else."""

    def run(*options: str) -> Ran:
        monkeypatch.chdir(tmp_path)
        if not (tmp_path / "pytest.ini").exists():
            (tmp_path / "pytest.ini").write_text("[pytest]\ncoach_ethics_policies = *.yaml\n", encoding="utf-8")
        alone = (f"no:{plugin}" for plugin in ALONE_WITHOUT)
        status = pytest.main([*(part for name in alone for part in ("-p", name)), *options])
        return Ran(int(status), capsys.readouterr().out)

    return run


def test_nothing_is_collected_until_a_repository_asks_for_it(run_pytest: RunPytest, tmp_path: Path) -> None:
    """What an installed library doesn't know as its own fails nobody's tests: `policy:` is a word of many files."""
    (tmp_path / "pytest.ini").write_text("[pytest]\n", encoding="utf-8")
    (tmp_path / "retention.yaml").write_text("policy: {name: log-retention, days: 30}\n", encoding="utf-8")
    (tmp_path / "demo.yaml").write_text(GOOD, encoding="utf-8")
    assert run_pytest().status == pytest.ExitCode.NO_TESTS_COLLECTED
    named = run_pytest("-v", "demo.yaml")
    assert (named.status, "demo.yaml::reads" in named.out) == (0, True)


def test_a_policy_in_a_repository_of_its_own_just_works(run_pytest: RunPytest, tmp_path: Path) -> None:
    (tmp_path / "demo.yaml").write_text(GOOD, encoding="utf-8")
    (tmp_path / "other.yaml").write_text("key: value\n", encoding="utf-8")
    ran = run_pytest("-v")
    assert ran.status == 0, ran.out
    for name in ("demo.yaml::reads", "demo.yaml::scenario: it is over", "demo.yaml::property: ends"):
        assert name in ran.out
    assert "other.yaml" not in ran.out


def test_a_failing_scenario_names_the_line_and_the_difference(run_pytest: RunPytest, tmp_path: Path) -> None:
    (tmp_path / "demo.yaml").write_text(GOOD.replace("{required: [", "{forbidden: ["), encoding="utf-8")
    ran = run_pytest()
    assert ran.status == 1
    assert "demo.yaml:9: it is over" in ran.out
    assert "withdraw: expected forbidden, found required" in ran.out
    assert "Traceback" not in ran.out


def test_a_broken_property_shows_a_situation(run_pytest: RunPytest, tmp_path: Path) -> None:
    broken = GOOD.replace("not block.present or required(withdraw)", "required(withdraw)")
    (tmp_path / "demo.yaml").write_text(broken, encoding="utf-8")
    ran = run_pytest()
    assert ran.status == 1
    assert "demo.yaml:7: property ends doesn't hold in every situation\n  - declared: it ends." in ran.out
    assert "      given:\n        block.present: false\n" in ran.out


def test_a_policy_that_cannot_be_read_fails_with_its_problems(run_pytest: RunPytest, tmp_path: Path) -> None:
    (tmp_path / "demo.yaml").write_text(GOOD.replace("block.present,", "block.presnt,"), encoding="utf-8")
    ran = run_pytest()
    assert ran.status == 1
    assert "did you mean `block.present`?" in ran.out


needs_the_solver = pytest.mark.skipif(find_spec("z3") is None, reason="z3 isn't installed, so nothing is proved")


@needs_the_solver
def test_an_unintended_dilemma_fails_a_proof_with_its_place_and_a_scenario(
    run_pytest: RunPytest, tmp_path: Path
) -> None:
    conflict = GOOD.replace(
        "properties:", "  go-on: {must_not: withdraw, when: block.named, because: Go on.}\nproperties:"
    )
    (tmp_path / "demo.yaml").write_text(conflict, encoding="utf-8")
    ran = run_pytest("-v")
    assert "demo.yaml::proof: consistent FAILED" in ran.out
    assert "demo.yaml::proof: reachable PASSED" in ran.out
    assert "demo.yaml:5: end-well and go-on can be in force together" in ran.out
    assert "      given:\n        block.named: true\n        block.present: true\n" in ran.out


@needs_the_solver
def test_a_dead_norm_fails_a_proof_with_its_place_and_what_covers_it(run_pytest: RunPytest, tmp_path: Path) -> None:
    dead = GOOD.replace("when: block.present,", "when: block.present and not block.present,").partition("properties:")[
        0
    ]
    (tmp_path / "demo.yaml").write_text(dead, encoding="utf-8")
    ran = run_pytest("-v")
    assert "demo.yaml::proof: norm end-well is reachable FAILED" in ran.out
    assert "demo.yaml:5: norm end-well is never in force" in ran.out
    assert "  - these can't hold together:\n    - block.present\n    - not block.present" in ran.out


@needs_the_solver
def test_each_defect_is_an_item_of_its_own_with_its_line(run_pytest: RunPytest, tmp_path: Path) -> None:
    """Two dead norms, a dead concept and a silence: who reads the list of failures knows which they are."""
    (tmp_path / "demo.yaml").write_text(DEFECTS, encoding="utf-8")
    ran = run_pytest("-v", "--junit-xml=out.xml")
    cases = ElementTree.parse(tmp_path / "out.xml").iter("testcase")
    failed = {case.get("name"): failure.get("message") or "" for case in cases for failure in case.iter("failure")}
    assert {name: message.partition("\n")[0].rpartition("demo.yaml")[2] for name, message in failed.items()} == {
        "proof: norm end-well is reachable": ":8: norm end-well is never in force",
        "proof: norm go-on is reachable": ":9: norm go-on is never in force",
        "proof: concept both is reachable": ":6: concept both is never true",
        "proof: determined: stay": ":12: somewhere the policy is silent on stay, although it is required to determine "
        "it",
    }, ran.out
    for name in ("norm silence is reachable", "determined: withdraw", "consistent", "complete", "reachable"):
        assert f"demo.yaml::proof: {name} PASSED" in ran.out


@needs_the_solver
def test_what_is_wrong_in_a_policy_that_is_extended_fails_by_what_is_asked(
    run_pytest: RunPytest, tmp_path: Path
) -> None:
    (tmp_path / "demo.yaml").write_text(DEFECTS, encoding="utf-8")
    text = "policy: over\nextends: [demo]\nnorms:\n  leave: {must_not: stay, when: block.examined_as_learning}\n"
    (tmp_path / "over.yaml").write_text(text, encoding="utf-8")
    ran = run_pytest("-v", "over.yaml")
    for name in ("reachable FAILED", "complete FAILED", "norm leave is reachable PASSED"):
        assert f"over.yaml::proof: {name}" in ran.out, ran.out
    assert "demo.yaml:8: norm end-well is never in force" in ran.out


DEFECTS = """\
policy: demo
acts:
  withdraw: {means: End the coaching}
  stay: {means: Stay}
concepts:
  both: {when: block.present and not block.present, means: it is and it is not}
norms:
  end-well: {must: withdraw, when: both, because: It is over.}
  go-on: {must: stay, when: block.named and not block.named, because: Go on.}
  silence: {must_not: withdraw, because: Say nothing.}
completeness:
  - {acts: stay}
  - {acts: withdraw}
"""


@needs_the_solver
def test_what_is_not_decided_fails_with_the_reason(
    run_pytest: RunPytest, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Nobody has shown it; that it passed would say that somebody had."""

    def no_time(policy: Policy, only: Collection[Aspect]) -> Proofs:
        proofs = prove(policy, only=only)
        undecided = (attrs.evolve(each, answer=Undecided("no time")) for each in proofs.proofs)
        return attrs.evolve(proofs, proofs=tuple(undecided))

    monkeypatch.setattr(items, "prove", no_time)
    (tmp_path / "demo.yaml").write_text(GOOD, encoding="utf-8")
    ran = run_pytest("-v")
    assert "demo.yaml::proof: norm end-well is reachable FAILED" in ran.out
    assert "demo.yaml:5: undecided: norm `end-well` can be in force: no time" in ran.out


def test_without_the_solver_proofs_are_skipped_and_say_how_to_get_it(
    run_pytest: RunPytest, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(items, "find_spec", lambda name: None)
    (tmp_path / "demo.yaml").write_text(GOOD, encoding="utf-8")
    ran = run_pytest("-rs")
    assert ran.status == 0
    assert "proofs need the z3 solver: `pip install 'coach-ethics[analysis]'`" in ran.out
    assert "3 passed, 4 skipped" in ran.out


@needs_the_solver
@pytest.mark.parametrize("holds", [True, False])
def test_a_property_of_a_policy_too_large_to_search_is_proved(
    holds: bool, run_pytest: RunPytest, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(items, "counterexample", lambda claim, slices: Undecided("it takes too long"))
    text = GOOD if holds else GOOD.replace("not block.present or required(withdraw)", "required(withdraw)")
    (tmp_path / "large.yaml").write_text(text, encoding="utf-8")
    ran = run_pytest("-v", "-k", "property")
    assert f"large.yaml::property: ends {'PASSED' if holds else 'FAILED'}" in ran.out
    assert holds or "large.yaml:7: property ends doesn't hold in every situation" in ran.out


MONOTONE = """\
policy: monotone
acts:
  disclose: {means: Tell somebody who can protect}
norms:
  silence: {must_not: disclose, when: harm.likelihood >= likely, because: The wrong way round.}
monotone:
  - {more: harm.likelihood, never_less: [disclose], means: danger never makes telling less allowed}
"""


def test_what_is_declared_monotone_is_looked_into(run_pytest: RunPytest, tmp_path: Path) -> None:
    (tmp_path / "monotone.yaml").write_text(MONOTONE, encoding="utf-8")
    ran = run_pytest()
    assert ran.status == 1
    assert (
        "monotone.yaml:7: more of `harm.likelihood` can make `disclose` less allowed\n"
        "  - declared: danger never makes telling less allowed\n"
        "`disclose` is allowed where\n    harm.likelihood: foreseeable\n"
        "and no longer where, everything else being equal, `harm.likelihood` is likely\n"
    ) in ran.out


@pytest.mark.parametrize("first", ['"policy": demo', "'policy' : demo", "policy: demo", "\ufeffpolicy: demo"])
def test_a_policy_is_known_however_its_key_is_written(first: str, run_pytest: RunPytest, tmp_path: Path) -> None:
    (tmp_path / "demo.yaml").write_text(GOOD.replace("policy: demo", first), encoding="utf-8")
    assert "demo.yaml::reads" in run_pytest("--collect-only", "-q").out


def test_a_policy_on_one_line_is_known_and_a_key_further_in_is_none(run_pytest: RunPytest, tmp_path: Path) -> None:
    (tmp_path / "line.yaml").write_text('{"policy": line, "acts": {withdraw: {means: End}}}', encoding="utf-8")
    (tmp_path / "other.yaml").write_text("network:\n  policy: none\n", encoding="utf-8")
    ran = run_pytest("--collect-only", "-q")
    assert "line.yaml::reads" in ran.out
    assert "other.yaml" not in ran.out


def test_junit_output_has_every_claim_by_name(run_pytest: RunPytest, tmp_path: Path) -> None:
    (tmp_path / "demo.yaml").write_text(GOOD, encoding="utf-8")
    run_pytest("--junit-xml=out.xml")
    names = {case.get("name") for case in ElementTree.parse(tmp_path / "out.xml").iter("testcase")}
    assert {
        "reads",
        "scenario: it is over",
        "property: ends",
        "proof: norm end-well is reachable",
        "proof: reachable",
    } <= names


def test_junit_output_says_where_and_what(run_pytest: RunPytest, tmp_path: Path) -> None:
    broken = GOOD.replace("not block.present or required(withdraw)", "required(withdraw)")
    (tmp_path / "demo.yaml").write_text(broken, encoding="utf-8")
    run_pytest("--junit-xml=out.xml")
    (failure,) = ElementTree.parse(tmp_path / "out.xml").iter("failure")
    assert "demo.yaml:7: property ends doesn't hold in every situation" in (failure.text or "")


def test_files_can_be_named_by_an_option(run_pytest: RunPytest, tmp_path: Path) -> None:
    for folder in ("ours", "theirs"):
        (tmp_path / folder).mkdir()
        (tmp_path / folder / "demo.yaml").write_text(GOOD, encoding="utf-8")
    (tmp_path / "pytest.ini").write_text("[pytest]\ncoach_ethics_policies = ours/*.yaml\n", encoding="utf-8")
    ran = run_pytest("-v")
    assert "ours/demo.yaml" in ran.out
    assert "theirs/demo.yaml" not in ran.out


def test_the_plugin_is_cheap_where_it_is_not_used(tmp_path: Path) -> None:
    """Without a policy file, loading the plugin imports nothing of the library."""
    (tmp_path / "test_nothing.py").write_text(
        "import sys\n\n\ndef test_nothing():\n    assert 'coach_ethics_pytest' in sys.modules\n"
        "    assert 'coach_ethics' not in sys.modules\n",
        encoding="utf-8",
    )
    command = [sys.executable, "-m", "pytest", "-p", "no:cacheprovider"]
    ran = subprocess.run(command, cwd=tmp_path, capture_output=True, text=True, check=False, timeout=120)
    assert ran.returncode == 0, ran.stdout
