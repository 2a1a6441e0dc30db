"""Who knows a fact besides the coach, and why. If in doubt, only the coach does."""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum
from types import MappingProxyType


class Audience(StrEnum):
    """Somebody who may know a fact."""

    COACH = "coach"
    CLIENT = "client"
    SPONSOR = "sponsor"
    SUPERVISOR = "supervisor"


COACH_ALONE: frozenset[Audience] = frozenset()
"""A thought, a temptation or a private matter: nobody knows it whom the coach hasn't told, the supervisor included."""

SUPERVISION = frozenset({Audience.SUPERVISOR})
"""How the coach sees the case, or weighs a step that nobody has been told of: that is what supervision is for."""

WITH_CLIENT = frozenset({Audience.CLIENT, Audience.SUPERVISOR})
"""What passed between coach and client: the client was there, and the coach may take it to supervision."""

WITH_SPONSOR = frozenset({Audience.SPONSOR, Audience.SUPERVISOR})
"""What passed between coach and sponsor: the sponsor was there, and the coach may take it to supervision."""

CONTRACT = frozenset({Audience.CLIENT, Audience.SPONSOR, Audience.SUPERVISOR})
"""What was agreed, or is plain to everybody who agreed it: each party to the contract has it."""

REASONS: Mapping[frozenset[str], str] = MappingProxyType(
    {
        COACH_ALONE: "a thought, a temptation or a private matter: nobody knows it whom you haven't told",
        SUPERVISION: "how you see the case, or weigh a step that nobody has been told of: supervision is for that",
        WITH_CLIENT: "it passed between you and the client, and may be taken to supervision",
        WITH_SPONSOR: "it passed between you and the sponsor, and may be taken to supervision",
        CONTRACT: "it was agreed, or is plain to everybody who agreed it: each party to the contract has it",
    }
)
"""Why just these know a standard fact, in words to a coach."""
