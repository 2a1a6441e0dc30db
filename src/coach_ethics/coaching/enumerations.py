"""The enumerations that facts and engagement records share. Ordered ones go from least to most."""

from __future__ import annotations

from enum import StrEnum

from coach_ethics.model.vocabulary import OrderedEnum


class Form(OrderedEnum):
    """In what form something was agreed.

    >>> from coach_ethics.coaching import Form
    >>> Form.ORAL < Form.WRITTEN, [form.value for form in Form]
    (True, ['none', 'oral', 'written'])
    """

    NONE = "none"
    ORAL = "oral"
    WRITTEN = "written"


class ConsentForm(OrderedEnum):
    """How far somebody has consented: refused, not at all, orally, in writing.

    >>> from coach_ethics.coaching import ConsentForm
    >>> ConsentForm.REFUSED < ConsentForm.NONE < ConsentForm.ORAL < ConsentForm.WRITTEN
    True
    """

    REFUSED = "refused"
    NONE = "none"
    ORAL = "oral"
    WRITTEN = "written"


class HarmLikelihood(OrderedEnum):
    """How likely harm is, in the coach's judgement. Codes set their threshold at different points.

    >>> from coach_ethics.coaching import HarmLikelihood
    >>> HarmLikelihood.FORESEEABLE < HarmLikelihood.LIKELY, HarmLikelihood("imminent").name
    (True, 'IMMINENT')
    """

    NONE = "none"
    POSSIBLE = "possible"
    FORESEEABLE = "foreseeable"
    LIKELY = "likely"
    IMMINENT = "imminent"


class HarmSeverity(OrderedEnum):
    """How severe harm would be: none, minor, serious, or grave (death or serious bodily injury).

    >>> from coach_ethics.coaching import HarmSeverity
    >>> max(HarmSeverity).value
    'grave'
    """

    NONE = "none"
    MINOR = "minor"
    SERIOUS = "serious"
    GRAVE = "grave"


class Party(StrEnum):
    """Who something concerns, or who did it.

    >>> from coach_ethics.coaching import Party
    >>> Party("sponsor") is Party.SPONSOR
    True
    """

    NOBODY = "nobody"
    CLIENT = "client"
    SPONSOR = "sponsor"
    COACH = "coach"
    AUTHORITIES = "authorities"
    OTHER = "other"


class Recipient(StrEnum):
    """To whom something would be told, who asks for it, or to whom a law requires it to be told.

    Where it is a client's confidence, `client` is that very client, and `fellow_client` another one: of the team, the
    pair or the group. `next_of_kin` is somebody close to the client, such as a partner, a parent or a child.

    >>> from coach_ethics.coaching import Recipient
    >>> Recipient.PERSON_AT_RISK.value
    'person_at_risk'
    """

    NOBODY = "nobody"
    CLIENT = "client"
    FELLOW_CLIENT = "fellow_client"
    SPONSOR = "sponsor"
    NEXT_OF_KIN = "next_of_kin"
    AUTHORITIES = "authorities"
    PERSON_AT_RISK = "person_at_risk"
    REPRESENTATIVE = "representative"
    PROFESSIONAL_HELPER = "professional_helper"
    SUPERVISOR = "supervisor"
    OTHER = "other"


class Role(StrEnum):
    """Who somebody is, besides coach, client and sponsor. `next_of_kin`: somebody close to the client.

    >>> from coach_ethics.coaching import Recipient, Role
    >>> {role.value for role in Role} < {recipient.value for recipient in Recipient}
    True
    """

    NEXT_OF_KIN = "next_of_kin"
    AUTHORITIES = "authorities"
    PERSON_AT_RISK = "person_at_risk"
    REPRESENTATIVE = "representative"
    PROFESSIONAL_HELPER = "professional_helper"
    SUPERVISOR = "supervisor"
    OTHER = "other"


class Content(StrEnum):
    """What would be told.

    `attendance` is whether and when the sessions took place, `fees` what is paid for them, `ending` that the coaching
    ends or has ended, and none of them says why. `session_content` holds `attendance`, `progress` and `block`; `notes`,
    which are what the coach wrote down, hold that too. `dismissal` is that the client is to be dismissed.

    >>> from coach_ethics.coaching import Content
    >>> Content.BLOCK.value
    'block'
    """

    NOTHING = "nothing"
    ATTENDANCE = "attendance"
    FEES = "fees"
    ENDING = "ending"
    PROGRESS = "progress"
    BLOCK = "block"
    SESSION_CONTENT = "session_content"
    NOTES = "notes"
    PERSONAL = "personal"
    DISMISSAL = "dismissal"
    IDENTITY = "identity"


class AtRisk(StrEnum):
    """Who would come to harm.

    >>> from coach_ethics.coaching import AtRisk
    >>> AtRisk("other_person") is AtRisk.OTHER_PERSON
    True
    """

    NOBODY = "nobody"
    CLIENT = "client"
    COACH = "coach"
    OTHER_PERSON = "other_person"
    ORGANISATION = "organisation"


class Dependence(StrEnum):
    """Whether somebody depends on the care of others: a child, or an adult who can't look after themselves.

    >>> from coach_ethics.coaching import Dependence
    >>> Dependence("child") is Dependence.CHILD
    True
    """

    NONE = "none"
    CHILD = "child"
    DEPENDENT_ADULT = "dependent_adult"


