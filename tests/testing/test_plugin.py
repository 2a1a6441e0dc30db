"""The pytest plugin, run on policy files in folders of their own."""

from __future__ import annotations

import subprocess
import sys
from importlib.util import find_spec
from pathlib import Path
from xml.etree import ElementTree

import pytest

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


def _pytest(folder: Path, *options: str) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "pytest", "-p", "no:cacheprovider", *options]
    return subprocess.run(command, cwd=folder, capture_output=True, text=True, check=False, timeout=120)


def test_a_policy_in_a_repository_of_its_own_just_works(tmp_path: Path) -> None:
    (tmp_path / "demo.yaml").write_text(GOOD, encoding="utf-8")
    (tmp_path / "other.yaml").write_text("key: value\n", encoding="utf-8")
    ran = _pytest(tmp_path, "-v")
    assert ran.returncode == 0, ran.stdout
    for name in ("demo.yaml::reads", "demo.yaml::scenario: it is over", "demo.yaml::property: ends"):
        assert name in ran.stdout
    assert "other.yaml" not in ran.stdout


def test_a_failing_scenario_names_the_line_and_the_difference(tmp_path: Path) -> None:
    (tmp_path / "demo.yaml").write_text(GOOD.replace("{required: [", "{forbidden: ["), encoding="utf-8")
    ran = _pytest(tmp_path)
    assert ran.returncode == 1
    assert "demo.yaml:9: it is over" in ran.stdout
    assert "withdraw: expected forbidden, found required" in ran.stdout
    assert "Traceback" not in ran.stdout


def test_a_broken_property_shows_a_situation(tmp_path: Path) -> None:
    broken = GOOD.replace("not block.present or required(withdraw)", "required(withdraw)")
    (tmp_path / "demo.yaml").write_text(broken, encoding="utf-8")
    ran = _pytest(tmp_path)
    assert ran.returncode == 1
    assert "`always` doesn't hold where\n  block.present: False" in ran.stdout


def test_a_policy_that_cannot_be_read_fails_with_its_problems(tmp_path: Path) -> None:
    (tmp_path / "demo.yaml").write_text(GOOD.replace("block.present,", "block.presnt,"), encoding="utf-8")
    ran = _pytest(tmp_path)
    assert ran.returncode == 1
    assert "did you mean `block.present`?" in ran.stdout


@pytest.mark.skipif(find_spec("z3") is None, reason="z3 isn't installed, so there are no proof items")
def test_an_unintended_dilemma_fails_a_proof(tmp_path: Path) -> None:
    clash = GOOD.replace(
        "properties:", "  go-on: {must_not: withdraw, when: block.named, because: Go on.}\nproperties:"
    )
    (tmp_path / "demo.yaml").write_text(clash, encoding="utf-8")
    ran = _pytest(tmp_path, "-v")
    assert "demo.yaml::proof: consistent FAILED" in ran.stdout
    assert "demo.yaml::proof: alive PASSED" in ran.stdout


def test_junit_output_has_every_claim_by_name(tmp_path: Path) -> None:
    (tmp_path / "demo.yaml").write_text(GOOD, encoding="utf-8")
    _pytest(tmp_path, "--junit-xml=out.xml")
    names = {case.get("name") for case in ElementTree.parse(tmp_path / "out.xml").iter("testcase")}
    assert {"reads", "scenario: it is over", "property: ends"} <= names


def test_files_can_be_named_by_an_option(tmp_path: Path) -> None:
    for folder in ("ours", "theirs"):
        (tmp_path / folder).mkdir()
        (tmp_path / folder / "demo.yaml").write_text(GOOD, encoding="utf-8")
    (tmp_path / "pytest.ini").write_text("[pytest]\ncoach_ethics_policies = ours/*.yaml\n", encoding="utf-8")
    ran = _pytest(tmp_path, "-v")
    assert "ours/demo.yaml" in ran.stdout
    assert "theirs/demo.yaml" not in ran.stdout


def test_the_plugin_is_cheap_where_it_is_not_used(tmp_path: Path) -> None:
    """Without a policy file, loading the plugin imports nothing of the library."""
    (tmp_path / "test_nothing.py").write_text(
        "import sys\n\n\ndef test_nothing():\n    assert 'coach_ethics_pytest' in sys.modules\n"
        "    assert 'coach_ethics' not in sys.modules\n",
        encoding="utf-8",
    )
    ran = _pytest(tmp_path)
    assert ran.returncode == 0, ran.stdout
