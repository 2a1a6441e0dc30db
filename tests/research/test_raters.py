"""Respondents and codes: published numbers, and what a bootstrap by respondents and vignettes says."""

from __future__ import annotations

import polars as pl
import pytest

import coach_ethics as ce
from coach_ethics.research import RaterAgreement, rater_agreement, with_codes

DIAGNOSES = """444444 222555 233335 555555 222444 113333 333355 113334 114444 555555 144444 124444 222333 144444 224445
333335 111455 111112 224444 133555 555555 244444 224555 114444 144445 222224 111155 224444 133333 555555"""
"""Six psychiatrists on thirty patients: Fleiss, Measuring nominal scale agreement among many raters (1971), table 1."""


def _long(units: list[str]) -> pl.DataFrame:
    rows = [(who, what, rating) for what, unit in enumerate(units) for who, rating in enumerate(unit)]
    return pl.DataFrame(rows, ["respondent", "vignette", "rating"], orient="row")


def test_fleiss_example() -> None:
    """Fleiss prints .430."""
    found = rater_agreement(_long(DIAGNOSES.split()))
    assert found.fleiss == pytest.approx(0.4302, abs=5e-5)
    assert (found.respondents, found.vignettes, found.answers) == (6, 30, 180)


def _simulated() -> pl.DataFrame:
    """Ten respondents, five vignettes each of ten; the code says what the first five of them say."""
    rows = [
        (f"R{who}", what, "yes" if what % 2 or who > 4 + what % 3 else "no", "yes" if what % 2 else "no")
        for who in range(10)
        for what in range(10)
        if (who + what) % 2
    ]
    return pl.DataFrame(rows, ["respondent", "vignette", "rating", "code"], orient="row")


def test_intervals_hold_what_they_are_of_and_are_the_same_for_a_seed() -> None:
    frames = (_simulated(), _simulated().reverse(), _simulated())
    one, again, other = (
        rater_agreement(frame, codes=["code"], bootstrap=100, seed=seed)
        for frame, seed in zip(frames, (1, 1, 2), strict=True)
    )
    assert one == again, "the order of rows is no matter"
    assert one.interval != other.interval
    (code,) = one.codes
    assert one.interval is not None
    assert code.interval is not None
    assert one.alpha is not None
    assert code.kappa is not None
    assert one.interval[0] <= one.alpha <= one.interval[1]
    assert code.interval[0] <= code.kappa <= code.interval[1]


def test_respondents_who_answer_alike_widen_the_interval_as_fewer_would() -> None:
    """Clustered: the same answers given by each respondent to copies of a vignette add nothing to be sure of."""
    long = _simulated()
    copies = pl.concat([long.with_columns(pl.col("vignette") + 100 * copy) for copy in range(4)])
    one, many = (rater_agreement(each, codes=["code"], bootstrap=300).codes[0] for each in (long, copies))
    assert one.kappa == pytest.approx(many.kappa)
    assert one.interval == pytest.approx(many.interval)


def test_collapsing_and_missing_go_for_codes_too() -> None:
    rows = [("a", 1, "permitted", "unregulated"), ("a", 2, "forbidden", "undetermined"), ("b", 1, "permitted", None)]
    long = pl.DataFrame(rows, ["respondent", "vignette", "rating", "code"], orient="row")
    plain = rater_agreement(long, codes=["code"]).codes[0]
    found = rater_agreement(long, codes=["code"], collapse={"unregulated": "permitted"}, missing=["undetermined"])
    assert (plain.answers, plain.raw) == (2, 0.0)
    assert (found.codes[0].answers, found.codes[0].raw) == (1, 1.0)


def test_order_makes_near_ratings_agree_more() -> None:
    near = _long(["1122", "2233", "3344", "4455"])
    by_word = rater_agreement(near)
    ordered = rater_agreement(near, order=list("12345"))
    assert ordered.alpha is not None
    assert by_word.alpha is not None
    assert ordered.alpha > by_word.alpha
    assert rater_agreement(near, order=list("12345"), level="nominal").alpha == by_word.alpha


def test_nothing_is_known_of_nothing() -> None:
    found = rater_agreement(_long(["1"]), bootstrap=10)
    assert found == RaterAgreement(1, 1, 1, None, None, None, ())
    assert str(found) == "1 respondents, 1 vignettes: alpha isn't defined"


@pytest.mark.parametrize(
    ("given", "code", "message"),
    [
        ({"rating": "ratings"}, "K118", "`ratings` is not a column of the frame"),
        ({"codes": ["kode"]}, "K118", "`kode` is not a column"),
        ({"vignette": "code"}, "K118", "rated the vignette `yes` more than once"),
        ({"level": "ordinal"}, "K139", "ordinal ratings need an order"),
        ({"level": "ratio"}, "K139", "`ratio` is no level of measurement"),
        ({"level": "interval"}, "K139", "is no number"),
        ({"order": ["yes"]}, "K139", "the order doesn't have `no`"),
    ],
)
def test_what_can_not_be_rated_is_said(given: dict[str, object], code: str, message: str) -> None:
    with pytest.raises(ce.CaseProblems) as refused:
        rater_agreement(_simulated(), **given)  # type: ignore[arg-type]  # each case breaks another argument
    assert message in str(refused.value)
    assert {problem.code for problem in refused.value.problems} == {code}


def test_codes_stand_beside_ratings() -> None:
    """Each column says of its policy what `assess_frame` says, and only facts of that act are warned of."""
    rows = pl.DataFrame({"coach.takes_credit": [True, False, None], "rating": ["forbidden", "permitted", "forbidden"]})
    found = with_codes(rows, {"the code": "collusion"}, "claim_credit")
    with pytest.warns(UserWarning, match="facts have no column"):
        other = ce.assess_frame(rows, "collusion")["ethics_claim_credit"]
    assert found["the code"].to_list() == other.to_list()
    with pytest.raises(ce.CaseProblems, match="`the code` has no act `nonsense`"):
        with_codes(rows, {"the code": "collusion"}, "nonsense")
