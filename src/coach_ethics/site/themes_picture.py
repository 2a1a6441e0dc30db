"""Themes by codes as a picture: a row a theme, a column a code, in each cell the word and colour of what it says."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from math import ceil
from textwrap import wrap

from attrs import frozen

from coach_ethics.site.theming import ShownCell, ThemeRow

LEFT, NARROWEST, LINE, PADDING = 250, 68, 16, 5
"""How wide the themes stand, how wide a code's column is at least, how high a line is, and what is left around it."""
_LETTER, _BOLD = 6.7, 7.6
"""How wide a letter is taken to be, generously: the font is the reader's, and answers are bold."""
_SLANT = 0.71
"""How far a name that is written aslant reaches, up and to the side, for its length."""


@frozen
class PictureRow:
    """A theme at its place: its lines of text, how high it stands, and its cells from left to right."""

    lines: tuple[str, ...]
    top: int
    height: int
    cells: tuple[ShownCell, ...]


@frozen
class ThemesPicture:
    """The picture: its rows, the names of the codes above their columns, how wide these are, and its size."""

    codes: tuple[str, ...]
    rows: tuple[PictureRow, ...]
    cell: int
    head: int
    width: int
    height: int


def themes_picture(rows: Sequence[ThemeRow], codes: Sequence[str]) -> ThemesPicture:
    """The picture of what codes, called so, say on themes."""
    aslant = ceil(max(map(len, codes), default=0) * _LETTER * _SLANT)
    head = aslant + 2 * PADDING
    placed = tuple(_placed(rows, head))
    bottom = placed[-1].top + placed[-1].height if placed else head
    longest = max((len(cell.short) for row in rows for cell in row.cells), default=0)
    cell = max(NARROWEST, ceil(longest * _BOLD) + 2 * PADDING)
    width = LEFT + cell * len(codes) + max(0, aslant - cell // 2)
    return ThemesPicture(tuple(codes), placed, cell, head, width, bottom + 2)


def _placed(rows: Sequence[ThemeRow], top: int) -> Iterator[PictureRow]:
    for row in rows:
        lines = tuple(wrap(row.theme[:1].upper() + row.theme[1:], int((LEFT - PADDING) / _LETTER)))
        height = LINE * len(lines) + 2 * PADDING
        yield PictureRow(lines, top, height, row.cells)
        top += height
