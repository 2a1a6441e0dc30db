"""Talking instead of answering: said in whatever order, amended or taken back, the assessment is the same."""

from __future__ import annotations

import pytest
from attrs import evolve
from hypothesis import given
from hypothesis import strategies as st
from tests.interview.enumeration import SMALL, SMALL_TYPES
from tests.interview.test_state import TEXT, begun

import coach_ethics as ce
from coach_ethics.interview import (
    State,
    amend,
    answer,
    assessment,
    back,
    begin_interview,
    next_question,
    question_about,
    read_answer,
    read_state,
    rebase,
    state_json,
    tell,
)
from coach_ethics.interview.state import without
from coach_ethics.model.policy import Policy
from coach_ethics.model.situation import Situation
from coach_ethics.model.vocabulary import Value, domain
from coach_ethics.problems import CaseProblems
from coach_ethics.testing.situation_strategies import complete_situations
from coach_ethics.testing.strategies import policies


def refused(call: object, *args: object) -> list[str]:
    """What is said of what isn't taken."""
    with pytest.raises(CaseProblems) as found:
        call(*args)  # type: ignore[operator]  # one of the functions under test
    return [f"{each.code}: {each.message} | {each.help}" for each in found.value.problems]


@given(st.data())
def test_any_order_of_telling_ends_in_the_same_assessment(data: st.DataObject) -> None:
    """Told in any order, in handfuls, first told wrongly, amended or taken back: what is known in the end counts."""
    policy = data.draw(policies(sizes=SMALL, types=SMALL_TYPES))
    where = data.draw(complete_situations(policy))
    try:
        expected = ce.assess(where, policy, engine="compiled")
    except CaseProblems:
        return  # a situation that the constraints rule out
    state = begin_interview(policy, engine="compiled")
    left = data.draw(st.permutations(list(where.values)))
    while left:
        often = data.draw(st.integers(1, 3))
        now, left = left[:often], left[often:]
        state = _told_somehow(state, now, where, data)
    missing = {fact: value for fact, value in where.values.items() if state.situation[fact] is None}
    state = tell(state, missing)
    assert state.situation == where
    found = assessment(state)
    assert (found.findings, found.choices, found.norms) == (expected.findings, expected.choices, expected.norms)
    assert read_state(state_json(state), policy) == state


def _told_somehow(state: State, facts: list[str], where: Situation, data: st.DataObject) -> State:
    """The interview with these facts, told in one of the ways in which people talk."""
    right = {fact: where[fact] for fact in facts}
    match data.draw(st.sampled_from(("plainly", "unsure", "back", "wrong"))):
        case "unsure":
            return tell(tell(state, dict.fromkeys(facts)), right)
        case "back":
            return tell(back(tell(state, right), facts[0]), right)
        case "wrong":
            other = data.draw(st.sampled_from(domain(state.prepared.policy.vocabulary[facts[0]].type)))
            try:
                state = tell(state, {facts[0]: other})
            except CaseProblems:
                return state
            return tell(amend(state, facts[0], right[facts[0]]), right)
        case _:
            return tell(state, right)


@given(st.data())
def test_what_is_told_first_needn_t_be_asked(data: st.DataObject) -> None:
    """However much is told first, the questions that are left determine the acts alike."""
    policy = data.draw(policies(sizes=SMALL, types=SMALL_TYPES))
    where = data.draw(complete_situations(policy))
    try:
        expected = ce.assess(where, policy, engine="compiled")
    except CaseProblems:
        return
    first = data.draw(st.sets(st.sampled_from(list(where.values)))) if where.values else set()
    state = tell(begin_interview(policy, engine="compiled"), {fact: where[fact] for fact in first})
    while (question := next_question(state)) is not None:
        assert question.fact not in first
        state = answer(state, question.fact, where[question.fact])
    found = assessment(state).statuses
    assert {act: found[act] for act in state.about} == {act: expected.statuses[act] for act in state.about}


