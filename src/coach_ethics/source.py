"""Where a thing was written: a source text and a span in it; and which characters no text should hold."""

from __future__ import annotations

import re

from attrs import field, frozen

# What isn't text is listed, not what is: Python takes 10 ms to compile the other list.
NOT_TEXT = re.compile(
    "[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x84\x86-\x9f\u202a-\u202e\u2066-\u2069\ud800-\udfff\ufffe\uffff]"
)
"""Characters that a terminal might obey, that turn the direction in which the rest is read, or that are none at all."""


def legible(text: str) -> str:
    """The text with what doesn't belong into one put out of action; every other character keeps its column."""
    return NOT_TEXT.sub("\ufffd", text)


@frozen
class Source:
    """A text that was read: its `name` (a path, or a word such as `<text>`) and its whole `text`."""

    name: str
    text: str = field(repr=False)
    lines: tuple[str, ...] = field(init=False, eq=False, repr=False)

    @lines.default
    def _split(self) -> tuple[str, ...]:
        # Kept, since a file with many problems is asked for its lines many times.
        return tuple(self.text.splitlines())


@frozen(order=True)
class Span:
    """A stretch of a source, from (`line`, `column`) up to but excluding (`end_line`, `end_column`).

    Lines and columns count characters from 1, as editors do.
    """

    source: Source = field(order=lambda source: source.name)
    line: int
    column: int
    end_line: int
    end_column: int


def excerpt(span: Span) -> str | None:
    """The source line that a span starts on, or None where the source has no such line."""
    lines = span.source.lines
    return lines[span.line - 1] if 0 < span.line <= len(lines) else None
