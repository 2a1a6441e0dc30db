"""Misses in a row: what is certain, held to every way in which the missing pieces could be filled in."""

from __future__ import annotations

from datetime import date, timedelta
from itertools import permutations, product

import pytest
from hypothesis import given
from hypothesis import strategies as st

from coach_ethics.coaching.enumerations import Excuse
from coach_ethics.coaching.timeline import MOST, Commitment, Due, causes_examined, missed_in_a_row, streak

TODAY = date(2026, 4, 1)
PAST = [TODAY - timedelta(days=7 * weeks) for weeks in range(4)]
LATER = TODAY + timedelta(days=7)


def due(day: date | None, kept: bool | None) -> Due:
    return Due(day=day, kept=kept)


def history(*kept: bool | None) -> Commitment:
    """A commitment that was due every week, the latest today; the earliest comes first."""
    days = [TODAY - timedelta(days=7 * weeks) for weeks in reversed(range(len(kept)))]
    return Commitment(history=tuple(due(day, each) for day, each in zip(days, kept, strict=True)))


@pytest.mark.parametrize(
    ("kept", "count"),
    [
        ((), 0),
        ((True,), 0),
        ((False,), 1),
        ((False, False, False), 3),
        ((False, True, False, False), 2),
        ((False, False, True), 0),
        ((None, True, False), 1),
        ((None, False), None),
        ((True, None), None),
        ((True, None, True), 0),
    ],
)
def test_misses_are_counted_back_to_the_last_that_was_kept(kept: tuple[bool | None, ...], count: int | None) -> None:
    assert missed_in_a_row([history(*kept)], TODAY) == count


def test_what_is_due_later_does_not_count_yet() -> None:
    commitment = Commitment(history=(due(TODAY, False), due(LATER, True)))
    assert missed_in_a_row([commitment], TODAY) == 1
    assert missed_in_a_row([commitment], LATER) == 0
    assert missed_in_a_row([commitment], PAST[1]) == 0


def test_the_order_of_writing_does_not_matter() -> None:
    entries = [due(PAST[0], False), due(PAST[1], False), due(PAST[2], True), due(PAST[3], False)]
    counts = {missed_in_a_row([Commitment(history=order)], TODAY) for order in permutations(entries)}
    assert counts == {2}


def test_small_things_kept_meanwhile_do_not_hide_the_one_put_off() -> None:
    assert missed_in_a_row([history(False, False, False), history(True, True, True)], TODAY) == 3


def test_an_unknown_commitment_leaves_the_count_open() -> None:
    assert missed_in_a_row([history(False, False), Commitment()], TODAY) is None
    assert missed_in_a_row([], TODAY) == 0


def test_an_entry_without_a_day_may_be_anywhere() -> None:
    assert missed_in_a_row([Commitment(history=(due(None, False),))], TODAY) is None
    assert missed_in_a_row([Commitment(history=(due(None, True),))], TODAY) == 0
    assert missed_in_a_row([Commitment(history=(due(PAST[1], False), due(None, True)))], TODAY) is None


def test_a_count_stands_in_for_a_history() -> None:
    assert missed_in_a_row([Commitment(missed=4)], TODAY) == 4


def test_many_misses_count_as_the_most() -> None:
    days = (due(TODAY - timedelta(days=day), False) for day in range(MOST + 5))
    assert missed_in_a_row([Commitment(history=tuple(days))], TODAY) == MOST


@pytest.mark.parametrize(
    ("kept", "examined", "expected"),
    [
        ((False,), True, True),
        ((False,), False, False),
        ((False,), None, None),
        ((True,), True, False),
        ((True,), None, False),
        ((None,), True, None),
        ((None,), False, False),
    ],
)
def test_causes_are_examined_where_something_is_missed(
    kept: tuple[bool | None, ...], examined: bool | None, expected: bool | None
) -> None:
    (commitment,) = (history(*kept),)
    with_causes = Commitment(history=commitment.history, causes_examined=examined)
    assert causes_examined([with_causes], TODAY) is expected


def test_causes_of_everything_missed_have_to_be_examined() -> None:
    seen = Commitment(missed=2, causes_examined=True)
    assert causes_examined([seen, Commitment(missed=0)], TODAY) is True
    assert causes_examined([seen, Commitment(missed=1, causes_examined=False)], TODAY) is False


entries = st.builds(
    Due,
    day=st.sampled_from((None, PAST[0], PAST[1], PAST[2], LATER)),
    kept=st.sampled_from((None, True, False, Excuse.EXCUSED)),
)
histories = st.lists(entries, max_size=4, unique_by=lambda entry: entry.day or id(entry))


@given(histories)
def test_the_bounds_are_the_least_and_the_most_of_all_completions(entries: list[Due]) -> None:
    """The bounds of a run of misses are met by some filling in of the missing pieces, and exceeded by none."""
    found = streak(Commitment(history=tuple(entries)), TODAY)
    counts = {_count(filled) for filled in _completions(entries)}
    assert (found.least, found.most) == (min(counts), max(counts))


def _completions(entries: list[Due]) -> list[list[tuple[float, bool | Excuse]]]:
    """Every filling in, as (how long ago, kept): an entry without a day may be before, between or after all others."""
    places = [-1.0, *(float(weeks) + part for weeks in range(4) for part in (-0.5, 0.5))]

    def ago(entry: Due) -> list[float]:
        return places if entry.day is None else [(TODAY - entry.day).days / 7]

    anything: list[bool | Excuse] = [True, False, Excuse.CANCELLED]
    kept: list[list[bool | Excuse]] = [anything if entry.kept is None else [entry.kept] for entry in entries]
    return [list(zip(when, answers, strict=True)) for when in product(*map(ago, entries)) for answers in product(*kept)]


def _count(filled: list[tuple[float, bool | Excuse]]) -> int:
    count = 0
    for ago, kept in sorted(filled, key=lambda each: each[0]):
        if isinstance(kept, Excuse):
            continue
        if ago >= -0.5 and kept:
            break
        count += ago >= -0.5
    return count
