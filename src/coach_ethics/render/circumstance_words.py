"""What values are called in a sentence, alone and together. What a fact is called is written with the fact."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

from coach_ethics.coaching.enumerations import ConsentForm, Form
from coach_ethics.translation import noted

DEGREES: Mapping[tuple[str, ...], Mapping[frozenset[str], str]] = MappingProxyType(
    {
        tuple(ConsentForm): {
            frozenset({"refused"}): noted("{} refused"),
            frozenset({"none"}): noted("{} not yet given"),
            frozenset({"refused", "none"}): noted("no {}"),
            frozenset({"oral"}): noted("oral {}"),
            frozenset({"written"}): noted("written {}"),
            frozenset({"oral", "written"}): noted("{} given"),
            frozenset({"refused", "none", "oral"}): noted("no written {}"),
            frozenset({"none", "oral", "written"}): noted("{} not refused"),
        },
        tuple(Form): {
            frozenset({"none"}): noted("no {}"),
            frozenset({"oral"}): noted("an oral {}"),
            frozenset({"written"}): noted("a written {}"),
            frozenset({"oral", "written"}): noted("an {}"),
            frozenset({"none", "oral"}): noted("no written {}"),
        },
    }
)
"""How far a consent goes, and in what form something was agreed: by the enumeration, then by the values left of it.

What the consent or the agreement is called stands in the braces.
"""

CALLED: Mapping[str, str] = MappingProxyType(
    {
        "authorities": noted("the authorities"),
        "client": noted("the client"),
        "sponsor": noted("the sponsor"),
        "coach": noted("the coach"),
        "other": noted("somebody else"),
        "nobody": noted("nobody"),
        "nothing": noted("nothing"),
        "person_at_risk": noted("the person at risk"),
        "representative": noted("a representative"),
        "professional_helper": noted("a professional helper"),
        "supervisor": noted("a supervisor"),
        "other_person": noted("another person"),
        "organisation": noted("the organisation"),
        "session_content": noted("what was said"),
        "personal": noted("what is personal"),
        "identity": noted("who the client is"),
        "block": noted("what blocks the client"),
        "client_learning": noted("the client's learning"),
        "protecting_client": noted("the client's protection"),
        "pleasing_sponsor": noted("the sponsor's approval"),
        "own_interest": noted("an interest of the coach's own"),
        "no_benefit": noted("lack of benefit"),
        "failure_to_cooperate": noted("a failure to cooperate"),
        "conflict_of_interest": noted("a conflict of interest"),
        "induced_to_wrong": noted("being drawn into wrong"),
        "no_communication": noted("lack of communication"),
        "own_limits": noted("the coach's own limits"),
    }
)
"""What values are called in a sentence."""
