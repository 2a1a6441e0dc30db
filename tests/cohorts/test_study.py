"""Studies: what is counted in one pass is what each policy says by itself."""

from __future__ import annotations

from typing import Any

import polars as pl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.frame_libraries import LIBRARIES, Library, columns_of

import coach_ethics as ce
from coach_ethics.cohorts.labels import STATUSES
from coach_ethics.cohorts.sampling import sample
from coach_ethics.cohorts.study import BASE_NAME, Study, compare_on, sweep
from coach_ethics.cohorts.variants import Variant, policies_of
from coach_ethics.deontics.program import lower
from coach_ethics.engines.reference import evaluate
from coach_ethics.findings import Status
from coach_ethics.model.digest import meaning_digest
from coach_ethics.model.policy import Policy
from coach_ethics.model.proportions import Proportion
from coach_ethics.model.situation import Situation
from coach_ethics.reasoning.grounds import finding_of
from coach_ethics.shipped import shipped_names
from coach_ethics.testing.situation_strategies import situations
from coach_ethics.testing.strategies import Sizes, policies

# a frame each
MANY = settings(max_examples={"ci": 60, "few": 5}.get(settings.get_current_profile_name() or "", 20))
POLARS = LIBRARIES[0]


def _counted(rows: list[Situation], policies_: dict[str, Policy], base: str, acts: list[str]) -> dict[Any, Any]:
    """What the study should say, by evaluating each row under each policy: columns are three-valued, row by row."""
    said = {name: [_statuses(row, policy, acts) for row in rows] for name, policy in policies_.items()}
    return {
        (name, act, status): (
            sum(each[act] == status for each in said[name]),
            sum(each[act] == status != other[act] for each, other in zip(said[name], said[base], strict=True)),
        )
        for name in policies_
        for act in acts
        for status in STATUSES
    }


def _statuses(row: Situation, policy: Policy, acts: list[str]) -> dict[str, Status]:
    truths = evaluate(lower(policy), row)
    return {act: finding_of(act, truths).status for act in acts}


def _found(study: Study) -> dict[Any, Any]:
    """Of acts by themselves; what goes with them is held in `test_determined`."""
    rows = (row for row in study.rows if not row.if_doing)
    return {(row.variant, row.act, row.status): (row.count, row.changed) for row in rows}


@MANY
@given(data=st.data())
def test_a_study_counts_what_each_policy_says(data: st.DataObject) -> None:
    """Random policies, each with a norm off: the counts, and the changes against the base."""
    policy = data.draw(policies(Sizes(facts=3, concepts=2, acts=3, norms=4, properties=0), texts=("",)))
    rows = data.draw(st.lists(situations(policy), min_size=1, max_size=20))
    variants = tuple(Variant(f"without {norm.name}", off=[norm.name]) for norm in policy.norms)
    compared = {"base": policy, **policies_of(policy, variants)}
    frame = POLARS.make(columns_of([row.values for row in rows], policy.vocabulary.facts), policy.vocabulary)
    study = compare_on(frame, compared)
    acts = [act.name for act in policy.acts]
    assert _found(study) == _counted(rows, compared, "base", acts)
    assert study.size == len(rows)
    assert all(row.share == row.count / study.size for row in study.rows)


def test_a_sweep_on_every_library(library: Library) -> None:
    """Every combination, with the policy itself as the base."""
    policy = ce.load_policy("collusion" if library.slow else "essay")
    cohort = sample(policy, 40, seed=3, unknown=0.2)
    columns = {"row": list(range(40)), **{name: cohort[name].to_list() for name in cohort.columns}}
    values = {"persistent": range(1, 4)}
    acts = ["name_block", "ask_decision"] if library.slow else ["name_block", "tell_sponsor", "withdraw"]
    study = sweep(library.make(columns, policy.vocabulary), policy, values, acts=acts)
    variants = policies_of(policy, tuple(Variant(f"persistent={n}", {"persistent": n}) for n in range(1, 4)))
    rows = [Situation({name: columns[name][at] for name in cohort.columns}) for at in range(40)]
    assert _found(study) == _counted(rows, {BASE_NAME: policy, **variants}, BASE_NAME, acts)


def test_sets_of_values_and_several_parameters() -> None:
    frame = sample("essay", 10, seed=1)
    found = sweep(
        frame, "essay", {"persistent": (1, 2), "told_in_danger": [("authorities",), ("authorities", "sponsor")]}
    )
    assert list(dict.fromkeys(row.variant for row in found.rows)) == [
        "as it stands",
        "persistent=1, told_in_danger=authorities",
        "persistent=1, told_in_danger=authorities+sponsor",
        "persistent=2, told_in_danger=authorities",
        "persistent=2, told_in_danger=authorities+sponsor",
    ]


def test_the_table_as_a_frame() -> None:
    frame = sweep(sample("essay", 10, seed=1), "essay", {"persistent": (1,)}, acts=["withdraw"]).frame()
    told = ["act", "if_doing", "status", "count", "share", "low", "high", "changed", "changed_share", "lacks"]
    assert frame.columns == ["variant", "persistent", *told]
    assert frame.height == 2 * len(STATUSES)


