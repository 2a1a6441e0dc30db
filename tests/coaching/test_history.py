"""What has come about in records between two days: with all of it held back, the facts are as they were."""

from __future__ import annotations

from datetime import date, timedelta
from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from coach_ethics.coaching.engagement import Engagement
from coach_ethics.coaching.history import _held_back, _pieces, days_in, records_behind
from coach_ethics.coaching.record_events import Dated, facts_on
from coach_ethics.testing.engagement_strategies import DAYS, engagements


@given(engagements(), engagements(), st.sampled_from(DAYS))
def test_edits_that_are_held_back_never_happened(old: Engagement, new: Engagement, day: date) -> None:
    """LAW: without anything that was added, taken out or changed, the facts are those of the earlier records."""
    before, after = Dated(old, day), Dated(new, day)
    held_back = _held_back(new, list(_pieces(old, new, (), before, after)))
    assert facts_on(Dated(held_back, day)) == facts_on(before)


@given(engagements(stated=False), st.sampled_from(DAYS[:3]), st.sampled_from(DAYS[3:]))
def test_a_fact_changes_by_itself_only_by_days_in_records(engagement: Engagement, first: date, last: date) -> None:
    """LAW: on a day that stands in no record, and follows none that does, all facts are as on the day before.

    And whatever has changed from one day to another, the fewest records that bring it about are found.
    """
    days = [first + timedelta(days=number) for number in range(-2, 3)]
    telling = frozenset(days_in(engagement))
    for before, after in pairwise(days):
        if after not in telling:
            assert facts_on(Dated(engagement, before)) == facts_on(Dated(engagement, after))
    then, now = facts_on(Dated(engagement, first)), facts_on(Dated(engagement, last))
    changed = [fact for fact in {*then, *now} if then.get(fact) != now.get(fact)]
    found = records_behind(changed, Dated(engagement, first), Dated(engagement, last))
    assert [fact for fact in changed if not found[fact]] == []
