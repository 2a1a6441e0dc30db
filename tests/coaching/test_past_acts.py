"""What the coach has done counts from its day on, wherever the records are silent."""

from __future__ import annotations

from datetime import date

import attrs
import pytest
from hypothesis import given
from hypothesis import strategies as st

from coach_ethics import CaseProblems, Engagement, load_engagement
from coach_ethics.coaching.confidences import PerformedAct
from coach_ethics.coaching.consistency import standing_contradictions
from coach_ethics.coaching.past_acts import ASKED, MADE_SO, Follows
from coach_ethics.coaching.situation import situation_of
from coach_ethics.testing.engagement_strategies import DAYS, engagements, erased, pieces, without_contradictions

TODAY = DAYS[3]
DEEDS = st.lists(
    st.builds(
        PerformedAct,
        act=st.sampled_from((None, "fly_to_moon", *(each.act for each in (*MADE_SO, ASKED)))),
        day=st.sampled_from((None, *DAYS)),
    ),
    max_size=4,
).map(tuple)


@pytest.mark.parametrize("follows", MADE_SO)
@pytest.mark.parametrize(
    ("day", "known"), [(date(2026, 3, 1), True), (TODAY, True), (date(2026, 5, 1), None), (None, None)]
)
def test_what_was_done_is_so_from_its_day_on(follows: Follows, day: date | None, known: bool | None) -> None:
    deed = PerformedAct(act=follows.act, day=day)
    found = situation_of(Engagement(done=(deed,)), TODAY)
    assert found[follows.fact] is known


def test_that_the_client_was_asked_does_not_say_what_the_answer_is() -> None:
    assert (
        situation_of(Engagement(done=(PerformedAct(act="ask_decision", day=TODAY),)), TODAY)["client.decision"] is None
    )


@pytest.mark.parametrize(
    "text",
    [
        "block: {named: false}\ndone: [{act: name_block, day: 2026-03-01}]\n",
        "client: {decision: not_asked}\ndone: [{act: ask_decision}]\n",
        "coach: {supervision: {consulted: false}}\ndone: [{act: take_to_supervision, day: 2026-03-01}]\n",
    ],
)
def test_a_record_that_denies_what_was_done_is_refused(text: str) -> None:
    with pytest.raises(CaseProblems, match="F301"):
        load_engagement(text)


@given(st.data())
def test_erasing_a_piece_never_turns_what_was_done_into_its_opposite(data: st.DataObject) -> None:
    """The law of `test_engagement_laws`, where what was done makes a difference."""
    drawn = attrs.evolve(data.draw(engagements(stated=False)), done=data.draw(DEEDS))
    engagement = without_contradictions(drawn, TODAY)
    known = pieces(engagement)
    less = erased(engagement, data.draw(st.sampled_from(known))) if known else engagement
    if any(problem.code == "F311" for problem in standing_contradictions(less)):
        return  # whoever erases somebody's id has to erase what refers to them by it
    before, after = situation_of(engagement, TODAY), situation_of(less, TODAY)
    assert {name: value for name, value in before.values.items() if name in after} == dict(after.values)
