"""A question as data has all that a form, or a program, needs to have it answered."""

from __future__ import annotations

import json
from random import Random
from typing import Any

import jsonschema
import pytest

from coach_ethics import CaseProblems, begin_interview, load_policy
from coach_ethics.interview import InterviewQuestion, State, answer, next_question, progress, question_about
from coach_ethics.model.vocabulary import Value, belongs, domain
from coach_ethics.render.json import facts_data, question_data, question_json

STRANGE: tuple[object, ...] = (True, False, 0, -1, 10_000, 1.5, "", "maybe", [], {})
"""What may come from outside instead of an answer."""


def _possible(state: State, question: InterviewQuestion, values: tuple[Value | None, ...]) -> list[State]:
    """Where answers lead; constraints of the policy may rule some out."""
    found = []
    for value in values:
        try:
            found.append(answer(state, question.fact, value))
        except CaseProblems as refused:
            if [each.code for each in refused.problems] != ["I106"]:
                raise
    return found


@pytest.mark.parametrize("policy", ["essay", "confidentiality"])
def test_what_fits_the_schema_is_what_may_be_answered(policy: str) -> None:
    """All along an interview: the schema admits the values of the fact and null, and nothing else."""
    acts = {act.name for act in load_policy(policy).acts}
    draw = Random(7)
    state = begin_interview(policy, engine="compiled")
    while (question := next_question(state)) is not None:
        sent: dict[str, Any] = json.loads(question_json(question, progress(state)))
        assert (sent["fact"], sent["text"], sent["help"]) == (question.fact, question.text, question.help)
        jsonschema.Draft202012Validator.check_schema(sent["schema"])
        fits = jsonschema.Draft202012Validator(sent["schema"]).is_valid
        values = domain(question.type)
        assert all(map(fits, (*values, None)))
        assert [value for value in STRANGE if fits(value) and not belongs(value, question.type)] == []
        assert {each["value"] for each in sent["options"]} in ({*values}, set())
        assert sent["progress"]["answered"] == len(state.answers)
        assert {each["act"] for each in sent["waiting"]} <= acts
        assert sent["waiting"]
        state = draw.choice(_possible(state, question, (*values, None)))
    assert len(state.answers) > 4


def test_a_question_says_who_knows_its_answer_as_facts_do() -> None:
    """In the shape that the vocabulary has in JSON; `view` shows it to those."""
    policy = load_policy("collusion")
    known = {each["name"]: each["known_to"] for each in facts_data(policy.vocabulary)["facts"]}
    state = begin_interview(policy)
    for fact in ("block.named", "coach.takes_credit", "commitment.missed_in_a_row"):
        assert question_data(question_about(state, fact), progress(state))["known_to"] == known[fact]
