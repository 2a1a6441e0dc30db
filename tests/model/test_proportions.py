"""Shares with intervals, and agreement beyond chance."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from coach_ethics.model.proportions import Proportion, cohens_kappa


def test_wilsons_interval_is_that_of_the_tables() -> None:
    """Newcombe, Two-sided confidence intervals for the single proportion (1998), table I: 81 of 263, 15 of 148."""
    assert Proportion(81, 263).interval() == pytest.approx((0.2553, 0.3662), abs=5e-5)
    assert Proportion(15, 148).interval() == pytest.approx((0.0624, 0.1605), abs=5e-5)
    assert Proportion(0, 20).interval() == pytest.approx((0.0, 0.1611), abs=5e-5)


@given(st.integers(0, 1000), st.integers(0, 1000))
def test_an_interval_holds_the_share_and_lies_within_nought_and_one(hits: int, others: int) -> None:
    part = Proportion(hits, hits + others)
    low, high = part.interval()
    assert 0 <= low <= high <= 1
    assert part.share is None or low <= part.share + 1e-12
    assert part.share is None or part.share <= high + 1e-12


def test_of_nothing_there_is_no_share() -> None:
    assert (Proportion(0, 0).share, Proportion(0, 0).interval()) == (None, (0.0, 1.0))


def test_kappa_is_none_where_chance_alone_agrees_throughout() -> None:
    assert cohens_kappa({}) is None
    assert cohens_kappa({("yes", "yes"): 7}) is None
    assert cohens_kappa({("yes", "yes"): 3, ("no", "yes"): 4}) == 0
    assert cohens_kappa({("yes", "no"): 1, ("no", "yes"): 1}) == -1
