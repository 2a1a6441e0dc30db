"""Figures say what the study says: the bars add up, the map has a cell for each act and variant."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

import coach_ethics as ce
from coach_ethics.cohorts.plots import changes, status_shares
from coach_ethics.cohorts.sampling import sample
from coach_ethics.cohorts.study import BASE_NAME, Study, compare_on, sweep

pytest.importorskip("matplotlib", reason="matplotlib isn't installed")


@pytest.fixture(scope="module")
def study() -> Study:
    return sweep(sample("essay", 400, seed=1, unknown=0.1), "essay", {"persistent": (1, 2, 3)})


def test_bars_add_up(study: Study, tmp_path: Path) -> None:
    figure = status_shares(study, "name_block")
    (axes,) = figure.axes
    widths: dict[float, float] = {}
    bars: Any = axes.patches
    for bar in bars:
        widths[bar.get_y()] = widths.get(bar.get_y(), 0) + bar.get_width()
    assert list(widths.values()) == [pytest.approx(1)] * 4
    labels = [label.get_text() for label in axes.get_yticklabels()]
    assert labels == [f"{BASE_NAME} (base)", "persistent=1", "persistent=2", "persistent=3"]
    figure.savefig(tmp_path / "shares.png")
    assert (tmp_path / "shares.png").read_bytes().startswith(b"\x89PNG")


def test_bars_keep_the_order_that_was_given() -> None:
    """Wherever the base stands in it."""
    compared = {"first": "collusion", "second": "essay", "third": "withdrawal"}
    study = compare_on(sample("essay", 20, seed=1), compared, base="second", acts=["withdraw"])
    (axes,) = status_shares(study, "withdraw").figure.axes
    assert [label.get_text() for label in axes.get_yticklabels()] == ["first", "second (base)", "third"]


def test_the_map_shows_the_acts_that_change(study: Study, tmp_path: Path) -> None:
    figure = changes(study)
    axes = figure.axes[0]
    changed = list(dict.fromkeys(row.act for row in study.rows if row.changed))
    assert [label.get_text() for label in axes.get_yticklabels()] == changed
    assert axes.images[0].get_size() == (len(changed), 3)
    figure.savefig(tmp_path / "changes.pdf")
    assert (tmp_path / "changes.pdf").read_bytes().startswith(b"%PDF")


def test_nothing_changes() -> None:
    quiet = sweep(sample("essay", 10, seed=1), "essay", {"persistent": (2,)})
    (text,) = changes(quiet).axes[0].texts
    assert text.get_text() == "nothing changes"


def test_an_act_that_is_not_there(study: Study) -> None:
    with pytest.raises(ce.CaseProblems, match="`withdrew` is not an act of this study"):
        status_shares(study, "withdrew")
