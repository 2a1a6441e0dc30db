"""Where a thing was written: a source text and a span in it."""

from __future__ import annotations

from attrs import field, frozen


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
