"""Interviews with a policy, as a pure state machine: only questions that matter are asked, each with its reason.

    state = begin_interview("essay")
    while (question := next_question(state)) is not None:
        state = answer(state, question.fact, ...)  # a value, or None for "I don't know"
    result = assessment(state)

A state is frozen and plain: `state_json` and `read_state` store it anywhere between two questions.
"""

from coach_ethics.faces import face

__getattr__, __dir__ = face(__name__)
