"""Figures for a paper: shares of statuses by variant, and a map of what a variant changes.

They are matplotlib's (extra `plots`), drawn without its global state: `figure.savefig("shares.pdf")` writes one.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from importlib.util import find_spec
from typing import TYPE_CHECKING

from coach_ethics.arguments import takes
from coach_ethics.cohorts.labels import STATUSES
from coach_ethics.cohorts.study import Study, StudyRow
from coach_ethics.problems import CaseProblems, Problem, did_you_mean, quoted

if TYPE_CHECKING:  # matplotlib is loaded with the first figure
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

COLOURS = {
    "required": "#0072b2",
    "forbidden": "#d55e00",
    "dilemma": "#cc79a7",
    "permitted": "#009e73",
    "unregulated": "#bbbbbb",
    "undetermined": "#f0e442",
}
"""A colour for each status, told apart also by those who see few colours (Okabe and Ito's palette)."""


@takes(study=Study, act=str)
def status_shares(study: Study, act: str) -> Figure:
    """A figure for one act: a bar of status shares for each variant in the order of the study, with the base marked.

    A figure of matplotlib (extra `plots`), drawn without its global state. Raises CaseProblems for an act that the
    study doesn't have (K115), and where matplotlib isn't installed (E502).

    >>> from coach_ethics.cohorts import sample, status_shares, sweep
    >>> study = sweep(sample("collusion", 50, seed=1), "collusion", {"persistent": [2, 3]})
    >>> status_shares(study, "name_block").axes[0].get_title(loc="left")
    'Statuses of name_block'
    """
    _require_acts(study, [act])
    rows = [row for row in _alone(study) if row.act == act]
    variants = list(dict.fromkeys(_label(row.variant, study) for row in rows))
    figure, axes = _figure(7.5, 1.6 + 0.32 * len(variants))
    starts = [0.0] * len(variants)
    for status in STATUSES:
        shares = [row.share for row in rows if row.status == status]
        if any(shares):
            axes.barh(variants, shares, left=starts, label=status, color=COLOURS[status], height=0.75)
        starts = [start + share for start, share in zip(starts, shares, strict=True)]
    axes.margins(y=0.01)
    axes.invert_yaxis()
    axes.set_xlim(0, 1)
    axes.xaxis.set_major_formatter(lambda share, _: f"{share:.0%}")
    axes.set_xlabel(f"share of {study.size:,} situations")
    axes.set_title(f"Statuses of {act}", loc="left")
    axes.spines[["top", "right", "left"]].set_visible(False)
    axes.tick_params(axis="y", length=0)
    figure.legend(*axes.get_legend_handles_labels(), loc="outside lower center", ncols=3, frameon=False)
    return figure


@takes(study=Study, acts=str | Iterable[str] | None)
def changes(study: Study, acts: Sequence[str] | None = None) -> Figure:
    """A map of acts by variants: the share of situations in which an act has another status than under the base.

    By default the acts that change at all. A figure of matplotlib (extra `plots`). Raises CaseProblems for an act that
    the study doesn't have (K115), and where matplotlib isn't installed (E502).

    >>> from coach_ethics.cohorts import changes, sample, sweep
    >>> study = sweep(sample("collusion", 500, seed=1), "collusion", {"persistent": [10]})
    >>> changes(study).axes[0].get_title(loc="left")
    'A status other than under “as it stands”'
    """
    acts = [acts] if isinstance(acts, str) else acts
    _require_acts(study, acts or ())
    variants = [each for each in dict.fromkeys(row.variant for row in study.rows) if each != study.base]
    changed: dict[tuple[str, str], int] = {}
    for row in _alone(study):
        changed[row.act, row.variant] = changed.get((row.act, row.variant), 0) + row.changed
    known = list(dict.fromkeys(row.act for row in _alone(study)))
    shown = [act for act in known if any(changed[act, each] for each in variants)] if acts is None else list(acts)
    shares = [[changed.get((act, each), 0) / max(study.size, 1) for each in variants] for act in shown]
    figure, axes = _figure(3.2 + 0.55 * len(variants), 2.2 + 0.34 * len(shown))
    if not shown or not variants:
        axes.text(0.5, 0.5, "nothing changes", ha="center", va="center")
        axes.set_axis_off()
        return figure
    top = max(max(line) for line in shares) or 1.0
    image = axes.imshow(shares, cmap="Blues", vmin=0, vmax=top, aspect="auto")
    axes.set_xticks(range(len(variants)), variants, rotation=40, ha="right", rotation_mode="anchor")
    axes.set_yticks(range(len(shown)), shown)
    for y, line in enumerate(shares):
        for x, share in enumerate(line):
            text = "" if not share else "<0.1" if share < 0.0005 else f"{share * 100:.1f}"
            axes.text(x, y, text, ha="center", va="center", fontsize=7, color="white" if share > top / 2 else "black")
    axes.set_title(f"A status other than under \u201c{study.base}\u201d", loc="left")
    bar = figure.colorbar(image, ax=axes, format=lambda share, _: f"{share:.0%}", shrink=0.8)
    bar.set_label(f"share of {study.size:,} situations")
    return figure


def _label(variant: str, study: Study) -> str:
    return f"{variant} (base)" if variant == study.base else variant


def _require_acts(study: Study, asked: Sequence[str]) -> None:
    """Raises CaseProblems (K115) for those that the study doesn't have."""
    known = {row.act for row in _alone(study)}
    messages = ((act, f"`{quoted(act)}` is not an act of this study") for act in asked if act not in known)
    problems = [Problem("K115", message, help=did_you_mean(act, known)) for act, message in messages]
    if problems:
        raise CaseProblems(problems)


def _figure(width: float, height: float) -> tuple[Figure, Axes]:
    if find_spec("matplotlib") is None:
        message = "figures need matplotlib, which isn't installed here"
        raise CaseProblems([Problem("E502", message, help="`pip install 'coach-ethics[plots]'`")])
    from matplotlib.figure import Figure

    figure = Figure(figsize=(width, height), layout="constrained", dpi=150)
    return figure, figure.subplots()


def _alone(study: Study) -> list[StudyRow]:
    """The rows of acts, without those of what goes with an act."""
    return [row for row in study.rows if not row.if_doing]
