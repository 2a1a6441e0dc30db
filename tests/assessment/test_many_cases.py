"""Many cases at once, and whoever watches."""

from __future__ import annotations

import pytest

import coach_ethics as ce
from coach_ethics.assessment import Observation, Observer, assess_many

CASES: tuple[dict[str, object], ...] = ({"coach.takes_credit": True}, {}, {"block.present": True, "block.named": False})


def test_each_case_is_assessed_as_it_would_be_alone() -> None:
    assert assess_many(CASES, "essay") == tuple(ce.assess(case, "essay") for case in CASES)
    assert assess_many((), "essay") == ()


def test_what_is_wrong_with_any_case_is_told_by_its_number() -> None:
    with pytest.raises(ce.CaseProblems) as found:
        assess_many([{"block.presnt": True}, {}, {"block.present": "perhaps"}], "essay")
    assert {each.message.partition(":")[0] for each in found.value.problems} == {"case 1", "case 3"}


def test_an_observer_is_told_everything_but_the_facts() -> None:
    """Unless it asks for them."""
    seen: list[Observation] = []
    results = assess_many(CASES, "essay", observer=Observer(seen.append))
    assert [(each.policy, each.engine, each.statuses, each.situation) for each in seen] == [
        (result.policy, result.engine, result.statuses, None) for result in results
    ]
    assert all(each.seconds > 0 for each in seen)
    assert "block.present" not in repr(seen)
    ce.assess(CASES[0], "essay", observer=Observer(seen.append, with_facts=True))
    assert seen[-1].situation == results[0].situation
    assert "takes_credit" not in repr(seen[-1])
