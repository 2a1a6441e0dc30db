"""Formulas put together without z3's coercions are those that z3 itself would make."""

from __future__ import annotations

import pytest

z3 = pytest.importorskip("z3", reason="z3 isn't installed: `pip install 'coach-ethics[analysis]'`")

from coach_ethics.engines.symbolic.formulas import position  # noqa: E402 - only where z3 is there


@pytest.mark.parametrize(("number", "width"), [(0, 1), (5, 3), (2**31, 32), (2**32 + 7, 33), (2**64 + 9, 70)])
def test_a_position_is_its_number_however_wide(number: int, width: int) -> None:
    made = position(number, z3.BitVec("fact", width, z3.Context()))
    assert (made.as_long(), made.size()) == (number, width)
