"""What was written otherwise in a new version of a policy, part by part, in words."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from itertools import groupby
from types import MappingProxyType
from typing import assert_never

from coach_ethics.analysis.compare.changes import ChangeKind, KeyChange, PartChange
from coach_ethics.render.document import (
    DocumentBlock,
    Entry,
    Heading,
    Line,
    Listing,
    Piece,
    filled,
    name,
    plain,
    strong,
)
from coach_ethics.render.words import listed
from coach_ethics.translation import gettext, noted

_NOUNS: Mapping[str, tuple[str, str]] = MappingProxyType(
    {
        "sources": (noted("source"), noted("sources")),
        "parameters": (noted("parameter"), noted("parameters")),
        "facts": (noted("fact"), noted("facts")),
        "constraints": (noted("constraint"), noted("constraints")),
        "acts": (noted("act"), noted("acts")),
        "concepts": (noted("concept"), noted("concepts")),
        "norms": (noted("norm"), noted("norms")),
        "notices": (noted("notice"), noted("notices")),
        "presume": (noted("presumption"), noted("presumptions")),
        "properties": (noted("property"), noted("properties")),
        "completeness": (noted("completeness requirement"), noted("completeness requirements")),
        "monotone": (noted("monotonicity"), noted("monotonicities")),
        "conflicts": (noted("declared conflict"), noted("declared conflicts")),
        "clauses": (noted("clause"), noted("clauses")),
        "dialogue": (noted("step of the dialogue"), noted("steps of the dialogue")),
        "scenarios": (noted("scenario"), noted("scenarios")),
    }
)
"""What a part of each section of a policy file is called, and several."""

_KINDS: Mapping[ChangeKind, str] = MappingProxyType(
    {
        ChangeKind.ADDED: noted("{parts} added"),
        ChangeKind.REMOVED: noted("{parts} removed"),
        ChangeKind.RENAMED: noted("{parts} renamed"),
        ChangeKind.CHANGED: noted("{parts} changed"),
        ChangeKind.REWORDED: noted("{parts} reworded"),
    }
)
_COUNTS: Mapping[ChangeKind, str] = MappingProxyType(
    {
        ChangeKind.ADDED: noted("{number} added"),
        ChangeKind.REMOVED: noted("{number} removed"),
        ChangeKind.RENAMED: noted("{number} renamed"),
        ChangeKind.CHANGED: noted("{number} changed"),
        ChangeKind.REWORDED: noted("{number} reworded"),
    }
)
"""How it is said what became of parts: of some that are listed, and of scenarios, which are counted."""

_KEYS = (
    noted("title"),
    noted("version"),
    noted("effective"),
    noted("until"),
    noted("extends"),
    noted("scope"),
    noted("covers"),
    noted("leaves out"),
    noted("means"),
    noted("label"),
    noted("says"),
    noted("ask"),
    noted("text"),
    noted("because"),
    noted("disputed"),
    noted("objections"),
    noted("summary"),
    noted("cites"),
    noted("when"),
    noted("must"),
    noted("must one of"),
    noted("must not"),
    noted("may"),
    noted("need not"),
    noted("should"),
    noted("should not"),
    noted("if doing"),
    noted("overrides"),
    noted("within"),
    noted("default"),
    noted("value"),
    noted("values"),
    noted("min"),
    noted("max"),
    noted("norms"),
    noted("concepts"),
    noted("scenarios"),
    noted("not encoded"),
    noted("urgent"),
    noted("always"),
    noted("never"),
)
"""What the keys of a policy file are called: their names spelt out, marked here for translation."""

_NO_WORDS: Mapping[str, str] = MappingProxyType({})

_COUNTED = "scenarios"
"""The section whose parts are counted: they show what the policy says, and what they show is compared itself."""


def changes_blocks(changes: Sequence[PartChange], heading: str) -> Iterator[DocumentBlock]:
    """Every change under a heading, in the order of the sections of a policy file."""
    yield Heading(heading)
    yield Listing(tuple(changes_entries(changes)))


def changes_entries(changes: Sequence[PartChange], words: Mapping[str, str] = _NO_WORDS) -> Iterator[Entry]:
    """An entry for what became of the parts of each section; `words` has what is said instead of
    expressions and of names."""
    for section, some in groupby(changes, key=lambda each: each.section):
        parts = list(some)
        if section not in _NOUNS:
            yield from (Entry(_key(key, words)) for part in parts for key in part.keys)
        elif section == _COUNTED:
            counts = Counter(part.kind for part in parts)
            said = [gettext(_COUNTS[kind]).format(number=counts[kind]) for kind in ChangeKind if counts[kind]]
            parts_called = gettext(_NOUNS[section][1])
            yield Entry((plain(gettext("{parts}: {counts}").format(parts=parts_called, counts=listed(said))),))
        else:
            for kind in ChangeKind:
                if of_kind := [part for part in parts if part.kind is kind]:
                    noun = gettext(_NOUNS[section][len(of_kind) > 1])
                    told = plain(gettext(_KINDS[kind]).format(parts=noun))
                    yield Entry((told,), tuple(Entry(_part(part, words)) for part in of_kind))


def _part(part: PartChange, words: Mapping[str, str]) -> Line:
    called = strong(words[part.name]) if part.name in words else name(part.name)
    match part.kind:
        case ChangeKind.ADDED:
            return (called, *_told(((key.key, key.now) for key in part.keys), words))
        case ChangeKind.REMOVED:
            return (called, *_told(((key.key, key.before) for key in part.keys), words))
        case ChangeKind.RENAMED:
            return filled(gettext("{part}, which was {earlier}"), part=called, earlier=name(part.was))
        case ChangeKind.CHANGED | ChangeKind.REWORDED:
            keys = [_key(key, words) for key in part.keys]
            return (called, plain(": "), *(piece for key in keys[:-1] for piece in (*key, plain("; "))), *keys[-1])
        case _:
            assert_never(part.kind)


def _told(keys: Iterator[tuple[str, object]], words: Mapping[str, str]) -> Line:
    said = [
        filled(gettext("{key}: {value}"), key=key_called(key), value=_value(key, value, words)) for key, value in keys
    ]
    return tuple(piece for place, line in enumerate(said) for piece in (plain("; " if place else ": "), *line))


def _key(key: KeyChange, words: Mapping[str, str]) -> Line:
    called = key_called(key.key)
    if key.before is None:
        return filled(gettext("{key} added: {value}"), key=called, value=_value(key.key, key.now, words))
    if key.now is None:
        return filled(gettext("{key} removed: {value}"), key=called, value=_value(key.key, key.before, words))
    before, now = (_value(key.key, value, words, quoted=True) for value in (key.before, key.now))
    return filled(gettext("{key} from {before} to {now}"), key=called, before=before, now=now)


def key_called(key: str) -> str:
    """What a key of a policy file is called in a sentence."""
    words = key.replace("_", " ")
    return gettext(words) if words in _KEYS else words


_CONDITIONS = ("when", "always", "never")


def _value(key: str, value: object, words: Mapping[str, str], *, quoted: bool = False) -> Piece:
    """What a key says; a sentence in quotation marks where one has to see where it ends."""
    said = _words(value)
    if key == "values" and isinstance(value, Mapping):
        dated = gettext("{value} from {day}")
        said = "; ".join(dated.format(value=_words(each), day=day) for day, each in value.items())
    if key == "scope" and isinstance(value, Mapping):
        parts = gettext("{key}: {value}")
        said = "; ".join(parts.format(key=key_called(each), value=_words(told)) for each, told in value.items())
    if key in _CONDITIONS and said not in words:
        return name(said)
    said = words.get(said, said)
    return plain(gettext("“{text}”").format(text=said) if quoted and " " in said else said)


def _words(value: object) -> str:
    match value:  # open: whatever a policy file holds
        case bool():
            return gettext("yes") if value else gettext("no")
        case date():
            return value.isoformat()
        case Mapping():
            return "; ".join(_words(each) for each in value.values())
        case list() | tuple():
            return ", ".join(map(_words, value))
        case _:
            return str(value)
