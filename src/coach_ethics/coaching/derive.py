"""From the records of an engagement to the standard facts on one day.

INVARIANT (monotone): every fact is made from pieces of records by the functions of `certainty` or by others that say
None unless every completion of the missing pieces gives the same value. So erasing a piece never changes a fact into
another; it can only make it unknown.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import TypeVar, assert_never

import attrs

from coach_ethics.coaching.agreements import AgreedBy, Confidentiality, Contract, Ending, Outcome, Renegotiation
from coach_ethics.coaching.confidences import Confidence, Disclosure, Disclosures, Harm, LegalDuty, holds
from coach_ethics.coaching.consent import DisclosureRequest, consent_for, least_consent
from coach_ethics.coaching.engagement import Engagement
from coach_ethics.coaching.enumerations import (
    Absence,
    AtRisk,
    ConsentForm,
    Content,
    Form,
    HarmLikelihood,
    HarmSeverity,
    IfBlocked,
    Party,
    Recipient,
)
from coach_ethics.coaching.facts.agreement import ConsentFacts, ContractFacts, OutcomesFacts, SponsorFacts
from coach_ethics.coaching.facts.coach import CoachFacts, SupervisionFacts
from coach_ethics.coaching.facts.confidence import ConfidenceFacts, DisclosureFacts, HarmFacts, LawFacts
from coach_ethics.coaching.facts.practice import CoachingFacts
from coach_ethics.coaching.facts.progress import BlockFacts, ClientFacts, CommitmentFacts
from coach_ethics.coaching.facts.standard import StandardFacts
from coach_ethics.coaching.past_acts import CONSULTED, EXAMINED, NAMED, made_so
from coach_ethics.coaching.people import Client, Coach, Supervision
from coach_ethics.coaching.timeline import Block, causes_examined, missed_in_a_row
from coach_ethics.model.kleene import Known, every, no_later, opposite, same, some

T = TypeVar("T")
F = TypeVar("F", bound=attrs.AttrsInstance)


def standard_facts(engagement: Engagement, on: date, disclosure: Disclosure | Absence | None = None) -> StandardFacts:
    """The standard facts that the records of an engagement hold on a day.

    `disclosure` is the one that is considered, `Absence.NONE` where none is; left out, it is the only one proposed.
    What the engagement's `facts` state directly is not in it.
    """
    considered = chosen(engagement, disclosure)
    return StandardFacts(
        sponsor=SponsorFacts(present=there(engagement.sponsor)),
        contract=_contract(engagement, on),
        outcomes=_outcomes(engagement),
        commitment=_commitment(engagement, on),
        block=_block(engagement, on),
        client=_held(ClientFacts, engagement.client or Client()),
        confidence=_confidence(engagement),
        consent=_consent(engagement, considered, on),
        disclosure=_disclosure(engagement, considered),
        harm=_harm(engagement),
        law=LawFacts(
            requires_disclosure=_required_by_law(engagement.legal_duty, considered),
            client_conduct=(engagement.client or Client()).conduct,
        ),
        coach=_held(CoachFacts, engagement.coach or Coach()),
        supervision=_supervision(engagement, on),
        coaching=CoachingFacts(ended=_ended(engagement.ended, on)),
    )


def chosen(engagement: Engagement, disclosure: Disclosure | Absence | None) -> Disclosure | Absence | None:
    """The disclosure that is considered: the chosen one, else the only proposed one; None where it isn't known."""
    if disclosure is not None:
        return disclosure
    match (engagement.disclosures or Disclosures()).proposed:  # open: of several, none was chosen
        case ():
            return Absence.NONE
        case (only,):
            return only
        case _:
            return None


def there(record: object) -> Known:
    """Whether what a record speaks of is there: False where it is said to be absent, None where nothing is said."""
    return None if record is None else record is not Absence.NONE


def _record(record: T | Absence | None, unknown: T) -> T:
    """The record, or one in which nothing is known."""
    return unknown if record is None or isinstance(record, Absence) else record


def _held(facts: type[F], record: object) -> F:
    """The facts that a record holds by the same name; the others aren't known by it."""
    names = (attribute.name for attribute in attrs.fields(facts))
    return facts(**{name: getattr(record, name) for name in names if hasattr(record, name)})


def _supervision(engagement: Engagement, on: date) -> SupervisionFacts:
    held = _held(SupervisionFacts, (engagement.coach or Coach()).supervision or Supervision())
    return attrs.evolve(held, consulted=made_so(held.consulted, engagement.done, CONSULTED, on))


def _ended(day: date | Absence | None, on: date) -> Known:
    return False if day is Absence.NONE else no_later(day, on)


