"""What facts rest on: the pieces of records that are named are enough, and none of them can be erased."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

import coach_ethics as ce
from coach_ethics.coaching.engagement import Engagement
from coach_ethics.coaching.history import days_in, records_behind
from coach_ethics.coaching.provenance import Provenance
from coach_ethics.coaching.record_events import Dated, Event, RecordEvent, facts_on, same
from coach_ethics.render.record_words import event_words
from coach_ethics.testing.engagement_strategies import DAYS, consistent_engagements, erased, pieces

TODAY = DAYS[3]
CONSENT = {
    "id": "c-17",
    "by": "client",
    "contents": ["block"],
    "recipients": ["sponsor"],
    "form": "oral",
    "given": "2026-06-01",
    "expires": "never",
    "withdrawn": "never",
}


@given(consistent_engagements(TODAY), st.data())
def test_what_a_fact_rests_on_is_enough_and_none_of_it_can_be_erased(
    engagement: Engagement, data: st.DataObject
) -> None:
    """LAW: a fact stays as it is without whatever isn't named, and isn't known without any piece that is."""
    when = Dated(engagement, TODAY)
    known = facts_on(when)
    if not known:
        return
    fact, provenance = data.draw(st.sampled_from(sorted(known))), Provenance(when)
    named = provenance.pieces(fact)
    assert named
    assert provenance.behind(fact)
    texts = {"$" + "".join(f"[{part}]" if isinstance(part, int) else f".{part}" for part in each) for each in named}
    apart = [path for path in pieces(engagement) if not any(_within(path, each) for each in texts)]
    alone = engagement
    for path in sorted(apart, key=len, reverse=True):
        if not any(_within(each, path) for each in texts):
            alone = erased(alone, path)
    assert same(facts_on(Dated(alone, TODAY)).get(fact), known[fact])
    for path in texts:
        assert facts_on(Dated(_erased(alone, path), TODAY)).get(fact) is None


def _within(path: str, other: str) -> bool:
    return path == other or path.startswith((f"{other}.", f"{other}["))


def _erased(engagement: Engagement, path: str) -> Engagement:
    if not path.endswith("]"):
        return erased(engagement, path)
    inside = [each for each in pieces(engagement) if _within(each, path) and each != path]
    for each in sorted(inside, key=len, reverse=True):
        engagement = erased(engagement, each)
    return engagement


@given(consistent_engagements(TODAY), st.sampled_from(DAYS[:3]))
def test_what_has_come_about_is_among_what_the_fact_rests_on(engagement: Engagement, first: date) -> None:
    """LAW: a fact that has changed by itself rests on one at least of the days that have come since."""
    before, after = Dated(engagement, first), Dated(engagement, TODAY)
    then, now = facts_on(before), facts_on(after)
    changed = [fact for fact in now if not same(then.get(fact), now[fact])]
    behind, provenance = records_behind(changed, before, after), Provenance(after)
    for fact in changed:
        assert behind[fact]
        days = [provenance._at(path) for path in provenance.pieces(fact)]
        assert any(first < each <= TODAY for day in days if isinstance(day, date) for each in days_in(day))


@pytest.mark.parametrize(
    ("consents", "said"),
    [
        ([{**CONSENT, "expires": "2026-06-30"}], "the consent `c-17` of 2026-06-01 expired on 2026-06-30"),
        ([{**CONSENT, "withdrawn": "2026-06-20"}], "the consent `c-17` of 2026-06-01 was withdrawn on 2026-06-20"),
        (
            [{**CONSENT, "expires": "2026-06-30", "withdrawn": "2026-06-20"}],
            "the consent `c-17` of 2026-06-01 was withdrawn on 2026-06-20",
        ),
        ([{**CONSENT, "form": "refused"}], "consent `c-17` was refused on 2026-06-01"),
        ([CONSENT], "consent `c-17` was given on 2026-06-01"),
        ([], "no consent is recorded"),
        ([{**CONSENT, "contents": ["attendance"]}], "recorded in the consent `c-17` of 2026-06-01"),
    ],
)
def test_expired_withdrawn_refused_and_never_given_are_told_apart(consents: list[object], said: str) -> None:
    (event,) = _behind(ce.load_engagement({"consents": consents}))
    assert event_words(event) == said


def _behind(engagement: Engagement) -> tuple[RecordEvent, ...]:
    return ce.assess(engagement, "essay", on="2026-07-02").records_behind("consent.to_tell_sponsor")


def test_an_unknown_fact_rests_on_nothing() -> None:
    assert _behind(Engagement()) == ()
    assert ce.assess({"consent.to_tell_sponsor": "oral"}, "essay").records_behind("consent.to_tell_sponsor") == ()


def test_each_missed_day_is_an_event() -> None:
    days = [date(2026, 6, 1) + timedelta(days=7 * number) for number in range(3)]
    engagement = ce.load_engagement({"commitments": [{"history": [{"day": day, "kept": False} for day in days]}]})
    events = ce.assess(engagement, "essay", on="2026-07-02").records_behind("commitment.missed_in_a_row")
    assert [(each.event, each.day) for each in events] == [(Event.DUE, day) for day in days]


def test_too_many_records_are_not_looked_through() -> None:
    consents = [{**CONSENT, "id": f"c-{number}", "by": "sponsor"} for number in range(1500)]
    many = ce.load_engagement({"consents": consents})
    assert _behind(many) == ()
