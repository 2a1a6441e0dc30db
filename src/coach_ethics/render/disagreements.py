"""Known disagreements between codes, and the partings in which a comparison found them, in words."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from coach_ethics.analysis.disagreements import Recovered, Recovery, Sought
from coach_ethics.analysis.partings import Parting, Stance
from coach_ethics.findings import Status
from coach_ethics.ir.policy import Policy, named
from coach_ethics.ir.published import Query
from coach_ethics.render.circumstances import circumstances
from coach_ethics.render.document import (
    Block,
    Document,
    Entry,
    Heading,
    Listing,
    Paragraph,
    plain,
    said,
    soft,
    strong,
)
from coach_ethics.render.json import dumped
from coach_ethics.render.stances import VERBS, silence, stance_words
from coach_ethics.render.words import counted, ended, label, listed, value_words


def recovery_document(found: Recovery) -> Document:
    """Every known disagreement: found and in which partings, or why not."""
    names = [policy.name for policy in found.policies]
    shown = sum(each.found for each in found.recovered)
    partings = sum(len(each.found) for each in found.compared.values())
    return (
        Heading("Known disagreements between codes", 1),
        Paragraph(
            said(
                f"Made by `coach-ethics compare {' '.join(names)} --known --format markdown`. Readers of these codes "
                f"have noted {counted(len(found.recovered), 'disagreement')}. Each is put as questions: facts, an act, "
                "and what the codes are held to say. The comparison isn't told of them. It compares the codes two by "
                "two, and then it is looked up whether a parting that it found covers the question, with each code "
                "saying what it is held to say."
            )
        ),
        Paragraph(
            (
                strong(f"{shown} of {len(found.recovered)} were found"),
                plain(
                    f", in {counted(len(found.compared), 'comparison')} with {counted(partings, 'parting')} between "
                    "them. The others can't be found, and why is said below each."
                ),
            )
        ),
        *(block for each in found.recovered for block in _recovered(each, found)),
    )


def _recovered(each: Recovered, found: Recovery) -> Iterator[Block]:
    verdict = "found" if each.found else "found in part" if any(s.found for s in each.sought) else "not found"
    yield Heading(f"{each.known.id}. {each.known.title}: {verdict}")
    yield Paragraph((plain(ended(each.known.means)),))
    if each.sought:
        yield Listing(tuple(_query(query, each, found) for query in each.known.queries if _asked(query, each)))
    if each.known.out_of_reach:
        yield Paragraph((plain("Out of reach: "), plain(ended(each.known.out_of_reach))))


def _asked(query: Query, each: Recovered) -> list[Sought]:
    return [sought for sought in each.sought if sought.query is query]


def _query(query: Query, each: Recovered, found: Recovery) -> Entry:
    asked = _asked(query, each)
    stances = _stances(asked)
    policies = named(found.policies)
    words = [
        f"{code} {_said_by(stances[code], policies[code])}"
        if code in stances
        else f"{code} {_alone(policies[code], query, asked)}"
        for code in query.says
        if code in policies
    ]
    missing = [f"{sought.one} and {sought.other}" for sought in asked if not sought.found]
    below = [Entry((soft("given "), plain(_given(query, found))))]
    shortest = min((each for each in asked if each.parting), key=lambda each: len(_where(each, found)), default=None)
    if shortest is not None:
        opening = f"for example, {shortest.one} and {shortest.other} part where: "
        below.append(Entry((soft(opening), plain(_where(shortest, found)))))
    if missing:
        below.append(Entry((strong("not found between "), plain(listed(missing)))))
    about = f"{query.about[:1].upper()}{query.about[1:]}"
    return Entry((strong(about), plain(f" ({label(query.act)}): {'; '.join(words)}.")), tuple(below))


def _stances(asked: list[Sought]) -> Mapping[str, Stance]:
    return {stance.policy: stance for sought in asked if sought.parting for stance in sought.parting.stances}


def _said_by(stance: Stance, policy: Policy) -> str:
    return silence(policy) if stance.status is Status.UNREGULATED else stance_words(stance.status, stance.norms, policy)


def _alone(policy: Policy, query: Query, asked: list[Sought]) -> str:
    """What is said of a code where only one of a pair has the act."""
    code = policy.name
    if not any(act.name == query.act for act in policy.acts):
        return silence(policy)
    concerned = any(code in (sought.one, sought.other) and sought.alone for sought in asked)
    return query.says[code].replace("_", " ") if concerned else "not asked"


def _where(sought: Sought, found: Recovery) -> str:
    parting = sought.parting
    assert isinstance(parting, Parting), "INVARIANT (shown): only partings that were found are shown"
    vocabulary = found.compared[sought.one, sought.other, sought.query.act].panel.program.vocabulary
    return circumstances(parting.condition, vocabulary)


def _given(query: Query, found: Recovery) -> str:
    vocabulary = {fact.name: fact for policy in found.policies for fact in policy.vocabulary}
    telling = {
        name: value
        for name, value in query.given.items()
        if value is not False and value not in ("none", "nobody", "lawful") and name in vocabulary
    }
    return (
        ", ".join(f"{name}: {value_words(value)}" for name, value in telling.items()) + "; all else as little as can be"
    )


def recovery_json(found: Recovery) -> str:
    """The known disagreements and what was found of them, as JSON text."""
    return dumped(recovery_data(found))


def recovery_data(found: Recovery) -> dict[str, Any]:
    """The known disagreements and what was found of them, as plain data."""
    return {
        "policies": [policy.name for policy in found.policies],
        "disagreements": [
            {
                "id": each.known.id,
                "title": each.known.title,
                "found": each.found,
                "out_of_reach": each.known.out_of_reach,
                "questions": [
                    {
                        "about": query.about,
                        "act": query.act,
                        "statuses": {
                            code: VERBS[stance.status] for code, stance in _stances(_asked(query, each)).items()
                        },
                        "pairs": [
                            {"one": sought.one, "other": sought.other, "found": sought.found, "alone": sought.alone}
                            for sought in _asked(query, each)
                        ],
                    }
                    for query in each.known.queries
                ],
            }
            for each in found.recovered
        ],
    }
