"""What was written otherwise from one version of a policy to another: parts added, removed, renamed, changed, reworded.

Two versions are set side by side as their files would say them, section by section and key by key. What a policy takes
over from others counts as its own: a base that changed is a change of what it demands.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from enum import StrEnum
from typing import Any, TypeAlias

import attrs
from attrs import frozen

from coach_ethics.language.policies.write import data_of
from coach_ethics.model.policy import Policy


class ChangeKind(StrEnum):
    """How a part of a policy differs from what it was. Reworded is what says the same in other words.

    >>> from coach_ethics.analysis import ChangeKind
    >>> [kind.value for kind in ChangeKind]
    ['added', 'removed', 'renamed', 'changed', 'reworded']
    """

    ADDED = "added"
    REMOVED = "removed"
    RENAMED = "renamed"
    CHANGED = "changed"
    REWORDED = "reworded"


@frozen
class KeyChange:
    """What a key of a part said before and says now, as a policy file has it; None where it isn't there.

    >>> from coach_ethics.analysis import KeyChange
    >>> KeyChange("default", before=50, now=20).key
    'default'
    """

    key: str
    before: object
    now: object


@frozen
class PartChange:
    """What became of one part of a policy: of the `section` of its file, and the part's name.

    `was` is the name before, of a part that was renamed. `keys` are those that differ, all of them where the part was
    added or removed. The section of a title, a version or a date is `policy`, and so is its part's name.

    >>> import coach_ethics as ce
    >>> old = "policy: gifts\\nacts: {accept: {}}\\nnorms: {no-gifts: {must_not: accept}}"
    >>> change, = ce.compare(old, old.replace("must_not", "may")).changes
    >>> change.section, change.name, [key.key for key in change.keys]
    ('norms', 'no-gifts', ['must_not', 'may'])
    """

    section: str
    name: str
    kind: ChangeKind
    keys: tuple[KeyChange, ...]
    was: str = ""


_Part: TypeAlias = dict[str, Any]
_Parts: TypeAlias = dict[str, _Part]

_HEAD = "policy"

_WORDS = frozenset(
    (
        *(
            "title",
            "scope",
            "means",
            "says",
            "ask",
            "text",
            "said",
            "said_not",
            "because",
            "disputed",
            "objections",
            "summary",
        ),
        *("cites", "url", "author", "date"),
    )
)
"""The keys that say something in words, or where it was taken from."""

_NAMED_BY: Mapping[str, tuple[str, ...]] = {
    "completeness": ("acts", "when"),
    "monotone": ("more",),
    "conflicts": ("norms",),
    "dialogue": ("ask",),
    "scenarios": ("scenario",),
}
"""The keys by which parts go that have no name."""


def are_versions(one: Policy, other: Policy) -> bool:
    """Whether two policies are versions of one: of one name, or of one family."""
    return one.name == other.name or bool(one.family and one.family == other.family)


def part_changes(before: Policy, now: Policy) -> tuple[PartChange, ...]:
    """What was written otherwise, in the order of a policy file's sections. Another order of parts is no change.

    Of translated policies it is what their authors wrote otherwise, told in the language as far as it is translated.
    """
    as_written = _changes(before.untranslated or before, now.untranslated or now)
    if before.untranslated is None and now.untranslated is None:
        return as_written
    told = {(each.section, each.name): each for each in _changes(before, now)}
    return tuple(_told(each, told.get((each.section, each.name), each)) for each in as_written)


def _changes(before: Policy, now: Policy) -> tuple[PartChange, ...]:
    one, other = _sections(before), _sections(now)
    return tuple(change for name in other for change in _of_section(name, one[name], other[name]))


def _told(as_written: PartChange, told: PartChange) -> PartChange:
    """A change in the words of translations, as far as these tell it."""
    keys = {each.key: each for each in told.keys}
    return attrs.evolve(as_written, keys=tuple(keys.get(each.key, each) for each in as_written.keys))


def _of_section(section: str, before: _Parts, now: _Parts) -> Iterator[PartChange]:
    was = dict(_renamed(before, now))
    for name, part in now.items():
        if name in before:
            if keys := tuple(_differing(before[name], part)):
                words = all(each.key in _WORDS for each in keys)
                yield PartChange(section, name, ChangeKind.REWORDED if words else ChangeKind.CHANGED, keys)
        elif name in was:
            yield PartChange(section, name, ChangeKind.RENAMED, (), was[name])
        else:
            yield PartChange(section, name, ChangeKind.ADDED, tuple(_differing({}, part)))
    for name, part in before.items():
        if name not in now and name not in was.values():
            yield PartChange(section, name, ChangeKind.REMOVED, tuple(_differing(part, {})))


def _renamed(before: _Parts, now: _Parts) -> Iterator[tuple[str, str]]:
    """The new names of parts, and their names before: what says the same to the letter, and is there once before."""
    gone = [name for name in before if name not in now]
    for name, part in now.items():
        same = [each for each in gone if before[each] == part]
        if name not in before and part and len(same) == 1:
            gone.remove(same[0])
            yield name, same[0]


def _differing(before: _Part, now: _Part) -> Iterator[KeyChange]:
    for key in dict.fromkeys((*before, *now)):
        if before.get(key) != now.get(key):
            yield KeyChange(key, before.get(key), now.get(key))


def _sections(policy: Policy) -> dict[str, _Parts]:
    """Every section of the policy's file, its parts by name; the head of the file is a section of one part."""
    data = data_of(_whole(policy))
    head: _Part = {}
    sections: dict[str, _Parts] = {_HEAD: {_HEAD: head}}
    for field in _SECTIONS:
        sections[field] = _parts(field, data.pop(field, {}))
    head.update(data)
    return sections


_SECTIONS = (
    "sources",
    "parameters",
    "facts",
    "constraints",
    "acts",
    "concepts",
    "norms",
    "notices",
    "presume",
    "properties",
    "completeness",
    "monotone",
    "conflicts",
    "clauses",
    "dialogue",
    "scenarios",
)


def _parts(section: str, data: Mapping[str, _Part] | Sequence[_Part]) -> _Parts:
    if isinstance(data, Mapping):
        return dict(data)
    found: _Parts = {}
    for part in data:
        name = ", ".join(_words(part.get(key)) for key in _NAMED_BY[section] if key in part)
        number = sum(1 for each in found if each.partition(" (no. ")[0] == name)
        found[f"{name} (no. {number + 1})" if number else name] = part
    return found


def _words(value: object) -> str:
    return ", ".join(map(str, value)) if isinstance(value, list) else str(value)


def _whole(policy: Policy) -> Policy:
    """The policy with everything that it takes over from others as its own; what is so of every engagement stays."""

    def own(parts: Iterable[Any]) -> tuple[Any, ...]:
        return tuple(attrs.evolve(each, origin=policy.name) if each.origin else each for each in parts)

    parts: dict[str, Any] = {section: own(getattr(policy, section)) for section in _SECTIONS}
    scope = policy.scope and attrs.evolve(policy.scope, origin=policy.name)
    return attrs.evolve(policy, **parts, scope=scope)
