"""LAW: over a cohort, rows rest on what `necessary` and `sufficient` say of each by itself."""

from __future__ import annotations

import warnings
from collections import Counter

import polars as pl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.assessment.small_worlds import small_policies
from tests.frame_libraries import LIBRARIES, columns_of

import coach_ethics as ce
from coach_ethics.assessment.reasons import Circumstance
from coach_ethics.cohorts import sample, status_reasons
from coach_ethics.model.policy import Policy
from coach_ethics.model.situation import Situation
from coach_ethics.problems import CaseProblems
from coach_ethics.testing.situation_strategies import situations

COUNT = {"ci": 40, "few": 5}.get(settings.get_current_profile_name() or "", 20)


@st.composite
def cohorts(draw: st.DrawFn) -> tuple[Policy, list[Situation]]:
    """A policy with constraints of its own, and situations."""
    policy = draw(small_policies())
    return policy, draw(st.lists(situations(policy), min_size=1, max_size=8))


def _plain(sets: tuple[tuple[Circumstance, ...], ...]) -> object:
    """Without the value itself, for which any of its kind may stand."""
    return tuple(tuple((each.fact, tuple(each.values)) for each in one) for one in sets)


@settings(max_examples=COUNT)
@given(cohort=cohorts())
def test_rows_rest_on_what_each_does(cohort: tuple[Policy, list[Situation]]) -> None:
    policy, rows = cohort
    facts = [fact for fact in policy.vocabulary if any(fact.name in row for row in rows)] or [*policy.vocabulary][:1]
    frame = LIBRARIES[0].make(columns_of([row.values for row in rows], facts), policy.vocabulary)
    results = [ce.assess(row, policy) for row in rows]
    for act in (each.name for each in policy.acts):
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            found = status_reasons(frame, policy, act)
        each = Counter(
            (result.findings[act].status, _plain(result.necessary(act)), _plain(result.sufficient(act)))
            for result in results
        )
        counted: Counter[object] = Counter()
        for kind in found:
            counted[kind.status, _plain(kind.necessary), _plain(kind.sufficient)] += kind.count
        assert counted == each


def test_by_kinds_of_rows() -> None:
    """However many rows there are, each kind is looked at once."""
    few = sample("icf-2025", 40, seed=1, unknown=0.1)
    once, often = (status_reasons(rows, "icf-2025", "name_client") for rows in (few, pl.concat([few] * 50)))
    assert [each.count * 50 for each in once] == [each.count for each in often]


def test_what_cannot_be_asked() -> None:
    few = sample("collusion", 40, seed=1)
    with pytest.raises(CaseProblems, match="K115"):
        status_reasons(few, "collusion", "pay")
    with pytest.raises(CaseProblems, match="K144"):
        status_reasons(few, "collusion", "name_block", most_patterns=1)
