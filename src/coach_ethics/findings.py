"""What a run says of each named condition, and what that makes of an act's status."""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum
from itertools import product
from types import MappingProxyType
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
    """What a policy says about an act in a situation.

    - `required`: grounds for its being required hold, and none for its being forbidden does; `forbidden` the other way
      round; `dilemma`: both hold.
    - `permitted`: neither does, and a permission is in force; `unregulated`: none is, the policy is silent.
    - `undetermined`: it depends on facts that are still unknown.

    Truth is three-valued (Kleene, Introduction to Metamathematics, 1952, section 64: the strong tables).

    >>> import coach_ethics as ce
    >>> ce.assess({}, "collusion").statuses["claim_credit"] is ce.Status.FORBIDDEN
    True
    """

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


@frozen
class StatusRow:
    """A status, and what an act's grounds for required, forbidden and explicit permission are where it has that
    status; None where it doesn't matter."""

    status: Status
    required: Truth
    forbidden: Truth
    permission: Truth

    @property
    def truths(self) -> tuple[Truth, Truth, Truth]:
        """The three, in the order in which `finding` takes them."""
        return self.required, self.forbidden, self.permission


STATUS_TABLE = (
    StatusRow(Status.DILEMMA, True, True, None),
    StatusRow(Status.REQUIRED, True, False, None),
    StatusRow(Status.FORBIDDEN, False, True, None),
    StatusRow(Status.PERMITTED, False, False, True),
    StatusRow(Status.UNREGULATED, False, False, False),
)
"""The one table from which every status is read, whoever asks: an engine, a proof, a column, a diagram.

INVARIANT (complete): where every fact is known, exactly one row fits; so every status but `UNDETERMINED` has a row.
"""

DETERMINED_STATUSES = tuple(row.status for row in STATUS_TABLE)
"""The statuses that an act can have where every fact is known."""


def possible_statuses(required: Truth, forbidden: Truth, permission: Truth) -> frozenset[Status]:
    """The statuses that an act can still have, given what is known of its grounds."""
    return _POSSIBLE[required, forbidden, permission]


def _fits(known: Truth, wanted: Truth) -> bool:
    return known is None or wanted is None or known is wanted


_POSSIBLE = MappingProxyType(
    {
        known: frozenset(row.status for row in STATUS_TABLE if all(map(_fits, known, row.truths)))
        for known in product((True, False, None), repeat=3)
    }
)


def status_among(possible: frozenset[Status]) -> Status:
    """The status to report of an act that can still have these: in a dilemma, too, it is required and forbidden."""
    if len(possible) == 1:
        (status,) = possible
        return status
    for status in (Status.REQUIRED, Status.FORBIDDEN):
        if possible == {status, Status.DILEMMA}:
            return status
    return Status.UNDETERMINED


def finding(required: Truth, forbidden: Truth, permission: Truth) -> Finding:
    """The status of an act whose grounds for required, forbidden and explicit permission have these truth values.

    THEOREM (determined): a determined finding is the same under every completion of the unknown facts, since Kleene
    evaluation only ever refines None.
    """
    return _FINDINGS[required, forbidden, permission]


def finding_among(possible: frozenset[Status]) -> Finding:
    """The finding of an act that can still have these statuses."""
    return Finding(status_among(possible), len(possible) == 1)


_FINDINGS = MappingProxyType(
    {known: finding_among(possible_statuses(*known)) for known in product((True, False, None), repeat=3)}
)
