"""Who the people of an engagement are: from ids to the roles that facts speak of, and whether two of them are one.

In a fact, `client` is the client whose confidence it is; another member of the team is a `fellow_client`. In a record
a role stands for the one who has it, or for each of several; an id stands for one person.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from types import MappingProxyType
from typing import TypeAlias, assert_never

from attrs import frozen

from coach_ethics.coaching.engagement import Engagement
from coach_ethics.coaching.enumerations import Absence, Party, Recipient, Role
from coach_ethics.coaching.people import Client, Person, PersonId, Sponsor
from coach_ethics.model.kleene import Known, same

Somebody: TypeAlias = Party | Recipient | PersonId
"""A role, or a person by their id."""


@frozen
class People:
    """The roles of people by their ids (None for a role that isn't known), and `clients` where there are several.

    `alone` are the roles that certainly one person has.
    """

    roles: Mapping[str, Party | Role | None] = MappingProxyType({})
    clients: tuple[PersonId, ...] = ()
    alone: frozenset[Party] = frozenset()

    def party(self, somebody: Somebody | None) -> Party | None:
        """Which party somebody is; `other` for whoever is none."""
        match somebody:
            case None | Party():
                return somebody
            case Recipient():
                return _PARTIES.get(somebody, Party.OTHER)
            case PersonId():
                role = self._role(somebody)
                return role if role is None or isinstance(role, Party) else _PARTIES.get(Recipient(role), Party.OTHER)
            case _:
                assert_never(somebody)

    def recipient(self, somebody: Recipient | PersonId | None, owner: Party | PersonId | None) -> Recipient | None:
        """Who somebody is to the owner of a confidence: the owner, a fellow client, or whoever has another role.

        Another sponsor than the one whose confidence it is counts as somebody `other`.
        """
        if somebody is None or isinstance(somebody, Recipient):
            return somebody
        role = self._role(somebody)
        if role is None:
            return None
        if isinstance(role, Role):
            return Recipient(role)
        if role in self.alone:
            return Recipient(role)
        party = self.party(owner)
        itself = (
            True if party is not None and party is not role else None if owner is None else self.same(somebody, owner)
        )
        return None if itself is None else Recipient(role) if itself else _FELLOWS[role]

    def same(self, one: Somebody | None, other: Somebody | None) -> Known:
        """Whether two are one person; of two roles, whether they are one role."""
        if isinstance(one, PersonId) and isinstance(other, PersonId):
            return same(one.id, other.id)
        if not isinstance(one, PersonId) and not isinstance(other, PersonId):
            return same(one, other)
        party, role = self.party(one), self.party(other)
        if party is None or role is None:
            return None
        return False if party is not role else (True if party in self.alone else None)

    def speaks_for(self, giver: Party | PersonId | None, owner: Party | PersonId | None) -> Known:
        """Whether what somebody says is said for the owner of a confidence: a role speaks for each who has it."""
        if isinstance(giver, Party) and isinstance(owner, PersonId):
            return same(giver, self.party(owner))
        return self.same(giver, owner)

    def includes(
        self, named: Recipient | PersonId | None, told: Recipient | PersonId | None, owner: Party | PersonId | None
    ) -> Known:
        """Whether who is named, in a consent or a contract, takes in who would be told: a role, each who has it."""
        if isinstance(named, PersonId) and isinstance(told, PersonId):
            return same(named.id, told.id)
        alike = same(self.recipient(named, owner), self.recipient(told, owner))
        if alike is not True or isinstance(named, Recipient):
            return alike
        # The id of one person against a role: certain only where nobody else can be meant.
        meant = self.recipient(named, owner)
        return True if meant is Recipient.CLIENT or self.party(named) in self.alone else None

    def each(self, owner: Party | PersonId | None) -> tuple[Party | PersonId | None, ...]:
        """Everybody whose confidence it is: of several clients, each."""
        return self.clients if owner is Party.CLIENT and self.clients else (owner,)

    def _role(self, person: PersonId) -> Party | Role | None:
        return None if person.id is None else self.roles.get(person.id)


_PARTIES = {  # partial: every other recipient is an `other`
    Recipient.NOBODY: Party.NOBODY,
    Recipient.CLIENT: Party.CLIENT,
    Recipient.SPONSOR: Party.SPONSOR,
    Recipient.AUTHORITIES: Party.AUTHORITIES,
}
"""Recipients that are parties."""
_FELLOWS = {  # partial: whoever else has a role has it alone, as far as facts can tell
    Party.CLIENT: Recipient.FELLOW_CLIENT,
    Party.SPONSOR: Recipient.OTHER,
}
"""Who another one of several is to the owner of a confidence."""


def people_of(engagement: Engagement) -> People:
    """The people of an engagement."""
    clients, sponsors = clients_of(engagement), sponsors_of(engagement)
    roles: dict[str, Party | Role | None] = {}
    for _, record in recorded_people(engagement):
        if record.id is not None:
            roles.setdefault(record.id, _role_of(record))
    alone = {Party.CLIENT: clients, Party.SPONSOR: sponsors}
    return People(
        roles,
        tuple(PersonId(id=each.id) for each in clients) if clients is not None and len(clients) > 1 else (),
        frozenset(party for party, records in alone.items() if records is not None and len(records) == 1),
    )


def _role_of(record: Client | Sponsor | Person) -> Party | Role | None:
    match record:
        case Client():
            return Party.CLIENT
        case Sponsor():
            return Party.SPONSOR
        case Person():
            return record.role
        case _:
            assert_never(record)


def recorded_people(engagement: Engagement) -> Iterator[tuple[str, Client | Sponsor | Person]]:
    """Everybody who has a record that an id can be in, with its path."""
    if engagement.client is not None:
        yield "$.client", engagement.client
    for at, client in enumerate(engagement.clients or ()):
        yield f"$.clients[{at}]", client
    if isinstance(engagement.sponsor, Sponsor):
        yield "$.sponsor", engagement.sponsor
    for at, sponsor in enumerate(engagement.sponsors or ()):
        yield f"$.sponsors[{at}]", sponsor
    for at, person in enumerate(engagement.people or ()):
        yield f"$.people[{at}]", person


def clients_of(engagement: Engagement) -> tuple[Client, ...] | None:
    """The clients, however many; None where it isn't known who they are."""
    return engagement.clients if engagement.client is None else (engagement.client,)


def sponsors_of(engagement: Engagement) -> tuple[Sponsor, ...] | None:
    """The sponsors: `()` where there is none, None where that isn't known."""
    if engagement.sponsor is None:
        return engagement.sponsors
    return () if isinstance(engagement.sponsor, Absence) else (engagement.sponsor,)
