"""An assessment in brief says what the whole says, in little room."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

import coach_ethics as ce
from coach_ethics.render.brief import brief, brief_json
from coach_ethics.testing.situation_strategies import situations
from coach_ethics.testing.strategies import policies

EXAMPLES = Path(__file__).parents[2] / "examples"


@pytest.mark.parametrize("example", ["essay", "dilemma", "two_party"])
def test_a_case_of_the_essay_fits_into_two_kilobytes(example: str) -> None:
    result = ce.assess(ce.load_engagement(EXAMPLES / f"{example}.yaml"), "essay", on="2026-03-20")
    assert len(brief_json(result).encode()) < 2_000


def test_what_is_known_of_the_essay_s_case_is_there() -> None:
    result = ce.assess(ce.load_engagement(EXAMPLES / "essay.yaml"), "essay", on="2026-03-20")
    found = json.loads(brief_json(result, words=True))
    assert found["choices"] == [["tell_client", "withdraw"]]
    assert found["acts"]["forbidden"]["tell_sponsor"] == ["keep-confidence"]
    assert found["words"]["norms"]["keep-confidence"]
    assert found["words"]["acts"]["withdraw"]


@given(st.data())
def test_a_brief_says_the_status_of_every_act_and_every_choice(data: st.DataObject) -> None:
    policy = data.draw(policies())
    result = ce.assess(data.draw(situations(policy)), policy, engine="compiled")
    found = brief(result)
    assert {act: status for status, acts in found.acts.items() for act in acts} == dict(result.statuses)
    assert {*found.choices, *found.open_choices} == {choice.course for choice in result.choices}
    assert not any(choice.open and choice.course in found.choices for choice in result.choices)
