"""Days given from outside: the one way to read them."""

from __future__ import annotations

from datetime import date, datetime
from typing import TypeAlias

from coach_ethics.problems import CaseProblems, Problem, Problems, quoted

DayGiven: TypeAlias = date | str
"""What is taken for a day: a `date`, a `datetime`, whose day counts, or a text such as `2026-01-31`."""


def day_of(given: object, wrong: type[Problems] = CaseProblems) -> date:
    """The day that is meant. Raises `wrong` (X409) for what is none, such as a number or a day that never comes."""
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
    raise wrong([Problem("X409", f"`{quoted(str(given))}` is not a date", help=help_)])
