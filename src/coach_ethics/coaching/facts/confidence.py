"""Facts about confidences: what was said in confidence, who might be told, and what could call for telling."""

from __future__ import annotations

from attrs import frozen

from coach_ethics.coaching.audiences import SUPERVISION, WITH_CLIENT, WITH_SPONSOR
from coach_ethics.coaching.enumerations import (
    AtRisk,
    ClientConduct,
    Content,
    Dependence,
    EmployerRule,
    HarmLikelihood,
    HarmSeverity,
    LegalAddressee,
    OwnerTells,
    Party,
    Recipient,
)
from coach_ethics.model.vocabulary import fact, own_first


@frozen
class ConfidenceFacts:
    """What the coach holds in confidence."""

    of_client: bool | None = fact(
        means="the client has told the coach something in confidence that would matter to the sponsor",
        ask="Has your client told you something in confidence that would matter to the sponsor?",
        said="the client confided something that matters to the sponsor",
        said_not="the client confided nothing that matters to the sponsor",
        known_to=WITH_CLIENT,
    )
    of_sponsor: bool | None = fact(
        means="the sponsor has told the coach something in confidence that would matter to the client",
        ask="Has the sponsor told you something in confidence that would matter to your client?",
        said="the sponsor confided something that matters to the client",
        said_not="the sponsor confided nothing that matters to the client",
        known_to=WITH_SPONSOR,
    )
    of_dismissal: bool | None = fact(
        means="the sponsor has told the coach in confidence that the client is to be dismissed",
        ask="Has the sponsor told you in confidence that your client is to be dismissed?",
        said="the sponsor confided that the client is to be dismissed",
        said_not="the sponsor hasn't confided that the client is to be dismissed",
        known_to=WITH_SPONSOR,
    )
    conflict: bool | None = fact(
        means="what one party said in confidence can't be kept from the other without misleading them",
        ask="Does keeping one party's confidence come close to misleading the other?",
        said="keeping a confidence misleads the other party",
        said_not="keeping the confidences misleads nobody",
        known_to=SUPERVISION,
        judgement=True,
    )


@frozen
class RecordedDisclosure:
    """What the record of a disclosure holds by the same name."""

    recipient_can_help: bool | None = fact(
        means="the person who would be told can come to the aid of the person at risk",
        ask="Can the person whom you would tell come to the aid of the person at risk?",
        said="the person who is told can help",
        said_not="the person who is told can't help",
        known_to=SUPERVISION,
        judgement=True,
    )
    content: Content | None = fact(
        means="what would be told",
        ask="What would you tell?",
        said="{} is told",
        known_to=SUPERVISION,
        changeable=True,
        cost=2,
    )
    in_clients_interest: bool | None = fact(
        means="telling it is in the client's interest",
        ask="Would telling it be in your client's interest?",
        said="for the client's sake",
        said_not="not for the client's sake",
        known_to=SUPERVISION,
        judgement=True,
    )
    identifies: bool | None = fact(
        means="from what would be told, the person whom it is about could be recognised",
        ask="Could the person whom it is about be recognised from what you would tell?",
        said="the person it is about could be recognised",
        said_not="told so that nobody can be recognised",
        known_to=SUPERVISION,
        judgement=True,
        changeable=True,
        cost=1,
    )
    owner_tells: OwnerTells | None = fact(
        means="whether the person whose confidence it is will tell it themselves, once the coach encourages them to",
        ask="Have you encouraged the person whose confidence it is to tell it themselves, and will they?",
        said="the owner tells it: {}",
        said_of={
            ("not_asked",): "nobody was encouraged to tell it themselves",
            ("declines",): "the person whose confidence it is won't tell it themselves",
            ("will_tell",): "the person whose confidence it is will tell it themselves",
            ("has_told",): "the person whose confidence it is has told it themselves",
        },
        known_to=SUPERVISION,
        changeable=True,
        cost=2,
    )


@frozen(field_transformer=own_first)
class DisclosureFacts(RecordedDisclosure):
    """The disclosure that is being considered, of which nobody has been told: its record, and what follows from it.

    Whose confidence it is, to whom it is told and who asks for it follow from who the people of the engagement are.
    """

    recipient: Recipient | None = fact(
        means="to whom something would be told",
        ask="Whom would you tell?",
        said="told to {}",
        known_to=SUPERVISION,
        changeable=True,
        cost=2,
        salience=9,
    )
    owner: Party | None = fact(
        means="whose confidence it is: the person who told it, or whom it is about",
        ask="Whose confidence is it?",
        said="confided by {}",
        known_to=SUPERVISION,
        usual="client",
        salience=8,
    )
    requested_by: Recipient | None = fact(
        means="who asks for it to be told",
        ask="Who is asking you to tell it?",
        said="requested by {}",
        known_to=SUPERVISION,
    )
    is_confided: bool | None = fact(
        means="what would be told is all that its owner said in confidence, to be kept from the person who would be "
        "told",
        ask="Would you tell just what you were told in confidence, to the person from whom it is to be kept?",
        said="just what was said in confidence is told",
        said_not="not just what was said in confidence is told",
        known_to=SUPERVISION,
    )
    foreseen_by_contract: bool | None = fact(
        means="the contract, as agreed with the person whose confidence it is, provides for telling this to this "
        "recipient",
        ask="Does the contract provide for telling this to this recipient?",
        said="provided for in the contract",
        said_not="not provided for in the contract",
        known_to=SUPERVISION,
        salience=1,
    )


