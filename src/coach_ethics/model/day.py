"""Days, as they are given from outside."""

from __future__ import annotations

from datetime import date, datetime
from typing import TypeAlias

from coach_ethics.problems import Problem, quoted

DayGiven: TypeAlias = date | str
"""What is taken for a day: a `date`, a `datetime`, whose day counts, or a text such as `2026-01-31`."""


def day_of(given: object) -> date | Problem:
    """The day that is meant; a problem (X409) where none is: a day that isn't in the calendar, a number, a span."""
    try:
        if isinstance(given, datetime):
            return given.date()
        if isinstance(given, date):
            return given
        if isinstance(given, str):
            return datetime.fromisoformat(given.strip()).date()
    except ValueError:
        pass
    help_ = "give a `date`, a `datetime`, or a text such as `2026-01-31`"
    return Problem("X409", f"`{quoted(str(given))}` is not a day", help=help_)
