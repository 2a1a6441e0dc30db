"""The table of statuses, against the table of DESIGN section 5 and against completing what isn't known."""

from __future__ import annotations

from itertools import product

import pytest

from coach_ethics.findings import (
    DETERMINED_STATUSES,
    STATUS_TABLE,
    Finding,
    Status,
    Truth,
    finding,
    possible_statuses,
    status_among,
)

KNOWN = tuple(product((True, False), repeat=3))
EVERY = tuple(product((True, False, None), repeat=3))


def as_designed(required: Truth, forbidden: Truth, permission: Truth) -> Finding:
    """DESIGN section 5, row by row."""
    match required, forbidden:
        case True, True:
            return Finding(Status.DILEMMA, True)
        case True, _:
            return Finding(Status.REQUIRED, forbidden is False)
        case _, True:
            return Finding(Status.FORBIDDEN, required is False)
        case False, False if permission is not None:
            return Finding(Status.PERMITTED if permission else Status.UNREGULATED, True)
        case _:
            return Finding(Status.UNDETERMINED, False)


def test_every_status_has_its_row_and_every_case_one_status() -> None:
    """A status without a row, or a case with two, would be reported by nobody or by chance."""
    assert sorted([*DETERMINED_STATUSES, Status.UNDETERMINED]) == sorted(Status)
    assert [len(possible_statuses(*known)) for known in KNOWN] == [1] * len(KNOWN)
    assert {row.status for row in STATUS_TABLE} == {as_designed(*known).status for known in KNOWN}


@pytest.mark.parametrize("truths", EVERY)
def test_findings_are_as_designed(truths: tuple[Truth, Truth, Truth]) -> None:
    assert finding(*truths) == as_designed(*truths)


@pytest.mark.parametrize("truths", EVERY)
def test_what_is_possible_is_what_completions_give(truths: tuple[Truth, Truth, Truth]) -> None:
    completions = [known for known in KNOWN if all(t in (None, k) for t, k in zip(truths, known, strict=True))]
    assert possible_statuses(*truths) == {finding(*known).status for known in completions}


def test_nothing_is_reported_where_nothing_is_possible() -> None:
    assert status_among(frozenset()) is Status.UNDETERMINED
