"""A document shown on a terminal, or as plain text where there is none."""

from __future__ import annotations

import io
from collections.abc import Iterator
from typing import assert_never

from attrs import frozen
from rich import box
from rich.console import Console, ConsoleOptions, RenderableType
from rich.padding import Padding
from rich.segment import Segment
from rich.table import Table as RichTable
from rich.text import Text

from coach_ethics.arguments import takes
from coach_ethics.render.document import (
    Document,
    DocumentBlock,
    Entry,
    Heading,
    Line,
    Listing,
    Paragraph,
    Style,
    Table,
    Verbatim,
)

_STYLES = {Style.PLAIN: "", Style.STRONG: "bold", Style.NAME: "cyan", Style.SOFT: "dim"}


@takes(document=tuple, width=int)
def text(document: Document, *, width: int = 100) -> str:
    """The document as plain text, wrapped at `width` characters, without trailing blanks.

    >>> import coach_ethics as ce
    >>> from coach_ethics.interview import follow_ups, reply
    >>> from coach_ethics.render import reply_document, text
    >>> result = ce.assess({}, "essay")
    >>> first, *_ = follow_ups(result)
    >>> max(map(len, text(reply_document(reply(first, result), result), width=60).splitlines())) <= 60
    True
    """
    out = io.StringIO()
    show(document, Console(file=out, width=width, color_system=None, force_terminal=False))
    return "".join(f"{line.rstrip()}\n" for line in out.getvalue().splitlines())


def show(document: Document, console: Console) -> None:
    """Print the document on a console."""
    for place, block in enumerate(document):
        if place and not (isinstance(block, Listing) and isinstance(document[place - 1], Paragraph)):
            console.print()
        if isinstance(block, Verbatim):
            console.print(_indented(block.text), crop=False, soft_wrap=True)
            continue
        for part in _parts(block):
            console.print(_Whole(part))


def _indented(words: str) -> Text:
    """Text to be pasted: indented, and neither wrapped nor cut."""
    return Text("\n".join(f"    {line}".rstrip() for line in words.rstrip("\n").split("\n")))


def _parts(block: DocumentBlock) -> Iterator[RenderableType]:
    match block:
        case Heading(words, level):
            yield Text(_held(words), style="bold underline" if level == 1 else "bold")
        case Paragraph(line):
            yield _line(line)
        case Listing(entries, numbered):
            for number, entry in enumerate(entries, start=1):
                yield from _entry(entry, f"{number}." if numbered else "-", 1)
        case Table(header, rows):
            table = RichTable(*header, header_style="bold", box=box.SIMPLE_HEAD, padding=(0, 1), show_edge=False)
            for row in rows:
                table.add_row(*map(_line, row))
            yield table
        case Verbatim(words):
            yield _indented(words)
        case _:
            assert_never(block)


def _entry(entry: Entry, mark: str, depth: int) -> Iterator[RenderableType]:
    grid = RichTable.grid(padding=(0, 1))
    grid.add_column(no_wrap=True)
    grid.add_column()
    grid.add_row(mark, _line(entry.line))
    yield Padding(grid, (0, 0, 0, 2 * depth))
    for below in entry.below:
        yield from _entry(below, "-", depth + 1)


def _line(line: Line) -> Text:
    return Text.assemble(*((_held(piece.text), _STYLES[piece.style]) for piece in line))


_NO_BREAK, _STAND_IN = "\u00a0", "\ue000"
"""rich breaks lines at every space, also at those that are there to prevent it: French has them before a colon."""


def _held(words: str) -> str:
    return words.replace(_NO_BREAK, _STAND_IN)


@frozen
class _Whole:
    """What stands for spaces without a break while lines are broken is a space again when they are printed."""

    inner: RenderableType

    def __rich_console__(self, console: Console, options: ConsoleOptions) -> Iterator[Segment]:
        for text, style, control in console.render(self.inner, options):
            yield Segment(text.replace(_STAND_IN, _NO_BREAK), style, control)
