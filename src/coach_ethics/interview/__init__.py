"""The dialogue with a policy, as a pure state machine: it asks only what matters, and says why.

    state = interview("essay")
    while (question := next_question(state)) is not None:
        state = answer(state, question.fact, ...)  # a value, or None for "I don't know"
    result = assessment(state)

A state is frozen and plain: `state_json` and `read_state` keep it anywhere between two questions.
"""

from coach_ethics.interview.follow_ups import FollowUp, Reply, follow_ups, reply
from coach_ethics.interview.question import (
    InterviewQuestion,
    Progress,
    answer,
    answer_schema,
    finished,
    next_question,
    progress,
)
from coach_ethics.interview.read_answer import read_answer
from coach_ethics.interview.saving import TakenOver, read_state, state_json, take_over
from coach_ethics.interview.state import State, assessment, back, interview
from coach_ethics.interview.unanswered import OpenQuestion, unanswered

__all__ = [
    "FollowUp",
    "InterviewQuestion",
    "OpenQuestion",
    "Progress",
    "Reply",
    "State",
    "TakenOver",
    "answer",
    "answer_schema",
    "assessment",
    "back",
    "finished",
    "follow_ups",
    "interview",
    "next_question",
    "progress",
    "read_answer",
    "read_state",
    "reply",
    "state_json",
    "take_over",
    "unanswered",
]
