"""What is held in confidence, consent to pass it on, what might be or was told, and what could call for telling it.

In every record None means not known. A list that is given is whole: `()` says that there are none.
"""

from __future__ import annotations

from datetime import date

from attrs import field, frozen

from coach_ethics.coaching.enumerations import ConsentForm, Content, Never, Party, Recipient
from coach_ethics.coaching.facts.confidence import HarmFacts, RecordedDisclosure
from coach_ethics.coaching.given import FromGiven, own_id, own_metadata
from coach_ethics.coaching.people import PersonId
from coach_ethics.metadata import Metadata
from coach_ethics.model.vocabulary import own_first


@frozen(kw_only=True, repr=False)
class Confidence(FromGiven):
    """Something that the coach was told in confidence: by whom, and to be kept from whom (a role, or a person's id).

    `matters`: it would matter to the one from whom it is kept. `misleads`: it can't be kept from them without
    misleading them (a judgement).

    >>> from coach_ethics.coaching import Confidence, Content, Party, Recipient
    >>> Confidence(of=Party.CLIENT, kept_from=Recipient.SPONSOR, content=Content.BLOCK).kept_from.value
    'sponsor'
    """

    id: str | None = own_id()
    metadata: Metadata | None = own_metadata()
    what: str | None = None
    of: Party | PersonId | None = None
    kept_from: Recipient | PersonId | None = None
    content: Content | None = None
    matters: bool | None = None
    misleads: bool | None = None


@frozen(kw_only=True, repr=False)
class Consent(FromGiven):
    """What somebody answered when asked for consent: who, what may be told, to whom, and how far the consent goes.

    Who they are is said by a role or by a person's id. `by: client` says it of the client, or of each of several.
    `expires` is the last day on which it holds; from the day `withdrawn` it no longer holds. Each is `never` where
    it is known that there is no such day.

    >>> from datetime import date
    >>> import coach_ethics as ce
    >>> from coach_ethics.coaching import Consent, ConsentForm, Content, Never, Party, Recipient, situation_of
    >>> consent = Consent(
    ...     by=Party.CLIENT,
    ...     contents=(Content.BLOCK,),
    ...     recipients=(Recipient.SPONSOR,),
    ...     form=ConsentForm.ORAL,
    ...     given=date(2026, 3, 20),
    ...     expires=date(2026, 6, 30),
    ...     withdrawn=Never.NEVER,
    ... )
    >>> engagement = ce.Engagement(consents=(consent,))
    >>> [situation_of(engagement, day)["consent.to_tell_sponsor"] for day in ("2026-06-30", "2026-07-01")]
    ['oral', 'none']
    """

    id: str | None = own_id()
    metadata: Metadata | None = own_metadata()
    by: Party | PersonId | None = None
    contents: tuple[Content, ...] | None = None
    recipients: tuple[Recipient | PersonId, ...] | None = None
    form: ConsentForm | None = None
    given: date | None = None
    expires: date | Never | None = None
    withdrawn: date | Never | None = None


@frozen(kw_only=True, repr=False, field_transformer=own_first)
class Disclosure(FromGiven, RecordedDisclosure):
    """Something that might be told, or was told on a `day`: what, to whom, whose confidence it is, who asks for it.

    Who they are is said by a role or by a person's id. Where it is a client's confidence, `client` is that very client:
    somebody else of the team is a `fellow_client`, as they are by their ids.

    >>> import coach_ethics as ce
    >>> from coach_ethics.coaching import Disclosure, Disclosures, Recipient, situation_of
    >>> considered = Disclosure(recipient=Recipient.SUPERVISOR)
    >>> engagement = ce.Engagement(disclosures=Disclosures(proposed=(considered,)))
    >>> situation_of(engagement, "2026-04-01")["disclosure.recipient"]
    'supervisor'
    """

    id: str | None = own_id()
    metadata: Metadata | None = own_metadata()
    what: str | None = None
    day: date | None = None
    recipient: Recipient | PersonId | None = None
    owner: Party | PersonId | None = None
    requested_by: Recipient | PersonId | None = None


@frozen(kw_only=True, repr=False)
class Disclosures(FromGiven):
    """What might be told (`proposed`) and what has been told (`made`).

    No fact follows from what has been told: policies speak of what is considered now. It is kept as a record. Whether
    it was right is asked by considering it on its day: `situation_of(engagement, told.day, disclosure=told)`.

    >>> import coach_ethics as ce
    >>> from coach_ethics.coaching import Disclosures, situation_of
    >>> situation_of(ce.Engagement(disclosures=Disclosures(proposed=())), "2026-04-01")["disclosure.recipient"]
    'nobody'
    """

    proposed: tuple[Disclosure, ...] | None = None
    made: tuple[Disclosure, ...] | None = None


@frozen(kw_only=True, repr=False, field_transformer=own_first)
class Harm(FromGiven, HarmFacts):
    """A harm that is to be feared, as the coach judges it.

    >>> import coach_ethics as ce
    >>> from coach_ethics.coaching import AtRisk, Harm, HarmLikelihood, HarmSeverity, situation_of
    >>> harm = Harm(to=AtRisk.CLIENT, likelihood=HarmLikelihood.LIKELY, severity=HarmSeverity.SERIOUS)
    >>> situation_of(ce.Engagement(harm=harm), "2026-04-01")["harm.likelihood"]
    'likely'
    """

    id: str | None = own_id()
    metadata: Metadata | None = own_metadata()


@frozen(kw_only=True, repr=False)
class LegalDuty(FromGiven):
    """A law or a court order that requires something to be told: what, to whom, and where it says so.

    >>> from coach_ethics.coaching import LegalDuty, Recipient
    >>> LegalDuty(recipient=Recipient.AUTHORITIES, source="an order of the court").recipient.value
    'authorities'
    """

    id: str | None = own_id()
    metadata: Metadata | None = own_metadata()
    recipient: Recipient | PersonId | None = None
    content: Content | None = None
    source: str | None = None


@frozen(kw_only=True, repr=False)
class PerformedAct(FromGiven):
    """An act that the coach has done, by the name that policies give it.

    >>> from datetime import date
    >>> import coach_ethics as ce
    >>> from coach_ethics.coaching import Block, PerformedAct, situation_of
    >>> named = PerformedAct(act="name_block", day=date(2026, 3, 1))
    >>> situation_of(ce.Engagement(block=Block(), done=(named,)), "2026-04-01")["block.named"]
    True
    """

    id: str | None = own_id()
    metadata: Metadata | None = own_metadata()
    act: str | None = field(default=None, metadata={"name": True})
    day: date | None = None


PARTS: dict[Content, tuple[Content, ...]] = {  # partial: every other content holds nothing but itself
    Content.SESSION_CONTENT: (Content.ATTENDANCE, Content.PROGRESS, Content.BLOCK),
    Content.NOTES: (Content.SESSION_CONTENT, Content.ATTENDANCE, Content.PROGRESS, Content.BLOCK),
}
"""What a content holds besides itself: whoever may hear what was said in the sessions may hear of the block."""


def holds(whole: Content | None, part: Content | None) -> bool | None:
    """Whether telling the whole tells the part too."""
    return None if whole is None or part is None else whole is part or part in PARTS.get(whole, ())
