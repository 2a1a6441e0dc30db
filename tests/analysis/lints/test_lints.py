"""Each lint finds what its bad policy has, in the words of the golden text, and nothing in its good one."""

from __future__ import annotations

import os
from itertools import combinations
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from coach_ethics.analysis.lints import LINTS, lint
from coach_ethics.analysis.lints.look_alike_names import _Named, _one_letter_apart, _pairs
from coach_ethics.coaching.policies import load_policy, read_policy
from coach_ethics.problems import Problem, describe
from coach_ethics.source import Source

HERE = Path(__file__).parent
CODES = [each.code for each in LINTS]


def _found(folder: str, code: str) -> tuple[Problem, ...]:
    path = HERE / folder / f"{code}.yaml"
    return lint(read_policy(Source(f"{folder}/{code}.yaml", path.read_text(encoding="utf-8"))))


@pytest.mark.parametrize("code", CODES)
def test_the_bad_policy_gives_the_golden_text(code: str) -> None:
    found = _found("bad", code)
    golden = HERE / "bad" / f"{code}.txt"
    text = "".join(f"{describe(problem)}\n" for problem in found)
    if os.environ.get("WRITE_GOLDEN"):
        golden.write_text(text, encoding="utf-8")
    assert text == golden.read_text(encoding="utf-8")
    assert {problem.code for problem in found} == {code}


@pytest.mark.parametrize("code", CODES)
def test_the_good_policy_gives_nothing(code: str) -> None:
    assert _found("good", code) == ()


def test_every_lint_is_numbered_in_order_and_explains_itself() -> None:
    assert [f"L{number:03}" for number in range(1, len(LINTS) + 1)] == CODES
    for each in LINTS:
        assert all((each.name, each.finds, each.matters, each.example, each.instead))


@pytest.mark.parametrize("name", ["confidentiality", "collusion", "withdrawal", "essay"])
def test_the_core_policies_are_clean(name: str) -> None:
    assert lint(load_policy(name)) == ()


@given(st.lists(st.text("ab1", min_size=3, max_size=6), unique=True, max_size=8))
def test_names_a_letter_apart_are_found_without_comparing_all(names: list[str]) -> None:
    """LAW: of all pairs, those that are one letter apart are among those that are looked at, in the same order."""
    named = [_Named(name, True, None) for name in names]
    among = [pair for pair in _pairs(named) if _one_letter_apart(pair[0].name, pair[1].name)]
    assert among == [pair for pair in combinations(named, 2) if _one_letter_apart(pair[0].name, pair[1].name)]
