"""A coaching engagement as a coaching tool would hold it: its records. Facts are derived from them."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date
from types import MappingProxyType
from typing import Any

from attrs import field, fields, frozen

from coach_ethics.coaching.agreements import Contract, Outcome
from coach_ethics.coaching.confidences import Confidence, Consent, Disclosures, Harm, LegalDuty, PerformedAct
from coach_ethics.coaching.enumerations import Absence
from coach_ethics.coaching.given import FromGiven, own_id, own_metadata
from coach_ethics.coaching.people import Client, Coach, Person, Sponsor
from coach_ethics.coaching.timeline import Block, Commitment
from coach_ethics.metadata import Metadata
from coach_ethics.model.situation import Situation
from coach_ethics.model.vocabulary import Value
from coach_ethics.source import Span


def _kept(places: Mapping[str, Span]) -> Mapping[str, Span]:
    return MappingProxyType(dict(places))


def _stated(values: Situation | Mapping[str, Value | None]) -> Situation:
    return values if isinstance(values, Situation) else Situation(values)


@frozen(kw_only=True, repr=False)
class Engagement(FromGiven):
    """What is known about a coaching engagement.

    None means not known, everywhere. What is known to be absent is `Absence.NONE`: a two-party engagement has
    `sponsor=Absence.NONE`. A list that is given is whole: `consents=()` says that nobody has given consent. `begun`
    and `ended` are the days on which the coaching began and ended, or will, and `Absence.NONE` where no such day is
    set. Of several clients or sponsors, `clients` and `sponsors` have a record each, instead of `client` and `sponsor`;
    `people` has whoever else there is.

    Dates decide on dues, consents, renegotiations, what was done and the end; everything else is how things stand now:
    `situation_of` gives the facts on a day. `facts` are facts that are stated directly, by their dotted names: those
    that a policy declares, or others that no record fits. `places` says where in a file each part was written, by its
    path.

    Every record takes what a file may say in its place, and checks it as a file is checked: `sponsor="none"`, a day as
    a text, a list, a mapping for a record.

    >>> import coach_ethics as ce
    >>> from coach_ethics.coaching import Absence, Block, situation_of
    >>> engagement = ce.Engagement(sponsor=Absence.NONE, block=Block(named=True))
    >>> situation = situation_of(engagement, "2026-04-01")
    >>> situation["sponsor.present"], situation["block.named"], situation["client.decision"]
    (False, True, None)
    """

    id: str | None = own_id()
    metadata: Metadata | None = own_metadata()
    title: str | None = None
    coach: Coach | None = None
    client: Client | None = None
    clients: tuple[Client, ...] | None = None
    sponsor: Sponsor | Absence | None = None
    sponsors: tuple[Sponsor, ...] | None = None
    people: tuple[Person, ...] | None = None
    contract: Contract | None = None
    outcomes: tuple[Outcome, ...] | None = None
    commitments: tuple[Commitment, ...] | None = None
    block: Block | Absence | None = None
    confidences: tuple[Confidence, ...] | None = None
    consents: tuple[Consent, ...] | None = None
    disclosures: Disclosures | None = None
    harm: Harm | Absence | None = None
    legal_duty: LegalDuty | Absence | None = None
    done: tuple[PerformedAct, ...] | None = None
    begun: date | Absence | None = None
    ended: date | Absence | None = None
    facts: Situation = field(converter=_stated, factory=Situation)
    places: Mapping[str, Span] = field(converter=_kept, factory=dict, eq=False, repr=False)

    def __reduce__(self) -> tuple[Callable[..., Engagement], tuple[dict[str, object]]]:
        """What is pickled and copied: the fields by their names; `places` is made read-only anew."""
        kept = {each.name: getattr(self, each.name) for each in fields(Engagement)}
        return _restored, ({**kept, "places": dict(self.places)},)


def _restored(kept: dict[str, Any]) -> Engagement:
    return Engagement(**kept)
