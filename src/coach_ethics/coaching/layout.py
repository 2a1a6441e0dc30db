"""The layout of engagement files, read off the records, and the JSON Schema that is made from it."""

from __future__ import annotations

from functools import lru_cache

import attrs

from coach_ethics.arguments import takes
from coach_ethics.coaching.engagement import Engagement
from coach_ethics.coaching.structure import KINDS, NO_RECORDS
from coach_ethics.coaching.vocabulary import STANDARD
from coach_ethics.language.schema.json_schema import Schema, json_schema
from coach_ethics.language.schema.records import record_of
from coach_ethics.language.schema.shapes import FactsShape, Key, Maybe, Record
from coach_ethics.model.vocabulary import Vocabulary


@lru_cache(maxsize=8)
def engagement_layout(vocabulary: Vocabulary | None = None) -> Record:
    """The layout of engagement files whose facts are those of a vocabulary.

    Without one, they are those of the standard vocabulary, and any that a policy may know.
    """
    facts = FactsShape(vocabulary or STANDARD, own=vocabulary is None)
    records = record_of(Engagement, KINDS, without=NO_RECORDS)
    stated = Key("facts", Maybe(facts), "facts that are stated directly")
    return attrs.evolve(records, keys=(*records.keys, stated), facts=facts)


@takes(vocabulary=Vocabulary | None)
def engagement_schema(vocabulary: Vocabulary | None = None) -> Schema:
    """The JSON Schema (2020-12) of an engagement, as plain data: what `load_engagement` takes with that vocabulary.

    With a `vocabulary` (`policy.vocabulary`), no other facts are let through. Without one, those of the standard
    vocabulary are described, and others, which a policy may declare, are let through.

    >>> from coach_ethics.coaching import engagement_schema
    >>> engagement_schema()["properties"]["ended"]["anyOf"][0]
    {'const': 'none'}
    """
    return json_schema(engagement_layout(vocabulary), "engagement", "What is known about a coaching engagement.")
