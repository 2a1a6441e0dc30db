"""What values are called in a sentence, alone and together. What a fact is called is written with the fact."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

from coach_ethics.coaching.enumerations import ConsentForm, Form

DEGREES: Mapping[tuple[str, ...], Mapping[frozenset[str], str]] = MappingProxyType(
    {
        tuple(ConsentForm): {
            frozenset({"refused"}): "{} refused",
            frozenset({"none"}): "{} not yet given",
            frozenset({"refused", "none"}): "no {}",
            frozenset({"oral"}): "oral {}",
            frozenset({"written"}): "written {}",
            frozenset({"oral", "written"}): "{} given",
            frozenset({"refused", "none", "oral"}): "no written {}",
            frozenset({"none", "oral", "written"}): "{} not refused",
        },
        tuple(Form): {
            frozenset({"none"}): "no {}",
            frozenset({"oral"}): "an oral {}",
            frozenset({"written"}): "a written {}",
            frozenset({"oral", "written"}): "an {}",
            frozenset({"none", "oral"}): "no written {}",
        },
    }
)
"""How far a consent goes, and in what form something was agreed: by the enumeration, then by the values left of it.

What the consent or the agreement is called stands in the braces.
"""

CALLED: Mapping[str, str] = MappingProxyType(
    {
        "authorities": "the authorities",
        "client": "the client",
        "sponsor": "the sponsor",
        "coach": "the coach",
        "other": "somebody else",
        "person_at_risk": "the person at risk",
        "representative": "a representative",
        "professional_helper": "a professional helper",
        "supervisor": "a supervisor",
        "other_person": "another person",
        "organisation": "the organisation",
        "session_content": "what was said",
        "personal": "what is personal",
        "identity": "who the client is",
        "block": "what blocks the client",
        "client_learning": "the client's learning",
        "protecting_client": "the client's protection",
        "pleasing_sponsor": "the sponsor's approval",
        "own_interest": "an interest of the coach's own",
        "no_benefit": "lack of benefit",
        "failure_to_cooperate": "a failure to cooperate",
        "conflict_of_interest": "a conflict of interest",
        "induced_to_wrong": "being drawn into wrong",
        "no_communication": "lack of communication",
        "own_limits": "the coach's own limits",
    }
)
"""What values are called in a sentence."""
