"""What values are called by those who choose among them, where that isn't their name: "spoken consent", not `oral`."""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum
from types import MappingProxyType

from coach_ethics.coaching.enumerations import (
    Attraction,
    ConsentForm,
    Decision,
    Dependence,
    EndingGround,
    Form,
    GiftWorth,
    HarmLikelihood,
    HarmSeverity,
    OwnerTells,
    Party,
    Purpose,
    Recipient,
)

LABELS: Mapping[type[StrEnum], Mapping[str, str]] = MappingProxyType(
    {
        Form: {"none": "no agreement", "oral": "spoken agreement", "written": "written agreement"},
        ConsentForm: {
            "refused": "consent refused",
            "none": "no consent yet",
            "oral": "spoken consent",
            "written": "written consent",
        },
        HarmLikelihood: {"none": "no harm to be expected"},
        HarmSeverity: {"none": "no harm"},
        Party: {"other": "somebody else"},
        Recipient: {"other": "somebody else"},
        Dependence: {"none": "neither of them"},
        OwnerTells: {"not_asked": "not encouraged yet", "declines": "won't tell it"},
        GiftWorth: {"none": "no gift", "token": "no more than a token", "substantial": "something substantial"},
        Attraction: {"none": "no attraction"},
        Decision: {"not_asked": "not asked yet", "pending": "not decided yet"},
        Purpose: {
            "client_learning": "the client's learning",
            "protecting_client": "protecting the client",
            "pleasing_sponsor": "pleasing the sponsor",
            "own_interest": "an interest of one's own",
        },
        EndingGround: {"none": "no ground"},
    }
)
"""By enumeration, then by value."""
