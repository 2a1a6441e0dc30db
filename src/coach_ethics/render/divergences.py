"""Where codes part: in words that an ethics officer reads, and as JSON."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import groupby
from typing import Any

from coach_ethics.analysis.compare.divergences import Divergence, Divergences
from coach_ethics.language.policies.write import write_condition
from coach_ethics.model.policy import Policy, named
from coach_ethics.reasoning.grounds import Position
from coach_ethics.render.circumstances import sentence
from coach_ethics.render.document import (
    Document,
    DocumentBlock,
    Entry,
    Heading,
    Listing,
    Paragraph,
    name,
    plain,
    said,
    soft,
    strong,
)
from coach_ethics.render.json import dumped
from coach_ethics.render.positions import clauses_of, position_words, silences
from coach_ethics.render.words import label, listed


def divergences_document(found: Divergences, command: str = "") -> Document:
    """Where codes part, act by act, in words that an ethics officer reads; `command` is what made it, if it says so."""
    names = [policy.name for policy in found.policies]
    return (
        Heading(f"Where {listed(names)} part", 1),
        *((Paragraph(said(f"Generated with `{command}`.")),) if command else ()),
        Paragraph((plain(_opening(found)),)),
        *(
            block
            for act, some in groupby(found.found, key=lambda each: each.act)
            for block in _act(act, list(some), found)
        ),
        *_alone(found),
        *_undecided(found),
    )


def _opening(found: Divergences) -> str:
    if found.agree:
        return "Wherever more than one of them speaks, they agree."
    if not found.found:
        return "No divergence was found, but not everything was decided."
    acts = len({each.act for each in found.found})
    return f"Of the acts of which more than one of them speaks, they part over {acts}."


def _act(act: str, some: list[Divergence], found: Divergences) -> Iterator[DocumentBlock]:
    yield Heading(label(act).capitalize())
    yield Listing(tuple(_divergence(each, found) for each in some))
    if act in found.more:
        yield Paragraph(said("... and more. `--regions` shows more of them; fewer codes have fewer."))


def _divergence(each: Divergence, found: Divergences) -> Entry:
    facts = found.joint.program.vocabulary
    example = ", ".join(f"{fact}: {_written(value)}" for fact, value in each.witness.values.items())
    return Entry(
        (strong(sentence(each.condition, facts)), plain(f": {divergence_words(each, found)}.")),
        (Entry((soft("for example "), name(f"{{{example}}}"))),),
    )


def _written(value: object) -> str:
    return str(value).lower() if isinstance(value, bool) else str(value)


def divergence_words(each: Divergence, found: Divergences) -> str:
    """What each code says in a divergence, those that are silent together: `a must not (5); b and c are silent`."""
    policies = named(found.policies)
    sayings = [
        _position(each.act, position, policies[position.policy]) for position in each.positions if not position.silent
    ]
    return "; ".join([*sayings, *silences(policies[position.policy] for position in each.positions if position.silent)])


def _position(act: str, position: Position, policy: Policy) -> str:
    return f"{position.policy} {position_words(act, position.status, position.norms, policy)}"


def _alone(found: Divergences) -> Iterator[DocumentBlock]:
    if found.alone:
        yield Heading("Acts of which only one of them speaks")
        yield Listing(
            tuple(
                Entry((strong(policy.name), plain(f": {listed([label(act) for act in acts])}")))
                for policy in found.policies
                if (acts := [act for act, speaker in found.alone.items() if speaker == policy.name])
            )
        )


def _undecided(found: Divergences) -> Iterator[DocumentBlock]:
    if found.undecided:
        yield Heading("Not decided")
        yield Listing(tuple(Entry((name(act), plain(f": {why.reason}"))) for act, why in found.undecided))


def divergences_json(found: Divergences) -> str:
    """Where codes part, as JSON text."""
    return dumped(divergences_data(found))


def divergences_data(found: Divergences) -> dict[str, Any]:
    """Where codes part, as plain data."""
    policies = named(found.policies)
    return {
        "policies": [{"policy": policy.name, "version": policy.version} for policy in found.policies],
        "agree": found.agree,
        "divergences": [
            {
                "act": each.act,
                "condition": write_condition(each.condition),
                "words": sentence(each.condition, found.joint.program.vocabulary),
                "statuses": {
                    position.policy: {
                        "status": position.status.value,
                        "one_of": position.one_of,
                        "norms": list(position.norms),
                        "clauses": clauses_of(position.norms, policies[position.policy]),
                    }
                    for position in each.positions
                },
                "witness": dict(each.witness.values),
            }
            for each in found.found
        ],
        "alone": dict(found.alone),
        "more": list(found.more),
        "undecided": [{"act": act, "reason": why.reason} for act, why in found.undecided],
    }
