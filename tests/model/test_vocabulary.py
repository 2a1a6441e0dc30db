"""Enumerations whose members stand from least to most."""

from __future__ import annotations

import pytest

from coach_ethics.model.vocabulary import OrderedEnum


class Likely(OrderedEnum):
    NONE = "none"
    POSSIBLE = "possible"
    IMMINENT = "imminent"


def test_members_compare_by_where_they_stand_and_not_as_texts() -> None:
    assert Likely.NONE < Likely.POSSIBLE < Likely.IMMINENT
    assert Likely.IMMINENT > Likely.POSSIBLE >= Likely.POSSIBLE
    assert sorted([Likely.IMMINENT, Likely.NONE]) == [Likely.NONE, Likely.IMMINENT]
    assert max(Likely) is Likely.IMMINENT


def test_a_member_compares_with_a_value_as_it_is_written() -> None:
    assert Likely.POSSIBLE < "imminent"
    assert Likely.POSSIBLE <= "possible"
    assert "imminent" > Likely.POSSIBLE  # noqa: SIM300 - the value stands first on purpose
    with pytest.raises(ValueError, match="'certain' is not a valid Likely"):
        assert Likely.POSSIBLE < "certain"
