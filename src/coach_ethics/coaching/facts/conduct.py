"""Facts of the coach's conduct: power, records, technology, claims, closeness, colleagues.

The published codes speak of these; an engagement states them directly.
"""

from __future__ import annotations

from attrs import frozen

from coach_ethics.coaching.audiences import COACH_ALONE, SUPERVISION, WITH_CLIENT
from coach_ethics.coaching.enumerations import Attraction, ConsentForm, GiftWorth, Party
from coach_ethics.model.vocabulary import fact


@frozen
class PowerFacts:
    """A difference in power or status between coach and client."""

    gap: bool | None = fact(
        means="there is a difference in power or status between coach and client",
        ask="Is there a difference in power or status between you and your client?",
        said="a difference in power",
        said_not="no difference in power",
        known_to=SUPERVISION,
        judgement=True,
    )
    addressed: bool | None = fact(
        means="coach and client have spoken about the difference in power or status and deal with it",
        ask="Have you and your client spoken about the difference in power or status, and do you deal with it?",
        said="the difference in power is being dealt with",
        said_not="the difference in power isn't being dealt with",
        known_to=WITH_CLIENT,
        changeable=True,
        cost=1,
    )


@frozen
class RecordsFacts:
    """Notes, recordings and data."""

    kept: bool | None = fact(
        means="the coach keeps notes, recordings or other data of the coaching",
        ask="Do you keep notes, recordings or other data of the coaching?",
        said="records are kept",
        said_not="no records are kept",
        known_to=SUPERVISION,
    )
    secure: bool | None = fact(
        means="records are stored, shared and disposed of as was promised and as data protection law requires",
        ask="Do you store, share and dispose of your records as you promised and as data protection law requires?",
        said="the records are safe",
        said_not="the records aren't safe",
        known_to=SUPERVISION,
        changeable=True,
        cost=2,
    )
    sessions_recorded: bool | None = fact(
        means="what is said in the sessions is recorded, in sound, in pictures or as a transcript",
        ask="Is what is said in the sessions recorded, in sound, in pictures or as a transcript?",
        said="the sessions are recorded",
        said_not="the sessions aren't recorded",
        known_to=SUPERVISION,  # that is just what the client may not have been told
        changeable=True,
        cost=1,
    )
    consent_to_record: ConsentForm | None = fact(
        means="the client's consent to the recording of what is said in the sessions",
        ask="Has your client consented to the recording of what is said in the sessions?",
        said="consent to record",
        known_to=WITH_CLIENT,
        changeable=True,
        cost=1,
    )


@frozen
class TechnologyFacts:
    """Technology that the coaching uses."""

    used: bool | None = fact(
        means="the coaching uses technology that handles what is said in it, artificial intelligence included",
        ask="Does the coaching use technology that handles what is said in it, artificial intelligence included?",
        said="technology that handles what is said",
        said_not="no technology that handles what is said",
        known_to=SUPERVISION,
    )
    uses_ai: bool | None = fact(
        means="artificial intelligence listens to, writes down, sums up or answers what is said in the coaching",
        ask="Does artificial intelligence listen to, write down, sum up or answer what is said in the coaching?",
        said="artificial intelligence handles what is said",
        said_not="no artificial intelligence handles what is said",
        known_to=SUPERVISION,
        changeable=True,
        cost=1,
    )
    consent: ConsentForm | None = fact(
        means="the client's consent to the technology that handles what is said, artificial intelligence included",
        ask="Has your client consented to the technology that handles what is said, artificial intelligence included?",
        said="consent to the technology",
        known_to=WITH_CLIENT,
        changeable=True,
        cost=1,
    )
    understood: bool | None = fact(
        means="the coach knows what that technology does with what is said, and sees to confidentiality and the law",
        ask="Do you know what that technology does with what is said, and see to confidentiality and the law?",
        said="the technology is understood",
        said_not="the technology isn't understood",
        known_to=SUPERVISION,
        changeable=True,
        cost=2,
    )


@frozen
class ClaimsFacts:
    """What coaches say of themselves, and of coaching."""

    accurate: bool | None = fact(
        means="what the coach says about the services offered, the profession, and what coaching can achieve is true",
        ask="Is everything true that you say about your services, the profession, and what coaching can achieve?",
        said="the coach's claims are true",
        said_not="the coach's claims aren't all true",
        known_to=SUPERVISION,
        changeable=True,
        cost=1,
    )
    credentials_accurate: bool | None = fact(
        means="the coach's qualifications and credentials are described as they are",
        ask="Are your qualifications and credentials described as they are?",
        said="the credentials are described as they are",
        said_not="the credentials aren't described as they are",
        known_to=SUPERVISION,
        changeable=True,
        cost=1,
    )
    own_material: bool | None = fact(
        means="other people's material is credited to them, and only the coach's own is presented as the coach's",
        ask="Do you credit other people's material to them?",
        said="others' material is credited to them",
        said_not="others' material isn't credited to them",
        known_to=SUPERVISION,
        changeable=True,
        cost=1,
    )


@frozen
class RelationshipFacts:
    """Closeness beyond coaching."""

    intimate_with: Party | None = fact(
        means="with whom in the engagement the coach has a romantic or sexual relationship",
        ask="Do you have a romantic or sexual relationship with anybody in the engagement, and with whom?",
        said="a romantic or sexual relationship with {}",
        known_to=COACH_ALONE,
        changeable=True,
        cost=5,
    )
    attraction: Attraction | None = fact(
        means="whether coach or client is attracted to the other, romantically or sexually",
        ask="Are you attracted to your client, romantically or sexually, or your client to you?",
        said="attraction {}",
        said_of={
            ("none",): "no attraction between coach and client",
            ("of_client", "of_coach", "mutual"): "attraction between coach and client",
        },
        known_to=COACH_ALONE,
        judgement=True,
    )


@frozen
class GiftsFacts:
    """Gifts, hospitality and favours that the coach is offered."""

    worth: GiftWorth | None = fact(
        means="what a gift, hospitality or favour is worth that the coach is offered in the engagement",
        ask="Are you offered a gift, hospitality or a favour: none, no more than a token, or something substantial?",
        said="a {} gift",
        said_of={("none",): "no gift", ("token", "substantial"): "a gift"},
        known_to=SUPERVISION,
    )
    sway: bool | None = fact(
        means="the gift could sway the coach, or would look as if it did",
        ask="Could the gift sway you, or would it look as if it did?",
        said="the gift could sway the coach",
        said_not="the gift doesn't sway the coach",
        known_to=SUPERVISION,
        judgement=True,
    )


@frozen
class ColleagueFacts:
    """Other coaches."""

    in_breach: bool | None = fact(
        means="the coach sees a colleague in a possible breach of the code",
        ask="Have you noticed that a colleague may be in breach of the code?",
        said="a colleague's possible breach",
        said_not="no breach by a colleague",
        known_to=SUPERVISION,
        judgement=True,
    )
    raised: bool | None = fact(
        means="the coach has raised the possible breach with those involved",
        ask="Have you raised the possible breach with those involved?",
        said="it was raised with those involved",
        said_not="it hasn't been raised with those involved",
        known_to=SUPERVISION,
        changeable=True,
        cost=2,
    )
    resolved: bool | None = fact(
        means="raising the possible breach with those involved has resolved the matter",
        ask="Has raising it with those involved resolved the matter?",
        said="raising it has resolved the matter",
        said_not="raising it hasn't resolved the matter",
        known_to=SUPERVISION,
        judgement=True,
    )
