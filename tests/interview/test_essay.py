"""The essay's own dialogue comes out of the policy: nothing of it is scripted but the order."""

from __future__ import annotations

from functools import cache
from random import Random

import pytest
from tests.interview.essay_paths import END_OF_ROAD, ENDS, NO_PERMISSION, PATHS

from coach_ethics.assessment.assess import assess
from coach_ethics.coaching.policies import load_policy
from coach_ethics.cohorts.frames import assess_frame
from coach_ethics.interview import (
    State,
    answer,
    assessment,
    back,
    begin_interview,
    finished,
    follow_ups,
    next_question,
    progress,
    reply,
    unanswered,
)
from coach_ethics.interview.replies import AllowingReply, Asks, ChoicesReply, CourseReply, ObjectionReply
from coach_ethics.model.vocabulary import Value, domain
from coach_ethics.problems import CaseProblems
from coach_ethics.render.interview import reply_document
from coach_ethics.render.plain_text import text

ESSAY = cache(load_policy)


def led(answers: dict[str, Value], engine: str | None = None) -> tuple[State, list[str]]:
    """An interview with these answers, as far as they go, and the facts that were asked for."""
    state, asked = begin_interview(ESSAY("essay"), engine=engine), list[str]()
    while (question := next_question(state)) is not None and question.fact in answers:
        asked.append(question.fact)
        state = answer(state, question.fact, answers[question.fact])
    return state, asked


@pytest.mark.parametrize("engine", ["reference", "compiled"])  # tests/cli/test_ask.py leads them on all engines
@pytest.mark.parametrize("path", PATHS)
def test_each_path_asks_just_its_questions_and_comes_to_its_end(path: str, engine: str) -> None:
    state, asked = led(PATHS[path], engine)
    assert asked == list(PATHS[path])
    assert finished(state)
    statuses = assessment(state).statuses
    assert {act: statuses[act].value for act in ENDS[path]} == ENDS[path]
    assert unanswered(state) == ()


def test_the_paths_as_rows_of_a_cohort_come_to_the_same_ends() -> None:
    """The columnar engine, which leads no interview, says of each end what the reference says, act by act."""
    polars = pytest.importorskip("polars", reason="Polars isn't installed")
    policy = ESSAY("essay")
    ends = [assessment(led(PATHS[path], "reference")[0]) for path in PATHS]
    facts = {fact.name: [end.situation.values.get(fact.name) for end in ends] for fact in policy.vocabulary}
    assessed = assess_frame(polars.DataFrame(facts), policy, determined=True)
    for number, (path, end) in enumerate(zip(PATHS, ends, strict=True)):
        row = {act: assessed[f"ethics_{act}"][number] for act in end.statuses}
        assert row == {act: status.value for act, status in end.statuses.items()}
        assert {act: row[act] for act in ENDS[path]} == ENDS[path]


def test_whether_it_was_examined_is_not_asked_where_help_in_time_is_possible() -> None:
    """P11: the client is still learning, and the dialogue is over."""
    assert "block.examined_as_learning" not in led(PATHS["still-learning"])[1]


def test_permission_is_not_asked_for_before_the_end_of_the_road() -> None:
    """P21 to P24 follow from P20 only."""
    for path in ("still-learning", "not-yet-examined"):
        assert "consent.to_tell_sponsor" not in led(PATHS[path])[1]


def test_where_permission_is_not_known_the_contract_can_determine_it() -> None:
    """What a coach doesn't know stays open, and what else could determine it is asked."""
    state, _ = led(END_OF_ROAD)
    state = answer(state, "consent.to_tell_sponsor", None)
    question = next_question(state)
    assert question is not None
    assert question.fact == "contract.foresees_block"
    assert finished(answer(state, question.fact, True))
    state = answer(state, question.fact, False)
    while (question := next_question(state)) is not None:
        state = answer(state, question.fact, None)
    (end,) = unanswered(state)
    assert end.act == "withdraw"
    assert "consent.to_tell_sponsor" in end.facts
    assert end.determining[0].surely