@pytest.mark.parametrize("collapse", [{}, {"unregulated": "permitted"}], ids=["as they are", "collapsed"])
def test_what_is_presumed_is_counted_beside_what_is_so(collapse: dict[str, str]) -> None:
    """LAW (beside): the strict counts are those of a study without presumptions; beside them are those of the columns
    that `assess_frame` adds."""
    cohort = sample("icf-2025", 12, seed=3).with_columns(
        pl.lit(None, pl.Boolean).alias("law.requires_disclosure"), weight=pl.int_range(12) % 3 + 1
    )
    asked: Any = {"acts": ["disclose"], "weights": "weight", "collapse": collapse}
    codes = {"icf": "icf-2025", "quebec": "quebec-crha"}
    strict = compare_on(cohort, codes, determined=True, **asked)
    beside = compare_on(cohort, codes, presumed=True, **asked)
    told = ["count", "share", "changed", "status", "act", "variant", "if_doing"]
    assert beside.frame().select(told).equals(strict.frame().select(told))
    assert "presumed" not in strict.frame().columns
    assert strict.frame().columns == beside.frame().columns[:-2]
    moved = 0
    for code, policy in codes.items():
        assessed = ce.assess_frame(cohort, policy, acts=["disclose"], presumed=True, check=False)
        column = assessed["ethics_presumed_disclose"].cast(pl.String).replace(collapse)
        for row in (each for each in beside.rows if each.variant == code and not each.if_doing):
            here = column == row.status
            assert row.presumed == here.sum()
            assert row.presumed_share == pytest.approx(cohort["weight"].filter(here).sum() / cohort["weight"].sum())
            moved += row.presumed != row.count
    assert moved, "a cohort in which nothing is presumed shows nothing"
    assert all(row.presumed is None for row in beside.rows if row.if_doing)


def test_an_act_that_only_one_policy_has() -> None:
    """Where a policy doesn't have an act, it says nothing of it."""
    essay, collusion = ce.load_policy("essay"), ce.load_policy("collusion")
    study = compare_on(sample(essay, 20, seed=1), {"essay": essay, "collusion": collusion}, acts=["renegotiate"])
    rows = [row for row in study.rows if row.variant == "collusion" and not row.if_doing]
    (row,) = (row for row in rows if row.status == "unregulated")
    assert row.count == 20


def test_bases_and_acts_that_are_not_there() -> None:
    essay = ce.load_policy("essay")
    frame = sample(essay, 5, seed=1)
    with pytest.raises(ce.CaseProblems, match="`esay` is not one of the compared policies"):
        compare_on(frame, {"essay": essay}, base="esay")
    with pytest.raises(ce.CaseProblems, match="`withdrew` is not an act of these policies"):
        compare_on(frame, {"essay": essay}, acts=["withdrew"])
    with pytest.raises(ce.CaseProblems, match="is not one of the compared policies"):
        compare_on(frame, {})


TWO_TYPES = """\
policy: {name}
title: Gifts
version: 1.0.0
facts:
  gift.told: {{type: {type}, ask: Was it told?, means: whether it was told}}
acts:
  accept: {{means: Accept the gift}}
norms:
  no-gifts: {{must_not: accept, when: {when}, because: It may sway you.}}
"""
TYPES = {
    "bool": ("bool", "gift.told"),
    "int": ("int, min: 0, max: 9", "gift.told > 1"),
    "words": ("enum, values: [x, y]", "gift.told == x"),
    "more words": ("enum, values: [x, y, z]", "gift.told == x"),
}


@pytest.mark.parametrize(("one", "other"), [("bool", "int"), ("int", "bool"), ("words", "more words")])
def test_a_column_cannot_hold_two_things(one: str, other: str) -> None:
    """Where policies take a fact to be of different types, they are not compared on one frame, in whatever order."""
    made = {
        each: ce.load_policy(TWO_TYPES.format(name=each.replace(" ", "-"), type=TYPES[each][0], when=TYPES[each][1]))
        for each in (one, other)
    }
    frame = POLARS.make({"row": [0]}, made[one].vocabulary)
    with pytest.raises(ce.CaseProblems, match="in one of the policies, and") as caught:
        compare_on(frame, made)
    assert [each.code for each in caught.value.problems] == ["K122"]


def test_shipped_policies_can_all_be_compared() -> None:
    """What they share, they take to be the same."""
    names = shipped_names()
    frame = POLARS.make({"row": [0], "block.present": [True]}, ce.load_policy("essay").vocabulary)
    with pytest.warns(UserWarning, match="facts have no column"):
        study = compare_on(frame, {name: name for name in names}, acts="withdraw")
    assert {row.act for row in study.rows} == {"withdraw"}
    assert {row.variant for row in study.rows} == set(names)


def test_one_value_of_a_parameter_will_do() -> None:
    study = sweep(sample("essay", 5, seed=1), "essay", {"persistent": 3}, acts="withdraw")
    assert list(dict.fromkeys(row.variant for row in study.rows)) == [BASE_NAME, "persistent=3"]


