"""What was written otherwise in a new version of a policy, part by part, in words."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from itertools import groupby
from types import MappingProxyType
from typing import assert_never

from coach_ethics.analysis.compare.changes import ChangeKind, KeyChange, PartChange
from coach_ethics.render.document import DocumentBlock, Entry, Heading, Line, Listing, Piece, name, plain
from coach_ethics.render.words import listed

_NOUNS: Mapping[str, tuple[str, str]] = MappingProxyType(
    {
        "sources": ("source", "sources"),
        "parameters": ("parameter", "parameters"),
        "facts": ("fact", "facts"),
        "constraints": ("constraint", "constraints"),
        "acts": ("act", "acts"),
        "concepts": ("concept", "concepts"),
        "norms": ("norm", "norms"),
        "notices": ("notice", "notices"),
        "presume": ("presumption", "presumptions"),
        "properties": ("property", "properties"),
        "completeness": ("completeness requirement", "completeness requirements"),
        "monotone": ("monotonicity", "monotonicities"),
        "conflicts": ("declared conflict", "declared conflicts"),
        "clauses": ("clause", "clauses"),
        "dialogue": ("step of the dialogue", "steps of the dialogue"),
        "scenarios": ("scenario", "scenarios"),
    }
)
"""What a part of each section of a policy file is called, and several."""

_COUNTED = "scenarios"
"""The section whose parts are counted: they show what the policy says, and what they show is compared itself."""


def changes_blocks(changes: Sequence[PartChange], heading: str) -> Iterator[DocumentBlock]:
    """Every change under a heading, in the order of the sections of a policy file."""
    yield Heading(heading)
    yield Listing(tuple(changes_entries(changes)))


def changes_entries(changes: Sequence[PartChange]) -> Iterator[Entry]:
    """An entry for what became of the parts of each section."""
    for section, some in groupby(changes, key=lambda each: each.section):
        parts = list(some)
        if section not in _NOUNS:
            yield from (Entry(_key(key)) for part in parts for key in part.keys)
        elif section == _COUNTED:
            counts = Counter(part.kind for part in parts)
            said = [f"{counts[kind]} {kind.value}" for kind in ChangeKind if counts[kind]]
            yield Entry((plain(f"{_NOUNS[section][1]}: {listed(said)}"),))
        else:
            for kind in ChangeKind:
                if of_kind := [part for part in parts if part.kind is kind]:
                    noun = _NOUNS[section][len(of_kind) > 1]
                    yield Entry((plain(f"{noun} {kind.value}"),), tuple(Entry(_part(part)) for part in of_kind))


def _part(part: PartChange) -> Line:
    called = name(part.name)
    match part.kind:
        case ChangeKind.ADDED:
            return (called, *_told((key.key, key.now) for key in part.keys))
        case ChangeKind.REMOVED:
            return (called, *_told((key.key, key.before) for key in part.keys))
        case ChangeKind.RENAMED:
            return (called, plain(", which was "), name(part.was))
        case ChangeKind.CHANGED | ChangeKind.REWORDED:
            keys = [_key(key) for key in part.keys]
            return (called, plain(": "), *(piece for key in keys[:-1] for piece in (*key, plain("; "))), *keys[-1])
        case _:
            assert_never(part.kind)


def _told(keys: Iterator[tuple[str, object]]) -> Line:
    said = [(plain(f"{key.replace('_', ' ')}: "), _value(key, value)) for key, value in keys]
    return tuple(piece for place, line in enumerate(said) for piece in (plain("; " if place else ": "), *line))


def _key(key: KeyChange) -> Line:
    called = plain(key.key.replace("_", " "))
    if key.before is None:
        return (called, plain(" added: "), _value(key.key, key.now))
    if key.now is None:
        return (called, plain(" removed: "), _value(key.key, key.before))
    before, now = (_value(key.key, value, quoted=True) for value in (key.before, key.now))
    return (called, plain(" from "), before, plain(" to "), now)


_CONDITIONS = ("when", "always", "never")


def _value(key: str, value: object, *, quoted: bool = False) -> Piece:
    """What a key says; a sentence in quotation marks where one has to see where it ends."""
    words = _words(value)
    if key == "values" and isinstance(value, Mapping):
        words = "; ".join(f"{_words(each)} from {day}" for day, each in value.items())
    if key in _CONDITIONS:
        return name(words)
    return plain(f"“{words}”" if quoted and " " in words else words)


def _words(value: object) -> str:
    match value:  # open: whatever a policy file holds
        case bool():
            return str(value).lower()
        case date():
            return value.isoformat()
        case Mapping():
            return "; ".join(_words(each) for each in value.values())
        case list() | tuple():
            return ", ".join(map(_words, value))
        case _:
            return str(value)