def test_all_that_is_wrong_is_said_at_once() -> None:
    state = tell(begun(), {"gift.offered": True})
    wrong: dict[str, Value | None] = {"gift.wrth": 3, "gift.kind": "mony", "gift.offered": False}
    misfit, otherwise, unknown = refused(tell, state, wrong)
    assert unknown.startswith("F201: `gift.wrth` is not a fact of this vocabulary | did you mean `gift.worth`?")
    assert misfit.startswith("F202: `mony` is not a value of `gift.kind`")
    assert "did you mean `money`?" in misfit
    assert otherwise == (
        "I109: `gift.offered` is `true` by what was said before; now it is said to be `false` | "
        "`amend` changes what was said before"
    )


def test_what_is_told_must_fit_together() -> None:
    both = {"gift.kind": "book", "gift.worth": 101}
    assert refused(tell, begun(), both) == [
        "I106: the answers about `gift.kind` and `gift.worth` contradict each other: no book is worth as much | "
        "give other answers, or go back"
    ]
    dear = tell(begun(), {"gift.worth": 101})
    assert refused(tell, dear, {"gift.kind": "book"}) == [
        "I106: that answer about `gift.kind` contradicts what is already known: no book is worth as much | "
        "give another answer, or amend what was said about `gift.worth`"
    ]
    book = tell(amend(dear, "gift.worth", 100), {"gift.kind": "book"})
    assert refused(amend, book, "gift.worth", 102)[0].startswith("I106")
    assert amend(book, "gift.worth", None).not_known == ("gift.worth",)


def test_an_amended_answer_keeps_its_place() -> None:
    state = tell(tell(begun(), {"gift.offered": True}), {"gift.worth": 30})
    amended = amend(state, "gift.offered", False)
    assert [(each.fact, each.value) for each in amended.answers] == [("gift.offered", False), ("gift.worth", 30)]
    assert amend(amended, "gift.offered", True) == state
    assert back(amended, "gift.offered") == begun()
    assert back(amended, "gift.worth") == back(amended)


def test_what_was_not_said_cannot_be_amended_or_taken_back() -> None:
    state = tell(begun(), {"gift.worth": 30})
    assert refused(amend, state, "gift.kind", "book")[0].startswith(
        "I108: nothing has been answered about `gift.kind` | `tell` takes what hasn't been said yet"
    )
    assert refused(back, state, "gift.wort") == [
        "I108: nothing has been answered about `gift.wort` | did you mean `gift.worth`?"
    ]
    assert refused(amend, state, "gift.wort", 3)[0].startswith("F201")
    assert refused(amend, state, "gift.worth", 501)[0].startswith("F202")


def test_what_was_given_as_a_fact_is_amended_and_what_an_engagement_says_is_corrected_there() -> None:
    given_ = begun(gift_offered=True)
    amended = amend(given_, "gift.offered", False)
    assert (amended.situation["gift.offered"], len(amended.given)) == (False, 0)
    assert read_state(state_json(amended), ce.load_policy(TEXT)) == amended
    engagement = ce.load_engagement("facts: {block.present: true}")
    state = begin_interview("collusion", given=engagement)
    for told in (refused(amend, state, "block.present", False), refused(tell, state, {"block.present": False})):
        assert told[0].startswith("I109: `block.present`")
        assert "with `rebase`" in told[0]


def test_an_answer_that_the_engagement_rules_out_is_dropped() -> None:
    state = tell(begun(), {"gift.kind": "book"})
    found = rebase(state, {"gift.worth": 300})
    assert [each.fact for each in found.dropped] == ["gift.kind"]
    assert found.state.situation == Situation({"gift.worth": 300})
    assert assessment(found.state).statuses


def test_any_fact_can_be_asked_about() -> None:
    state = tell(begun(), {"gift.offered": True})
    question = question_about(state, "gift.offered")
    first = next_question(without(state, "gift.offered"))
    assert first is not None
    assert question == evolve(first, notices=())
    assert amend(state, question.fact, read_answer(question, "No.")).situation["gift.offered"] is False
    assert question_about(state, "gift.kind").fact == "gift.kind"
    assert refused(question_about, state, "gift.offred")[0].endswith("did you mean `gift.offered`?")


def test_telling_nothing_changes_nothing() -> None:
    policy: Policy = ce.load_policy(TEXT)
    state = tell(begin_interview(policy, given={"gift.worth": 3}), {"gift.kind": None})
    assert tell(state, {}) == tell(state, {"gift.worth": 3, "gift.kind": None}) == state
