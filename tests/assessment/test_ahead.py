"""What changes by itself: only on days that follow from records or the policy, and every term is told as it stands."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

import coach_ethics as ce
from coach_ethics.assessment.ahead import ahead
from coach_ethics.assessment.assess import assess
from coach_ethics.assessment.deadlines import DeadlineState
from coach_ethics.assessment.since import answers_in
from coach_ethics.coaching.engagement import Engagement
from coach_ethics.coaching.load import load_engagement
from coach_ethics.coaching.policies import load_policy
from coach_ethics.problems import CaseProblems
from coach_ethics.testing.engagement_strategies import DAYS, consistent_engagements

TEXT = """
policy: dated
parameters:
  patience: {default: 2, values: {2026-03-20: 1}, min: 0, max: 9, means: misses that are waited for}
acts: {ask: {}, tell: {}, name_block: {}, end_coaching: {}, hold_off: {}}
norms:
  ask-again: {must: ask, when: commitment.missed_in_a_row > patience, within: {days: 9}, because: It was agreed.}
  tell-only-with-consent: {must_not: tell, when: "consent.to_tell_sponsor in (none, refused)", because: It is theirs.}
  name-it: {must: name_block, when: block.present and not block.named, within: {days: 5}, because: They should know.}
  settle-it: {should: [tell, hold_off], when: contract.renegotiated, within: {days: 20}, because: It was renegotiated.}
  part: {must_one_of: [end_coaching, hold_off], when: coaching.ended, within: {days: 14}, because: It is over.}
notices:
  over: {when: coaching.ended, says: The coaching is over.}
"""
POLICY = load_policy(TEXT, on="2026-03-01")
START, UNTIL = DAYS[2] - timedelta(days=3), DAYS[3] + timedelta(days=2)


def _day_by_day(engagement: Engagement, first: date, last: date) -> dict[date, ce.Assessment]:
    days = [first + timedelta(days=number) for number in range((last - first).days + 1)]
    return {day: assess(engagement, POLICY, engine="compiled", on=day) for day in days}


def _said(result: ce.Assessment) -> tuple[object, ...]:
    return answers_in(result), {each.notice.name for each in result.notices_shown}, result.deadlines


_DAYS = st.integers(-25, 18).map(lambda number: START + timedelta(days=number))
_SAID = st.sampled_from(["oral", "refused"])
_ACTS = st.sampled_from(["ask", "tell", "name_block", "end_coaching", "hold_off"])
_CONSENT = {"by": "client", "contents": ["block"], "recipients": ["sponsor"], "form": "oral", "withdrawn": "never"}
_AGREED = {"openly": True, "agreed_by": {"client": True, "sponsor": True}}


def _lists(**parts: st.SearchStrategy[Any]) -> st.SearchStrategy[list[dict[str, Any]]]:
    return st.lists(st.fixed_dictionaries(parts), min_size=1, max_size=2)


_RECORDS = st.fixed_dictionaries(
    {"sponsor": st.just({"name": "The employer"})},
    optional={
        "consents": _lists(given=_DAYS, expires=_DAYS, form=_SAID).map(
            lambda found: [{**_CONSENT, **each} for each in found]
        ),
        "commitments": _lists(history=_lists(day=_DAYS, kept=st.sampled_from([False, False, True]))),
        "contract": _lists(day=_DAYS).map(lambda found: {"renegotiations": [{**_AGREED, **each} for each in found]}),
        "block": st.fixed_dictionaries({"noticed": _DAYS}, optional={"named": st.just(False)}),
        "done": _lists(act=_ACTS, day=_DAYS),
        "ended": _DAYS,
    },
)


def _engagement(records: dict[str, Any]) -> Engagement | None:
    try:
        return Engagement(**records)
    except CaseProblems:
        return None


ENGAGEMENTS = st.one_of(
    consistent_engagements(START, stated=False), _RECORDS.map(_engagement).filter(lambda each: each is not None)
)
"""Any engagements, and such of which much depends on days."""


@given(ENGAGEMENTS)
def test_day_by_day_it_is_the_same_as_on_the_days_that_are_named(engagement: Engagement) -> None:
    """LAW: on every day all is as on the latest named day before it; and on each named day something is otherwise."""
    try:
        found = ahead(engagement, POLICY, UNTIL, on=START, engine="compiled")
        every = _day_by_day(engagement, START, UNTIL)
    except CaseProblems:
        assume(False)
    named = {each.day for each in found.days}
    said = _said(every[START])
    for day, result in every.items():
        assert (_said(result) != said) == (day in named)
        said = _said(result)
    unmet = {
        (each.norm, day)
        for day, result in every.items()
        for each in result.deadlines
        if each.due == day and each.state is DeadlineState.DUE
    }
    assert {(each.norm, each.due) for each in found.due} == unmet


@given(ENGAGEMENTS)
def test_a_term_counts_from_the_first_day_in_force_without_a_gap(engagement: Engagement) -> None:
    """LAW: looking back day by day finds the same first day."""
    back = DAYS[0] - timedelta(days=2)
    try:
        every = _day_by_day(engagement, back, START)
    except CaseProblems:
        assume(False)
    for each in every[START].deadlines:
        first = START
        while first >= back and every[first].norms[each.norm]:
            first -= timedelta(days=1)
        assert each.since == (None if first < back else first + timedelta(days=1))


ENDED = Engagement(ended=date(2026, 6, 1))


@pytest.mark.parametrize(
    ("done", "day", "state"),
    [
        (None, "2026-06-15", DeadlineState.DUE),
        (None, "2026-06-16", DeadlineState.OVERDUE),
        ("2026-06-15", "2026-06-20", DeadlineState.DONE_IN_TIME),
        ("2026-06-16", "2026-06-20", DeadlineState.DONE_LATE),
        ("2026-06-18", "2026-06-17", DeadlineState.OVERDUE),
        ("2026-05-31", "2026-06-02", DeadlineState.DUE),
    ],
)
def test_a_term_is_due_done_or_overdue(done: str | None, day: str, state: DeadlineState) -> None:
    """What was done before the norm was in force isn't what it asks for, nor is what is still to be done."""
    acts = [{"act": "hold_off", "day": done}] if done else []
    (found,) = assess(load_engagement({"ended": "2026-06-01", "done": acts}), POLICY, on=day).deadlines
    assert (found.norm, found.state, found.since, found.due) == ("part", state, date(2026, 6, 1), date(2026, 6, 15))


