"""LAW: every analysis of every policy gives an answer, or says that it is undecided, in a bounded number of steps."""

from __future__ import annotations

import pytest

pytest.importorskip("z3", reason="z3 isn't installed: `pip install 'coach-ethics[analysis]'`")

from tests.analysis.entangled import ENTANGLED, entangled
from tests.steps import at_most

from coach_ethics.analysis.compare.comparison import compare
from coach_ethics.analysis.lints import lint
from coach_ethics.analysis.mutation.mutate import UndecidedMutant, mutate
from coach_ethics.analysis.proofs.prove import prove
from coach_ethics.model.answers import Undecided

STEPS = 15_000_000
"""Calls of functions: some three seconds, profiled some ten."""


@pytest.mark.parametrize("name", ENTANGLED)
def test_lints_end(name: str) -> None:
    policy = entangled(name)
    with at_most(STEPS):
        found = lint(policy)
    assert found


def test_lints_say_where_they_broke_off() -> None:
    codes = [each.code for each in lint(entangled("random clauses"))]
    assert "L902" in codes
    assert "L902" not in [each.code for each in lint(entangled("two amounts compared"))]


@pytest.mark.parametrize("name", ENTANGLED)
def test_proofs_end(name: str) -> None:
    policy = entangled(name)
    with at_most(STEPS):
        proofs = prove(policy)
    for each in proofs.undecided:
        assert isinstance(each.answer, Undecided)
        assert "more than" in each.answer.reason


@pytest.mark.parametrize("name", ENTANGLED)
def test_a_comparison_with_itself_ends(name: str) -> None:
    policy = entangled(name)
    with at_most(STEPS):
        found = compare(policy, policy)
    assert found.agree or found.undecided or any(isinstance(each.answer, Undecided) for each in found.courses)


@pytest.mark.parametrize("name", ["many thresholds of one amount", "random clauses"])
def test_mutants_are_undecided_where_those_before_them_took_all_steps(name: str) -> None:
    policy = entangled(name)
    with at_most(STEPS):
        found = tuple(mutate(policy, steps=100_000))
    late, spent = UndecidedMutant("the mutants before it took more than 100,000 steps"), 0
    for each in found:
        assert (each.fate == late) is (spent > 100_000)
        spent += each.steps
    assert not isinstance(found[0].fate, UndecidedMutant)
    assert found[-1].fate == late
