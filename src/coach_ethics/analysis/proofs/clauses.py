"""The standing of a code's clauses: encoded, excused, text not verified, or not covered."""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum

from coach_ethics.model.policy import Clause, Policy

TEXT_NOT_VERIFIED = "text not verified"
"""How `not_encoded` starts where a clause isn't encoded because its text wasn't read."""


class Standing(StrEnum):
    """How a clause is dealt with."""

    ENCODED = "encoded"
    EXCUSED = "excused"
    UNVERIFIED = "text not verified"
    NOT_COVERED = "not covered"


def standing(clause: Clause) -> Standing:
    """The standing of one clause. A clause that is encoded in part, and says why not fully, counts as encoded."""
    if clause.norms or clause.concepts or clause.notices or clause.scenarios or clause.objections or clause.dialogue:
        return Standing.ENCODED
    if not clause.not_encoded:
        return Standing.NOT_COVERED
    return Standing.UNVERIFIED if clause.not_encoded.startswith(TEXT_NOT_VERIFIED) else Standing.EXCUSED


def standings(policy: Policy) -> Mapping[Standing, tuple[Clause, ...]]:
    """The policy's own clauses by where they stand, each standing with a tuple, if only an empty one."""
    own = [clause for clause in policy.clauses if clause.origin == policy.name]
    return {each: tuple(clause for clause in own if standing(clause) is each) for each in Standing}


def whole_text_read(policy: Policy) -> bool:
    """Whether no clause awaits its text, be it the policy's own or of one that it extends.

    Only then does the code's silence say anything.
    """
    return all(standing(clause) is not Standing.UNVERIFIED for clause in policy.clauses)
