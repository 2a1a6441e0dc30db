"""LAW: with `determined`, a row of a cohort gets what `assess` says of it; and rows that can't be are told of."""

from __future__ import annotations

import re
import warnings
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.assessment.small_worlds import small_policies
from tests.cohorts.conftest import Compared
from tests.frame_libraries import LIBRARIES, Library, columns_of

import coach_ethics as ce
from coach_ethics.assessment.assessment import Assessment
from coach_ethics.cohorts import ImpossibleRowsWarning, compare_on, impossible_rows
from coach_ethics.cohorts.labels import ActWith, companions_of
from coach_ethics.cohorts.normative import of_assessment, texts_of
from coach_ethics.model.policy import Policy
from coach_ethics.model.situation import Situation
from coach_ethics.problems import CaseProblems
from coach_ethics.reasoning.companions import Companion
from coach_ethics.testing.situation_strategies import situations

PROFILE = settings.get_current_profile_name() or ""
MANY = settings(max_examples={"ci": 60, "few": 8}.get(PROFILE, 25))
FEW = settings(max_examples={"ci": 6, "few": 1}.get(PROFILE, 3))

Cohort = tuple[Policy, list[Situation]]


@st.composite
def cohorts(draw: st.DrawFn) -> Cohort:
    """A policy with constraints of its own, and situations, some of which break them."""
    policy = draw(small_policies())
    return policy, draw(st.lists(situations(policy, impossible=True), min_size=1, max_size=12))


@MANY
@given(cohort=cohorts())
def test_every_row_gets_what_assess_says(compared: Compared, cohort: Cohort) -> None:
    _holds(LIBRARIES[0], *cohort)
    compared(LIBRARIES[0], len(cohort[1]))


@FEW
@given(cohort=cohorts())
def test_every_row_on_other_libraries(libraries: tuple[Library, ...], compared: Compared, cohort: Cohort) -> None:
    for library in libraries:
        _holds(library, *cohort)
        compared(library, len(cohort[1]))


def test_a_shipped_policy(library: Library, compared: Compared) -> None:
    """On every library; the slow ones are given less to do."""
    policy = ce.load_policy("collusion")
    rows = [Situation(dict(scenario.given)) for scenario in policy.scenarios]
    _holds(library, policy, rows, more=not library.slow)
    compared(library, len(rows))


def _holds(library: Library, policy: Policy, rows: list[Situation], *, more: bool = True) -> None:
    facts = [fact for fact in policy.vocabulary if any(fact.name in row for row in rows)] or [*policy.vocabulary][:1]
    frame = library.make(columns_of([row.values for row in rows], facts), policy.vocabulary)
    with warnings.catch_warnings(record=True) as caught:
        warnings.simplefilter("always")
        found = ce.assess_frame(
            frame, policy, determined=True, presumed=True, norms=more, concepts=more, conflicts=more, choices=more
        )
        assessed = sorted(library.read(found), key=lambda row: int(row["row"]))
    refused = [_assessed(row, policy) for row in rows]
    for said, result in zip(assessed, refused, strict=True):
        if result is not None:
            expected = _expected(result)
            assert {name: said[name] for name in expected if more or name in said} == {
                name: value for name, value in expected.items() if more or name in said
            }
    told = [str(each.message) for each in caught if each.category is ImpossibleRowsWarning]
    assert bool(told) == (None in refused)
    counted = [int(re.match("[0-9]+", each)[0]) for each in told]  # type: ignore[index]  # they begin with a number
    assert max(counted, default=0) <= refused.count(None) <= sum(counted)


def _assessed(row: Situation, policy: Policy) -> Assessment | None:
    try:
        return ce.assess(row, policy, engine="compiled")
    except CaseProblems:
        return None


def _expected(result: Assessment) -> dict[str, Any]:
    program = result.prepared.program
    choices, trade_offs = texts_of(of_assessment(result))
    return {
        **{f"ethics_{act}": found.status.value for act, found in result.findings.items()},
        **{f"ethics_determined_{act}": found.determined for act, found in result.findings.items()},
        **{f"ethics_presumed_{act}": _presumed(result, act).value for act in result.findings},
        **{f"ethics_concept_{name}": value for name, value in result.concepts.items()},
        **{f"ethics_norm_{name}": value for name, value in result.norms.items()},
        **{f"ethics_{each.act}_with_{each.if_doing}": _with(result, each) for each in companions_of(program)},
        "ethics_choices": f"({result.unlisted})" if result.unlisted else choices,
        "ethics_trade_offs": trade_offs,
    }


