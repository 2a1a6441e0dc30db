"""matplotlib's part of the figures: sizes that follow from the words in them, and figures that show themselves.

Nothing here uses matplotlib's global state, apart from the fonts and sizes of its `rcParams`, which are the reader's.
"""

from __future__ import annotations

import textwrap
from collections.abc import Iterable, Sequence
from io import BytesIO
from math import ceil
from typing import Any

from matplotlib import rcParams
from matplotlib.axes import Axes
from matplotlib.colors import to_rgb
from matplotlib.figure import Figure
from matplotlib.font_manager import FontProperties
from matplotlib.textpath import TextPath

DPI = 150

_SCREEN = 125
"""Dots per inch on a screen: fine enough for those that have two for each of a page's."""

LARGEST = 120.0
"""How many inches a figure may be wide or high; of more rows each is thinner, and only some are labelled."""

_MEASURED = 20
"""How many of the lines with most characters are measured, to find the longest on paper."""

_POINTS = 72
_FEWEST = 12
"""The fewest characters in a line of a title."""

_LINE = 1.35
"""A line of text, in its own heights."""


class StudyFigure(Figure):
    """A figure of matplotlib that notebooks show where it is the last thing in a cell, whatever the backend.

    `figure.savefig("shares.pdf")` writes it in any format that matplotlib has.
    """

    def _repr_png_(self) -> tuple[bytes, dict[str, int]]:
        """As a picture, at the size that it has on paper."""
        out = BytesIO()
        self.savefig(out, format="png", dpi=_SCREEN, pil_kwargs={"optimize": True})
        width, height = (round(96 * inches) for inches in self.get_size_inches())
        return out.getvalue(), {"width": width, "height": height}


def grid(
    width: float, height: float, panels: int = 1, columns: int = 1, *, sharex: bool = True
) -> tuple[StudyFigure, list[Axes]]:
    """A figure of this size, in inches, with panels that share their axes, in rows of so many."""
    figure = StudyFigure(figsize=(min(width, LARGEST), min(height, LARGEST)), layout="constrained", dpi=DPI)
    rows = ceil(panels / columns)
    every: Any = figure.subplots(rows, columns, sharex=sharex, sharey=True, squeeze=False)
    axes = [each for row in every for each in row]
    for spare in axes[panels:]:
        spare.set_axis_off()
    for above in axes[max(0, panels - columns) : panels]:  # the last of each column tells the values
        above.tick_params(labelbottom=True)
    return figure, axes[:panels]


def size(relative: float = 1.0) -> float:
    """A size of text in points, relative to the reader's own."""
    return float(rcParams["font.size"]) * relative


def wrapped(words: str, characters: int) -> str:
    """Words in lines of at most so many characters; a longer word is broken. A dollar is one, and begins no formula."""
    return "\n".join(textwrap.wrap(words, characters, break_on_hyphens=False)).replace("$", r"\$")


def width_of(texts: Iterable[str], points: float) -> float:
    """The width of the longest line of these texts, in inches."""
    font = FontProperties(size=points)
    lines = sorted({line for text in texts for line in text.splitlines()}, key=len)
    return max((_width(line, font) for line in lines[-_MEASURED:]), default=0.0)


def _width(line: str, font: FontProperties) -> float:
    path: Any = TextPath((0, 0), line or " ", prop=font)
    return float(path.get_extents().width) / _POINTS if line.strip() else 0.0


def height_of(texts: Iterable[str], points: float) -> float:
    """The height of the text with most lines, in inches."""
    return max((text.count("\n") + 1 for text in texts), default=1) * _LINE * points / _POINTS


def titled(figure: Figure, words: str, *, relative: float = 1.1) -> float:
    """Put a title above all panels, in as many lines as the figure's width needs; returns its height in inches."""
    points = size(relative)
    letters = max(_FEWEST, int(figure.get_figwidth() * _POINTS / (0.52 * points)))
    title = wrapped(words, letters)
    while width_of([title], points) > 0.95 * figure.get_figwidth() and letters > _FEWEST:
        letters -= 2
        title = wrapped(words, letters)
    figure.suptitle(title, x=0.01, ha="left", fontsize=points)
    return height_of([title], points)


def ink_on(colour: str) -> str:
    """Black or white, whichever is read more easily on a colour."""
    red, green, blue = to_rgb(colour)
    return "black" if 0.299 * red + 0.587 * green + 0.114 * blue > 0.5 else "white"


def bare(axes: Axes, *sides: str) -> None:
    """Leave out these sides of the frame, and the marks on them."""
    axes.spines[list(sides)].set_visible(False)
    axes.tick_params(axis="y", length=0)


def note(axes: Axes, words: str) -> None:
    """Say in the middle why there is nothing to see."""
    axes.text(0.5, 0.5, words, ha="center", va="center", transform=axes.transAxes, fontsize=size())


def thinned(labels: Sequence[str], inches_each: float, inches_needed: float) -> dict[int, str]:
    """The labels for which there is room, by their places; where rows are thinner than their words, not all of them."""
    step = max(1, ceil(inches_needed / inches_each))
    return {place: label for place, label in enumerate(labels) if place % step == 0}
