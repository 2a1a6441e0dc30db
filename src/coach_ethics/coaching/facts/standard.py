"""The standard facts as typed groups: what a situation says, with types that a checker knows."""

from __future__ import annotations

from enum import StrEnum

import attrs
from attrs import field, frozen

from coach_ethics.coaching.facts.agreement import ConsentFacts, ContractFacts, OutcomesFacts, SponsorFacts
from coach_ethics.coaching.facts.coach import CoachFacts, SupervisionFacts
from coach_ethics.coaching.facts.conduct import (
    ClaimsFacts,
    ColleagueFacts,
    GiftsFacts,
    PowerFacts,
    RecordsFacts,
    RelationshipFacts,
    TechnologyFacts,
)
from coach_ethics.coaching.facts.confidence import (
    ConfidenceFacts,
    DisclosureFacts,
    EmployerFacts,
    HarmFacts,
    InformationFacts,
    LawFacts,
)
from coach_ethics.coaching.facts.practice import (
    CoachingFacts,
    ConflictFacts,
    EndingFacts,
    ReferralFacts,
    RoleFacts,
    ValueFacts,
)
from coach_ethics.coaching.facts.progress import BlockFacts, ClientFacts, CommitmentFacts
from coach_ethics.model.vocabulary import Value


@frozen(kw_only=True)
class StandardFacts:
    """Every fact of the standard vocabulary: `facts.block.present` is True, False, or None for not known."""

    sponsor: SponsorFacts = field(factory=SponsorFacts)
    contract: ContractFacts = field(factory=ContractFacts)
    outcomes: OutcomesFacts = field(factory=OutcomesFacts)
    commitment: CommitmentFacts = field(factory=CommitmentFacts)
    block: BlockFacts = field(factory=BlockFacts)
    client: ClientFacts = field(factory=ClientFacts)
    confidence: ConfidenceFacts = field(factory=ConfidenceFacts)
    consent: ConsentFacts = field(factory=ConsentFacts)
    disclosure: DisclosureFacts = field(factory=DisclosureFacts)
    harm: HarmFacts = field(factory=HarmFacts)
    law: LawFacts = field(factory=LawFacts)
    employer: EmployerFacts = field(factory=EmployerFacts)
    information: InformationFacts = field(factory=InformationFacts)
    coach: CoachFacts = field(factory=CoachFacts)
    supervision: SupervisionFacts = field(factory=SupervisionFacts)
    coaching: CoachingFacts = field(factory=CoachingFacts)
    ending: EndingFacts = field(factory=EndingFacts)
    value: ValueFacts = field(factory=ValueFacts)
    role: RoleFacts = field(factory=RoleFacts)
    conflict: ConflictFacts = field(factory=ConflictFacts)
    referral: ReferralFacts = field(factory=ReferralFacts)
    power: PowerFacts = field(factory=PowerFacts)
    records: RecordsFacts = field(factory=RecordsFacts)
    technology: TechnologyFacts = field(factory=TechnologyFacts)
    claims: ClaimsFacts = field(factory=ClaimsFacts)
    relationship: RelationshipFacts = field(factory=RelationshipFacts)
    gifts: GiftsFacts = field(factory=GiftsFacts)
    colleague: ColleagueFacts = field(factory=ColleagueFacts)


def flat(facts: StandardFacts) -> dict[str, Value]:
    """The known facts by their dotted names, enumerators as plain words."""
    return {
        f"{group.name}.{attribute.name}": str(value) if isinstance(value, StrEnum) else value
        for group in attrs.fields(StandardFacts)
        for members in (getattr(facts, group.name),)
        for attribute in attrs.fields(type(members))
        for value in (getattr(members, attribute.name),)
        if value is not None
    }
