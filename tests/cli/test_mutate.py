"""Scenarios that would kill mutants: each once, with a sentence for a name, written into the file when asked."""

from __future__ import annotations

from pathlib import Path

import pytest
from tests.cli.conftest import Run

from coach_ethics.coaching.policies import load_policy

POLICY = """\
# our own
policy: mine
version: 1.0.0
facts:
  gift.worth: {type: int, min: 0, max: 100, ask: How much?, means: the worth of the gift}
acts: {accept: {means: Accept the gift.}}
norms:
  no-gifts: {must_not: accept, when: gift.worth > 50, because: It may sway you.}  # a remark
"""
SCENARIOS = """\
scenarios:
- scenario: a watch is declined
  given: {gift.worth: 90}
  expect: {forbidden: [accept]}

# the end
"""


@pytest.mark.parametrize("scenarios", ["", SCENARIOS])
@pytest.mark.parametrize("after", ["", 'clauses:\n  "1": {summary: No gifts., norms: no-gifts}\n'])
def test_suggested_scenarios_are_written_behind_the_others(
    run: Run, tmp_path: Path, scenarios: str, after: str
) -> None:
    """The file keeps every other line, passes its tests, and then no mutant survives."""
    pytest.importorskip("z3", reason="z3 isn't installed")
    path = tmp_path / "mine.yaml"
    path.write_text(POLICY + scenarios + after)
    ended = run("mutate", "mine.yaml", "--append")
    assert ended.status == 1
    assert "scenarios added to mine.yaml" in ended.err
    names = [scenario.name for scenario in load_policy(path).scenarios]
    assert len(set(names)) == len(names)
    assert "nothing is said on whether you may accept the gift, where the worth of the gift is 50" in names
    assert "you must not accept the gift, where the worth of the gift is 51" in names
    kept = iter(path.read_text().splitlines())
    assert all(line in kept for line in (POLICY + scenarios + after).splitlines())
    assert run("test", "mine.yaml").status == 0
    assert run("mutate", "mine.yaml", "--append").status == 0


def test_scenarios_in_brackets_are_left_alone(run: Run, tmp_path: Path) -> None:
    pytest.importorskip("z3", reason="z3 isn't installed")
    text = POLICY + "scenarios: [{scenario: a watch, given: {gift.worth: 90}, expect: {forbidden: accept}}]\n"
    (tmp_path / "mine.yaml").write_text(text)
    assert "F106" in run("mutate", "mine.yaml", "--append").err
    assert "F106" in run("mutate", "-", "--append", stdin=text).err
    assert (tmp_path / "mine.yaml").read_text() == text
