"""Known disagreements between codes, and the divergences in which a comparison found them, in words."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from coach_ethics.analysis.compare.divergences import Region
from coach_ethics.model.policy import Policy, named
from coach_ethics.model.vocabulary import in_words
from coach_ethics.reasoning.grounds import Position
from coach_ethics.render.circumstances import circumstances
from coach_ethics.render.document import (
    Document,
    DocumentBlock,
    Entry,
    Heading,
    Listing,
    Paragraph,
    Piece,
    name,
    plain,
    said,
    soft,
    strong,
)
from coach_ethics.render.positions import position_words, silence
from coach_ethics.render.words import counted, ended, listed, value_words
from coach_ethics_studies.disagreements.known import Query
from coach_ethics_studies.disagreements.recover import Recovered, Recovery, Sought


def recovery_document(found: Recovery) -> Document:
    """Every known disagreement: the divergences in which it was found, or why it was not."""
    names = [policy.name for policy in found.policies]
    shown = sum(each.found for each in found.recovered)
    divergences = sum(len(each.regions) for both in found.compared.values() for each in both.divergences)
    return (
        Heading("Known disagreements between codes", 1),
        Paragraph(
            said(
                f"Generated with `coach-ethics compare {' '.join(names)} --known --format markdown`. Readers of these "
                f"codes noted {counted(len(found.recovered), 'disagreement')}. Each is stated as questions: facts, "
                "an act, and what the codes are held to say. The comparison doesn't know them. It compares the codes "
                "two by two; then each question is looked up among the divergences that it found, and each code must "
                "say what it is held to say."
            )
        ),
        Paragraph(
            (
                strong(f"{shown} of {len(found.recovered)} were found"),
                plain(
                    f", in {counted(len(found.compared), 'comparison')} with {counted(divergences, 'divergence')} "
                    "between them. The reason is given below each of the others."
                ),
            )
        ),
        *(block for each in found.recovered for block in _recovered(each, found)),
    )


def _recovered(each: Recovered, found: Recovery) -> Iterator[DocumentBlock]:
    yield Heading(f"{each.known.id}. {each.known.title}: {_verdict(each)}")
    yield Paragraph((plain(ended(each.known.means)),))
    if each.sought:
        yield Listing(tuple(_query(query, each, found) for query in each.known.queries if _asked(query, each)))
    if each.absent:
        missing = f"{listed(list(each.absent))} {'was' if len(each.absent) == 1 else 'were'} not compared"
        asked = "" if each.sought else "; no two of the codes that are held to differ were"
        yield Paragraph((plain("Not asked: "), plain(ended(missing + asked))))
    if each.known.out_of_reach:
        opening = "Out of reach, whichever codes are compared: " if each.absent else "Out of reach: "
        yield Paragraph((plain(opening), plain(ended(each.known.out_of_reach))))


def _verdict(each: Recovered) -> str:
    if not each.sought:
        return "not asked" if each.absent else "not found"
    if each.found:
        return "found"
    return "found in part" if any(sought.found for sought in each.sought) else "not found"


def _asked(query: Query, each: Recovered) -> list[Sought]:
    return [sought for sought in each.sought if sought.query is query]


def _query(query: Query, each: Recovered, found: Recovery) -> Entry:
    asked = _asked(query, each)
    policies = named(found.policies)
    positions = _positions(asked)
    words = [f"{code} {_says(policies[code], query.act, positions)}" for code in query.says if code in policies]
    missing = [f"{sought.one} and {sought.other}" for sought in asked if not sought.found]
    below = [Entry((soft("given "), *_given(query, found)))]
    shortest = min((each for each in asked if each.region), key=lambda each: len(_where(each, found)), default=None)
    if shortest is not None:
        opening = f"for example, {shortest.one} and {shortest.other} differ where: "
        below.append(Entry((soft(opening), plain(_where(shortest, found)))))
    if missing:
        below.append(Entry((strong("not found between "), plain(listed(missing)))))
    about = f"{query.about[:1].upper()}{query.about[1:]}"
    return Entry((strong(about), plain(f" ({in_words(query.act)}): {'; '.join(words)}.")), tuple(below))


def _positions(asked: list[Sought]) -> Mapping[str, Position]:
    return {position.policy: position for sought in asked for position in sought.positions}


def _says(policy: Policy, act: str, positions: Mapping[str, Position]) -> str:
    """What a code was found to say about an act; without the act, it is silent whatever it is compared with."""
    if position := positions.get(policy.name):
        return position_words(act, position.status, position.norms, policy)
    return "not asked" if any(each.name == act for each in policy.acts) else silence(policy)


def _where(sought: Sought, found: Recovery) -> str:
    region = sought.region
    assert isinstance(region, Region), "INVARIANT (shown): only divergences that were found are shown"
    vocabulary = found.compared[sought.one, sought.other, sought.query.act].joint.program.vocabulary
    return circumstances(region.condition, vocabulary)


def _given(query: Query, found: Recovery) -> Iterator[Piece]:
    """The facts that distinguish the question from an engagement in which nothing has happened; else all facts."""
    vocabulary = {fact.name for policy in found.policies for fact in policy.vocabulary}
    known = {fact: value for fact, value in query.given.items() if fact in vocabulary}
    telling = {
        fact: value for fact, value in known.items() if value is not False and value not in ("none", "nobody", "lawful")
    }
    for place, (fact, value) in enumerate((telling or known).items()):
        yield plain(", " if place else "")
        yield name(fact)
        yield plain(f": {value_words(value)}")
    if telling != known and telling:
        yield plain("; everything else at its minimum")
