"""Facts of what is held in confidence, what might be told to whom, and what could call for telling it."""

from __future__ import annotations

from attrs import frozen

from coach_ethics.coaching.enumerations import (
    AtRisk,
    ClientConduct,
    Content,
    HarmLikelihood,
    HarmSeverity,
    Party,
    Recipient,
)
from coach_ethics.model.vocabulary import fact


@frozen
class ConfidenceFacts:
    """What the coach holds in confidence."""

    of_client: bool | None = fact(
        means="the coach holds something that the client told in confidence, and that would matter to the sponsor",
        ask="Has your client told you something in confidence that would matter to the sponsor?",
    )
    of_sponsor: bool | None = fact(
        means="the coach holds something that the sponsor told in confidence, and that would matter to the client",
        ask="Has the sponsor told you something in confidence that would matter to your client?",
    )
    conflict: bool | None = fact(
        means="what one party told in confidence can't be kept from the other without misleading them",
        ask="Does keeping the one's confidence come close to misleading the other?",
        judgement=True,
    )


@frozen
class DisclosureFacts:
    """The disclosure that is being considered."""

    recipient: Recipient | None = fact(
        means="to whom something would be told",
        ask="To whom would you tell it?",
        changeable=True,
        cost=2,
    )
    recipient_can_help: bool | None = fact(
        means="the one who would be told can come to the aid of the one who would come to harm",
        ask="Can the one whom you would tell come to the aid of the one who would come to harm?",
        judgement=True,
    )
    content: Content | None = fact(
        means="what would be told",
        ask="What would you tell?",
        changeable=True,
        cost=2,
    )
    owner: Party | None = fact(
        means="whose confidence it is: who told it, or whom it is about",
        ask="Whose confidence is it?",
    )
    requested_by: Party | None = fact(
        means="who asks for it to be told",
        ask="Who asks you to tell it?",
    )
    is_confided: bool | None = fact(
        means="what would be told is all that its owner told in confidence, to be kept from the one who would be told",
        ask="Would you tell just what was told you in confidence, to the one from whom it is kept?",
    )
    foreseen_by_contract: bool | None = fact(
        means="the contract, agreed by the one whose confidence it is, foresees telling this to this recipient",
        ask="Does the contract foresee that this is told to this recipient?",
    )
    in_clients_interest: bool | None = fact(
        means="telling it serves the client",
        ask="Would telling it serve your client?",
        judgement=True,
    )


@frozen
class HarmFacts:
    """The harm that is to be feared."""

    to: AtRisk | None = fact(
        means="who would come to harm",
        ask="Who would come to harm?",
        judgement=True,
    )
    likelihood: HarmLikelihood | None = fact(
        means="how likely the harm is",
        ask="How likely is the harm?",
        judgement=True,
    )
    identifiable: bool | None = fact(
        means="the person, or the group of people, who would come to harm can be identified",
        ask="Can the person, or the group of people, who would come to harm be identified?",
        judgement=True,
    )
    severity: HarmSeverity | None = fact(
        means="how bad the harm would be",
        ask="How bad would the harm be?",
        judgement=True,
    )


@frozen
class LawFacts:
    """What the law has to do with it."""

    requires_disclosure: bool | None = fact(
        means="a law or a court requires that it be told",
        ask="Does a law or a court require you to tell it?",
    )
    induces_coach: bool | None = fact(
        means="the coach is being drawn into an illegal, fraudulent or discriminatory act",
        ask="Are you being drawn into an illegal, fraudulent or discriminatory act?",
        judgement=True,
    )
    client_conduct: ClientConduct | None = fact(
        means="what the coach has learned of the client's conduct",
        ask="Is what you have learned of your client's conduct lawful, illicit or illegal?",
        judgement=True,
    )
