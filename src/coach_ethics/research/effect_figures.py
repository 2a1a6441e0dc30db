"""A figure for a paper: what a fact does to ratings, of raters and of codes side by side."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from math import ceil
from types import MappingProxyType
from typing import TYPE_CHECKING, Any, TypeAlias

from coach_ethics.arguments import takes
from coach_ethics.coaching.vocabulary import STANDARD
from coach_ethics.cohorts.plots import require_matplotlib
from coach_ethics.model.vocabulary import belongs, in_words, own_scalar, value_text
from coach_ethics.problems import CaseProblems, Problem
from coach_ethics.render.words import value_words
from coach_ethics.research.effects import FactorEffect

if TYPE_CHECKING:  # matplotlib is loaded with the first figure
    from matplotlib.axes import Axes

    from coach_ethics.cohorts.figures import StudyFigure

_COLOURS = ("#000000", "#0072b2", "#d55e00", "#009e73", "#cc79a7", "#56b4e9", "#e69f00")
_MARKS = "osD^vXP"
_WORDS = 36
_TITLES: Mapping[str, str] = MappingProxyType(
    {"mean": "Marginal means", "effect": "Average marginal component effects"},
)


@takes(effects=Iterable[FactorEffect])
def effects_figure(effects: Iterable[FactorEffect]) -> StudyFigure:
    """A figure of marginal means or of component effects: a row for each level of each factor, and in it a mark for
    each column of ratings, with its interval where it has one.

    A panel for the means and one for the effects, where both are given. What a code says is no sample and has no
    interval. A figure of matplotlib (extra `plots`), drawn without its global state. Raises CaseProblems where there is
    nothing to draw (K115), and where matplotlib isn't installed (E502).

    >>> import polars as pl
    >>> from coach_ethics.research import LongRatings, effects_figure, marginal_means
    >>> long = pl.DataFrame({"respondent": ["a", "a", "b", "b"], "danger": [True, False] * 2, "rating": [3, 1, 4, 2]})
    >>> effects_figure(marginal_means(LongRatings(long, "danger", "rating"))).get_suptitle()
    'Marginal means'
    """
    told = tuple(effects)
    if not told:
        help_ = "give what `marginal_means` or `component_effects` found"
        raise CaseProblems([Problem("K115", "there are no effects to draw", help=help_)])
    require_matplotlib()
    from coach_ethics.cohorts import figures

    points = figures.size(0.9)
    kinds = list(dict.fromkeys(each.kind for each in told))
    columns = list(dict.fromkeys(each.column for each in told))
    rows = list(_rows(told))
    levels = {(each.factor, value_text(each.level)): _level(each) for each in told}
    labels = [figures.wrapped(_factor(row[0]) if row[1] is None else levels[row[0], row[1]], _WORDS) for row in rows]
    head = figures.height_of((each for each, row in zip(labels, rows, strict=True) if row[1] is None), points) + 0.08
    line = max(figures.height_of(labels, points), 0.115 * len(columns)) + 0.06
    places = _places(rows, head / line)
    keys = ceil(len(columns) / _per_line(columns)) * 0.22
    width = figures.width_of(labels, points) + 3.6 * len(kinds) + 0.6
    figure, every = figures.grid(width, line * places[-1] + keys + 1.2, len(kinds), len(kinds), sharex=False)
    figures.titled(figure, _TITLES[kinds[0]] if len(kinds) == 1 else "Marginal means, and component effects")
    for axes, kind in zip(every, kinds, strict=True):
        for number, column in enumerate(columns):
            own: dict[Row, FactorEffect] = {
                (each.factor, value_text(each.level)): each
                for each in told
                if (each.kind, each.column) == (kind, column)
            }
            _marks(axes, own, dict(zip(rows, places, strict=False)), number, len(columns), column)
        if kind == "effect":
            axes.axvline(0, color="#999999", linewidth=0.8, zorder=0)
        axes.set_title(_TITLES[kind] if len(kinds) > 1 else "", loc="left", fontsize=points)
        axes.set_xlabel("mean rating" if kind == "mean" else "against the first level", fontsize=points)
        axes.tick_params(axis="x", labelsize=figures.size(0.8))
        axes.grid(axis="x", color="#dddddd", linewidth=0.6)
        axes.set_axisbelow(True)
        axes.set_yticks(places[:-1], labels, fontsize=points)
        axes.set_ylim(places[-1], 0)
        figures.bare(axes, "top", "right", "left")
    for tick, row, at in zip(every[0].get_yticklabels(), rows, places, strict=False):
        if row[1] is None:
            tick.set_fontweight("bold")
            for axes in every:
                axes.axhspan(at - head / line / 2, at + head / line / 2, color="#f4f4f4", zorder=0, linewidth=0)
    handles = every[0].get_legend_handles_labels()[0]
    figure.legend(
        handles,
        [figures.wrapped(each, _WORDS) for each in columns],
        loc="outside lower center",
        ncols=_per_line(columns),
        frameon=False,
        fontsize=points,
    )
    return figure


def _per_line(columns: Sequence[str]) -> int:
    """How many columns' names stand in a line of the key."""
    return max(1, min(4, 44 // max(map(len, columns)), len(columns)))


Row: TypeAlias = tuple[str, str | None]
"""A factor, and one of its levels; None for the factor's own row."""


def _rows(effects: Sequence[FactorEffect]) -> Iterator[Row]:
    """Each factor, and behind it its levels."""
    levels: dict[str, dict[str, None]] = {}
    for each in effects:
        levels.setdefault(each.factor, {})[value_text(each.level)] = None
    for factor, own in levels.items():
        yield factor, None
        yield from ((factor, level) for level in own)


def _places(rows: Sequence[Row], head: float) -> list[float]:
    """The middle of each row, where a level's is 1 high and a factor's own as high as `head`; and where they end."""
    found, end = [], 0.0
    for _, level in rows:
        height = head if level is None else 1.0
        found.append(end + height / 2)
        end += height
    return [*found, end]


def _factor(name: str) -> str:
    return " ".join(map(in_words, name.split(".")))


def _level(effect: FactorEffect) -> str:
    """A level in words: by the label of the standard fact that has it, where there is one."""
    level, fact = own_scalar(effect.level), STANDARD.by_name.get(effect.factor)
    if not isinstance(level, bool | int | str):
        return str(level)
    return value_words(level, fact if fact is not None and belongs(level, fact.type) else None)


def _marks(
    axes: Axes,
    own: Mapping[Row, FactorEffect],
    places: Mapping[Row, float],
    number: int,
    columns: int,
    column: str,
) -> None:
    """The marks of one column, a little aside of the others' in each row."""
    aside = 0.7 * (number - (columns - 1) / 2) / max(columns, 3)
    there = [(at + aside, own[row]) for row, at in places.items() if row in own]
    values = [each.value for _, each in there]
    between = [
        (each.value, each.value) if each.low is None or each.high is None else (each.low, each.high)
        for _, each in there
    ]
    style: dict[str, Any] = {"color": _COLOURS[number % len(_COLOURS)], "marker": _MARKS[number % len(_MARKS)]}
    axes.errorbar(
        values,
        [at for at, _ in there],
        xerr=[
            [max(value - low, 0.0) for value, (low, _) in zip(values, between, strict=True)],
            [max(high - value, 0.0) for value, (_, high) in zip(values, between, strict=True)],
        ],
        label=column,
        linestyle="none",
        markersize=4,
        elinewidth=1,
        **style,
    )
