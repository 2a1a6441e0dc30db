"""Steps of a dialogue that follow from earlier answers: their words and their turn."""

from __future__ import annotations

import pytest

import coach_ethics as ce
from coach_ethics.interview.question import answer, next_question
from coach_ethics.interview.state import State, begin_interview
from coach_ethics.language.policies.write import write_policy
from coach_ethics.model.vocabulary import Value

GIFTS = """
policy: gifts
facts:
  gift.offered: {type: bool, ask: Is there a gift?}
  gift.sways: {type: bool, ask: Would a gift sway you?}
  gift.secret: {type: bool, ask: Would it be secret?}
acts: {accept: {}}
concepts: {harmless: {when: gift.offered and not gift.sways}}
norms:
  no-bribes: {must_not: accept, when: gift.sways or gift.secret}
  no-gifts: {must_not: accept, when: gift.offered and gift.secret}
dialogue:
  - {ask: gift.offered, text: Has a gift been offered?}
  - {ask: gift.secret, when: harmless, text: "Then, would it stay between you?"}
  - {ask: gift.sways, when: gift.offered, text: And would it sway you?}
  - {ask: gift.sways}
"""


def asked(given: dict[str, Value], policy: str = GIFTS) -> tuple[str, str]:
    question = next_question(begin_interview(ce.load_policy(policy), given=given))
    assert question is not None
    return question.fact, question.text


@pytest.mark.parametrize(
    ("given", "expected"),
    [
        ({}, ("gift.sways", "Would a gift sway you?")),
        ({"gift.offered": True}, ("gift.sways", "And would it sway you?")),
        ({"gift.offered": False}, ("gift.sways", "Would a gift sway you?")),
        ({"gift.offered": True, "gift.sways": False}, ("gift.secret", "Then, would it stay between you?")),
        ({"gift.offered": False, "gift.sways": False}, ("gift.secret", "Would it be secret?")),
    ],
)
def test_a_step_has_its_turn_and_its_words_only_where_they_follow(
    given: dict[str, Value], expected: tuple[str, str]
) -> None:
    assert asked(given) == expected


def test_a_policy_is_written_with_its_steps() -> None:
    policy = ce.load_policy(GIFTS)
    assert ce.load_policy(write_policy(policy)).dialogue == policy.dialogue


def test_without_either_is_not_how_the_essay_begins_on_disclosing() -> None:
    """Wherever an interview begins, no text of the essay speaks of what wasn't said."""
    essay = ce.load_policy("essay")
    following = ("Without either", "Or did", "And has", "since then", "this block", "this very block")
    for act in essay.acts:
        question = next_question(begin_interview(essay, act.name))
        assert question is None or not any(words in question.text for words in following)


def test_without_either_comes_after_both() -> None:
    state: State = begin_interview("essay")
    texts = []
    answers: dict[str, Value] = {
        "sponsor.present": True,
        "coach.purpose": "client_learning",
        "outcomes.agreed_by_client": True,
        "outcomes.agreed_by_sponsor": True,
        "commitment.missed_in_a_row": 3,
        "block.present": True,
        "block.named": True,
        "client.decision": "pending",
        "block.coach_can_help_in_time": False,
        "block.examined_as_learning": True,
        "contract.renegotiated": False,
        "consent.to_tell_sponsor": "none",
        "contract.foresees_block": False,
        "law.requires_disclosure": True,  # presumed otherwise, and then nobody could be told
    }
    while (question := next_question(state)) is not None and question.fact in answers:
        texts.append(question.text)
        state = answer(state, question.fact, answers[question.fact])
    assert question is not None
    assert question.text.startswith("Without either")
    assert "And has the sponsor agreed them?" in texts
