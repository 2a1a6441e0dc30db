"""Two wordings of one text as a redline: what was struck out, what was put in, and what stayed."""

from __future__ import annotations

import re
from collections.abc import Iterator
from difflib import SequenceMatcher
from enum import StrEnum

from attrs import frozen


class Edit(StrEnum):
    """What became of a stretch of text."""

    KEPT = "kept"
    REMOVED = "removed"
    ADDED = "added"


@frozen
class Redlined:
    """A stretch of text, and what became of it."""

    text: str
    edit: Edit


_LEAST_ALIKE = 0.4
"""Texts that have less in common are shown one after the other: words picked out of both would be no sentence."""


def redline(before: str, now: str) -> tuple[Redlined, ...]:
    """What was struck out of a text and put into it, word by word.

    LAW: what was kept and added is the new text, what was kept and removed the old one.
    """
    if before == now:
        return (Redlined(now, Edit.KEPT),) if now else ()
    old, new = _words(before), _words(now)
    matcher = SequenceMatcher(None, old, new, autojunk=False)
    if matcher.ratio() < _LEAST_ALIKE:
        return tuple(_stretches(((before, Edit.REMOVED), (now, Edit.ADDED))))
    edits: list[tuple[str, Edit]] = []
    for kind, first, last, start, end in matcher.get_opcodes():
        if kind == "equal":
            edits.append(("".join(new[start:end]), Edit.KEPT))
        else:
            edits += [("".join(old[first:last]), Edit.REMOVED), ("".join(new[start:end]), Edit.ADDED)]
    return tuple(_stretches(edits))


def _words(text: str) -> list[str]:
    """The words, each with the space before it."""
    return re.findall(r"\s*\S+|\s+$", text)


def _stretches(edits: list[tuple[str, Edit]] | tuple[tuple[str, Edit], ...]) -> Iterator[Redlined]:
    return (Redlined(text, edit) for text, edit in edits if text)
