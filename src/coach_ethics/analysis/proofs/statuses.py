"""The statuses of an act as conditions over a program's names."""

from __future__ import annotations

from collections.abc import Callable
from typing import assert_never

from coach_ethics.deontics.program import Kind, name_of
from coach_ethics.findings import Status
from coach_ethics.model.conditions import And, Condition, Named, Not

SETTLED = (Status.DILEMMA, Status.REQUIRED, Status.FORBIDDEN, Status.PERMITTED, Status.UNREGULATED)
"""The statuses that an act can have where every fact is known."""


def has_status(act: str, status: Status, renamed: Callable[[str], str] = str) -> Condition:
    """The act has this status for certain. THEOREM: Kleene calls it true just where the finding is determined.

    `renamed` gives the names that the program at hand has for those of the policy.
    """
    required, forbidden, permission = (
        Named(renamed(name_of(kind, act))) for kind in (Kind.REQUIRED, Kind.FORBIDDEN, Kind.PERMISSION)
    )
    match status:
        case Status.DILEMMA:
            return And((required, forbidden))
        case Status.REQUIRED:
            return And((required, Not(forbidden)))
        case Status.FORBIDDEN:
            return And((Not(required), forbidden))
        case Status.PERMITTED:
            return And((Not(required), Not(forbidden), permission))
        case Status.UNREGULATED:
            return And((Not(required), Not(forbidden), Not(permission)))
        case Status.UNDETERMINED:
            raise AssertionError("INVARIANT (complete): where every fact is known, no status is undetermined")
        case _:
            assert_never(status)
