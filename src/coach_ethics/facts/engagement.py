"""A coaching engagement as a coaching tool would hold it, and the situation that it is on one day."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from types import MappingProxyType

from attrs import field, frozen

from coach_ethics.facts.agreement import Contract, Outcome
from coach_ethics.facts.confidences import Confidence, Consent, Deed, Disclosure, Disclosures, Harm, LegalDuty
from coach_ethics.facts.consistency import contradictions
from coach_ethics.facts.derivation import standard_facts
from coach_ethics.facts.enumerations import Absence
from coach_ethics.facts.people import Client, Coach, Sponsor
from coach_ethics.facts.situation import Situation
from coach_ethics.facts.standard_facts import flat
from coach_ethics.facts.timeline import Block, Commitment
from coach_ethics.facts.vocabulary import Value
from coach_ethics.problems import CaseProblems
from coach_ethics.source import Span


def _kept(places: Mapping[str, Span]) -> Mapping[str, Span]:
    return MappingProxyType(dict(places))


def _stated(values: Situation | Mapping[str, Value | None]) -> Situation:
    return values if isinstance(values, Situation) else Situation(values)


@frozen(kw_only=True)
class Engagement:
    """What is known of a coaching engagement.

    None means not known, everywhere. What is known to be absent is `Absence.NONE`: a two-party engagement has
    `sponsor=Absence.NONE`. A list that is given is whole: `consents=()` says that nobody has given leave. `ended` is
    the day on which the coaching ended, or will, and `Absence.NONE` where no end is set.

    Dates decide on dues, consents, renegotiations and the end; everything else is how things stand now. `facts` are
    facts that are stated directly, by their dotted names: those that a policy declares, or others that no record fits.
    `places` says where in a file each part was written, by its path.
    """

    title: str | None = None
    coach: Coach | None = None
    client: Client | None = None
    sponsor: Sponsor | Absence | None = None
    contract: Contract | None = None
    outcomes: tuple[Outcome, ...] | None = None
    commitments: tuple[Commitment, ...] | None = None
    block: Block | Absence | None = None
    confidences: tuple[Confidence, ...] | None = None
    consents: tuple[Consent, ...] | None = None
    disclosures: Disclosures | None = None
    harm: Harm | Absence | None = None
    legal_duty: LegalDuty | Absence | None = None
    done: tuple[Deed, ...] | None = None
    ended: date | Absence | None = None
    facts: Situation = field(converter=_stated, factory=Situation)
    places: Mapping[str, Span] = field(converter=_kept, factory=dict, eq=False, repr=False)

    def situation(self, disclosure: Disclosure | Absence | None = None, on: date | None = None) -> Situation:
        """The situation on a day (by default today): see `situation_of`."""
        return situation_of(self, disclosure, on or date.today())


def situation_of(engagement: Engagement, disclosure: Disclosure | Absence | None, on: date) -> Situation:
    """What is known of an engagement on a day, as flat facts.

    `disclosure` is the one that is considered, `Absence.NONE` where none is; None takes the only one proposed.
    Raises CaseProblems where the engagement contradicts itself (F301 to F309).
    """
    derived = flat(standard_facts(engagement, on, disclosure))
    problems = contradictions(engagement, derived)
    if problems:
        raise CaseProblems(problems)
    return Situation({**derived, **engagement.facts.values})
