"""The matrix of themes by codes as a picture: each cell has the colour and the words of what the code says."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType
from xml.etree import ElementTree

from attrs import frozen

from coach_ethics.analysis.coverage.clauses import CodesCoverage
from coach_ethics.deontics.program import Kind
from coach_ethics.findings import Status
from coach_ethics.render.asides import VERBS as ADVICE
from coach_ethics.render.coverage import NOT_READ, cell_words
from coach_ethics.render.positions import VERBS


@frozen
class _Look:
    """How a kind of cell looks; `dashed` is the colour of a dashed border."""

    fill: str
    ink: str = "white"
    dashed: str = ""


A_CHOICE = "a choice"
_SILENT = VERBS[Status.UNREGULATED]

LOOKS: Mapping[str, _Look] = MappingProxyType(
    {
        VERBS[Status.REQUIRED]: _Look("#2b6cb0"),
        A_CHOICE: _Look("#a9c7e8", "#12304f"),
        VERBS[Status.FORBIDDEN]: _Look("#c0392b"),
        VERBS[Status.PERMITTED]: _Look("#24794a"),
        VERBS[Status.DILEMMA]: _Look("#6b3fa0"),
        ADVICE[Kind.ADVISED]: _Look("#d5e5f5", "#12304f", "#2b6cb0"),
        ADVICE[Kind.ADVISED_AGAINST]: _Look("#f6d9d5", "#5c1a12", "#c0392b"),
        ADVICE[Kind.EXEMPT]: _Look("#d6eedf", "#123d24", "#24794a"),
        VERBS[Status.UNDETERMINED]: _Look("#f0d264", "#3d3200"),
        _SILENT: _Look("#dcdfe3", "#333333"),
        NOT_READ: _Look("white", "#666666", "#9aa1a9"),
    }
)
"""What a code can say on a theme, in the order of the legend, and how it looks."""

MEANINGS: Mapping[str, str] = MappingProxyType(
    {
        A_CHOICE: "a choice: this act or another",
        VERBS[Status.UNDETERMINED]: "open: it depends on facts that the question leaves open",
        _SILENT: "silent: the whole text was read",
        NOT_READ: "not read: nothing of it in what was read",
    }
)
"""What the legend adds to words that don't speak for themselves."""

_HEIGHT, _TOP, _MARGIN = 22, 34, 8
_LETTER = 6.4
"""How wide a letter is taken to be, generously: the font is the reader's."""


def coverage_picture(found: CodesCoverage) -> str:
    """The matrix of themes by codes as SVG text, with a legend of what occurs in it."""
    whole = [code.whole_text_read for code in found.codes]
    words = [list(map(cell_words, cells, whole)) for _, cells in found.matrix]
    left = _wide([theme.theme for theme, _ in found.matrix])
    widths = [_wide([label, *(row[place] for row in words)]) for place, label in enumerate(found.labels)]
    starts = [left + sum(widths[:place]) for place in range(len(widths))]
    bottom = _TOP + _HEIGHT * len(found.matrix) + _MARGIN
    shown = [look for look in LOOKS if any(look == _kind(said) for row in words for said in row)]
    legend = _legend(shown, max(left + sum(widths), _LEAST))
    width = max(left + sum(widths), _LEAST) + _MARGIN
    picture = _canvas(width, bottom + _HEIGHT * (1 + max((row for _, row, _ in legend), default=-1)) + _MARGIN)
    for start, label in zip(starts, found.labels, strict=True):
        _text(picture, start + 6, _TOP - 12, label, "#222222", bold=True)
    for row, (theme, _) in enumerate(found.matrix):
        top = _TOP + _HEIGHT * row
        _text(picture, 6, top + 15, theme.theme, "#222222")
        for column in range(len(starts)):
            place = starts[column], top, widths[column]
            _cell(picture, place, words[row][column], f"{found.labels[column]}: {words[row][column]}")
    for look, row, start in legend:
        _box(picture, (start, bottom + _HEIGHT * row, 24), LOOKS[look])
        _text(picture, start + 30, bottom + _HEIGHT * row + 15, MEANINGS.get(look, look), "#222222")
    ElementTree.indent(picture)
    return ElementTree.tostring(picture, encoding="unicode") + "\n"


_LEAST = 640
"""The least width: less leaves no room for a legend."""


def _wide(words: list[str]) -> int:
    """The width of a column that cuts none of its words."""
    return int(max(map(len, words), default=0) * _LETTER) + 14


def _kind(words: str) -> str:
    """What a cell says, without its clauses."""
    return words.partition(" (")[0]


def _legend(shown: list[str], width: int) -> list[tuple[str, int, int]]:
    """Which look stands in which row of the legend, and how far to the right."""
    placed, row, start = [], 0, 6
    for look in shown:
        wide = _wide([MEANINGS.get(look, look)]) + 30
        if start + wide > width and start > 6:
            row, start = row + 1, 6
        placed.append((look, row, start))
        start += wide
    return placed


def _canvas(width: int, height: int) -> ElementTree.Element:
    picture = ElementTree.Element(
        "svg",
        {
            "xmlns": "http://www.w3.org/2000/svg",
            "viewBox": f"0 0 {width} {height}",
            "font-family": "sans-serif",
            "font-size": "11",
        },
    )
    ElementTree.SubElement(picture, "title").text = "Themes by codes"
    ElementTree.SubElement(picture, "rect", {"width": str(width), "height": str(height), "fill": "white"})
    return picture


def _cell(picture: ElementTree.Element, place: tuple[int, int, int], words: str, title: str) -> None:
    look = LOOKS[_kind(words)]
    group = ElementTree.SubElement(picture, "g")
    ElementTree.SubElement(group, "title").text = title
    _box(group, place, look)
    _text(group, place[0] + 6, place[1] + 15, words, look.ink)


def _box(picture: ElementTree.Element, place: tuple[int, int, int], look: _Look) -> None:
    left, top, width = place
    inset = 1.5 if look.dashed else 1
    shape = {
        "x": f"{left + inset:g}",
        "y": f"{top + inset:g}",
        "width": f"{width - 2 * inset:g}",
        "height": f"{_HEIGHT - 2 * inset:g}",
        "fill": look.fill,
    }
    dashes = {"stroke": look.dashed, "stroke-dasharray": "3 3"} if look.dashed else {}
    ElementTree.SubElement(picture, "rect", shape | dashes)


def _text(picture: ElementTree.Element, left: int, top: int, words: str, colour: str, *, bold: bool = False) -> None:
    place = {"x": str(left), "y": str(top), "fill": colour} | ({"font-weight": "bold"} if bold else {})
    ElementTree.SubElement(picture, "text", place).text = words
