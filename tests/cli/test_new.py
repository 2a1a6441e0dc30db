"""`coach-ethics new`: a policy to start with that passes everything at once."""

from __future__ import annotations

from importlib.util import find_spec
from pathlib import Path

import pytest
from tests.cli.conftest import Run


def test_the_starter_passes_check_and_test(run: Run, tmp_path: Path) -> None:
    written = run("new", "our-code")
    assert written.status == 0
    assert "coach-ethics check our-code.yaml" in written.out
    assert run("check", "our-code.yaml").out == "1 policy, no problems\n"
    tested = run("test", "our-code.yaml")
    assert tested.status == 0
    assert tested.out == "our-code: 6 scenarios, all passed\n"


@pytest.mark.skipif(find_spec("z3") is None, reason="z3 isn't installed, so nothing is proved")
def test_the_starter_passes_prove_and_mutate(run: Run, tmp_path: Path) -> None:
    """Every slip of the pen in it is noticed, so that who starts with it sees how that is done."""
    run("new", "our-code")
    proved = run("prove", "our-code.yaml")
    assert (proved.status, "No problems found" in proved.out) == (0, True), proved.out
    mutated = run("mutate", "our-code.yaml")
    assert mutated.status == 0, mutated.out
    assert "a score of 1.000" in mutated.out
    assert "6 of 6 conditions both true and false" in mutated.out


def test_the_starter_explains_every_section_that_it_has(run: Run) -> None:
    """Each section of the starter has a comment, since it is read by somebody who sees one for the first time."""
    text = run("new", "our-code", "--out", "-").out
    sections = [line for line in text.splitlines() if line and not line.startswith((" ", "#"))]
    assert len(sections) > 8
    bare = [line for line in sections if "#" not in line]
    assert [line.partition(":")[0] for line in bare] == ["version"]


@pytest.mark.parametrize("name", ["-", "Ünï", "Our Code", "-x", "a" * 101, "\x1b[31m"])
def test_what_cannot_be_a_name_is_refused_before_anything_is_written(run: Run, tmp_path: Path, name: str) -> None:
    ended = run("new", "--", name)
    assert ended.status == 2
    assert ended.err.startswith("error N101: ")
    assert "such as `keep-the-confidence`" in ended.err
    assert "\x1b" not in ended.err
    assert list(tmp_path.iterdir()) == []


def test_a_shipped_policy_cannot_be_hidden(run: Run, tmp_path: Path) -> None:
    """`extends` looks beside the file first: a new `essay.yaml` would take the place of the shipped one."""
    ended = run("new", "essay")
    assert ended.status == 2
    assert ended.err.startswith("error N109: `essay` is the name of a shipped policy")
    assert "`extends: [essay]`" in ended.err
    assert list(tmp_path.iterdir()) == []


def test_nothing_is_overwritten(run: Run, tmp_path: Path) -> None:
    place = tmp_path / "our-code.yaml"
    place.write_text("mine", "utf-8")
    ended = run("new", "our-code")
    assert ended.status == 2
    assert ended.err.startswith("error F104: `our-code.yaml` already exists")
    assert place.read_text("utf-8") == "mine"


def test_the_place_can_be_chosen(run: Run, tmp_path: Path) -> None:
    (tmp_path / "policies").mkdir()
    assert run("new", "our-code", "--out", "policies/our-code.yaml").status == 0
    assert run("check", "policies").out == "1 policy, no problems\n"
