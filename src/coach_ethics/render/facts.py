"""A vocabulary in words: every fact with its values and the question that asks for it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import groupby
from typing import assert_never

from attrs import frozen

from coach_ethics.coaching.vocabulary import why_known
from coach_ethics.model.policy import Act, Policy
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
from coach_ethics.render.words import listed


@frozen
class SharedAct:
    """An act, what it means, and the policies that speak of it, by name."""

    name: str
    means: str
    policies: tuple[str, ...]


def shared_acts(policies: Sequence[Policy], also: Sequence[Act] = ()) -> tuple[SharedAct, ...]:
    """The acts of some policies by name, each once, with the first meaning that one of them gives.

    `also` are acts of which no policy need speak.
    """
    means: dict[str, str] = {act.name: act.means for act in also}
    having: dict[str, list[str]] = {act.name: [] for act in also}
    for policy in policies:
        for act in policy.acts:
            means[act.name] = means.get(act.name) or act.means
            having.setdefault(act.name, []).append(policy.name)
    return tuple(SharedAct(act, means[act], tuple(having[act])) for act in sorted(means))


def facts_document(vocabulary: Vocabulary, acts: Sequence[SharedAct] = ()) -> Document:
    """The vocabulary, grouped by what the facts are about; then acts, with the policies that have them."""
    return (
        Paragraph((plain("The facts that a case can state. Leave out what isn't known."),)),
        *_reasons(vocabulary),
        *_groups(vocabulary),
        *_acts(acts),
    )


def _acts(acts: Sequence[SharedAct]) -> Iterator[DocumentBlock]:
    if acts:
        yield Heading("Acts")
        yield Paragraph((plain("What policies speak of. Use these names for the same acts in a policy of your own."),))
        yield Listing(
            tuple(Entry((name(each.name), *_speakers(each)), (Entry((plain(each.means),)),)) for each in acts)
        )


def _speakers(act: SharedAct) -> Line:
    return (plain(": "), soft(", ".join(act.policies))) if act.policies else ()


def _groups(vocabulary: Vocabulary) -> Iterator[DocumentBlock]:
    for prefix, facts in groupby(vocabulary, key=lambda fact: fact.name.partition(".")[0]):
        yield Heading(prefix)
        yield Listing(tuple(map(_entry, facts)))


def _entry(fact: Fact) -> Entry:
    judgement: Line = (soft(", your judgement"),) if fact.judgement else ()
    asked = fact.ask or fact.means
    return Entry(
        (name(fact.name), plain(": "), soft(type_words(fact.type)), *judgement, soft(f", {_known(fact.known_to)}")),
        (Entry((plain(asked),)),) if asked else (),
    )


def _known(audiences: frozenset[str]) -> str:
    return f"known to {listed(sorted(audiences))}" if audiences else "known to you alone"


def _reasons(vocabulary: Vocabulary) -> Iterator[DocumentBlock]:
    """Why some facts are known to whom they are, each reason once."""
    there = {fact.known_to: why for fact in vocabulary if (why := why_known(fact))}
    if there:
        yield Heading("Who knows them")
        yield Listing(tuple(Entry((plain(f"{_known(each)}: {why}"),)) for each, why in there.items()))


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
