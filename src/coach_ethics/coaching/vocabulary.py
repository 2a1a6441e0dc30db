"""The standard vocabulary: the facts that every policy may mention, read off their classes."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType
from typing import get_type_hints

from coach_ethics.coaching.audiences import REASONS
from coach_ethics.coaching.facts.standard import StandardFacts
from coach_ethics.coaching.labels import LABELS
from coach_ethics.model.vocabulary import Fact, Vocabulary, read_vocabulary

GROUPS: Mapping[str, type] = MappingProxyType(get_type_hints(StandardFacts))
"""The classes of facts by the prefix of their names."""

STANDARD: Vocabulary = read_vocabulary(GROUPS, LABELS)
"""The standard vocabulary."""


def why_known(fact: Fact) -> str:
    """Why just these know a fact (`known_to`), in words; empty for one that a policy declares, or changes."""
    known = STANDARD[fact.name].known_to if fact.name in STANDARD else None
    return REASONS[fact.known_to] if fact.known_to == known else ""