def test_of_what_is_undated_no_term_is_known() -> None:
    """Nothing says since when there is a block, and of facts alone nothing says since when they are so."""
    for case in (load_engagement({"block": {"named": False}}), {"block.present": True, "block.named": False}):
        (found,) = assess(case, POLICY, on="2026-06-20").deadlines
        assert (found.state, found.since, found.due) == (DeadlineState.UNDATED, None, None)


def test_days_that_never_come_are_no_trouble() -> None:
    found = ahead(Engagement(begun=date.min, ended=date.max), POLICY, "9999-12-31", on="2026-01-01")
    assert [str(each.day) for each in found.days] == ["9999-12-31"]


def test_nothing_changes_before_the_first_day_or_after_the_last() -> None:
    assert [str(each.day) for each in ahead(ENDED, POLICY, "2026-06-01", on="2026-05-31").days] == ["2026-06-01"]
    assert ahead(ENDED, POLICY, "2026-05-31", on="2026-05-01").days == ()
    assert ahead(ENDED, POLICY, "2026-05-31", on="2026-06-30").days == ()


def test_days_on_which_another_edition_comes_into_effect_are_named() -> None:
    """Each with what that edition changes; one that is named itself is taken throughout."""
    engagement = Engagement(sponsor={})  # type: ignore[arg-type] # a record takes a mapping in its place
    found = ahead(engagement, "icf", "2025-12-31", on="2019-06-01")
    editions = [each.changes.edition for each in found.days]
    assert [str(each.day) for each in found.days] == ["2020-01-01", "2025-04-01"]
    assert [each and each.after.name for each in editions] == ["icf-2020", "icf-2025"]
    assert found.days[-1].assessment.policy.name == "icf-2025"
    assert ahead(engagement, "icf-2015", "2025-12-31", on="2019-06-01").days == ()


def test_an_edition_that_goes_out_of_effect_without_another_goes_on() -> None:
    found = ahead(Engagement(), "global-code", "2022-12-31", on="2021-07-01")
    assert found.days == ()
