"""Who takes part: the coach, with what coaches notice about themselves, clients, sponsors, and whoever else there is.

A record that takes over a class of facts holds each of them by the same name.
"""

from __future__ import annotations

from attrs import frozen

from coach_ethics.coaching.enumerations import ClientConduct, Role
from coach_ethics.coaching.facts.coach import CoachFacts, SupervisionFacts
from coach_ethics.coaching.facts.progress import RecordedClient
from coach_ethics.coaching.given import FromGiven, own_id, own_metadata
from coach_ethics.metadata import Metadata
from coach_ethics.model.vocabulary import own_first


@frozen(kw_only=True, repr=False, field_transformer=own_first)
class Supervision(FromGiven, SupervisionFacts):
    """The coach's own support: who supervises, whether regularly, and whether this case was taken there.

    >>> import coach_ethics as ce
    >>> from coach_ethics.coaching import Coach, Supervision, situation_of
    >>> taken_there = ce.Engagement(coach=Coach(supervision=Supervision(consulted=True)))
    >>> situation_of(taken_there, "2026-04-01")["supervision.consulted"]
    True
    """

    id: str | None = own_id()
    metadata: Metadata | None = own_metadata()
    supervisor: str | None = None


@frozen(kw_only=True, repr=False, field_transformer=own_first)
class Coach(FromGiven, CoachFacts):
    """The coach, and what coaches find on looking at themselves.

    >>> import coach_ethics as ce
    >>> from coach_ethics.coaching import Coach, Purpose, situation_of
    >>> pleasing = ce.Engagement(coach=Coach(purpose=Purpose.PLEASING_SPONSOR))
    >>> situation_of(pleasing, "2026-04-01")["coach.purpose"]
    'pleasing_sponsor'
    """

    id: str | None = own_id()
    metadata: Metadata | None = own_metadata()
    name: str | None = None
    supervision: Supervision | None = None


@frozen(kw_only=True, repr=False, field_transformer=own_first)
class Client(FromGiven, RecordedClient):
    """The person who is coached: the answer given once the block was named, and conduct that the coach learned of.

    Of a team, a pair or a group, each member has a record of their own, with an `id`.

    >>> import coach_ethics as ce
    >>> from coach_ethics.coaching import Client, Decision, situation_of
    >>> situation_of(ce.Engagement(client=Client(decision=Decision.PENDING)), "2026-04-01")["client.decision"]
    'pending'
    """

    id: str | None = own_id()
    metadata: Metadata | None = own_metadata()
    name: str | None = None
    conduct: ClientConduct | None = None


@frozen(kw_only=True, repr=False)
class Sponsor(FromGiven):
    """Somebody other than the client who commissioned or pays for the coaching.

    >>> import coach_ethics as ce
    >>> from coach_ethics.coaching import Sponsor, situation_of
    >>> situation_of(ce.Engagement(sponsor=Sponsor(name="The employer")), "2026-04-01")["sponsor.present"]
    True
    """

    id: str | None = own_id()
    metadata: Metadata | None = own_metadata()
    name: str | None = None


@frozen(kw_only=True, repr=False)
class Person(FromGiven):
    """Somebody else who has to do with the engagement: next of kin, a helper, a supervisor, an authority.

    >>> import coach_ethics as ce
    >>> from coach_ethics.coaching import Disclosure, Disclosures, Person, PersonId, Role, situation_of
    >>> engagement = ce.Engagement(
    ...     people=(Person(id="p-7", role=Role.NEXT_OF_KIN),),
    ...     disclosures=Disclosures(proposed=(Disclosure(recipient=PersonId(id="p-7")),)),
    ... )
    >>> situation_of(engagement, "2026-04-01")["disclosure.recipient"]
    'next_of_kin'
    """

    id: str | None = own_id()
    metadata: Metadata | None = own_metadata()
    name: str | None = None
    role: Role | None = None


@frozen(kw_only=True, repr=False)
class PersonId(FromGiven):
    """Somebody in the engagement, by the id that their record has: a client, a sponsor, or one of the other people.

    >>> from coach_ethics.coaching import Disclosure, PersonId
    >>> Disclosure(owner={"id": "c-1"}).owner == PersonId(id="c-1")
    True
    """

    id: str | None = own_id()