class OwnerTells(OrderedEnum):
    """Whether somebody will pass on their own confidence themselves: not asked, declines, will tell, has told.

    >>> from coach_ethics.coaching import OwnerTells
    >>> OwnerTells.DECLINES < OwnerTells.WILL_TELL < OwnerTells.HAS_TOLD
    True
    """

    NOT_ASKED = "not_asked"
    DECLINES = "declines"
    WILL_TELL = "will_tell"
    HAS_TOLD = "has_told"


class LegalAddressee(StrEnum):
    """Towards whom a law or a court requires something to be told: nobody, whoever would be told, or somebody else.

    >>> from coach_ethics.coaching import LegalAddressee
    >>> LegalAddressee("somebody_else") is LegalAddressee.SOMEBODY_ELSE
    True
    """

    NOBODY = "nobody"
    RECIPIENT = "recipient"
    SOMEBODY_ELSE = "somebody_else"


class EmployerRule(StrEnum):
    """What a rule of the employer, the coach's or the client's, says on telling something. `silent`: nothing.

    >>> from coach_ethics.coaching import EmployerRule
    >>> EmployerRule("requires_telling") is EmployerRule.REQUIRES_TELLING
    True
    """

    SILENT = "silent"
    REQUIRES_TELLING = "requires_telling"
    FORBIDS_TELLING = "forbids_telling"


class GiftWorth(OrderedEnum):
    """What a gift is worth: there is none, a token such as a box of chocolates, or more than a token.

    >>> from coach_ethics.coaching import GiftWorth
    >>> GiftWorth.TOKEN < GiftWorth.SUBSTANTIAL
    True
    """

    NONE = "none"
    TOKEN = "token"
    SUBSTANTIAL = "substantial"


class Attraction(StrEnum):
    """Who of coach and client is attracted to the other, romantically or sexually.

    >>> from coach_ethics.coaching import Attraction
    >>> Attraction("of_client").value
    'of_client'
    """

    NONE = "none"
    OF_CLIENT = "of_client"
    OF_COACH = "of_coach"
    MUTUAL = "mutual"


class Excuse(StrEnum):
    """Why a due day doesn't count: the client was excused (illness, outside events), or the action was called off.

    >>> from coach_ethics.coaching import Due, Excuse
    >>> Due(kept=Excuse.EXCUSED).kept.value
    'excused'
    """

    EXCUSED = "excused"
    CANCELLED = "cancelled"


class ClientConduct(OrderedEnum):
    """What the coach has learned of the client's conduct: lawful, against rules or morals, or against the law.

    >>> from coach_ethics.coaching import ClientConduct
    >>> ClientConduct.LAWFUL < ClientConduct.ILLICIT < ClientConduct.ILLEGAL
    True
    """

    LAWFUL = "lawful"
    ILLICIT = "illicit"
    ILLEGAL = "illegal"


class Decision(StrEnum):
    """Where the client stands, once the block is named: will the client work with the coach on the next step?

    >>> from coach_ethics.coaching import Decision
    >>> [decision.value for decision in Decision]
    ['not_asked', 'pending', 'commits', 'declines']
    """

    NOT_ASKED = "not_asked"
    PENDING = "pending"
    COMMITS = "commits"
    DECLINES = "declines"


class Purpose(StrEnum):
    """What the coach is really working for.

    >>> from coach_ethics.coaching import Purpose
    >>> Purpose("client_learning") is Purpose.CLIENT_LEARNING
    True
    """

    CLIENT_LEARNING = "client_learning"
    PROTECTING_CLIENT = "protecting_client"
    PLEASING_SPONSOR = "pleasing_sponsor"
    OWN_INTEREST = "own_interest"


class IfBlocked(StrEnum):
    """What the contract says is to happen if the client can't get past a block. `silent`: it doesn't say.

    >>> from coach_ethics.coaching import IfBlocked
    >>> IfBlocked.SPONSOR_IS_TOLD.value
    'sponsor_is_told'
    """

    SILENT = "silent"
    SPONSOR_IS_TOLD = "sponsor_is_told"
    CLIENT_DECIDES = "client_decides"
    NOBODY_IS_TOLD = "nobody_is_told"


class Absence(StrEnum):
    """Something that is known not to be there. (None means that it isn't known whether it is there.)

    >>> import coach_ethics as ce
    >>> from coach_ethics.coaching import Absence
    >>> ce.Engagement(sponsor=Absence.NONE).sponsor is ce.Engagement().sponsor
    False
    """

    NONE = "none"


class Never(StrEnum):
    """A day that is known never to come: consent that doesn't expire, or that hasn't been withdrawn.

    >>> from coach_ethics.coaching import Consent, Never
    >>> Consent(expires=Never.NEVER).expires.value
    'never'
    """

    NEVER = "never"


class EndingGround(StrEnum):
    """On what ground coaching is ended.

    >>> from coach_ethics.coaching import EndingGround
    >>> EndingGround("lost_trust") is EndingGround.LOST_TRUST
    True
    """

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
    BEYOND_COMPETENCE = "beyond_competence"
    HARASSMENT = "harassment"
