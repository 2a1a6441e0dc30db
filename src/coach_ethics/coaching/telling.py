"""What follows for a disclosure that is considered: who is who in it, and what contract and law say of it."""

from __future__ import annotations

from collections.abc import Iterable
from typing import assert_never

from attrs import frozen

from coach_ethics.coaching.agreements import AgreedBy, Confidentiality, Contract
from coach_ethics.coaching.confidences import Confidence, Disclosure, LegalDuty, holds
from coach_ethics.coaching.engagement import Engagement
from coach_ethics.coaching.enumerations import (
    Absence,
    ClientConduct,
    Content,
    Form,
    IfBlocked,
    LegalAddressee,
    Party,
    Recipient,
)
from coach_ethics.coaching.facts.confidence import DisclosureFacts, LawFacts
from coach_ethics.coaching.identity import People, sponsors_of
from coach_ethics.model.kleene import Known, every, opposite, same, some

BETWEEN_THE_TWO = ((Party.CLIENT, Recipient.SPONSOR), (Party.SPONSOR, Recipient.CLIENT))
"""Whose confidence is kept from whom, where client and sponsor are the two."""


@frozen
class Told:
    """A disclosure, with whose confidence it is and to whom it is told as roles."""

    disclosure: Disclosure
    owner: Party | None
    recipient: Recipient | None


def told(disclosure: Disclosure, people: People) -> Told:
    """A disclosure with the roles of its people."""
    recipient = people.recipient(disclosure.recipient, disclosure.owner)
    return Told(disclosure, people.party(disclosure.owner), recipient)


def disclosure_facts(
    engagement: Engagement, considered: Disclosure | Absence | None, people: People, several: Known
) -> DisclosureFacts:
    """The facts of the disclosure that is considered; `several` says whether there are several clients."""
    match considered:
        case None:
            return DisclosureFacts()
        case Absence():
            return DisclosureFacts(
                recipient=Recipient.NOBODY,
                content=Content.NOTHING,
                owner=Party.NOBODY,
                requested_by=Recipient.NOBODY,
                identifies=False,
                is_confided=False,
            )
        case Disclosure():
            one = told(considered, people)
            nothing_told = one.recipient is Recipient.NOBODY and considered.content is None
            return DisclosureFacts(
                recipient=one.recipient,
                owner=one.owner,
                requested_by=people.recipient(considered.requested_by, considered.owner),
                content=Content.NOTHING if nothing_told else considered.content,
                recipient_can_help=considered.recipient_can_help,
                in_clients_interest=considered.in_clients_interest,
                identifies=considered.identifies,
                owner_tells=considered.owner_tells,
                is_confided=_confided(engagement, one, people, several),
                foreseen_by_contract=foreseen(engagement, considered, people),
            )
        case _:
            assert_never(considered)


def between(confidence: Confidence, of: Party, kept_from: Recipient, people: People) -> Known:
    """Whether a confidence is of this party, kept from this one, and matters to the latter."""
    roles = same(people.recipient(confidence.kept_from, confidence.of), kept_from)
    return every((same(people.party(confidence.of), of), roles, confidence.matters))


def _confided(engagement: Engagement, one: Told, people: People, several: Known) -> Known:
    sponsor = sponsors_of(engagement) != ()
    pairs = (*((sponsor, *pair) for pair in BETWEEN_THE_TWO), (several, Party.CLIENT, Recipient.FELLOW_CLIENT))
    return some(
        every(
            (
                there,
                same(one.owner, of),
                same(one.recipient, kept_from),
                _all_told(engagement.confidences, one.disclosure, people),
            )
        )
        for there, of, kept_from in pairs
    )


def _all_told(held: Iterable[Confidence] | None, disclosure: Disclosure, people: People) -> Known:
    """Whether confidences of the owner are kept from the recipient, and telling this content tells all of them."""
    if held is None:
        return None
    counting = [
        (
            every(
                (
                    people.same(each.of, disclosure.owner),
                    people.includes(each.kept_from, disclosure.recipient, disclosure.owner),
                    each.matters,
                )
            ),
            holds(disclosure.content, each.content),
        )
        for each in held
    ]
    return every(
        (some(counts for counts, _ in counting), *(some((opposite(counts), known)) for counts, known in counting))
    )


