"""The enumerations that facts and engagement records share. Ordered ones stand from least to most."""

from __future__ import annotations

from enum import StrEnum

from coach_ethics.model.vocabulary import OrderedEnum


class Form(OrderedEnum):
    """In what form something was agreed."""

    NONE = "none"
    ORAL = "oral"
    WRITTEN = "written"


class ConsentForm(OrderedEnum):
    """How far somebody has consented: refused, not at all, by word of mouth, in writing."""

    REFUSED = "refused"
    NONE = "none"
    ORAL = "oral"
    WRITTEN = "written"


class HarmLikelihood(OrderedEnum):
    """How likely harm is, in the coach's judgement. Codes set their threshold at different points."""

    NONE = "none"
    POSSIBLE = "possible"
    FORESEEABLE = "foreseeable"
    LIKELY = "likely"
    IMMINENT = "imminent"


class HarmSeverity(OrderedEnum):
    """How severe harm would be: none, minor, serious, or grave (death or serious bodily injury)."""

    NONE = "none"
    MINOR = "minor"
    SERIOUS = "serious"
    GRAVE = "grave"


class Party(StrEnum):
    """Who something concerns, or who did it."""

    NOBODY = "nobody"
    CLIENT = "client"
    SPONSOR = "sponsor"
    COACH = "coach"
    AUTHORITIES = "authorities"
    OTHER = "other"


class Recipient(StrEnum):
    """To whom something would be told."""

    NOBODY = "nobody"
    CLIENT = "client"
    SPONSOR = "sponsor"
    AUTHORITIES = "authorities"
    PERSON_AT_RISK = "person_at_risk"
    REPRESENTATIVE = "representative"
    PROFESSIONAL_HELPER = "professional_helper"
    SUPERVISOR = "supervisor"
    OTHER = "other"


class Content(StrEnum):
    """What would be told."""

    NOTHING = "nothing"
    ATTENDANCE = "attendance"
    PROGRESS = "progress"
    BLOCK = "block"
    SESSION_CONTENT = "session_content"
    PERSONAL = "personal"
    IDENTITY = "identity"


class AtRisk(StrEnum):
    """Who would come to harm."""

    NOBODY = "nobody"
    CLIENT = "client"
    COACH = "coach"
    OTHER_PERSON = "other_person"
    ORGANISATION = "organisation"


class ClientConduct(OrderedEnum):
    """What the coach has learned of the client's conduct: lawful, against rules or morals, or against the law."""

    LAWFUL = "lawful"
    ILLICIT = "illicit"
    ILLEGAL = "illegal"


class Decision(StrEnum):
    """Where the client stands, once the block is named: will the client work with the coach on the next step?"""

    NOT_ASKED = "not_asked"
    PENDING = "pending"
    COMMITS = "commits"
    DECLINES = "declines"


class Purpose(StrEnum):
    """What the coach is really working for."""

    CLIENT_LEARNING = "client_learning"
    PROTECTING_CLIENT = "protecting_client"
    PLEASING_SPONSOR = "pleasing_sponsor"
    OWN_INTEREST = "own_interest"


class IfBlocked(StrEnum):
    """What the contract says is to happen if the client can't get past a block. `silent`: it doesn't say."""

    SILENT = "silent"
    SPONSOR_IS_TOLD = "sponsor_is_told"
    CLIENT_DECIDES = "client_decides"
    NOBODY_IS_TOLD = "nobody_is_told"


class Absence(StrEnum):
    """Something that is known not to be there. (None means that it isn't known whether it is there.)"""

    NONE = "none"


class Never(StrEnum):
    """A day that is known never to come: consent that doesn't expire, or that hasn't been withdrawn."""

    NEVER = "never"


class EndingGround(StrEnum):
    """On what ground coaching is ended."""

    NONE = "none"
    NO_BENEFIT = "no_benefit"
    FAILURE_TO_COOPERATE = "failure_to_cooperate"
    CONFLICT_OF_INTEREST = "conflict_of_interest"
    LOST_TRUST = "lost_trust"
    DECEIT = "deceit"
    NON_PAYMENT = "non_payment"
    INDUCED_TO_WRONG = "induced_to_wrong"
    NO_COMMUNICATION = "no_communication"
    OWN_LIMITS = "own_limits"
