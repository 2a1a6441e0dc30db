"""A document as Markdown."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import groupby
from typing import assert_never

from coach_ethics.arguments import takes
from coach_ethics.render.document import (
    Document,
    DocumentBlock,
    Entry,
    Heading,
    Line,
    Listing,
    Paragraph,
    Piece,
    Style,
    Table,
    Verbatim,
)


@takes(document=tuple)
def markdown(document: Document) -> str:
    """The document as Markdown text, ending in a newline.

    >>> import coach_ethics as ce
    >>> from coach_ethics.render import document_of, markdown
    >>> markdown(document_of(ce.load_policy("collusion"))).splitlines()[2]
    '*collusion 1.0.0*'
    """
    return "\n\n".join("\n".join(_lines(block)) for block in document) + "\n"


def _lines(block: DocumentBlock) -> Iterator[str]:
    match block:
        case Heading(words, level):
            yield f"{'#' * level} {_flat(_escaped(words))}"
        case Paragraph(line):
            yield _line(line)
        case Listing(entries, numbered):
            for number, entry in enumerate(entries, start=1):
                yield from _entry(entry, f"{number}." if numbered else "-", 0)
        case Table(header, rows):
            yield f"| {' | '.join(_flat(_escaped(each)) for each in header)} |"
            yield f"| {' | '.join('---' for _ in header)} |"
            for row in rows:
                yield f"| {' | '.join(_line(cell).replace('|', chr(92) + '|') for cell in row)} |"
        case Verbatim(words, language):
            fence = "`" * max(3, 1 + max(map(len, re.findall("`+", words)), default=0))
            yield from (f"{fence}{language}", *words.rstrip("\n").split("\n"), fence)
        case _:
            assert_never(block)


def _entry(entry: Entry, mark: str, indent: int) -> Iterator[str]:
    yield f"{' ' * indent}{mark} {_line(entry.line)}"
    for below in entry.below:
        yield from _entry(below, "-", indent + len(mark) + 1)


def _line(line: Line) -> str:
    """A line stays one, and text, whatever its texts look like: else what follows would be a list, a row, a heading."""
    flat = _flat("".join(map(_piece, _run_together(line))))
    return re.sub(r"^([-+](?= )|[0-9]+(?=[.)] ))", _not_a_list, flat) if line else ""


def _run_together(line: Line) -> Iterator[Piece]:
    """Pieces of one style in a row as one: between two of them, the marks would stand for something else."""
    for style, pieces in groupby(line, key=lambda piece: piece.style):
        if style is Style.STRONG:
            yield Piece("".join(piece.text for piece in pieces), style)
        else:
            yield from pieces


def _not_a_list(found: re.Match[str]) -> str:
    return f"\\{found[0]}" if found[0] in "-+" else f"{found[0]}\\"


def _flat(text: str) -> str:
    return re.sub(r"\s*\n\s*", " ", text.strip("\n"))


def _piece(piece: Piece) -> str:
    match piece.style:
        case Style.PLAIN:
            return _escaped(piece.text)
        case Style.STRONG:
            words = piece.text.strip(" ")
            before, _, after = piece.text.partition(words)
            return f"{before}**{_escaped(words)}**{after}" if words else piece.text
        case Style.NAME:
            return f"`{piece.text}`"
        case Style.SOFT:
            return f"*{_escaped(piece.text)}*" if piece.text.strip() == piece.text else _escaped(piece.text)
        case _:
            assert_never(piece.style)


def _escaped(text: str) -> str:
    return re.sub(r"([\\`*_\[\]<>#])", r"\\\1", text)
