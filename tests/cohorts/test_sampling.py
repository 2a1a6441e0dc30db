"""Synthetic cohorts: reproducible, of the shape that was asked for, and possible."""

from __future__ import annotations

import pytest

import coach_ethics as ce
from coach_ethics.cohorts.sampling import sample
from coach_ethics.engines.reference import truth
from coach_ethics.model.marginals import Marginal
from coach_ethics.model.situation import Situation
from coach_ethics.model.vocabulary import belongs

pytest.importorskip("polars", reason="Polars isn't installed")


def test_the_same_seed_gives_the_same_cohort() -> None:
    one, again, other = (sample("essay", 300, seed=seed, unknown=0.3) for seed in (5, 5, 6))
    assert one.equals(again)
    assert not one.equals(other)


def test_this_seed_gives_this_cohort() -> None:
    """Papers name a seed: what it gives doesn't change from release to release, nor between machines."""
    frame = sample("essay", 8, seed=27, unknown=0.25)
    assert frame["sponsor.present"].to_list() == [True, None, True, True, True, True, False, True]
    assert frame["commitment.missed_in_a_row"].to_list() == [76, None, 39, 24, 3, 63, None, 59]


def test_an_unconnected_marginal_leaves_the_rest_as_it_was() -> None:
    plain = sample("essay", 200, seed=1)
    changed = sample("essay", 200, seed=1, marginals={"commitment.missed_in_a_row": {3: 1}})
    others = [name for name in plain.columns if name != "commitment.missed_in_a_row"]
    assert changed["commitment.missed_in_a_row"].to_list() == [3] * 200
    assert changed.select(others).equals(plain.select(others))


@pytest.mark.parametrize("name", ["essay", "confidentiality"])
def test_every_row_is_possible(name: str) -> None:
    """Values belong to their facts, and no constraint is broken."""
    policy = ce.load_policy(name)
    for row in sample(policy, 500, seed=2).iter_rows(named=True):
        where = Situation(row)
        assert all(belongs(value, policy.vocabulary[fact].type) for fact, value in row.items())
        assert [each.name for each in policy.constraints if truth(each.always, where, {}) is False] == []


def test_marginals_and_shares_of_unknowns() -> None:
    """Within four standard deviations of what was asked for (the seed is fixed)."""
    n = 20_000
    marginals: dict[str, Marginal] = {"commitment.missed_in_a_row": {0: 3, 2: 1}, "outcomes.being_missed": 0.2}
    frame = sample("collusion", n, seed=4, marginals=marginals, unknown={"commitment.missed_in_a_row": 0.5})
    missed = frame["commitment.missed_in_a_row"]
    assert abs(missed.null_count() / n - 0.5) < 0.015
    known = missed.drop_nulls()
    assert set(known.unique()) == {0, 2}
    assert abs((known == 2).mean() - 0.25) < 0.018
    assert abs(frame["outcomes.being_missed"].mean() - 0.2) < 0.012
    assert frame["outcomes.being_missed"].null_count() == 0


@pytest.mark.parametrize("share", [0.9, 0.5, 0.1])
def test_given_marginals_are_kept_where_constraints_bind(share: float) -> None:
    """Within four standard deviations, though most of what else is drawn of a sponsor needs one to be there."""
    n = 5000
    frame = sample("essay", n, seed=9, marginals={"sponsor.present": share})
    assert abs(frame["sponsor.present"].mean() - share) < 4 * (share * (1 - share) / n) ** 0.5
    policy = ce.load_policy("essay")
    for row in frame.head(200).iter_rows(named=True):
        assert [each.name for each in policy.constraints if truth(each.always, Situation(row), {}) is False] == []


def test_what_is_not_given_is_drawn_to_fit() -> None:
    """One coin as given, the other as an independent one is, given that not both show heads."""
    frame = sample(ce.load_policy(COINS), 30_000, seed=8, marginals={"coin.one": 0.7})
    counts = {
        (one, two): count / 30_000 for one, two, count in frame.group_by("coin.one", "coin.two").len().iter_rows()
    }
    assert set(counts) == {(True, False), (False, True), (False, False)}
    assert abs(counts[True, False] - 0.7) < 0.011
    assert abs(counts[False, True] - 0.15) < 0.009


