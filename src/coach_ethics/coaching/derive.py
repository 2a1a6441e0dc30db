"""From the records of an engagement to the standard facts on one day.

INVARIANT (monotone): every fact is made from pieces of records by the functions of `certainty` or by others that say
None unless every completion of the missing pieces gives the same value. So erasing a piece never changes a fact into
another; it can only make it unknown.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable
from datetime import date
from typing import TypeVar

import attrs

from coach_ethics.coaching.agreements import AgreedBy, Confidentiality, Contract, Ending, Outcome, Renegotiation
from coach_ethics.coaching.confidences import Confidence, Disclosure, Disclosures, Harm
from coach_ethics.coaching.consent import DisclosureRequest, consent_for, least_consent
from coach_ethics.coaching.engagement import Engagement
from coach_ethics.coaching.enumerations import (
    Absence,
    AtRisk,
    ClientConduct,
    ConsentForm,
    Content,
    Decision,
    Dependence,
    HarmLikelihood,
    HarmSeverity,
    Party,
    Recipient,
)
from coach_ethics.coaching.facts.agreement import ConsentFacts, ContractFacts, OutcomesFacts, SponsorFacts
from coach_ethics.coaching.facts.coach import CoachFacts, SupervisionFacts
from coach_ethics.coaching.facts.confidence import ConfidenceFacts, HarmFacts
from coach_ethics.coaching.facts.practice import CoachingFacts
from coach_ethics.coaching.facts.progress import BlockFacts, ClientFacts, CommitmentFacts
from coach_ethics.coaching.facts.standard import StandardFacts
from coach_ethics.coaching.identity import People, clients_of, people_of, sponsors_of
from coach_ethics.coaching.past_acts import CONSULTED, EXAMINED, NAMED, made_so
from coach_ethics.coaching.people import Client, Coach, PersonId, Supervision
from coach_ethics.coaching.telling import (
    BETWEEN_THE_TWO,
    between,
    by_contract,
    disclosure_facts,
    foreseen,
    law_facts,
)
from coach_ethics.coaching.timeline import Block, causes_examined, missed_in_a_row
from coach_ethics.model.kleene import Known, every, no_later, opposite, same, some

T = TypeVar("T")
E = TypeVar("E")
F = TypeVar("F", bound=attrs.AttrsInstance)


def standard_facts(engagement: Engagement, on: date, disclosure: Disclosure | Absence | None = None) -> StandardFacts:
    """The standard facts that the records of an engagement hold on a day.

    `disclosure` is the one that is considered, `Absence.NONE` where none is; left out, it is the only one proposed.
    What the engagement's `facts` state directly is not in it.
    """
    considered, people, clients = chosen(engagement, disclosure), people_of(engagement), clients_of(engagement)
    client, sponsors = _client(clients), sponsors_of(engagement)
    conduct = _first_of(_WORST_FIRST, [each.conduct for each in clients or ()])
    return StandardFacts(
        sponsor=SponsorFacts(present=None if sponsors is None else bool(sponsors)),
        contract=_contract(engagement, on, people),
        outcomes=_outcomes(engagement),
        commitment=_commitment(engagement, on),
        block=_block(engagement, on),
        client=client,
        confidence=_confidence(engagement, people),
        consent=_consent(engagement, considered, on, people),
        disclosure=disclosure_facts(engagement, considered, people, client.several),
        harm=_harm(engagement),
        law=law_facts(engagement.legal_duty, considered, people, conduct),
        coach=_held(CoachFacts, engagement.coach or Coach()),
        supervision=_supervision(engagement, on),
        coaching=CoachingFacts(begun=_come(engagement.begun, on), ended=_come(engagement.ended, on)),
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


def _come(day: date | Absence | None, on: date) -> Known:
    return False if day is Absence.NONE else no_later(day, on)


def _contract(engagement: Engagement, on: date, people: People) -> ContractFacts:
    contract = engagement.contract or Contract()
    secrecy = contract.confidentiality or Confidentiality()
    reports = None if contract.reports is None else Content.PROGRESS in contract.reports
    return attrs.evolve(
        _held(ContractFacts, contract),
        explains_confidentiality=secrecy.explained,
        promises_confidentiality=by_contract(contract, secrecy.nothing_to_sponsor),
        promises_report=every((by_contract(contract, reports), _unless_absent(engagement))),
        foresees_block=foreseen(engagement, _OF_THE_BLOCK, people),
        allows_coach_to_end=by_contract(contract, (contract.ending or Ending()).coach_may_end),
        renegotiated=_renegotiated(engagement, contract, on),
    )


def _unless_absent(engagement: Engagement) -> Known:
    """False where there is no sponsor, so that nothing can be promised to one; else it stands in nobody's way."""
    return sponsors_of(engagement) != ()


