"""Agreement of ratings, against examples worked by hand."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.frame_libraries import LIBRARIES, Library

import coach_ethics as ce
from coach_ethics.cohorts.ratings import agreement
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
