"""The scenarios of the core policies notice slips of the pen; the essay's policy has nothing of its own to slip in."""

from __future__ import annotations

from importlib.util import find_spec

import pytest

from coach_ethics.analysis.mutation.mutants import mutants
from coach_ethics.analysis.mutation.mutate import mutate, score
from coach_ethics.coaching.policies import load_policy


@pytest.mark.skipif(find_spec("z3") is None, reason="z3 isn't installed, so what makes no difference isn't known")
@pytest.mark.parametrize(("name", "least"), [("confidentiality", 1.0), ("collusion", 1.0), ("withdrawal", 0.95)])
def test_a_core_policy_notices_slips_of_the_pen(name: str, least: float) -> None:
    found = score(mutate(load_policy(name)))
    assert found.value is not None
    assert found.value >= least


def test_what_is_all_inherited_has_no_mutants() -> None:
    assert list(mutants(load_policy("essay"))) == []
