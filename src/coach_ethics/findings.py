"""What a run says of each named condition, and what that makes of an act's status."""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum
from itertools import product
from typing import TypeAlias

from attrs import frozen

Truth: TypeAlias = bool | None
"""A truth value of strong Kleene logic: True, False, or None for not known."""

Truths: TypeAlias = Mapping[str, Truth]
"""The truth value of every name in a program: what an engine gives."""


def negation(truth: Truth) -> Truth:
    """Kleene's `not`."""
    return None if truth is None else not truth


class Status(StrEnum):
    """What a policy says of an act in a situation (DESIGN section 5)."""

    REQUIRED = "required"
    FORBIDDEN = "forbidden"
    DILEMMA = "dilemma"
    PERMITTED = "permitted"
    UNREGULATED = "unregulated"
    UNDETERMINED = "undetermined"


@frozen
class Finding:
    """An act's status, and whether no fact that is still unknown can change it (`determined`, else open)."""

    status: Status
    determined: bool


def finding(required: Truth, forbidden: Truth, permission: Truth) -> Finding:
    """The status of an act whose grounds for required, forbidden and explicit permission have these truth values.

    THEOREM (determined): a determined finding is the same under every completion of the unknown facts, since Kleene
    evaluation only ever refines None.
    """
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


Verdict: TypeAlias = frozenset[Status]
"""The statuses that an act can still have; none where the situation is impossible."""


def verdict_of(required: Truth, forbidden: Truth, permission: Truth) -> Verdict:
    """The statuses that an act can still have, given the truth of its grounds."""
    possible = ((True, False) if truth is None else (truth,) for truth in (required, forbidden, permission))
    return frozenset(finding(*known).status for known in product(*possible))


def status_of(verdict: Verdict) -> Status:
    """The status of an act that can still have these: what `finding` makes of the same truth values."""
    for status in (Status.REQUIRED, Status.FORBIDDEN):
        if verdict in ({status}, {status, Status.DILEMMA}):
            return status
    return next(iter(verdict)) if len(verdict) == 1 else Status.UNDETERMINED
