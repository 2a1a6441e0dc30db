"""The standard vocabulary: the facts that every policy may mention, read off their classes."""

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
