"""A vocabulary in words: every fact with its values and the question that asks for it."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import groupby
from typing import assert_never

from coach_ethics.model.vocabulary import Boolean, Enumeration, Fact, FactType, Integer, Vocabulary
from coach_ethics.render.document import (
    Document,
    DocumentBlock,
    Entry,
    Heading,
    Line,
    Listing,
    Paragraph,
    name,
    plain,
    soft,
)


def facts_document(vocabulary: Vocabulary) -> Document:
    """The vocabulary, grouped by what the facts are about."""
    return (
        Paragraph((plain("The facts that a case can state. Leave out what isn't known."),)),
        *_groups(vocabulary),
    )


def _groups(vocabulary: Vocabulary) -> Iterator[DocumentBlock]:
    for prefix, facts in groupby(vocabulary, key=lambda fact: fact.name.partition(".")[0]):
        yield Heading(prefix)
        yield Listing(tuple(map(_entry, facts)))


def _entry(fact: Fact) -> Entry:
    judgement: Line = (soft(", your judgement"),) if fact.judgement else ()
    asked = fact.ask or fact.means
    return Entry(
        (name(fact.name), plain(": "), soft(type_words(fact.type)), *judgement),
        (Entry((plain(asked),)),) if asked else (),
    )


def type_words(type_: FactType) -> str:
    """The values that a fact takes, in a few words."""
    match type_:
        case Boolean():
            return "true or false"
        case Integer(minimum, maximum):
            return f"{minimum} to {maximum}"
        case Enumeration(values, ordered):
            return (" < " if ordered else " | ").join(values)
        case _:
            assert_never(type_)
