"""Where codes part: in words that an ethics officer reads, and as JSON."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import groupby
from typing import Any

from coach_ethics.analysis.compare.divergences import Parting, Partings
from coach_ethics.analysis.compare.positions import Stance
from coach_ethics.model.policy import Policy, named
from coach_ethics.render.circumstances import sentence
from coach_ethics.render.document import (
    Block,
    Document,
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
from coach_ethics.render.positions import clauses_of, silences, stance_words
from coach_ethics.render.words import label, listed
from coach_ethics.language.policies.write import write_condition


def partings_document(found: Partings, command: str = "") -> Document:
    """Where codes part, act by act, in words that an ethics officer reads; `command` is what made it, if it says so."""
    names = [policy.name for policy in found.policies]
    return (
        Heading(f"Where {listed(names)} part", 1),
        *((Paragraph(said(f"Made by `{command}`.")),) if command else ()),
        Paragraph((plain(_opening(found)),)),
        *(
            block
            for act, some in groupby(found.found, key=lambda each: each.act)
            for block in _act(act, list(some), found)
        ),
        *_alone(found),
        *_undecided(found),
    )


def _opening(found: Partings) -> str:
    if found.agree:
        return "Wherever more than one of them speaks, they agree."
    if not found.found:
        return "No parting was found, but not everything was decided."
    acts = len({each.act for each in found.found})
    return f"Of the acts of which more than one of them speaks, they part over {acts}."


def _act(act: str, some: list[Parting], found: Partings) -> Iterator[Block]:
    yield Heading(label(act).capitalize())
    yield Listing(tuple(_parting(each, found) for each in some))
    if act in found.more:
        yield Paragraph(said("... and more. `--regions` shows more of them; fewer codes have fewer."))


def _parting(each: Parting, found: Partings) -> Entry:
    facts = found.panel.program.vocabulary
    example = ", ".join(f"{fact}: {_written(value)}" for fact, value in each.witness.values.items())
    return Entry(
        (strong(sentence(each.condition, facts)), plain(f": {parting_words(each, found)}.")),
        (Entry((soft("for example "), name(f"{{{example}}}"))),),
    )


def _written(value: object) -> str:
    return str(value).lower() if isinstance(value, bool) else str(value)


def parting_words(each: Parting, found: Partings) -> str:
    """What each code says in a parting, those that are silent together: `a must not (5); b and c are silent`."""
    policies = named(found.policies)
    sayings = [_stance(each.act, stance, policies[stance.policy]) for stance in each.stances if not stance.silent]
    return "; ".join([*sayings, *silences(policies[stance.policy] for stance in each.stances if stance.silent)])


def _stance(act: str, stance: Stance, policy: Policy) -> str:
    return f"{stance.policy} {stance_words(act, stance.status, stance.norms, policy)}"


def _alone(found: Partings) -> Iterator[Block]:
    if found.alone:
        yield Heading("Acts of which only one of them speaks")
        yield Listing(
            tuple(
                Entry((strong(policy.name), plain(f": {listed([label(act) for act in acts])}")))
                for policy in found.policies
                if (acts := [act for act, speaker in found.alone.items() if speaker == policy.name])
            )
        )


def _undecided(found: Partings) -> Iterator[Block]:
    if found.undecided:
        yield Heading("Not decided")
        yield Listing(tuple(Entry((name(act), plain(f": {why.reason}"))) for act, why in found.undecided))


def partings_json(found: Partings) -> str:
    """Where codes part, as JSON text."""
    return dumped(partings_data(found))


def partings_data(found: Partings) -> dict[str, Any]:
    """Where codes part, as plain data."""
    policies = named(found.policies)
    return {
        "policies": [{"policy": policy.name, "version": policy.version} for policy in found.policies],
        "agree": found.agree,
        "partings": [
            {
                "act": each.act,
                "condition": write_condition(each.condition),
                "words": sentence(each.condition, found.panel.program.vocabulary),
                "statuses": {
                    stance.policy: {
                        "status": stance.status.value,
                        "one_of": stance.one_of,
                        "norms": list(stance.norms),
                        "clauses": clauses_of(stance.norms, policies[stance.policy]),
                    }
                    for stance in each.stances
                },
                "witness": dict(each.witness.values),
            }
            for each in found.found
        ],
        "alone": dict(found.alone),
        "more": list(found.more),
        "undecided": [{"act": act, "reason": why.reason} for act, why in found.undecided],
    }