def test_given_marginals_that_cannot_be_together_give_way_and_are_told_of() -> None:
    """Of two coins that show heads in half of the throws, a quarter are both: a third each is what remains."""
    told = "can't be together in .* of 8,000 rows, .* `coin.one` is true in 0.3.. of the rows, not in 0.500; `coin.two`"
    with pytest.warns(UserWarning, match=told):
        frame = sample(ce.load_policy(COINS), 8_000, seed=8, marginals={"coin.one": 0.5, "coin.two": 0.5})
    assert not (frame["coin.one"] & frame["coin.two"]).any()
    assert abs(frame["coin.one"].mean() - 1 / 3) < 0.022


def test_given_values_that_nothing_completes_are_drawn_again() -> None:
    """Heads of the first coin goes with nothing that the second can show."""
    policy = ce.load_policy(COINS.replace("not coin.one or not coin.two", "not coin.one"))
    with pytest.warns(UserWarning, match="`coin.one` is true in 0.000 of the rows, not in 0.200"):
        frame = sample(policy, 2_000, seed=8, marginals={"coin.one": 0.2})
    assert not frame["coin.one"].any()


def test_rejection_is_conditioning() -> None:
    """Given the constraints, a cohort is distributed as independent facts are.

    Two coins that may not both show heads: each of the three remaining pairs is equally likely.
    """
    policy = ce.load_policy(COINS)
    frame = sample(policy, 30_000, seed=8)
    pairs = frame.group_by("coin.one", "coin.two").len()["len"].to_list()
    assert len(pairs) == 3
    assert all(abs(count / 30_000 - 1 / 3) < 0.011 for count in pairs)


COINS = """\
policy: coins
title: Two coins
version: 1.0.0
facts:
  coin.one: {type: bool, ask: Heads?, means: heads}
  coin.two: {type: bool, ask: Heads?, means: heads}
constraints:
  not-both: {always: not coin.one or not coin.two, means: never both}
acts:
  bet: {means: Bet}
norms:
  no-bets: {must_not: bet, when: coin.one or coin.two, because: Don't.}
"""


def test_constraints_that_cannot_be_met() -> None:
    with pytest.raises(ce.CaseProblems, match="only 0 satisfy the constraints `not-both`"):
        sample(ce.load_policy(COINS), 3, seed=1, marginals={"coin.one": 1.0, "coin.two": 1.0})


def test_what_cannot_be_drawn_from_is_told_at_once() -> None:
    marginals = {
        "block.presnt": 0.5,
        "block.present": 1.5,
        "client.decision": {"maybe": 1.0},
        "commitment.missed_in_a_row": {1: 0.0},
        "coach.purpose": 0.5,
    }
    with pytest.raises(ce.CaseProblems) as caught:
        sample("essay", -1, seed=1, marginals=marginals, unknown=2.0)  # type: ignore[arg-type]  # on purpose
    assert [each.code for each in caught.value.problems] == ["K116"] * 7


INFINITE = {"block.present": {True: float("inf"), False: 1.0}}
ODD: list[tuple[dict[str, object], str]] = [
    ({"n": 5.5}, "K116: .*`5.5` is not a number of rows"),
    ({"marginals": {"block.present": "0.5"}}, "K116: .*`0.5` is not a marginal of `block.present`"),
    (
        {"marginals": {"block.present": {True: "1"}}},
        "K116: .*the weights of `block.present` can't be used",
    ),
    ({"marginals": INFINITE}, "K116: .*the weights of `block.present` can't be used"),
    ({"marginals": {"block.present": {}}}, "K116: .*the weights of `block.present` can't be used"),
    ({"unknown": "0.5"}, "K116: .*`0.5` is not a share of rows"),
    ({"unknown": float("nan")}, "K116: .*`nan` is not a share of rows"),
    ({"library": "pandas"}, "K123: a frame of `pandas` can't be made here"),
]


@pytest.mark.parametrize(("arguments", "told"), ODD, ids=[told for _, told in ODD])
def test_odd_arguments_are_problems(arguments: dict[str, object], told: str) -> None:
    with pytest.raises(ce.CaseProblems, match=told):
        sample("essay", **{"n": 5, "seed": 1, **arguments})  # type: ignore[arg-type]  # on purpose


def test_as_arrow() -> None:
    pytest.importorskip("pyarrow", reason="pyarrow isn't installed")
    table = sample("essay", 20, seed=1, unknown=1.0, library="pyarrow")
    assert table.num_rows == 20
    assert table.column("block.present").null_count == 20
    assert set(ce.assess_frame(table, "essay").column("ethics_withdraw").to_pylist()) == {"undetermined"}
