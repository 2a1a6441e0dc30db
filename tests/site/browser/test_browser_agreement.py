"""Dialogues in the browser's Python come to what this Python says: the same questions, the same assessment."""

from __future__ import annotations

import json
from collections.abc import Callable
from random import Random
from typing import Any

import pytest
from tests.counting import Counted
from tests.site.browser.conftest import NEW
from tests.site.browser.places import DIALOGUES

import coach_ethics as ce
from coach_ethics.interview import answer, assessment, begin_interview, next_question, state_json
from coach_ethics.model.policy import Policy
from coach_ethics.shipped import shipped_names


@pytest.mark.parametrize("seed", range(1, DIALOGUES + 1))
@pytest.mark.parametrize("policy", shipped_names())
def test_random_dialogues_end_as_they_do_here(
    asking: Callable[[dict[str, Any]], Any], policy: str, seed: int, counted: Counted
) -> None:
    named = ce.load_policy(policy)
    if not named.acts:
        refused = asking({"do": "begin", "policy": policy})
        assert [each["code"] for each in refused["problems"]] == ["I107"]
        return
    _ends_alike(asking, named, Random(f"{policy} {seed}"))
    counted("random dialogues in a browser that ended as here", 1)


def test_a_policy_from_new_is_asked_in_its_page_as_it_is_here(asking: Callable[[dict[str, Any]], Any]) -> None:
    for seed in range(3):
        _ends_alike(asking, ce.load_policy(NEW), Random(f"our-code {seed}"))


def _ends_alike(asking: Callable[[dict[str, Any]], Any], policy: Policy, draw: Random) -> None:
    state = begin_interview(policy, engine="compiled")
    there = asking({"do": "begin", "policy": policy.name})
    while (question := next_question(state)) is not None:
        told = there["question"]
        assert (told["fact"], told["text"]) == (question.fact, question.text)
        known = [each["value"] for each in told["options"]] or told["range"]
        value = draw.choice([*known, None])
        said = {"do": "answer", "policy": policy.name, "state": there["state"], "fact": question.fact, "value": value}
        answered = asking(said)
        if "problems" in answered:
            with pytest.raises(ce.CaseProblems) as refused:
                answer(state, question.fact, value)
            assert [each["code"] for each in answered["problems"]] == [each.code for each in refused.value.problems]
        else:
            state, there = answer(state, question.fact, value), answered
    assert there["question"] is None
    assert json.loads(there["state"])["answers"] == json.loads(state_json(state))["answers"]
    found = asking({"do": "result", "policy": policy.name, "state": there["state"]})
    assert found["json"] == ce.assessment_json(assessment(state))
