"""Figures say what the study says, in words; they hold whatever is put into them, and show themselves."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest

import coach_ethics as ce
from coach_ethics.cohorts.plots import changes, parameter_shares, status_shares
from coach_ethics.cohorts.sampling import sample
from coach_ethics.cohorts.study import BASE_NAME, StudiedPolicy, Study, StudyRow, compare_on, sweep
from coach_ethics.cohorts.variants import Setting
from coach_ethics.findings import Status
from coach_ethics.model.vocabulary import in_words

figures = pytest.importorskip("coach_ethics.cohorts.figures", reason="matplotlib isn't installed", exc_type=ImportError)


@pytest.fixture(scope="module")
def study() -> Study:
    return sweep(sample("essay", 400, seed=1, unknown=0.1), "essay", {"persistent": (1, 2, 3)})


@pytest.fixture(scope="module")
def two() -> Study:
    parameters: dict[str, Iterable[Setting]] = {"persistent": (1, 3), "consent_needed": ("oral", "written")}
    return sweep(sample("essay", 100, seed=1), "essay", parameters, acts=["name_block", "tell_sponsor"])


def made(variants: Sequence[str], acts: Sequence[str], size: int = 100) -> Study:
    """A study out of nothing: under each variant, an act is required a little more often."""
    rows = (
        StudyRow(variant, act, status.value, count, count / max(size, 1), count if place else 0)
        for place, variant in enumerate(variants)
        for act in acts
        for status in Status
        for count in [{Status.REQUIRED: place % (size + 1), Status.PERMITTED: size - place % (size + 1)}.get(status, 0)]
    )
    return Study(variants[0], size, tuple(rows))


def _labels(axis: Any) -> list[str]:
    return [label.get_text().replace("\u00a0", " ") for label in axis.get_ticklabels()]


def test_bars_add_up(study: Study, tmp_path: Path) -> None:
    figure = status_shares(study, "name_block")
    (axes,) = figure.axes
    widths: dict[float, float] = {}
    bars: Any = axes.patches
    for bar in bars:
        widths[bar.get_y()] = widths.get(bar.get_y(), 0) + bar.get_width()
    assert list(widths.values()) == [pytest.approx(1)] * 4
    assert _labels(axes.yaxis) == [f"{BASE_NAME} (base)", "persistent = 1", "persistent = 2", "persistent = 3"]
    figure.savefig(tmp_path / "shares.png")
    assert (tmp_path / "shares.png").read_bytes().startswith(b"\x89PNG")


def test_bars_keep_the_order_that_was_given() -> None:
    """Wherever the base stands in it."""
    compared = {"first": "collusion", "second": "essay", "third": "withdrawal"}
    study = compare_on(sample("essay", 20, seed=1), compared, base="second", acts=["withdraw"])
    (axes,) = status_shares(study, "withdraw").figure.axes
    assert _labels(axes.yaxis) == ["first", "second (base)", "third"]


def test_the_map_shows_the_acts_that_change(study: Study, tmp_path: Path) -> None:
    figure = changes(study)
    axes = figure.axes[0]
    changed = list(dict.fromkeys(row.act for row in study.rows if row.changed))
    assert _labels(axes.yaxis) == [in_words(act) for act in changed]
    assert axes.images[0].get_size() == (len(changed), 3)
    figure.savefig(tmp_path / "changes.pdf")
    assert (tmp_path / "changes.pdf").read_bytes().startswith(b"%PDF")


def test_nothing_changes() -> None:
    quiet = sweep(sample("essay", 10, seed=1), "essay", {"persistent": (2,)})
    (text,) = changes(quiet).axes[0].texts
    assert text.get_text() == "nothing changes"


def test_an_act_that_is_not_there(study: Study) -> None:
    for figure in (status_shares, changes, lambda study, act: parameter_shares(study, act, "persistent")):
        with pytest.raises(ce.CaseProblems, match="`withdrew` is not an act of this study"):
            figure(study, "withdrew")


def test_facets_are_the_values_of_a_parameter(two: Study) -> None:
    """The base has the values of one of the variants, and so no bar of its own."""
    figure = status_shares(two, "tell_sponsor", facet="consent_needed")
    titles = [axes.get_title(loc="left").replace("\u00a0", " ") for axes in figure.axes]
    assert titles == ["consent needed = oral", "consent needed = written"]
    rows = ["persistent = 1", "persistent = 3"]
    assert _labels(figure.axes[0].yaxis)[:2] == rows


def test_lines_go_through_the_shares_with_their_intervals(two: Study) -> None:
    figure = parameter_shares(two, "tell_sponsor", "consent_needed")
    assert [axes.get_title(loc="left").replace("\u00a0", " ") for axes in figure.axes] == [
        "persistent = 1",
        "persistent = 3",
        "persistent = 2",
    ]
    shares = {(row.variant, row.status): row.share for row in two.rows if row.act == "tell_sponsor"}
    drawn: dict[str, Any] = {str(bars.get_label()): bars for bars in figure.axes[0].containers}
    for status, bars in drawn.items():
        at = [shares[f"persistent=1, consent_needed={value}", status] for value in ("oral", "written")]
        assert list(bars.lines[0].get_ydata()) == pytest.approx(at)
        low, high = sorted(bars.lines[2][0].get_segments()[0][:, 1])
        assert low <= at[0] <= high
        assert low < high


@pytest.mark.parametrize(
    ("parameter", "help_"), [("persistant", "did you mean `persistent`"), ("severity_threshold", "they differ by ")]
)
def test_a_parameter_that_does_not_vary(two: Study, parameter: str, help_: str) -> None:
    calls: list[Callable[[], object]] = [
        lambda: status_shares(two, "name_block", facet=parameter),
        lambda: parameter_shares(two, "name_block", parameter),
    ]
    for call in calls:
        with pytest.raises(ce.CaseProblems, match=f"(?s)K111.*don't differ by a parameter `{parameter}`.*{help_}"):
            call()


def test_variants_that_differ_in_more_than_parameters_are_not_mixed_up() -> None:
    rows = made(["base", "a", "b"], ["act"]).rows
    values = {"base": 1, "a": 2, "b": 2}
    policies = tuple(StudiedPolicy(name, "policy", "1", "2:0", {"x": value}) for name, value in values.items())
    with pytest.raises(ce.CaseProblems, match=r"K111.*`a` and `b` have the same values of all parameters"):
        parameter_shares(Study("base", 100, rows, policies=policies), "act", "x")


LONG = "a variant that somebody called by a whole sentence, and then by another one, to be sure"
HARD = {
    "one of each": made(["base", "other"], ["act"]),
    "many variants": made([f"persistent={n}, danger_threshold=imminent" for n in range(40)], ["act"]),
    "long names": made(["base", LONG, LONG.replace(" ", ""), "x" * 300], ["act", LONG.replace(" ", "_")]),
    "odd names": made(
        ["base", "costs $5", "costs $5 and $6", r"\frac{1}{2}", "$\\nonsense$", "two\nlines", ""], ["act"]
    ),
    "many acts": made(["base", "other"], [f"keep_what_was_told_in_confidence_{n}" for n in range(45)]),
    "no rows": made(["base", "other"], ["act"], 0),
    "one variant": made(["base"], ["act"]),
}


@pytest.mark.filterwarnings("error")
@pytest.mark.parametrize("kind", HARD)
def test_figures_hold_what_is_put_into_them(kind: str) -> None:
    """LAW: every word is within the figure, no two labels of an axis lie on each other, and nothing is warned of."""
    _hold(HARD[kind], kind)


@pytest.mark.filterwarnings("error")
def test_a_figure_has_a_largest_size(monkeypatch: pytest.MonkeyPatch) -> None:
    """Beyond it, rows are thinner, and only some have a label: no library draws pictures of any size."""
    monkeypatch.setattr(figures, "LARGEST", 6.0)
    study = HARD["many variants"]
    assert max(status_shares(study, "act").get_size_inches()) <= max(changes(study).get_size_inches()) <= 6
    assert 0 < len(status_shares(study, "act").axes[0].get_yticklabels()) < 40
    _hold(study, "too many")


def _hold(study: Study, kind: str) -> None:
    for figure in (status_shares(study, study.rows[0].act), changes(study)):
        figure.set_dpi(72)
        figure.draw_without_rendering()
        whole = figure.bbox.padded(1)
        axes = figure.axes[0]
        shown = axes.get_yticklabels() if axes.axison else []
        others = (*axes.get_xticklabels(), axes.xaxis.label) if axes.axison else ()
        for text in (*shown, *others, *axes.texts, *figure.texts):
            box = text.get_window_extent()
            assert whole.x0 <= box.x0 <= box.x1 <= whole.x1, (kind, text.get_text())
            assert whole.y0 <= box.y0 <= box.y1 <= whole.y1, (kind, text.get_text())
        spans = sorted((label.get_window_extent().y0, label.get_window_extent().y1) for label in shown)
        assert all(above <= below + 1 for (_, above), (below, _) in pairwise(spans)), kind
        assert axes.get_window_extent().height > 5


def test_a_figure_shows_itself(study: Study) -> None:
    """As notebooks ask for it, whatever the backend is."""
    picture, size = changes(study)._repr_png_()
    assert picture.startswith(b"\x89PNG")
    assert size["width"] == round(96 * changes(study).get_figwidth())


def test_truth_values_of_parameters_are_in_words() -> None:
    """A parameter that is true or false is yes or no in a figure, and a set's values stand apart."""
    study = made(["as it stands", "strict=true, told=client+person_at_risk", "strict=false, told=client"], ["tell"])
    (axes,) = status_shares(study, "tell").axes
    assert [" ".join(each.split()) for each in _labels(axes.yaxis)[1:]] == [
        "strict = yes, told = client + person at risk",
        "strict = no, told = client",
    ]
