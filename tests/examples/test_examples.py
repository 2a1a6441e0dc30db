"""Every example runs, and says what its page says that it shows."""

from __future__ import annotations

import subprocess
import sys
from datetime import date
from pathlib import Path

import pytest

import coach_ethics as ce

EXAMPLES = Path(__file__).parents[2] / "examples"
PROGRAMS = sorted(EXAMPLES.glob("*.py"))
CASES = sorted(EXAMPLES.glob("*.yaml"))
DAY = date(2026, 6, 1)

CHOICES = {
    "essay": {frozenset({"withdraw", "tell_client"})},
    "two_party": {frozenset({"continue_coaching", "examine_causes"})},
    "dilemma": set(),
}
"""The choices that each case leaves under the essay's policy; none in a dilemma."""


@pytest.mark.parametrize("program", PROGRAMS, ids=lambda path: path.name)
def test_a_program_runs_from_anywhere(program: Path, tmp_path: Path) -> None:
    run = subprocess.run(
        [sys.executable, program], cwd=tmp_path, capture_output=True, text=True, timeout=120, check=False
    )
    assert run.returncode == 0, run.stderr
    assert run.stdout
    assert run.stderr == ""


def test_ten_lines_are_ten_lines() -> None:
    """The example keeps its word: ten lines of code at most, imports and printing included."""
    text = (EXAMPLES / "ten_lines.py").read_text("utf-8")
    assert len([line for line in text.splitlines()[1:] if line]) <= 10


def test_a_whole_study_takes_less_than_sixty_lines() -> None:
    """The example keeps its word: from the design to the deposit, imports and words of vignettes included."""
    _, _, code = (EXAMPLES / "vignette_study.py").read_text("utf-8").partition("from __future__")
    assert len([line for line in code.splitlines() if line]) < 60


@pytest.mark.parametrize("case", CASES, ids=lambda path: path.stem)
def test_a_case_leaves_the_choices_that_it_is_told_for(case: Path) -> None:
    policy = ce.load_policy("essay")
    found = ce.assess(ce.load_engagement(case, policy.vocabulary), policy, on=DAY)
    assert {choice.course for choice in found.choices} == CHOICES[case.stem]
    assert bool(found.conflicts) is (case.stem == "dilemma")
