"""Agreement of ratings, against examples worked by hand."""

from __future__ import annotations

from typing import Any

import polars as pl
import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.frame_libraries import LIBRARIES, Library

import coach_ethics as ce
from coach_ethics import CaseProblems
from coach_ethics.cohorts.ratings import agreement
from coach_ethics.cohorts.scales import Level, kappa_by
from coach_ethics.model.vocabulary import Enumeration, Fact, Vocabulary, extended

pytest.importorskip("krippendorff", reason="krippendorff isn't installed")

WORDS = Vocabulary(tuple(Fact(name, Enumeration(("yes", "no", "unsure"))) for name in ("a", "b", "c")))


def test_cohens_kappa(library: Library) -> None:
    """Fifty proposals, both yes 20, both no 15, and 5 and 10 apart: 70 % agree, 50 % by chance, so kappa is 0.4."""
    a = ["yes"] * 25 + ["no"] * 25
    b = ["yes"] * 20 + ["no"] * 5 + ["yes"] * 10 + ["no"] * 15
    (pair,) = agreement(library.make({"a": a, "b": b}, WORDS), ["a", "b"]).pairs
    assert (pair.raters, pair.rows) == (("a", "b"), 50)
    assert pair.raw == pytest.approx(0.7)
    assert pair.kappa == pytest.approx(0.4)


def test_krippendorffs_alpha(library: Library) -> None:
    """Twelve units by three raters who skip some, worked by hand.

    The ten units that two or more rated hold 20 ratings in pairs: 8 yes, 8 no, 4 unsure. Observed disagreement is that
    of the units where two differ, expected disagreement 1 - (8 * 7 + 8 * 7 + 4 * 3) / (20 * 19).
    """
    a = ["yes", "yes", "yes", "no", "no", "no", "unsure", "yes", "no", None, "yes", None]
    b = ["yes", "yes", "yes", "no", "no", "no", "unsure", None, None, "unsure", None, None]
    c = [None] * 7 + ["no", "yes", "unsure", None, "no"]
    expected = 1 - (8 * 7 + 8 * 7 + 4 * 3) / (20 * 19)
    observed = 4 / 20
    found = agreement(library.make({"a": a, "b": b, "c": c}, WORDS), ["a", "b", "c"])
    assert found.alpha == pytest.approx(1 - observed / expected)


@given(st.lists(st.tuples(*[st.sampled_from(["yes", "no", None])] * 3), min_size=1, max_size=30))
def test_what_agreement_always_is(ratings: list[tuple[str | None, str | None, str | None]]) -> None:
    """Agreement of a rater with itself is whole, is the same either way round, and is at most 1."""
    columns = {name: [row[at] for row in ratings] for at, name in enumerate("abc")}
    vocabulary = extended(WORDS, [Fact("again", WORDS["a"].type)])
    frame = LIBRARIES[0].make({**columns, "again": columns["a"]}, vocabulary)
    found = agreement(frame, ["a", "b", "c"])
    back = agreement(frame, ["c", "b", "a"])
    assert found.alpha == pytest.approx(back.alpha)
    assert [(each.raw, each.kappa) for each in found.pairs] == [
        (each.raw, each.kappa) for each in (back.pairs[2], back.pairs[1], back.pairs[0])
    ]
    assert all(each.kappa is None or each.kappa <= 1 for each in found.pairs)
    (itself,) = agreement(frame, ["a", "again"]).pairs
    assert itself.raw in (None, 1.0)
    assert itself.kappa in (None, 1.0)


def test_a_policy_as_a_rater() -> None:
    """A status column is a rater like others; what the policy couldn't say can be left out."""
    vocabulary = extended(GIFTS.vocabulary, [Fact("human", Enumeration(("forbidden", "unregulated")))])
    columns: dict[str, list[Any]] = {
        "gift.offered": [True, False, None],
        "human": ["forbidden", "forbidden", "unregulated"],
    }
    assessed = ce.assess_frame(LIBRARIES[0].make(columns, vocabulary), GIFTS)
    (pair,) = agreement(assessed, ["human", "ethics_accept"], missing=["undetermined"]).pairs
    assert (pair.rows, pair.raw) == (2, 0.5)


GIFTS = ce.load_policy("""\
policy: gifts
title: Gifts
version: 1.0.0
facts:
  gift.offered: {type: bool, ask: Offered?, means: offered}
acts:
  accept: {means: Accept it}
norms:
  no-gifts: {must_not: accept, when: gift.offered, because: It may sway you.}
""")