def _contract(engagement: Engagement, on: date) -> ContractFacts:
    contract = engagement.contract or Contract()
    secrecy = contract.confidentiality or Confidentiality()
    reports = None if contract.reports is None else Content.PROGRESS in contract.reports
    return attrs.evolve(
        _held(ContractFacts, contract),
        explains_confidentiality=secrecy.explained,
        promises_confidentiality=_by_contract(contract, secrecy.nothing_to_sponsor),
        promises_report=every((_by_contract(contract, reports), _unless_absent(engagement))),
        foresees_block=_foreseen(engagement, _OF_THE_BLOCK),
        allows_coach_to_end=_by_contract(contract, (contract.ending or Ending()).coach_may_end),
        renegotiated=_renegotiated(engagement, contract, on),
    )


def _by_contract(contract: Contract, said: Known) -> Known:
    """What a contract says; without one it says nothing."""
    return False if contract.form is Form.NONE else said


def _unless_absent(engagement: Engagement) -> Known:
    """False where there is no sponsor, so that nothing can be promised to one; else it stands in nobody's way."""
    return engagement.sponsor is not Absence.NONE


def _renegotiated(engagement: Engagement, contract: Contract, on: date) -> Known:
    if contract.renegotiations is None:
        return None
    noticed = _record(engagement.block, Block()).noticed
    return some(
        every(
            (
                each.openly,
                no_later(each.day, on),
                no_later(noticed, each.day),
                _agreed_by_all(each, there(engagement.sponsor)),
            )
        )
        for each in contract.renegotiations
    )


def _agreed_by_all(change: Renegotiation, sponsor: Known) -> Known:
    agreed = change.agreed_by or AgreedBy()
    return every((agreed.client, some((opposite(sponsor), agreed.sponsor))))


def _outcomes(engagement: Engagement) -> OutcomesFacts:
    outcomes = engagement.outcomes
    if outcomes is None:
        return OutcomesFacts(agreed_by_sponsor=None if _unless_absent(engagement) else False)
    agreed = [each.agreed_by or AgreedBy() for each in outcomes]
    some_there = bool(outcomes)
    return OutcomesFacts(
        agreed_by_client=every((some_there, *(each.client for each in agreed))),
        agreed_by_sponsor=every((some_there, _unless_absent(engagement), *(each.sponsor for each in agreed))),
        being_missed=_missed(outcomes),
    )


def _missed(outcomes: Iterable[Outcome]) -> Known:
    return some(each.being_missed for each in outcomes)


def _commitment(engagement: Engagement, on: date) -> CommitmentFacts:
    if engagement.commitments is None:
        return CommitmentFacts()
    return CommitmentFacts(
        missed_in_a_row=missed_in_a_row(engagement.commitments, on),
        causes_examined=causes_examined(engagement.commitments, on),
    )


def _block(engagement: Engagement, on: date) -> BlockFacts:
    block = _record(engagement.block, Block())
    return attrs.evolve(
        _held(BlockFacts, block),
        present=there(engagement.block),
        named=made_so(block.named, engagement.done, NAMED, on),
        examined_as_learning=made_so(block.examined_as_learning, engagement.done, EXAMINED, on),
    )


def _confidence(engagement: Engagement) -> ConfidenceFacts:
    if engagement.sponsor is Absence.NONE:
        return ConfidenceFacts(of_client=False, of_sponsor=False, conflict=False)
    held = engagement.confidences
    if held is None:
        return ConfidenceFacts()
    return ConfidenceFacts(
        of_client=some(_between(each, Party.CLIENT, Party.SPONSOR) for each in held),
        of_sponsor=some(_between(each, Party.SPONSOR, Party.CLIENT) for each in held),
        conflict=some(
            every((each.misleads, _between(each, of, other))) for each in held for of, other in _BETWEEN_THE_TWO
        ),
    )


_BETWEEN_THE_TWO = ((Party.CLIENT, Party.SPONSOR), (Party.SPONSOR, Party.CLIENT))


def _between(confidence: Confidence, of: Party, kept_from: Party) -> Known:
    return every((same(confidence.of, of), same(confidence.kept_from, kept_from), confidence.matters))


def _consent(engagement: Engagement, considered: Disclosure | Absence | None, on: date) -> ConsentFacts:
    def consent(owner: Party | None, recipient: Recipient | None, content: Content | None) -> ConsentForm | None:
        return consent_for(DisclosureRequest(owner, recipient, content), engagement.consents, on)

    def to_reveal(owner: Party, other: Party, recipient: Recipient) -> ConsentForm | None:
        held = engagement.confidences
        between = None if held is None else tuple((each.content, _between(each, owner, other)) for each in held)
        asked = set(Content) if between is None else {Content.SESSION_CONTENT, *(content for content, _ in between)}
        consents = {content: consent(owner, recipient, content) for content in asked}
        return least_consent(between, consents.__getitem__)

    to_disclosure = None
    if isinstance(considered, Disclosure):
        to_disclosure = consent(considered.owner, considered.recipient, considered.content)
    return ConsentFacts(
        to_tell_sponsor=consent(Party.CLIENT, Recipient.SPONSOR, Content.BLOCK),
        to_disclosure=to_disclosure,
        of_client=to_reveal(Party.CLIENT, Party.SPONSOR, Recipient.SPONSOR),
        of_sponsor=to_reveal(Party.SPONSOR, Party.CLIENT, Recipient.CLIENT)
        if _unless_absent(engagement)
        else ConsentForm.NONE,
    )