def test_libraries_that_frames_are_not_made_in() -> None:
    study = sweep(sample("essay", 5, seed=1), "essay", {"persistent": 3}, acts="withdraw")
    with pytest.raises(ce.CaseProblems, match="K123: a frame of `duckdb` can't be made"):
        study.frame("duckdb")  # type: ignore[arg-type]  # on purpose


def _weighted() -> Any:
    return sample("essay", 60, seed=4, unknown=0.1).with_columns((pl.int_range(60) % 3).alias("weight"))


@pytest.mark.parametrize("determined", [False, True])
def test_weights_count_rows_as_often_as_they_say(determined: bool) -> None:
    """A row of weight two counts as two rows of its kind, and one of weight none not at all."""
    cohort = _weighted().head(15)
    asked: Any = {"acts": ["name_block", "tell_sponsor"], "determined": determined, "check": False}
    found = sweep(cohort, "essay", {"persistent": [1]}, weights="weight", **asked)
    twice = pl.concat([cohort.filter(pl.col("weight") > 0), cohort.filter(pl.col("weight") > 1)])
    wanted = sweep(twice, "essay", {"persistent": [1]}, **asked)
    for name in ("share", "changed_share"):
        told = [getattr(row, name) for row in found.rows]
        assert told == pytest.approx([getattr(row, name) for row in wanted.rows])
    assert (found.size, found.weights) == (15, "weight")
    assert found.effective_size == pytest.approx(15**2 / (5 * 1 + 5 * 4))


def test_intervals_are_wilsons_and_wider_with_weights() -> None:
    plain, weighed = (sweep(_weighted(), "essay", {"persistent": [1]}, weights=each) for each in (None, "weight"))
    for row in plain.rows:
        assert (row.low, row.high) == Proportion(row.count, plain.size).interval()
        assert row.low <= row.share <= row.high
    width = [sum(row.high - row.low for row in each.rows) for each in (plain, weighed)]
    assert width[0] < width[1]


@pytest.mark.parametrize(
    ("column", "message"),
    [
        (pl.lit(-1), "are negative"),
        (pl.lit(0), "are all 0"),
        (pl.lit("a"), "are no numbers"),
        (pl.when(pl.int_range(60) > 0).then(1.0), "are missing"),
    ],
)
def test_weights_that_can_not_be_are_refused(column: pl.Expr, message: str) -> None:
    cohort = _weighted().with_columns(column.alias("weight"))
    with pytest.raises(ce.CaseProblems, match=f"K141.*{message}"):
        sweep(cohort, "essay", {"persistent": [1]}, weights="weight")
    with pytest.raises(ce.CaseProblems, match="did you mean `weight`"):
        sweep(cohort, "essay", {"persistent": [1]}, weights="wieght")


@pytest.mark.filterwarnings("ignore:3 facts have no column")
def test_an_act_that_a_code_lacks_is_told_from_a_change() -> None:
    cohort = sample("essay", 30, seed=4)
    study = compare_on(cohort, {"essay": "essay", "icf": "icf-2025"}, acts=["renegotiate", "disclose"])
    assert {(row.variant, row.act): row.lacks for row in study.rows if not row.if_doing} == {
        ("essay", "renegotiate"): False,
        ("essay", "disclose"): False,
        ("icf", "renegotiate"): True,
        ("icf", "disclose"): False,
    }


@pytest.mark.filterwarnings("ignore:3 facts have no column")
def test_a_status_may_count_as_another() -> None:
    """With silence counted as permission, what changes is what is demanded."""
    cohort, policies = sample("essay", 60, seed=4), {"essay": "essay", "icf": "icf-2025"}
    merged = {"unregulated": "permitted"}
    plain, found = (
        compare_on(cohort, policies, acts=["disclose"], check=False, collapse=each) for each in (None, merged)
    )
    before, after = _found(plain), _found(found)
    assert after["icf", "disclose", "unregulated"] == (0, 0)
    both = [before["icf", "disclose", status][0] for status in ("permitted", "unregulated")]
    assert after["icf", "disclose", "permitted"][0] == sum(both)
    changed = [sum(each["icf", "disclose", status][1] for status in STATUSES) for each in (before, after)]
    assert changed[1] < changed[0]
    with pytest.raises(ce.CaseProblems, match="`silent` is not a status"):
        compare_on(cohort, policies, collapse={"silent": "permitted"})


def test_a_study_says_what_it_compared() -> None:
    """Name, version and digest of each policy, the values of its parameters, the version of the library, notes."""
    study = sweep(sample("essay", 5, seed=1), "essay", {"told_in_danger": [("authorities",)]}, notes={"seed": 1})
    base, other = study.policies
    assert (base.policy, base.version, base.digest) == ("essay", "1.0.0", meaning_digest(ce.load_policy("essay")))
    assert (other.policy, other.parameters["told_in_danger"]) == ("essay", "authorities")
    assert other.digest != base.digest
    assert (study.library, study.notes) == (ce.__version__, {"seed": 1})
    assert study.frame()["told_in_danger"].to_list()[-1] == "authorities"