def test_raters_that_are_not_there() -> None:
    frame = LIBRARIES[0].make({"a": ["yes"], "b": ["no"]}, WORDS)
    with pytest.raises(ce.CaseProblems, match="`d` is not a column of the frame"):
        agreement(frame, ["a", "d"])
    with pytest.raises(ce.CaseProblems, match="two different columns"):
        agreement(frame, ["a", "a"])
    assert agreement(LIBRARIES[0].make({"a": ["yes"], "b": [None]}, WORDS), ["a", "b"]).alpha is None


@pytest.mark.parametrize("words", [("Forbidden", "Permitted"), (1, 2)])
def test_ratings_in_other_words_are_told_and_not_counted(words: tuple[object, object]) -> None:
    """A kappa of 0 would say that people disagree; they only spelt it otherwise."""
    pl = pytest.importorskip("polars", reason="Polars isn't installed")
    frame = pl.DataFrame({"person": list(words), "policy": ["forbidden", "permitted"]})
    with pytest.raises(ce.CaseProblems) as raised:
        agreement(frame, ["person", "policy"])
    assert [problem.code for problem in raised.value.problems] == ["K126"]


KRIPPENDORFF = """1 2 3 3 2 1 4 1 2 . . .
1 2 3 3 2 2 4 1 2 5 . 3
. 3 3 3 2 3 4 2 2 5 1 .
1 2 3 3 2 4 4 1 2 5 1 .""".splitlines()
"""Four observers of twelve units: Krippendorff, Computing Krippendorff's Alpha-Reliability (2011), section C."""


@pytest.mark.parametrize(("level", "printed"), [("nominal", 0.743), ("ordinal", 0.815), ("interval", 0.849)])
def test_alpha_is_as_krippendorff_prints_it(level: Level, printed: float) -> None:
    rated = {
        f"r{at}": [None if cell == "." else int(cell) for cell in row.split()] for at, row in enumerate(KRIPPENDORFF)
    }
    found = agreement(pl.DataFrame(rated), [*rated], level=level, order=[1, 2, 3, 4, 5], bootstrap=20, seed=1)
    assert found.alpha == pytest.approx(printed, abs=5e-4)
    assert found.alpha is not None
    assert found.interval is not None
    assert found.interval[0] < found.alpha <= found.interval[1]
    assert found == agreement(pl.DataFrame(rated), [*rated], level=level, order=[1, 2, 3, 4, 5], bootstrap=20, seed=1)


def test_weighted_kappa_is_as_cohen_prints_it() -> None:
    """Cohen, Weighted kappa (1968), table 1: .348 with his weights of disagreement, .492 without."""
    shares = [[0.44, 0.07, 0.09], [0.05, 0.20, 0.05], [0.01, 0.03, 0.06]]
    weights = [[0, 1, 3], [1, 0, 6], [3, 6, 0]]
    rated = {(a, b): share for a, row in enumerate(shares) for b, share in enumerate(row)}
    by = {(a, b): weight for a, row in enumerate(weights) for b, weight in enumerate(row)}
    assert kappa_by(by, rated) == pytest.approx(0.348, abs=5e-4)
    assert kappa_by({pair: pair[0] != pair[1] for pair in by}, rated) == pytest.approx(0.492, abs=5e-4)


def test_weighted_kappa_is_that_of_another_library() -> None:
    """The `anxiety` ratings of R's irr: `kappa2(anxiety[, 2:3], "squared")` is 0.2520, unweighted -0.0063."""
    second = [3, 6, 4, 6, 2, 4, 2, 4, 3, 3, 2, 3, 3, 3, 2, 2, 1, 3, 3, 4]
    third = [2, 1, 4, 4, 3, 2, 1, 6, 1, 1, 1, 2, 3, 3, 1, 1, 3, 3, 2, 2]
    (pair,) = agreement(pl.DataFrame({"b": second, "c": third}), ["b", "c"], order=[1, 2, 3, 4, 6]).pairs
    assert pair.weighted == pytest.approx(0.2520325, abs=1e-6)
    assert pair.kappa == pytest.approx(-0.006289308, abs=1e-6)


def test_one_rating_may_count_as_another() -> None:
    rated = pl.DataFrame({"people": ["permitted", "forbidden"], "code": ["unregulated", "forbidden"]})
    found = agreement(rated, ["people", "code"], collapse={"unregulated": "permitted"})
    assert (found.pairs[0].raw, found.pairs[0].kappa) == (1.0, 1.0)
    with pytest.raises(CaseProblems, match="K139"):
        agreement(rated, ["people", "code"], order=["forbidden", "permitted"])
