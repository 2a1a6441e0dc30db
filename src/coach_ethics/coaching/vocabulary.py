"""The standard vocabulary: the facts that every policy may speak of, read off their classes."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType
from typing import get_type_hints

from coach_ethics.coaching.facts.standard import StandardFacts
from coach_ethics.model.vocabulary import Vocabulary, read_vocabulary

GROUPS: Mapping[str, type] = MappingProxyType(get_type_hints(StandardFacts))
"""The classes of facts by the prefix of their names."""

STANDARD: Vocabulary = read_vocabulary(GROUPS)
"""The standard vocabulary."""

CONSTRAINTS: tuple[tuple[str, str, str], ...] = (
    (
        "no-sponsor-no-request",
        "sponsor.present or disclosure.requested_by != sponsor",
        "without a sponsor, nothing is asked for by one",
    ),
    (
        "no-sponsor-no-recipient",
        "sponsor.present or disclosure.recipient != sponsor",
        "without a sponsor, nothing is told to one",
    ),
    ("no-sponsor-no-secret", "sponsor.present or disclosure.owner != sponsor", "without a sponsor, none has secrets"),
    ("no-sponsor-no-confidence", "sponsor.present or not confidence.of_sponsor", "without a sponsor, none confides"),
    ("no-sponsor-no-agreement", "sponsor.present or not outcomes.agreed_by_sponsor", "without a sponsor, none agrees"),
    (
        "no-sponsor-no-promise",
        "sponsor.present or not contract.promises_report",
        "without a sponsor, none is reported to",
    ),
    (
        "a-conflict-needs-a-confidence",
        "not confidence.conflict or confidence.of_client or confidence.of_sponsor",
        "only what is held in confidence can mislead by being kept",
    ),
    (
        "a-decision-follows-naming",
        "block.named or client.decision in (not_asked, pending)",
        "the client decides once the block is named",
    ),
    (
        "nothing-told-nobody",
        "disclosure.recipient != nobody or disclosure.content == nothing",
        "where nobody is told, nothing is told",
    ),
    (
        "what-is-agreed-was-explained",
        "contract.explains_confidentiality or contract.agrees_limits == none",
        "where confidentiality ends can't be agreed without being explained",
    ),
)
"""What can't be otherwise in the world, for proofs: name, condition, what it means."""
