"""Marginal means and component effects: held to statsmodels, to means by hand, and to what a code says."""

from __future__ import annotations

from typing import Any

import polars as pl
import pytest

import coach_ethics as ce
from coach_ethics.research import LongRatings, component_effects, effects_figure, frame_of_effects, marginal_means

ROWS = [(at // 4, at % 2, "pqr"[(at * at + at // 4) % 3], (at * 7 + at // 4 * 3) % 5) for at in range(24)]
LONG = pl.DataFrame(ROWS, ["respondent", "x", "g", "rating"], orient="row")

STATSMODELS = {
    ("x", 1): (-0.194268, -1.726903, 1.338368),
    ("g", "q"): (-0.079618, -2.288488, 2.129252),
    ("g", "r"): (0.292994, -0.808725, 1.394712),
}
"""statsmodels 0.14.5, `ols("rating ~ C(x) + C(g)").fit(cov_type="cluster", cov_kwds={"groups": respondent})`."""

MEANS = {"p": (1.9, 0.922373, 2.877627), "q": (1.833333, 0.476246, 3.190421), "r": (2.125, 1.457790, 2.792210)}
"""The same, `ols("rating ~ 1")` over the rows of each level."""


def test_effects_and_their_intervals_are_those_of_statsmodels() -> None:
    found = {
        (each.factor, each.level): (each.value, each.low, each.high)
        for each in component_effects(LongRatings(LONG, {"x": [0, 1], "g": ["p", "q", "r"]}, ["rating"]))
    }
    for key, numbers in STATSMODELS.items():
        assert found[key] == pytest.approx(numbers, abs=2e-6)
    assert found["x", 0] == (0, None, None)


def test_means_and_their_intervals_are_those_of_statsmodels() -> None:
    found = {
        each.level: (each.value, each.low, each.high) for each in marginal_means(LongRatings(LONG, ["g"], ["rating"]))
    }
    for level, numbers in MEANS.items():
        assert found[level] == pytest.approx(numbers, abs=2e-6)


def test_without_respondents_every_row_is_by_itself() -> None:
    """Then the interval is that of heteroscedasticity-robust errors, here narrower or wider, and the mean the same."""
    one = marginal_means(LongRatings(LONG, ["g"], ["rating"]))
    other = marginal_means(LongRatings(LONG, ["g"], ["rating"], respondent=None))
    assert [each.value for each in one] == [each.value for each in other]
    assert [each.low for each in one] != [each.low for each in other]


def test_a_code_counts_each_vignette_once_and_has_no_interval() -> None:
    """A code is no sample: however many respondents saw a vignette, what it says of it is said once."""
    long = pl.DataFrame(
        {
            "respondent": list("aaabbb"),
            "danger": [True, False, True, True, True, False],
            "consent": [1, 1, 0, 1, 1, 0],
            "rating": ["tell", "keep", "tell", "keep", "tell", "keep"],
            "code": ["tell", "keep", "keep", "tell", "tell", None],
        }
    )
    found = marginal_means(LongRatings(long, ["danger"], ["rating", "code"], codes=["code"], of=["tell"]))
    assert [(each.column, each.level, each.value, each.rows) for each in found] == [
        ("rating", False, 0.0, 2),
        ("rating", True, 0.75, 4),
        ("code", False, 0.0, 1),
        ("code", True, 1.0, 1),
    ]
    assert {each.low for each in found if each.column == "code"} == {None}
    left_out = marginal_means(LongRatings(long, ["danger"], ["code"], codes=["code"], of=["tell"], missing=["keep"]))
    assert [(each.level, each.value) for each in left_out] == [(True, 1.0)]


def test_effects_are_against_the_first_level_that_occurs() -> None:
    """Where a code is undetermined at the first level throughout, the second is what others are held against."""
    long = pl.DataFrame({"danger": ["none", "some", "much"], "code": ["undetermined", "keep", "tell"]})
    levels = {"danger": ["none", "some", "much"]}
    given = {"codes": ["code"], "respondent": None}
    found = component_effects(LongRatings(long, levels, ["code"], of=["tell"], missing=["undetermined"], **given))  # type: ignore[arg-type]  # two arguments of two types
    assert [(each.level, round(each.value, 9)) for each in found] == [("some", 0.0), ("much", 1.0)]


def test_effects_of_unbalanced_factors_are_told_apart() -> None:
    """The outcome is 2 times the one and 0 times the other, which go together: means differ, effects don't mislead."""
    long = pl.DataFrame({"one": [1, 1, 1, 0, 0, 0], "other": [1, 1, 0, 0, 0, 1], "rating": [2, 2, 2, 0, 0, 0]})
    means = {
        (each.factor, each.level): each.value
        for each in marginal_means(LongRatings(long, ["other"], ["rating"], respondent=None))
    }
    effects = component_effects(LongRatings(long, ["one", "other"], ["rating"], respondent=None))
    assert means["other", 1] > means["other", 0]
    assert [round(each.value, 9) for each in effects] == [0, 2, 0, 0]


def test_effects_as_a_frame() -> None:
    frame = frame_of_effects(marginal_means(LongRatings(LONG, ["x"], ["rating"])))
    assert frame["level"].to_list() == ["0", "1"]


def test_what_has_no_effects_is_said() -> None:
    with pytest.raises(ce.CaseProblems, match="did you mean `rating`"):
        marginal_means(LongRatings(LONG, ["x"], ["ratings"]))
    with pytest.raises(ce.CaseProblems, match="`p` in `g` is no number"):
        marginal_means(LongRatings(LONG, ["x"], ["g"]))


def test_a_figure_has_raters_and_codes_side_by_side() -> None:
    """A row for each level below its factor; marks where the numbers are, and whiskers where there is an interval."""
    pytest.importorskip("matplotlib", reason="matplotlib isn't installed")
    long = LONG.with_columns(code=pl.col("x") * 2)
    asked = LongRatings(long, {"x": [0, 1], "g": ["p", "q", "r"]}, ["rating", "code"], codes=["code"])
    figure = effects_figure((*marginal_means(asked), *component_effects(asked)))
    means, effects = figure.axes
    assert [each.get_text() for each in means.get_yticklabels()] == ["x", "0", "1", "g", "p", "q", "r"]
    drawn: list[Any] = [*means.containers]
    rating, code = (each.lines[0].get_xdata() for each in drawn)
    assert list(rating)[2:] == pytest.approx([MEANS[level][0] for level in "pqr"], abs=1e-6)
    assert list(code)[:2] == [0, 2]
    assert [each.get_text() for each in figure.legends[0].get_texts()] == ["rating", "code"]
    assert effects.get_title(loc="left") == "Average marginal component effects"
    with pytest.raises(ce.CaseProblems, match="no effects to draw"):
        effects_figure(())


def test_levels_are_in_words() -> None:
    """Truth values as a person says them, and values of standard facts by their labels."""
    pytest.importorskip("matplotlib", reason="matplotlib isn't installed")
    levels: dict[str, list[object]] = {
        "sponsor.present": [False, True],
        "disclosure.recipient": ["sponsor", "person_at_risk"],
    }
    rows = [
        {
            "respondent": at,
            "sponsor.present": at % 2 == 0,
            "disclosure.recipient": levels["disclosure.recipient"][at % 3 % 2],
        }
        | {"rating": at % 4}
        for at in range(12)
    ]
    (axes,) = effects_figure(marginal_means(LongRatings(pl.DataFrame(rows), levels, "rating"))).axes
    shown = [each.get_text() for each in axes.get_yticklabels()]
    label = dict(ce.load_policy("essay").vocabulary["disclosure.recipient"].labels).get(
        "person_at_risk", "person at risk"
    )
    assert shown == ["sponsor present", "no", "yes", "disclosure recipient", "sponsor", label]
