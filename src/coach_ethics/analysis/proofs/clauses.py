"""Where the clauses of a code stand: encoded, excused, awaiting a text that nobody has read, or passed over."""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum

from coach_ethics.model.policy import Clause, Policy

TEXT_NOT_VERIFIED = "text not verified"
"""How `not_encoded` starts where a clause isn't encoded for want of its text, rather than for what the text says."""


class Standing(StrEnum):
    """What has become of a clause."""

    ENCODED = "encoded"
    EXCUSED = "excused"
    AWAITS_TEXT = "awaits its text"
    SILENT = "passed over"


def standing(clause: Clause) -> Standing:
    """Where one clause stands. One that is encoded in part, and says why not wholly, is encoded."""
    if clause.norms or clause.concepts or clause.scenarios or clause.objections or clause.dialogue:
        return Standing.ENCODED
    if not clause.not_encoded:
        return Standing.SILENT
    return Standing.AWAITS_TEXT if clause.not_encoded.startswith(TEXT_NOT_VERIFIED) else Standing.EXCUSED


def standings(policy: Policy) -> Mapping[Standing, tuple[Clause, ...]]:
    """The policy's own clauses by where they stand, each standing with a tuple, if only an empty one."""
    own = [clause for clause in policy.clauses if clause.origin == policy.name]
    return {each: tuple(clause for clause in own if standing(clause) is each) for each in Standing}


def whole_text_read(policy: Policy) -> bool:
    """Whether no clause awaits its text, be it the policy's own or of one that it extends.

    Only then does the code's silence say anything.
    """
    return all(standing(clause) is not Standing.AWAITS_TEXT for clause in policy.clauses)