def _presumed(result: Assessment, act: str) -> ce.Status:
    found = result.presumed.acts.get(act)
    return found.finding.status if found else result.findings[act].status


def _with(result: Assessment, pair: ActWith) -> str:
    """What is told of a companion, by the companions of the act; nothing is, where the act is forbidden.

    Advice is no status: the column doesn't tell of it.
    """
    if result.findings[pair.if_doing].status in (ce.Status.FORBIDDEN, ce.Status.DILEMMA):
        return "unregulated"
    told = {each.truth: each for each in result.companions.get(pair.if_doing, ()) if _binds(each, pair)}
    if True in told:
        return "required" if told[True].required else "forbidden"
    return "undetermined" if told else "unregulated"


def _binds(each: Companion, pair: ActWith) -> bool:
    return each.act == pair.act and not each.advised


PAIRS = """
policy: pairs
facts:
  it.asked: {type: bool, ask: Were you asked?, means: somebody asked}
  it.known: {type: bool, ask: Is it known?, means: it is known}
  it.told: {type: bool, ask: Was it told?, means: it was told}
acts:
  disclose: {means: Disclose it}
  record: {means: Write it down}
  hide: {means: Hide it}
constraints:
  asked-is-known: {always: it.known or not it.asked, means: who asks knows of it}
  known-was-told: {always: it.told or not it.known, means: only what was told is known}
norms:
  record-it: {must: record, if_doing: disclose, when: it.asked or it.known, because: So that it can be shown.}
  either: {must: hide, when: it.told, because: A secret.}
  or: {must: hide, when: not it.told, because: No secret.}
"""


def test_what_goes_with_an_act_is_in_columns_and_counts() -> None:
    pl = pytest.importorskip("polars", reason="Polars isn't installed")
    frame = pl.DataFrame(
        {"it.asked": [True, False, None], "it.known": [True, False, None], "it.told": [True, None, None]}
    )
    columns = ce.assess_frame(frame, PAIRS)
    assert columns["ethics_record_with_disclose"].to_list() == ["required", "unregulated", "undetermined"]
    assert columns["ethics_hide"].to_list() == ["required", "undetermined", "undetermined"]
    assert ce.assess_frame(frame, PAIRS, determined=True)["ethics_hide"].to_list() == ["required"] * 3
    assert "ethics_record_with_disclose" not in ce.assess_frame(frame, PAIRS, companions=False).columns
    for determined, hidden in ((False, 1), (True, 3)):
        study = compare_on(frame, {"pairs": PAIRS}, determined=determined)
        counts = {(row.act, row.if_doing, row.status): row.count for row in study.rows if row.count}
        assert counts["record", "disclose", "required"] == 1
        assert counts["hide", "", "required"] == hidden


def test_rows_that_cannot_be_are_counted_and_named() -> None:
    """Those that break one constraint always; those that can't keep all, where what is determined is asked for."""
    pl = pytest.importorskip("polars", reason="Polars isn't installed")
    frame = pl.DataFrame(
        {
            "it.asked": [None, True, True, True],
            "it.known": [None, False, None, False],
            "it.told": [None, None, False, True],
        }
    )
    (broken,) = impossible_rows(frame, PAIRS)
    assert (broken.constraints, broken.means, broken.count, broken.rows) == (
        ("asked-is-known",),
        "who asks knows of it",
        2,
        (1, 3),
    )
    with pytest.warns(ImpossibleRowsWarning, match="2 rows break the constraint `asked-is-known`.*first in row 1, 3"):
        ce.assess_frame(frame, PAIRS)
    assert compare_on(frame, {"pairs": PAIRS}).impossible == (broken,)
    together = compare_on(frame, {"pairs": PAIRS}, determined=True).impossible[1]
    assert (set(together.constraints), together.rows) == ({"asked-is-known", "known-was-told"}, (2,))
