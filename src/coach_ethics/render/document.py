"""A small document: its content, apart from how it is shown. Text, Markdown and HTML are ways to show it."""

from __future__ import annotations

from enum import Enum
from string import Formatter
from typing import TypeAlias

from attrs import frozen


class Style(Enum):
    """How a stretch of text is meant."""

    PLAIN = "plain"
    STRONG = "strong"
    NAME = "name"
    SOFT = "soft"


@frozen
class Piece:
    """A stretch of text in one style."""

    text: str
    style: Style = Style.PLAIN


Line: TypeAlias = tuple[Piece, ...]


@frozen
class Heading:
    """A heading; level 1 is the document's own."""

    text: str
    level: int = 2


@frozen
class Paragraph:
    """A paragraph."""

    line: Line


@frozen
class Entry:
    """One entry of a list, with entries below it."""

    line: Line
    below: tuple[Entry, ...] = ()


@frozen
class Listing:
    """A list of entries, numbered or not."""

    entries: tuple[Entry, ...]
    numbered: bool = False


@frozen
class Table:
    """A table: a row of headers, and rows of the same length."""

    header: tuple[str, ...]
    rows: tuple[tuple[Line, ...], ...]


@frozen
class Verbatim:
    """Text that is kept as it is, such as a scenario to paste; `language` is what it is written in."""

    text: str
    language: str = "yaml"


DocumentBlock: TypeAlias = Heading | Paragraph | Listing | Table | Verbatim
Document: TypeAlias = tuple[DocumentBlock, ...]


def plain(text: str) -> Piece:
    """Text as it is."""
    return Piece(text)


def strong(text: str) -> Piece:
    """Text that matters most."""
    return Piece(text, Style.STRONG)


def name(text: str) -> Piece:
    """The name of a fact, a norm, an act or a condition."""
    return Piece(text, Style.NAME)


def soft(text: str) -> Piece:
    """Text that steps back: citations, asides."""
    return Piece(text, Style.SOFT)


def said(text: str) -> Line:
    """Text in which names stand in backticks."""
    return tuple(Piece(part, Style.NAME if place % 2 else Style.PLAIN) for place, part in enumerate(text.split("`")))


def filled(template: str, **parts: str | Piece | Line) -> Line:
    """A whole sentence with its parts in their places: `You can choose between {number} courses of action.`"""
    found: list[Piece] = []
    for words, part, _, _ in Formatter().parse(template):
        found.append(Piece(words))
        match parts[part] if part is not None else "":  # open: what callers fill in
            case str(text):
                found.append(Piece(text))
            case Piece() as piece:
                found.append(piece)
            case line:
                found.extend(line)
    return tuple(piece for piece in found if piece.text)
