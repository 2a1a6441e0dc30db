"""Whether the coaching has ended: on and after the day on which it did, and not before."""

from __future__ import annotations

from datetime import date

import pytest

from coach_ethics import CaseProblems, Engagement, load_engagement
from coach_ethics.coaching.enumerations import Absence
from coach_ethics.coaching.situation import situation_of

TODAY = date(2026, 4, 1)


@pytest.mark.parametrize(
    ("ended", "known"),
    [
        (None, None),
        (Absence.NONE, False),
        (date(2026, 3, 31), True),
        (TODAY, True),
        (date(2026, 4, 2), False),
    ],
)
def test_the_coaching_has_ended_from_its_last_day_on(ended: date | Absence | None, known: bool | None) -> None:
    """That it isn't known whether it has ended is not that it goes on."""
    assert situation_of(Engagement(ended=ended), TODAY)["coaching.ended"] is known


def test_a_file_says_it_as_a_day_or_as_none() -> None:
    assert load_engagement("client: {name: Kim}\nended: 2026-03-31\n").ended == date(2026, 3, 31)
    assert load_engagement("client: {name: Kim}\nended: none\n").ended is Absence.NONE


def test_a_statement_against_the_record_is_refused() -> None:
    engagement = load_engagement("ended: 2026-03-31\nfacts: {coaching.ended: false}\n")
    with pytest.raises(CaseProblems, match="F301"):
        situation_of(engagement, TODAY)
