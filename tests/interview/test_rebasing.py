"""An interview knows its day and its engagement, and is brought to another day with word of what has changed."""

from __future__ import annotations

import copy
from datetime import date, datetime

import pytest
from hypothesis import given
from tests.interview.test_saving import saved

import coach_ethics as ce
from coach_ethics.coaching.read import engagement_digest
from coach_ethics.interview import answer, assessment, begin_interview, next_question, read_state, rebase, state_json
from coach_ethics.interview.state import State
from coach_ethics.problems import CaseProblems
from coach_ethics.testing.engagement_strategies import consistent_engagements

EXPIRING = """\
sponsor: {name: the employer}
consents:
  - {by: client, contents: [block], recipients: [sponsor], form: oral, given: 2026-06-01,
     expires: 2026-06-30, withdrawn: never}
"""


def begun(on: str = "2026-06-20") -> State:
    return begin_interview("essay", given=ce.load_engagement(EXPIRING), on=on)


def test_a_state_keeps_its_day_and_its_engagement() -> None:
    state = begun()
    assert (state.on, state.engagement) == (date(2026, 6, 20), engagement_digest(ce.load_engagement(EXPIRING)))
    again = read_state(state_json(state), state.prepared.policy)
    assert (again, copy.copy(state)) == (state, state)
    assert assessment(again).on == date(2026, 6, 20)
    assert begin_interview("essay", given={"block.present": True}).engagement is None


def test_a_state_that_was_saved_without_a_day_is_read() -> None:
    text = saved().replace('"on":', '"off":').replace('"engagement":', '"case":')
    from tests.interview.test_state import TEXT

    again = read_state(text, ce.load_policy(TEXT))
    assert (again.on, again.engagement, assessment(again).on) == (None, None, None)


def test_what_has_run_out_since_is_told() -> None:
    """A consent to the 30th of June counts on the 20th, and no longer in July."""
    state = begun()
    found = rebase(state, ce.load_engagement(EXPIRING), "2026-07-02")
    changed = {each.fact: (each.before, each.now) for each in found.changed}
    assert changed["consent.to_tell_sponsor"] == ("oral", "none")
    assert set(changed) == {name for name in changed if name.startswith("consent.")}
    assert assessment(found.state) == ce.assess(ce.load_engagement(EXPIRING), "essay", on="2026-07-02")
    assert found.state.on == date(2026, 7, 2)
    assert found.dropped == ()


def test_an_answer_counts_until_the_engagement_says_it_itself() -> None:
    state = begin_interview("collusion", about="name_block", on="2026-06-01")
    question = next_question(state)
    assert question is not None
    assert question.fact == "block.named"
    answered = answer(state, "block.named", False)
    assert rebase(answered, {}, "2026-06-02").state.answers == answered.answers
    found = rebase(answered, {"block.named": True}, "2026-06-02")
    assert found.dropped == answered.answers
    assert [(each.fact, each.before, each.now) for each in found.changed] == [("block.named", False, True)]


@given(consistent_engagements(date(2026, 3, 1), stated=False))
def test_on_its_own_day_nothing_changes(engagement: ce.Engagement) -> None:
    state = begin_interview("collusion", given=engagement, on=date(2026, 3, 1))
    found = rebase(state, engagement, datetime(2026, 3, 1, 12))
    assert (found.changed, found.dropped, found.state) == ((), (), state)


@pytest.mark.parametrize("day", ["never", 3, None])
def test_nonsense_is_no_day(day: object) -> None:
    if day is None:
        assert begin_interview("collusion").on == date.today()
    else:
        with pytest.raises(CaseProblems, match="X409"):
            rebase(begin_interview("collusion"), {}, day)  # type: ignore[arg-type]  # what a program without types may pass