def _renegotiated(engagement: Engagement, contract: Contract, on: date) -> Known:
    if contract.renegotiations is None:
        return None
    noticed, sponsors = _record(engagement.block, Block()).noticed, sponsors_of(engagement)
    sponsor = None if sponsors is None else bool(sponsors)
    return some(
        every(
            (
                each.openly,
                no_later(each.day, on),
                no_later(noticed, each.day),
                _agreed_by_all(each, sponsor),
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


def _confidence(engagement: Engagement, people: People) -> ConfidenceFacts:
    if sponsors_of(engagement) == ():
        return ConfidenceFacts(of_client=False, of_sponsor=False, of_dismissal=False, conflict=False)
    held = engagement.confidences
    if held is None:
        return ConfidenceFacts()

    def kept(of: Party, kept_from: Recipient, *also: Callable[[Confidence], Known]) -> Known:
        return some(every((between(each, of, kept_from, people), *(more(each) for more in also))) for each in held)

    to_client = (Party.SPONSOR, Recipient.CLIENT)
    return ConfidenceFacts(
        of_client=kept(Party.CLIENT, Recipient.SPONSOR),
        of_sponsor=kept(*to_client),
        of_dismissal=kept(*to_client, lambda each: same(each.content, Content.DISMISSAL)),
        conflict=some(kept(*pair, lambda each: each.misleads) for pair in BETWEEN_THE_TWO),
    )


def _consent(engagement: Engagement, considered: Disclosure | Absence | None, on: date, people: People) -> ConsentFacts:
    def consent(
        owner: Party | PersonId | None, recipient: Recipient | PersonId | None, content: Content | None
    ) -> ConsentForm | None:
        return consent_for(DisclosureRequest(owner, recipient, content), engagement.consents, on, people)

    def to_reveal(owner: Party, recipient: Recipient) -> ConsentForm | None:
        held = engagement.confidences
        counting = (
            None if held is None else tuple((each.content, between(each, owner, recipient, people)) for each in held)
        )
        asked = set(Content) if counting is None else {Content.SESSION_CONTENT, *(content for content, _ in counting)}
        consents = {content: consent(owner, recipient, content) for content in asked}
        return least_consent(counting, consents.__getitem__)

    to_disclosure = None
    if isinstance(considered, Disclosure):
        to_disclosure = consent(considered.owner, considered.recipient, considered.content)
    return ConsentFacts(
        to_tell_sponsor=consent(Party.CLIENT, Recipient.SPONSOR, Content.BLOCK),
        to_disclosure=to_disclosure,
        of_client=to_reveal(Party.CLIENT, Recipient.SPONSOR),
        of_sponsor=to_reveal(Party.SPONSOR, Recipient.CLIENT) if _unless_absent(engagement) else ConsentForm.NONE,
    )


_OF_THE_BLOCK = Disclosure(recipient=Recipient.SPONSOR, content=Content.BLOCK, owner=Party.CLIENT)


def _harm(engagement: Engagement) -> HarmFacts:
    if engagement.harm is Absence.NONE:
        return HarmFacts(
            to=AtRisk.NOBODY,
            likelihood=HarmLikelihood.NONE,
            severity=HarmSeverity.NONE,
            dependent=Dependence.NONE,
        )
    return _held(HarmFacts, _record(engagement.harm, Harm()))


def _client(clients: tuple[Client, ...] | None) -> ClientFacts:
    """Where the client stands, or several together: one who declines decides for all, and all have to commit."""
    if not clients:
        return ClientFacts()
    several = len(clients) > 1
    if not several:
        return attrs.evolve(_held(ClientFacts, clients[0]), several=False)
    return ClientFacts(
        decision=_first_of(_LEAST_COMMITTED, [each.decision for each in clients]),
        depends_on_coach=some(each.depends_on_coach for each in clients),
        several=True,
    )


_LEAST_COMMITTED = (Decision.DECLINES, Decision.NOT_ASKED, Decision.PENDING, Decision.COMMITS)
_WORST_FIRST = tuple(reversed(ClientConduct))


def _first_of(order: Iterable[E], values: Collection[E | None]) -> E | None:
    """The value that comes first in an order among several; None where one that isn't known might come before it."""
    for each in order:
        if each in values:
            return each
        if None in values:
            return None
    return None
