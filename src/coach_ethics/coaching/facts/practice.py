"""Facts of how the coach practises: endings, roles and interests, referrals, power, records, claims.

The published codes speak of these; an engagement states them directly.
"""

from __future__ import annotations

from attrs import frozen

from coach_ethics.coaching.enumerations import ConsentForm, EndingGround, Party
from coach_ethics.model.vocabulary import fact


@frozen
class CoachingFacts:
    """The coaching as a whole."""

    ended: bool | None = fact(
        means="the coaching has ended",
        ask="Has the coaching ended?",
    )


@frozen
class EndingFacts:
    """An ending that is being considered."""

    by: Party | None = fact(
        means="who would end the coaching",
        ask="Who would end the coaching?",
        changeable=True,
        cost=3,
    )
    ground: EndingGround | None = fact(
        means="on what ground the coaching would be ended",
        ask="On what ground would it be ended?",
        judgement=True,
    )
    reasonable: bool | None = fact(
        means="the ground on which the coaching would be ended is valid and reasonable in the eyes of a fair observer",
        ask="Would a fair observer find the ground on which you would end it valid and reasonable?",
        judgement=True,
    )
    with_notice: bool | None = fact(
        means="the ending is announced in good time, and what the client needs meanwhile is seen to",
        ask="Is the ending announced in good time, and is what your client needs meanwhile seen to?",
        changeable=True,
        cost=1,
    )


@frozen
class ValueFacts:
    """What the coaching gives."""

    shifted: bool | None = fact(
        means="the client no longer benefits from the coaching as before",
        ask="Has there been a shift, so that your client no longer benefits from the coaching as before?",
        judgement=True,
    )


@frozen
class RoleFacts:
    """In which roles coach and client meet."""

    internal: bool | None = fact(
        means="the coach is employed by the organisation that the client works for",
        ask="Are you employed by the organisation that your client works for?",
    )
    other_than_coach: bool | None = fact(
        means="the coach acts, for the moment or for good, in another capacity than the coach's",
        ask="Do you act in another capacity than the coach's, such as adviser or trainer?",
        changeable=True,
        cost=3,
    )
    several: bool | None = fact(
        means="coach and client, or coach and sponsor, have other contracts or relationships besides the coaching",
        ask="Do you have other contracts or relationships with your client or sponsor?",
    )
    managed: bool | None = fact(
        means="it is agreed, and spoken about as the work goes on, how the coach's roles and contracts are kept apart",
        ask="Is it agreed, and do you go on speaking about, how your roles and contracts are kept apart?",
        changeable=True,
        cost=2,
    )


@frozen
class ConflictFacts:
    """What has been done about a conflict of interest."""

    disclosed: bool | None = fact(
        means="the conflict of interest has been disclosed to those concerned",
        ask="Have you disclosed the conflict of interest to those concerned?",
        changeable=True,
        lasting=True,
        cost=1,
    )
    manageable: bool | None = fact(
        means="the conflict of interest can be managed so that the client is not harmed by it",
        ask="Can the conflict of interest be managed so that your client is not harmed by it?",
        judgement=True,
    )
    authorised: ConsentForm | None = fact(
        means="the client's consent that the coach goes on in spite of the conflict of interest",
        ask="Has your client consented to your continuing despite the conflict of interest?",
        changeable=True,
        cost=2,
    )


@frozen
class ReferralFacts:
    """Pay for referring the client."""

    paid: bool | None = fact(
        means="the coach gains, or may gain, from referring the client to somebody",
        ask="Do you gain, or might you gain, from referring your client?",
    )
    told_client: bool | None = fact(
        means="the client has been told of what the coach gains by the referral",
        ask="Have you told your client what you gain by the referral?",
        changeable=True,
        lasting=True,
        cost=1,
    )
    told_sponsor: bool | None = fact(
        means="the sponsor has been told of what the coach gains by the referral",
        ask="Have you told the sponsor what you gain by the referral?",
        changeable=True,
        lasting=True,
        cost=1,
    )


@frozen
class PowerFacts:
    """A gap in power or status between coach and client."""

    gap: bool | None = fact(
        means="there is a gap in power or status between coach and client",
        ask="Is there a gap in power or status between you and your client?",
        judgement=True,
    )
    addressed: bool | None = fact(
        means="coach and client have spoken about the gap and deal with it",
        ask="Have you and your client spoken about it, and do you deal with it?",
        changeable=True,
        cost=1,
    )


@frozen
class RecordsFacts:
    """Notes, recordings and data."""

    kept: bool | None = fact(
        means="the coach keeps notes, recordings or other data of the coaching",
        ask="Do you keep notes, recordings or other data of the coaching?",
    )
    secure: bool | None = fact(
        means="they are stored, shared and disposed of as was promised and as data protection law allows",
        ask="Do you store, share and dispose of them as you promised to, and as data protection law allows?",
        changeable=True,
        cost=2,
    )
    consent_to_record: ConsentForm | None = fact(
        means="the client's consent to record what is said in the sessions",
        ask="Has your client consented to recording what is said in the sessions?",
        changeable=True,
        cost=1,
    )


@frozen
class TechnologyFacts:
    """Technology that the coaching uses."""

    used: bool | None = fact(
        means="the coaching uses technology that handles what is said in it, artificial intelligence included",
        ask="Does the coaching use technology that handles what is said in it, artificial intelligence included?",
    )
    understood: bool | None = fact(
        means="the coach knows what that technology does with what is said, and sees to confidentiality and law",
        ask="Do you know what it does with what is said, and see to confidentiality and law?",
        changeable=True,
        cost=2,
    )


@frozen
class ClaimsFacts:
    """What the coach says of himself or herself, and of coaching."""

    accurate: bool | None = fact(
        means="what the coach says of his or her offer, of the profession, and of what coaching can give, is true",
        ask="Is all true that you say of your offer, of the profession, and of what coaching can give?",
        changeable=True,
        cost=1,
    )
    credentials_accurate: bool | None = fact(
        means="the coach's qualifications and credentials are described as they are",
        ask="Are your qualifications and credentials described as they are?",
        changeable=True,
        cost=1,
    )
    own_material: bool | None = fact(
        means="material of others is credited to them, and only own material is claimed as own",
        ask="Is the material of others credited to them?",
        changeable=True,
        cost=1,
    )


@frozen
class RelationshipFacts:
    """Closeness beyond coaching."""

    intimate_with: Party | None = fact(
        means="with whom in the engagement the coach has a romantic or sexual relationship",
        ask="Do you have a romantic or sexual relationship with anybody in the engagement, and with whom?",
        changeable=True,
        cost=5,
    )


@frozen
class ColleagueFacts:
    """Other coaches."""

    in_breach: bool | None = fact(
        means="the coach sees a colleague in a possible breach of the code",
        ask="Do you see a colleague in a possible breach of the code?",
        judgement=True,
    )
    raised: bool | None = fact(
        means="the coach has spoken about the possible breach with those involved",
        ask="Have you spoken about it with those involved?",
        changeable=True,
        cost=2,
    )
    resolved: bool | None = fact(
        means="speaking with those involved has settled the matter of the possible breach",
        ask="Has speaking with those involved settled the matter?",
        judgement=True,
    )