def _disclosure(engagement: Engagement, considered: Disclosure | Absence | None) -> DisclosureFacts:
    match considered:
        case None:
            return DisclosureFacts()
        case Absence():
            return DisclosureFacts(
                recipient=Recipient.NOBODY,
                content=Content.NOTHING,
                owner=Party.NOBODY,
                requested_by=Party.NOBODY,
                is_confided=False,
            )
        case Disclosure():
            nothing_told = considered.recipient is Recipient.NOBODY and considered.content is None
            return attrs.evolve(
                _held(DisclosureFacts, considered),
                content=Content.NOTHING if nothing_told else considered.content,
                is_confided=_confided(engagement, considered),
                foreseen_by_contract=_foreseen(engagement, considered),
            )
        case _:
            assert_never(considered)


def _confided(engagement: Engagement, disclosure: Disclosure) -> Known:
    return some(
        every(
            (
                _unless_absent(engagement),
                same(disclosure.owner, of),
                same(disclosure.recipient, Recipient(other)),
                _all_told(engagement.confidences, of, other, disclosure.content),
            )
        )
        for of, other in _BETWEEN_THE_TWO
    )


def _all_told(held: Iterable[Confidence] | None, of: Party, kept_from: Party, content: Content | None) -> Known:
    """Whether one party's confidences are kept from the other, and telling this content tells all of them."""
    if held is None:
        return None
    counting = [(_between(each, of, kept_from), holds(content, each.content)) for each in held]
    return every(
        (some(counts for counts, _ in counting), *(some((opposite(counts), told)) for counts, told in counting))
    )


_OF_THE_BLOCK = Disclosure(recipient=Recipient.SPONSOR, content=Content.BLOCK, owner=Party.CLIENT)


def _foreseen(engagement: Engagement, disclosure: Disclosure) -> Known:
    contract = engagement.contract or Contract()
    said = some(
        (_by_limits(contract, disclosure), _by_reports(contract, disclosure), _if_blocked(contract, disclosure))
    )
    secret = (contract.confidentiality or Confidentiality()).nothing_to_sponsor
    to_sponsor = every((same(disclosure.recipient, Recipient.SPONSOR), same(disclosure.owner, Party.CLIENT)))
    # Whoever was promised that nothing reaches the sponsor hasn't agreed that this does, whatever the contract says.
    promised_away = every((secret, to_sponsor))
    return _by_contract(contract, every((said, _agreed_by_owner(contract, disclosure.owner), opposite(promised_away))))


def _by_limits(contract: Contract, disclosure: Disclosure) -> Known:
    limits = (contract.confidentiality or Confidentiality()).limits
    if limits is None:
        return None
    return some(
        every((each.applies, same(each.recipient, disclosure.recipient), holds(each.content, disclosure.content)))
        for each in limits
    )


def _by_reports(contract: Contract, disclosure: Disclosure) -> Known:
    reported = None if contract.reports is None else some(holds(each, disclosure.content) for each in contract.reports)
    return every((same(disclosure.recipient, Recipient.SPONSOR), reported))


def _if_blocked(contract: Contract, disclosure: Disclosure) -> Known:
    return every(
        (
            same(contract.if_blocked, IfBlocked.SPONSOR_IS_TOLD),
            same(disclosure.recipient, Recipient.SPONSOR),
            same(disclosure.content, Content.BLOCK),
        )
    )


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


def _harm(engagement: Engagement) -> HarmFacts:
    if engagement.harm is Absence.NONE:
        return HarmFacts(to=AtRisk.NOBODY, likelihood=HarmLikelihood.NONE, severity=HarmSeverity.NONE)
    return _held(HarmFacts, _record(engagement.harm, Harm()))


def _required_by_law(duty: LegalDuty | Absence | None, considered: Disclosure | Absence | None) -> Known:
    """Whether the law asks for what is considered; where nothing is considered, whether it asks for anything."""
    if duty is None or duty is Absence.NONE:
        return there(duty)
    match considered:
        case None:
            return None
        case Absence():
            return True
        case Disclosure():
            return every((same(duty.recipient, considered.recipient), holds(considered.content, duty.content)))
        case _:
            assert_never(considered)
