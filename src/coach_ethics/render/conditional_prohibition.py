"""What would allow a forbidden act, and whether it is forbidden only for now."""

from __future__ import annotations

from collections.abc import Iterable

from coach_ethics.assessment.assessment import Assessment
from coach_ethics.assessment.what_if import Change
from coach_ethics.findings import Status
from coach_ethics.problems import CaseProblems


def allowing(act: str, result: Assessment) -> tuple[Change, ...]:
    """The changes that would allow a forbidden act; none for other acts, or where there are too many to list."""
    if result.statuses[act] is not Status.FORBIDDEN:
        return ()
    try:
        return result.what_would_allow(act)
    except CaseProblems:  # too many to list: `coach-ethics change` says so
        return ()


def not_yet(changes: Iterable[Change]) -> bool:
    """Whether a change that can still be brought about would make the act permitted or required."""
    return any(change.possible_now and change.status in (Status.PERMITTED, Status.REQUIRED) for change in changes)
