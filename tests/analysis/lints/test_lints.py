"""Each lint finds what its bad policy has, in the words of the golden text, and nothing in its good one."""

from __future__ import annotations

from itertools import combinations
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.golden import golden

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
    text = "".join(f"{describe(problem)}\n" for problem in found)
    assert text == golden(HERE / "bad" / f"{code}.txt", text)
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


def test_a_draft_without_scenarios_gets_one_line() -> None:
    """Forty norms that no scenario tries are one warning, which doesn't hide the others."""
    norms = "".join(f"  norm-{number}: {{must: rest, when: block.present, because: B.}}\n" for number in range(40))
    draft = f"policy: draft\nacts: {{rest: {{means: Rest}}}}\nnorms:\n{norms}"
    (found,) = (problem for problem in lint(load_policy(draft)) if problem.code == "L008")
    assert found.message.startswith("40 of 40 norms are not in force in any scenario: `norm-0`, ")
    assert found.message.endswith(" and 30 more")


def test_a_norm_that_every_completion_of_a_scenario_puts_in_force_has_one() -> None:
    """Three-valued logic leaves it open, and what an assessment reports doesn't."""
    norm = "norms: {rest-always: {must: rest, when: block.present or not block.present, because: B.}}\n"
    scenario = "scenarios: [{scenario: nothing is known, given: {}, expect: {required: rest}}]\n"
    draft = f"policy: draft\nacts: {{rest: {{means: Rest}}}}\n{norm}"
    assert ["L008" in {each.code for each in lint(load_policy(text))} for text in (draft, draft + scenario)] == [
        True,
        False,
    ]


@given(st.lists(st.text("ab1", min_size=3, max_size=6), unique=True, max_size=8))
def test_names_a_letter_apart_are_found_without_comparing_all(names: list[str]) -> None:
    """LAW: of all pairs, those that are one letter apart are among those that are looked at, in the same order."""
    named = [_Named(name, True, None) for name in names]
    among = [pair for pair in _pairs(named) if _one_letter_apart(pair[0].name, pair[1].name)]
    assert among == [pair for pair in combinations(named, 2) if _one_letter_apart(pair[0].name, pair[1].name)]