def foreseen(engagement: Engagement, disclosure: Disclosure, people: People) -> Known:
    """Whether the contract, as the owner agreed it, provides for a disclosure."""
    contract = engagement.contract or Contract()
    one = told(disclosure, people)
    to_sponsor = same(one.recipient, Recipient.SPONSOR)
    said = some(
        (
            _by_limits(contract, disclosure, people),
            every((to_sponsor, _by_reports(contract, disclosure.content))),
            every((to_sponsor, _if_blocked(contract, disclosure.content))),
        )
    )
    secret = (contract.confidentiality or Confidentiality()).nothing_to_sponsor
    # Whoever was promised that nothing reaches the sponsor hasn't agreed that this does, whatever the contract says.
    promised_away = every((secret, to_sponsor, same(one.owner, Party.CLIENT)))
    return by_contract(contract, every((said, _agreed_by_owner(contract, one.owner), opposite(promised_away))))


def by_contract(contract: Contract, said: Known) -> Known:
    """What a contract says; without one it says nothing."""
    return False if contract.form is Form.NONE else said


def _by_limits(contract: Contract, disclosure: Disclosure, people: People) -> Known:
    limits = (contract.confidentiality or Confidentiality()).limits
    if limits is None:
        return None
    return some(
        every(
            (
                each.applies,
                people.includes(each.recipient, disclosure.recipient, disclosure.owner),
                holds(each.content, disclosure.content),
            )
        )
        for each in limits
    )


def _by_reports(contract: Contract, content: Content | None) -> Known:
    return None if contract.reports is None else some(holds(each, content) for each in contract.reports)


def _if_blocked(contract: Contract, content: Content | None) -> Known:
    return every((same(contract.if_blocked, IfBlocked.SPONSOR_IS_TOLD), same(content, Content.BLOCK)))


def _agreed_by_owner(contract: Contract, owner: Party | None) -> Known:
    """Whether the party whose confidence it is agreed the contract. The coach's own, or nobody's, needs no consent."""
    agreed = contract.agreed_by or AgreedBy()
    match owner:
        case None:
            return None
        case Party.CLIENT:
            return agreed.client
        case Party.SPONSOR:
            return agreed.sponsor
        case Party.NOBODY | Party.COACH:
            return True
        case Party.AUTHORITIES | Party.OTHER:
            return False
        case _:
            assert_never(owner)


def law_facts(
    duty: LegalDuty | Absence | None,
    considered: Disclosure | Absence | None,
    people: People,
    conduct: ClientConduct | None,
) -> LawFacts:
    """What the law asks to be told, and towards whom; and what it says of the client's conduct."""
    addressee, content = None, None
    if isinstance(duty, Absence):
        addressee, content = LegalAddressee.NOBODY, Content.NOTHING
    elif duty is not None:
        content = duty.content
        if isinstance(considered, Disclosure):
            named = people.includes(duty.recipient, considered.recipient, considered.owner)
            addressee = None if named is None else LegalAddressee.RECIPIENT if named else LegalAddressee.SOMEBODY_ELSE
    return LawFacts(
        requires_disclosure=_required_by_law(duty, considered, people),
        addressee=addressee,
        content=content,
        client_conduct=conduct,
    )


def _required_by_law(
    duty: LegalDuty | Absence | None, considered: Disclosure | Absence | None, people: People
) -> Known:
    """Whether the law asks for what is considered; where nothing is considered, whether it asks for anything."""
    if duty is None or duty is Absence.NONE:
        return None if duty is None else False
    match considered:
        case None:
            return None
        case Absence():
            return True
        case Disclosure(recipient=recipient, owner=owner, content=content):
            return every((people.includes(duty.recipient, recipient, owner), holds(content, duty.content)))
        case _:
            assert_never(considered)
