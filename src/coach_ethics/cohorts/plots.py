"""Figures for a paper: shares of statuses by variant, by the values of a parameter, and a map of what variants change.

They are matplotlib's (extra `plots`), drawn without its global state: `figure.savefig("shares.pdf")` writes one, and a
notebook shows one that stands last in a cell. Whatever is put into them fits: they grow with the words and the rows.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from importlib.util import find_spec
from math import ceil
from types import MappingProxyType
from typing import TYPE_CHECKING, Any, TypeAlias

from coach_ethics.arguments import takes
from coach_ethics.cohorts.labels import STATUSES
from coach_ethics.cohorts.study import Study, StudyRow, called, settings_of
from coach_ethics.cohorts.variants import setting_text
from coach_ethics.model.proportions import Proportion
from coach_ethics.model.vocabulary import Value, in_words
from coach_ethics.problems import CaseProblems, Problem, did_you_mean, quoted

if TYPE_CHECKING:  # matplotlib is loaded with the first figure
    from matplotlib.axes import Axes

    from coach_ethics.cohorts.figures import StudyFigure

COLOURS = MappingProxyType(
    {
        "required": "#0072b2",
        "forbidden": "#d55e00",
        "dilemma": "#cc79a7",
        "permitted": "#009e73",
        "unregulated": "#bbbbbb",
        "undetermined": "#f0e442",
    }
)
"""A colour for each status, told apart also by those who see few colours (Okabe and Ito's palette)."""

_LINES = MappingProxyType({**COLOURS, "unregulated": "#808080", "undetermined": "#a39300"})
"""Darker ones for lines, which are thin."""

_MARKS = MappingProxyType(dict(zip(COLOURS, "osD^vX", strict=True)))
"""A mark for each status, so that lines are told apart in print without colours, too."""

_WORDS = 36
"""The length of lines in labels."""

_BAR = 4.6
"""The width of a full bar, in inches; of one of several panels, half of it."""

_MOST_COLUMNS = 3
_LEAST_TOLD = 0.09
"""The least share that is written on its bar."""


@takes(study=Study, act=str, facet=str | None)
def status_shares(study: Study, act: str, *, facet: str | None = None) -> StudyFigure:
    """A figure for one act: a bar of status shares for each variant in the order of the study, with the base marked.

    With `facet`, a parameter by which the variants differ, there is a panel for each of its values. A figure of
    matplotlib (extra `plots`), drawn without its global state. Raises CaseProblems for an act that the study doesn't
    have (K115), for a parameter by which no variants differ (K111), and where matplotlib isn't installed (E502).

    >>> from coach_ethics.cohorts import sample, status_shares, sweep
    >>> study = sweep(sample("collusion", 50, seed=1), "collusion", {"persistent": [2, 3]})
    >>> status_shares(study, "name_block").get_suptitle()
    'Statuses of “name block”'
    """
    _require_acts(study, [act])
    panels = _panels(study, facet)
    require_matplotlib()
    from coach_ethics.cohorts import figures

    counts = _counts(study, act)
    points = figures.size(0.9)
    labels = list(dict.fromkeys(label for variants in panels.values() for label in variants))
    rows = [figures.wrapped(label, _WORDS) for label in labels]
    bar = max(0.8 * points / 72, figures.height_of(rows, points) + 0.08)
    columns = min(len(panels), _MOST_COLUMNS)
    panel_width = _BAR if len(panels) == 1 else _BAR / 2
    height = ceil(len(panels) / columns) * (bar * len(rows) + 0.55) + 1.35
    figure, every = figures.grid(
        figures.width_of(rows, points) + panel_width * columns + 0.5, height, len(panels), columns
    )
    figures.titled(figure, f"Statuses of “{in_words(act)}”")
    used = [status for status in STATUSES if any(counts[variant].get(status) for variant in counts)]
    for axes, (title, variants) in zip(every, panels.items(), strict=True):
        shown = [counts.get(variants.get(label, ""), {}) for label in labels]
        thin = bar * figure.get_figheight() / height
        _bars(axes, shown, used, study.size, told=panel_width / _BAR if thin >= points / 72 else 0)
        told = figures.thinned(rows, thin, figures.height_of(rows, points))
        axes.set_yticks(list(told), list(told.values()), fontsize=points)
        axes.set_ylim(len(rows) - 0.5, -0.5)
        axes.set_title(figures.wrapped(title, int(24 * panel_width)), loc="left", fontsize=points)
        figures.bare(axes, "top", "right", "left")
    for axes in every[-columns:]:
        axes.set_xlabel(f"share of {_situations(study)}", fontsize=points)
    if handles := every[0].get_legend_handles_labels()[0]:
        figure.legend(handles, used, loc="outside lower center", ncols=3, frameon=False, fontsize=points)
    return figure


def _panels(study: Study, facet: str | None) -> dict[str, dict[str, str]]:
    """For each panel, by its title, the labels and names of its variants."""
    if facet is None:
        return {"": _variants(study)}
    panels: dict[str, dict[str, str]] = {}
    for (value, others), variant in _cells(study, facet).items():
        panels.setdefault(_setting_words(facet, value), {})[others] = variant
    return panels


def _bars(axes: Axes, counts: Sequence[Mapping[str, int]], used: Sequence[str], size: int, *, told: float) -> None:
    """A bar for each variant, with its shares where they are large; `told` is how wide bars are, or 0 for thin ones."""
    from coach_ethics.cohorts import figures

    starts = [0.0] * len(counts)
    for status in used:
        shares = [count.get(status, 0) / max(size, 1) for count in counts]
        bars = axes.barh(range(len(counts)), shares, left=starts, label=status, color=COLOURS[status], height=0.75)
        if told:
            words = [f"{share:.0%}" if share >= _LEAST_TOLD / told else "" for share in shares]
            ink, small = figures.ink_on(COLOURS[status]), figures.size(0.75)
            axes.bar_label(bars, words, label_type="center", color=ink, fontsize=small)
        starts = [start + share for start, share in zip(starts, shares, strict=True)]
    axes.set_xlim(0, 1)
    axes.xaxis.set_major_formatter(lambda share, _: f"{share:.0%}")
    axes.tick_params(axis="x", labelsize=figures.size(0.8))
    if not size:
        figures.note(axes, "no situations")


@takes(study=Study, act=str, parameter=str)
def parameter_shares(study: Study, act: str, parameter: str) -> StudyFigure:
    """A figure for one act: how the shares of its statuses go with the values of a parameter, with 95 % intervals.

    There is a panel for each combination of the other parameters by which variants differ. The intervals are Wilson's:
    they say how far the shares may be off if the cohort was drawn at random; of one that was laid out they say nothing.
    A figure of matplotlib (extra `plots`), drawn without its global state. Raises CaseProblems for an act that the
    study doesn't have (K115), for a parameter by which no variants differ, or that doesn't tell all of them apart
    together with the others (K111), and where matplotlib isn't installed (E502).

    >>> from coach_ethics.cohorts import parameter_shares, sample, sweep
    >>> study = sweep(sample("collusion", 50, seed=1), "collusion", {"persistent": [2, 3, 4]})
    >>> figure = parameter_shares(study, "name_block", "persistent")
    >>> [label.get_text() for label in figure.axes[0].get_xticklabels()]
    ['2', '3', '4']
    """
    _require_acts(study, [act])
    cells = _cells(study, parameter)
    require_matplotlib()
    from coach_ethics.cohorts import figures

    counts = _counts(study, act)
    points = figures.size(0.9)
    values = list(dict.fromkeys(value for value, _ in cells))
    panels = list(dict.fromkeys(others for _, others in cells))
    labels = [figures.wrapped(" + ".join(_each_in_words(value)), 14) for value in values]
    each = max(figures.width_of(labels, points) + 0.15, 0.35)
    columns = min(len(panels), _MOST_COLUMNS)
    panel = max(each * len(values) + 0.4, 2.4)
    height = ceil(len(panels) / columns) * 2.3 + 1.5
    figure, every = figures.grid(panel * columns + 0.7, height, len(panels), columns)
    figures.titled(figure, f"Statuses of “{in_words(act)}”, by {in_words(parameter)}")
    used = [status for status in STATUSES if any(counts[variant].get(status) for variant in counts)]
    for axes, others in zip(every, panels, strict=True):
        at = {place: cells[value, others] for place, value in enumerate(values) if (value, others) in cells}
        for number, status in enumerate(used):
            aside = 0.08 * (number - (len(used) - 1) / 2)
            found = [Proportion(counts[variant].get(status, 0), study.size) for variant in at.values()]
            _line(axes, [place + aside for place in at], found, status)
        axes.set_xticks(range(len(labels)), labels, fontsize=points)
        axes.set_xlim(-0.5, len(labels) - 0.5)
        axes.set_title(figures.wrapped(others, int(13 * panel)), loc="left", fontsize=points)
        axes.set_ylim(0, 1)
        axes.yaxis.set_major_formatter(lambda share, _: f"{share:.0%}")
        axes.grid(axis="y", color="#dddddd", linewidth=0.6)
        axes.set_axisbelow(True)
        figures.bare(axes, "top", "right")
        if not study.size:
            figures.note(axes, "no situations")
    for axes in every[-columns:]:
        axes.set_xlabel(in_words(parameter), fontsize=points)
    for axes in every[::columns]:
        axes.set_ylabel(f"share of {_situations(study)}", fontsize=points)
    if handles := every[0].get_legend_handles_labels()[0]:
        figure.legend(handles, used, loc="outside lower center", ncols=3, frameon=False, fontsize=points)
    return figure


def _line(axes: Axes, at: Sequence[float], found: Sequence[Proportion], status: str) -> None:
    if not all(each.of for each in found):
        return
    shares = [each.hits / each.of for each in found]
    ends = [each.interval() for each in found]
    below = [max(share - low, 0.0) for share, (low, _) in zip(shares, ends, strict=True)]
    above = [max(high - share, 0.0) for share, (_, high) in zip(shares, ends, strict=True)]
    style: dict[str, Any] = {"color": _LINES[status], "marker": _MARKS[status], "markersize": 4.5, "linewidth": 1.1}
    axes.errorbar(at, shares, yerr=[below, above], label=status, elinewidth=1, capsize=2, **style)


@takes(study=Study, acts=str | Iterable[str] | None)
def changes(study: Study, acts: Sequence[str] | None = None) -> StudyFigure:
    """A map of acts by variants: the share of situations in which an act has another status than under the base.

    By default the acts that change at all. A figure of matplotlib (extra `plots`). Raises CaseProblems for an act that
    the study doesn't have (K115), and where matplotlib isn't installed (E502).

    >>> from coach_ethics.cohorts import changes, sample, sweep
    >>> study = sweep(sample("collusion", 500, seed=1), "collusion", {"persistent": [10]})
    >>> changes(study).get_suptitle()
    'Another status than under “as it stands”'
    """
    acts = [acts] if isinstance(acts, str) else acts
    _require_acts(study, acts or ())
    require_matplotlib()
    from coach_ethics.cohorts import figures

    variants = [each for each in _variants(study).values() if each != study.base]
    changed: dict[tuple[str, str], int] = {}
    for row in _alone(study):
        changed[row.act, row.variant] = changed.get((row.act, row.variant), 0) + row.changed
    known = list(dict.fromkeys(row.act for row in _alone(study)))
    shown = [act for act in known if any(changed[act, each] for each in variants)] if acts is None else list(acts)
    points, title = figures.size(0.9), f"Another status than under “{study.base}”"
    if not (shown and variants and study.size):
        figure, (axes,) = figures.grid(5.0, 1.6)
        figures.titled(figure, title)
        figures.note(axes, "nothing changes" if study.size else "no situations")
        axes.set_axis_off()
        return figure
    shares = [[changed.get((act, each), 0) / study.size for each in variants] for act in shown]
    rows = [figures.wrapped(in_words(act), _WORDS) for act in shown]
    columns = [figures.wrapped(_words(each), _WORDS) for each in variants]
    longest, deep = figures.width_of(columns, points), figures.height_of(columns, points)
    cell, line = max(0.5, deep + 0.12), max(0.3, figures.height_of(rows, points) + 0.1)
    left = max(figures.width_of(rows, points) + 0.3, 0.75 * longest - cell / 2)
    width, height = left + cell * len(variants) + 0.3, line * len(shown) + 0.7 * (longest + deep) + 0.95
    figure, (axes,) = figures.grid(max(width, 3.6), height)
    figures.titled(figure, title)
    top = max(max(each) for each in shares) or 1.0
    axes.imshow(shares, cmap="Blues", vmin=0, vmax=top, aspect="auto")
    narrow, thin = cell * figure.get_figwidth() / max(width, 3.6), line * figure.get_figheight() / height
    below, beside = figures.thinned(columns, narrow, cell), figures.thinned(rows, thin, line)
    slanted: dict[str, Any] = {"rotation": 40, "ha": "right", "rotation_mode": "anchor", "multialignment": "right"}
    axes.set_xticks(list(below), list(below.values()), fontsize=points, **slanted)
    axes.set_yticks(list(beside), list(beside.values()), fontsize=points)
    axes.set_xlabel(f"percent of {_situations(study)}", fontsize=points, loc="right")
    if min(narrow / cell, thin / line) > 0.9:
        _shares_written(axes, shares, top)
    return figure


def _shares_written(axes: Axes, shares: Sequence[Sequence[float]], top: float) -> None:
    """Each share in percent, on its cell."""
    from coach_ethics.cohorts import figures

    for y, cells in enumerate(shares):
        for x, share in enumerate(cells):
            if share:
                text = "<0.1" if share < 0.0005 else f"{share * 100:.1f}"
                ink = "white" if share > top / 2 else "black"
                axes.text(x, y, text, ha="center", va="center", fontsize=figures.size(0.75), color=ink)


def _variants(study: Study) -> dict[str, str]:
    """Label and name of each variant, in the study's order."""
    names = list(dict.fromkeys(row.variant for row in study.rows))
    words = dict(zip(names, map(_words, names), strict=True))
    called_apart = words if len(set(words.values())) == len(names) else {name: name for name in names}
    return {f"{label} (base)" if name == study.base else label: name for name, label in called_apart.items()}


def _words(variant: str) -> str:
    """What a variant is called; spelt out, where its name was made from values of parameters (see `study.called`)."""
    if not _MADE.fullmatch(variant):
        return variant
    pairs = (each.partition("=") for each in variant.split(", "))
    return ", ".join(_setting_words(name, value) for name, _, value in pairs)


def _setting_words(name: str, value: str) -> str:
    """A parameter and its value, which stay on one line where that is long enough."""
    return " + ".join(f"{in_words(name)} = {'+'.join(_each_in_words(value))}".replace(" ", "\u00a0").split("+"))


def _each_in_words(value: str) -> list[str]:
    """The values in the text of a setting, each in words."""
    return [_TRUTHS.get(each, in_words(each)) for each in value.split("+")]


_TRUTHS = MappingProxyType({"true": "yes", "false": "no"})


_MADE = re.compile(r"\w+=[^=,]+(, \w+=[^=,]+)*")

Settings: TypeAlias = tuple[tuple[str, Value], ...]


def _cells(study: Study, parameter: str) -> dict[tuple[str, str], str]:
    """The variant for each value of a parameter and each combination of the others, both in words.

    The base stands aside where another variant has its values. Raises CaseProblems (K111) where variants don't differ
    by the parameter, or where values don't tell all of them apart.
    """
    settings = settings_of(study)
    varied = list(dict.fromkeys(name for each in settings.values() for name, _ in each))
    if parameter not in varied:
        help_ = did_you_mean(parameter, varied) or f"they differ by {', '.join(varied) or 'no parameter'}"
        message = f"the variants of this study don't differ by a parameter `{quoted(parameter)}`"
        raise CaseProblems([Problem("K111", message, help=help_)])
    twins = [each for each in settings if each != study.base and settings[each] == settings[study.base]]
    found: dict[tuple[str, str], str] = {}
    for variant in sorted(settings, key=lambda each: _place(each, settings[each], parameter, study)):
        if variant == study.base and twins:
            continue
        value = next(setting_text(value) for name, value in settings[variant] if name == parameter)
        others = tuple((name, value) for name, value in settings[variant] if name != parameter)
        place = value, _words(called(others))
        if (other := found.setdefault(place, variant)) != variant:
            message = f"the variants `{quoted(other)}` and `{quoted(variant)}` have the same values of all parameters"
            raise CaseProblems([Problem("K111", message, help="compare them without a parameter")])
    return found


def _place(variant: str, settings: Settings, parameter: str, study: Study) -> tuple[int, bool]:
    """Where a variant stands: by the value of a parameter that is a number; else as it was given, the base last."""
    value = dict(settings)[parameter]
    return (value if isinstance(value, int) else 0, variant == study.base)


def _counts(study: Study, act: str) -> dict[str, dict[str, int]]:
    """How often the act has each status, by variant."""
    found: dict[str, dict[str, int]] = {}
    for row in _alone(study):
        if row.act == act:
            found.setdefault(row.variant, {})[row.status] = row.count
    return found


def _situations(study: Study) -> str:
    return "1 situation" if study.size == 1 else f"{study.size:,} situations"


def _require_acts(study: Study, asked: Sequence[str]) -> None:
    """Raises CaseProblems (K115) for those that the study doesn't have."""
    known = {row.act for row in _alone(study)}
    messages = ((act, f"`{quoted(act)}` is not an act of this study") for act in asked if act not in known)
    problems = [Problem("K115", message, help=did_you_mean(act, known)) for act, message in messages]
    if problems:
        raise CaseProblems(problems)


def require_matplotlib() -> None:
    """Raises CaseProblems (E502) where matplotlib isn't installed."""
    if find_spec("matplotlib") is None:
        message = "figures need matplotlib, which isn't installed here"
        raise CaseProblems([Problem("E502", message, help="`pip install 'coach-ethics[plots]'`")])


def _alone(study: Study) -> list[StudyRow]:
    """The rows of acts, without those of what goes with an act."""
    return [row for row in study.rows if not row.if_doing]