def test_why_a_question_is_put() -> None:
    """Withdrawing waits for the permission, through the norm that keeps the confidence."""
    question = next_question(led(END_OF_ROAD)[0])
    assert question is not None
    assert question.fact == "consent.to_tell_sponsor"
    (waiting,) = question.waiting
    assert (waiting.act, waiting.norms) == ("withdraw", ("keep-confidence",))
    assert [cite.place for cite in question.cites] == ["P21", "P22", "P23", "P24"]


def test_the_foretold_number_of_questions_is_never_exceeded() -> None:
    """Whatever is answered or not known: every answer lowers the bound by one at least."""
    for seed in range(12):
        draw, state = Random(seed), begin_interview(ESSAY("essay"), engine="compiled")
        while (question := next_question(state)) is not None:
            before, value = progress(state), draw.choice([None, None, *domain(question.type)])
            try:
                state = answer(state, question.fact, value)
            except CaseProblems:  # it can't be so together with what was answered
                continue
            assert progress(state).at_most < before.at_most


def test_the_follow_ups_of_the_essay() -> None:
    """P16, P18, P23 and P25, drawn from the policy, each with its answer."""
    state, _ = led({**NO_PERMISSION, **PATHS["withdraw"]})
    offered = follow_ups(state)
    by_kind = {(each.asks, each.subject): each for each in offered}
    choices = reply(by_kind[Asks.CHOICES, ""], state)
    assert isinstance(choices, ChoicesReply)
    assert [choice.course for choice, _ in choices.choices] == [{"tell_client", "withdraw"}]
    duties = {duty.act: duty for duty in choices.choices[0][1]}
    assert [norm.name for norm in duties["withdraw"].norms] == ["choose-openly"]
    assert duties["tell_client"].included_in == ("withdraw",)
    going_on = reply(by_kind[Asks.COURSE, "continue_coaching"], state)
    assert isinstance(going_on, CourseReply)
    assert "no-carrying-on-regardless" in {breach.norm.name for breach in going_on.judgement.breaches}
    openly = reply(by_kind[Asks.COURSE, "renegotiate"], state)
    assert isinstance(openly, CourseReply)
    assert openly.judgement.course == {"renegotiate", "tell_client", "tell_sponsor"}
    assert [breach.norm.name for breach in openly.judgement.breaches] == ["keep-confidence"]
    how = reply(by_kind[Asks.ALLOWING, "renegotiate"], state)
    assert isinstance(how, AllowingReply)
    assert [[shift.fact for shift in change.shifts] for change in how.changes if change.possible_now] == [
        ["consent.to_tell_sponsor"]
    ]
    objection = reply(by_kind[Asks.OBJECTION, "let-consequences-teach"], state)
    assert isinstance(objection, ObjectionReply)
    assert [cite.place for cite in objection.objection.cites] == ["P25", "P26", "P27"]


def test_a_dilemma_is_asked_on_what_each_way_out_would_cost() -> None:
    """What is done, what that breaches or leaves undone, why, and where it is written, side by side."""
    scenario = next(each for each in load_policy("essay").scenarios if each.expect.dilemma)
    result = assess(dict(scenario.given), "essay", engine="reference")
    follow_up = next(each for each in follow_ups(result) if each.asks is Asks.TRADE_OFFS)
    told = text(reply_document(reply(follow_up, result), result), width=300)
    assert len(result.trade_offs) > 1
    for part in ("report progress", "keep-promise-of-secrecy", "leaving undone: report progress", "essay P4"):
        assert part in told


def test_follow_ups_of_an_assessment() -> None:
    """They are drawn from an assessment as well, then about every act."""
    state, _ = led(PATHS["withdraw"])
    subjects = {(each.asks, each.subject) for each in follow_ups(assessment(state))}
    assert (Asks.COURSE, "carry_on_as_before") in subjects
    assert {(each.asks, each.subject) for each in follow_ups(state)} <= subjects
    # What is forbidden in every situation isn't asked about.
    assert not any(subject == "claim_credit" for _, subject in subjects)


def test_back_takes_one_answer_back() -> None:
    state, asked = led(PATHS["withdraw"])
    for fact in reversed(asked):
        state = back(state)
        question = next_question(state)
        assert question is not None
        assert question.fact == fact
    assert back(state) == state
