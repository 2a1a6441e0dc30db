"""Facts of how the coach practises: endings, roles and interests, referrals.

The published codes speak of these; an engagement states them directly.
"""

from __future__ import annotations

from attrs import frozen

from coach_ethics.coaching.audiences import CONTRACT, SUPERVISION, WITH_CLIENT, WITH_SPONSOR
from coach_ethics.coaching.enumerations import ConsentForm, EndingGround, Party
from coach_ethics.model.vocabulary import fact


@frozen
class CoachingFacts:
    """The coaching as a whole."""

    begun: bool | None = fact(
        means="the coaching has begun",
        ask="Has the coaching begun?",
        said="the coaching has begun",
        said_not="the coaching hasn't begun",
        known_to=CONTRACT,
        dated=True,
    )
    ended: bool | None = fact(
        means="the coaching has ended",
        ask="Has the coaching ended?",
        said="the coaching has ended",
        said_not="the coaching hasn't ended",
        known_to=CONTRACT,
        dated=True,
    )


@frozen
class EndingFacts:
    """An ending that is being considered, of which nobody need have been told."""

    by: Party | None = fact(
        means="who would end the coaching",
        ask="Who would end the coaching?",
        said="ended by {}",
        known_to=SUPERVISION,
        changeable=True,
        cost=3,
    )
    ground: EndingGround | None = fact(
        means="on what ground the coaching would be ended",
        ask="On what ground would the coaching be ended?",
        said="ended for {}",
        said_of={("none",): "without a ground"},
        known_to=SUPERVISION,
        judgement=True,
    )
    reasonable: bool | None = fact(
        means="a fair observer would find the ground for ending the coaching valid and reasonable",
        ask="Would a fair observer find the ground for ending the coaching valid and reasonable?",
        said="a ground that a fair observer accepts",
        said_not="no ground that a fair observer accepts",
        known_to=SUPERVISION,
        judgement=True,
    )
    with_notice: bool | None = fact(
        means="the ending is announced in good time, and the client's needs are seen to in the meantime",
        ask="Is the ending announced in good time, and are your client's needs seen to in the meantime?",
        said="with notice",
        said_not="without notice",
        known_to=WITH_CLIENT,
        changeable=True,
        cost=1,
    )


@frozen
class ValueFacts:
    """What the coaching gives."""

    doubtful: bool | None = fact(
        means="the coach doubts that the coaching can do what is expected of it",
        ask="Do you doubt that the coaching can do what is expected of it?",
        said="the coach doubts that the coaching will help",
        said_not="the coach trusts that the coaching will help",
        known_to=SUPERVISION,
        judgement=True,
    )
    shifted: bool | None = fact(
        means="the client no longer benefits from the coaching as before",
        ask="Has something shifted, so that your client no longer benefits from the coaching as before?",
        said="the client no longer benefits as before",
        said_not="the client benefits as before",
        known_to=SUPERVISION,
        judgement=True,
    )


@frozen
class RoleFacts:
    """In which roles coach and client meet."""

    internal: bool | None = fact(
        means="the coach is employed by the organisation that the client works for",
        ask="Are you employed by the organisation that your client works for?",
        said="an internal coach",
        said_not="no internal coach",
        known_to=CONTRACT,
    )
    other_than_coach: bool | None = fact(
        means="the coach acts, for the moment or for good, in another role than that of coach",
        ask="Are you acting in another role than that of coach, such as adviser or trainer?",
        said="the coach acts in another role",
        said_not="the coach acts as a coach",
        known_to=SUPERVISION,  # whether the client is told is a fact of its own
        changeable=True,
        cost=3,
    )
    several: bool | None = fact(
        means="coach and client, or coach and sponsor, have other contracts or relationships besides the coaching",
        ask="Do you have other contracts or relationships with your client or the sponsor?",
        said="other contracts or relationships besides the coaching",
        said_not="no other contracts or relationships",
        known_to=SUPERVISION,  # the one party needn't know of those with the other
    )
    managed: bool | None = fact(
        means="it is agreed how the coach's roles and contracts are kept apart, and reviewed as the work goes on",
        ask="Have you agreed how your roles and contracts are kept apart, and do you keep reviewing it together?",
        said="the roles are kept apart",
        said_not="the roles aren't kept apart",
        known_to=SUPERVISION,
        changeable=True,
        cost=2,
    )


@frozen
class ConflictFacts:
    """What has been done about a conflict of interest."""

    disclosed: bool | None = fact(
        means="the conflict of interest has been disclosed to those concerned",
        ask="Have you disclosed the conflict of interest to those concerned?",
        said="the conflict is disclosed",
        said_not="the conflict isn't disclosed",
        known_to=SUPERVISION,  # who is concerned, and was told, differs from case to case
        changeable=True,
        lasting=True,
        cost=1,
    )
    manageable: bool | None = fact(
        means="the conflict of interest can be managed so that it doesn't harm the client",
        ask="Can the conflict of interest be managed so that it doesn't harm your client?",
        said="the conflict can be managed",
        said_not="the conflict can't be managed",
        known_to=SUPERVISION,
        judgement=True,
    )
    authorised: ConsentForm | None = fact(
        means="the client's consent to the coach's continuing despite the conflict of interest",
        ask="Has your client consented to your continuing despite the conflict of interest?",
        said="consent to continue despite the conflict",
        known_to=WITH_CLIENT,
        changeable=True,
        cost=2,
    )


@frozen
class ReferralFacts:
    """Pay for referring the client."""

    paid: bool | None = fact(
        means="the coach gains, or may gain, from referring the client to somebody",
        ask="Do you gain, or might you gain, from referring your client to somebody?",
        said="a referral that the coach gains by",
        said_not="no gain by a referral",
        known_to=SUPERVISION,  # whether client and sponsor were told are facts of their own
    )
    told_client: bool | None = fact(
        means="the client has been told what the coach gains by the referral",
        ask="Have you told your client what you gain by the referral?",
        said="the client knows of the gain",
        said_not="the client doesn't know of the gain",
        known_to=WITH_CLIENT,
        changeable=True,
        lasting=True,
        cost=1,
    )
    told_sponsor: bool | None = fact(
        means="the sponsor has been told what the coach gains by the referral",
        ask="Have you told the sponsor what you gain by the referral?",
        said="the sponsor knows of the gain",
        said_not="the sponsor doesn't know of the gain",
        known_to=WITH_SPONSOR,
        changeable=True,
        lasting=True,
        cost=1,
    )