@frozen
class HarmFacts:
    """The harm that is to be feared. Its record holds each by the same name."""

    to: AtRisk | None = fact(
        means="who would come to harm",
        ask="Who would come to harm?",
        said="at risk: {}",
        said_of={
            ("nobody",): "nobody at risk",
            ("nobody", "organisation"): "no person at risk",
            ("client", "coach", "other_person"): "a person at risk",
            ("client", "coach", "other_person", "organisation"): "somebody at risk",
        },
        known_to=SUPERVISION,
        judgement=True,
        salience=4,
    )
    likelihood: HarmLikelihood | None = fact(
        means="how likely the harm is",
        ask="How likely is the harm?",
        said="harm {}",
        said_of={
            ("none",): "no danger",
            ("possible", "foreseeable", "likely", "imminent"): "harm at least possible",
        },
        known_to=SUPERVISION,
        judgement=True,
        salience=6,
    )
    identifiable: bool | None = fact(
        means="the person, or the group of people, at risk can be identified",
        ask="Can the person, or the group of people, at risk be identified?",
        said="who is at risk can be identified",
        said_not="who is at risk can't be identified",
        known_to=SUPERVISION,
        judgement=True,
    )
    severity: HarmSeverity | None = fact(
        means="how severe the harm would be",
        ask="How severe would the harm be?",
        said="{} harm",
        said_of={("none",): "no harm"},
        known_to=SUPERVISION,
        judgement=True,
        salience=5,
    )
    dependent: Dependence | None = fact(
        means="whether the person at risk is a child, or an adult who depends on the care of others",
        ask="Is the person at risk a child, or an adult who depends on the care of others?",
        said="at risk is a {}",
        said_of={
            ("none",): "no child or dependent adult at risk",
            ("child", "dependent_adult"): "a child or a dependent adult at risk",
        },
        known_to=SUPERVISION,
        salience=4,
    )


@frozen
class LawFacts:
    """What the law has to do with it."""

    requires_disclosure: bool | None = fact(
        means="a law or a court requires that just this be told to just the person or body that would be told",
        ask="Does a law or a court require you to tell just this, to just this person or body?",
        said="required by law",
        said_not="no legal duty to tell",
        known_to=SUPERVISION,
        salience=3,
    )
    addressee: LegalAddressee | None = fact(
        means="towards whom a law or a court requires something to be told, whoever else may be asking for it",
        ask="To whom does a law or a court require you to tell something: to nobody, to the person or body that you "
        "would tell, or to somebody else?",
        said="the law requires telling {}",
        said_of={
            ("nobody",): "no law requires telling anybody",
            ("recipient",): "the law requires telling the person who would be told",
            ("somebody_else",): "the law requires telling somebody else",
        },
        known_to=SUPERVISION,
    )
    content: Content | None = fact(
        means="what a law or a court requires to be told",
        ask="What does a law or a court require you to tell?",
        said="the law requires {} to be told",
        said_of={("nothing",): "no law requires anything to be told"},
        known_to=SUPERVISION,
    )
    induces_coach: bool | None = fact(
        means="the coach is being drawn into an illegal, fraudulent or discriminatory act",
        ask="Are you being drawn into an illegal, fraudulent or discriminatory act?",
        said="the coach is drawn into an unlawful act",
        said_not="the coach isn't drawn into an unlawful act",
        known_to=SUPERVISION,
        judgement=True,
    )
    client_conduct: ClientConduct | None = fact(
        means="what the coach has learned of the client's conduct",
        ask="Is what you have learned of your client's conduct lawful, illicit (against rules or morals), or illegal?",
        said="{} conduct of the client",
        said_of={
            ("lawful",): "nothing unlawful by the client",
            ("illicit",): "an illicit act by the client",
            ("illegal",): "an illegal act by the client",
            ("illicit", "illegal"): "an illicit or illegal act by the client",
            ("lawful", "illicit"): "nothing illegal by the client",
        },
        known_to=SUPERVISION,
        judgement=True,
        salience=7,
    )


@frozen
class EmployerFacts:
    """What the employer, the coach's or the client's, has to do with it."""

    rule: EmployerRule | None = fact(
        means="what a rule of the employer, such as a duty of employees to report, says on telling this",
        ask="Does a rule of the employer (yours, if you coach inside an organisation, or your client's) require you to "
        "tell it, or forbid it?",
        said="a rule of the employer {}",
        said_of={
            ("silent",): "no rule of the employer on telling it",
            ("requires_telling",): "a rule of the employer requires telling it",
            ("forbids_telling",): "a rule of the employer forbids telling it",
        },
        known_to=SUPERVISION,
    )


@frozen
class InformationFacts:
    """What others have told the coach about the client."""

    source: Party | None = fact(
        means="who, other than the client, has told the coach something about the client",
        ask="Has anybody other than your client told you something about your client, and who?",
        said="the coach heard it from {}",
        said_of={("nobody",): "nobody else told the coach anything about the client"},
        known_to=SUPERVISION,
    )
    checked: bool | None = fact(
        means="the coach has checked what others told about the client, with the client or otherwise",
        ask="Have you checked what you were told about your client, with your client or in another way?",
        said="what others told was checked",
        said_not="what others told wasn't checked",
        known_to=SUPERVISION,
        changeable=True,
        lasting=True,
        cost=1,
    )
    client_knows: bool | None = fact(
        means="the client knows what others have told the coach about the client",
        ask="Does your client know what others have told you?",
        said="the client knows what others told",
        said_not="the client doesn't know what others told",
        known_to=SUPERVISION,
        changeable=True,
        lasting=True,
        cost=1,
    )
