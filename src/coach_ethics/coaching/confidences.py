"""What is held in confidence, consent to pass it on, what might be or was told, and what could call for telling it.

In every record None means not known. A list that is given is whole: `()` says that there are none.
"""

from __future__ import annotations

from datetime import date

from attrs import frozen

from coach_ethics.coaching.enumerations import ConsentForm, Content, Never, Party, Recipient
from coach_ethics.coaching.facts.confidence import HarmFacts, RecordedDisclosure
from coach_ethics.model.vocabulary import own_first


@frozen(kw_only=True)
class Confidence:
    """Something that the coach was told in confidence: by whom, and to be kept from whom.

    `matters`: it would matter to the one from whom it is kept. `misleads`: it can't be kept from them without
    misleading them (a judgement).
    """

    what: str | None = None
    of: Party | None = None
    kept_from: Party | None = None
    content: Content | None = None
    matters: bool | None = None
    misleads: bool | None = None


@frozen(kw_only=True)
class Consent:
    """What somebody answered when asked for consent: who, what may be told, to whom, and how far the consent goes.

    `expires` is the last day on which it holds; from the day `withdrawn` it no longer holds. Each is `never` where
    it is known that there is no such day.
    """

    by: Party | None = None
    contents: tuple[Content, ...] | None = None
    recipients: tuple[Recipient, ...] | None = None
    form: ConsentForm | None = None
    given: date | None = None
    expires: date | Never | None = None
    withdrawn: date | Never | None = None


@frozen(kw_only=True, field_transformer=own_first)
class Disclosure(RecordedDisclosure):
    """Something that might be told, or was told on a `day`: what, to whom, whose confidence it is, who asks for it."""

    what: str | None = None
    day: date | None = None


@frozen(kw_only=True)
class Disclosures:
    """What might be told (`proposed`) and what has been told (`made`).

    No fact follows from what has been told: policies speak of what is considered now. It is kept as a record. Whether
    it was right is asked by considering it on its day: `situation_of(engagement, told.day, disclosure=told)`.
    """

    proposed: tuple[Disclosure, ...] | None = None
    made: tuple[Disclosure, ...] | None = None


@frozen(kw_only=True)
class Harm(HarmFacts):
    """A harm that is to be feared, as the coach judges it."""


@frozen(kw_only=True)
class LegalDuty:
    """A law or a court order that requires something to be told: what, to whom, and where it says so."""

    recipient: Recipient | None = None
    content: Content | None = None
    source: str | None = None


@frozen(kw_only=True)
class PerformedAct:
    """An act that the coach has done, by the name that policies give it."""

    act: str | None = None
    day: date | None = None


PARTS: dict[Content, tuple[Content, ...]] = {
    Content.SESSION_CONTENT: (Content.ATTENDANCE, Content.PROGRESS, Content.BLOCK),
}
"""What a content holds besides itself: whoever may hear what was said in the sessions may hear of the block."""


def holds(whole: Content | None, part: Content | None) -> bool | None:
    """Whether telling the whole tells the part too."""
    return None if whole is None or part is None else whole is part or part in PARTS.get(whole, ())
