"""An interview asks for what decides what goes with an act that may be done, and tells it at its end."""

from __future__ import annotations

from coach_ethics.assessment.assess import assess
from coach_ethics.coaching.policies import load_policy
from coach_ethics.findings import Status
from coach_ethics.interview.open_questions import unanswered
from coach_ethics.interview.question import answer, finished, next_question
from coach_ethics.interview.state import assessment, begin_interview
from coach_ethics.render.interview import closing_document, waiting_document
from coach_ethics.render.plain_text import text

RECORDED = load_policy("""
policy: recorded
facts:
  case.serious: {type: bool, ask: Is it serious?, means: it is serious}
  case.urgent: {type: bool, ask: Is it urgent?, means: it is urgent}
acts:
  disclose: {means: Tell}
  record: {means: Write it down}
  wait: {means: Wait}
norms:
  may-tell: {may: disclose, when: case.serious, because: It may be told.}
  never-else: {must_not: disclose, when: not case.serious, because: It is told in trust.}
  record-it: {if_doing: disclose, must: record, when: case.urgent, because: So that it can be looked up.}
""")


def test_it_asks_whether_something_goes_with_an_act_that_may_be_done() -> None:
    begun = begin_interview(RECORDED, "disclose")
    first = next_question(begun)
    assert first is not None
    assert first.fact == "case.serious"
    state = answer(begun, "case.serious", True)
    question = next_question(state)
    assert question is not None
    assert question.fact == "case.urgent"
    (waiting,) = question.waiting
    assert (waiting.act, waiting.if_doing, waiting.norms) == ("record", "disclose", ("record-it",))
    assert waiting.statuses == (Status.REQUIRED, Status.UNREGULATED)
    assert "Write it down. If you disclose, it could be required." in text(waiting_document(question, RECORDED))
    told = text(closing_document(answer(state, "case.urgent", True)))
    assert "if you do, you must also: write it down." in told
    assert "because: So that it can be looked up. [record-it]" in told


def test_it_does_not_ask_where_the_act_is_forbidden() -> None:
    assert finished(answer(begin_interview(RECORDED, "disclose"), "case.serious", False))


def test_what_the_coach_does_not_know_is_left_open() -> None:
    state = answer(begin_interview(RECORDED, "disclose", {"case.serious": True}), "case.urgent", None)
    assert finished(state)
    (open_,) = unanswered(state)
    assert (open_.act, open_.if_doing, open_.facts) == ("record", "disclose", ("case.urgent",))
    told = " ".join(text(closing_document(state)).split())
    assert "Write it down. If you disclose, it could be required." in told
    assert "if you do, you may also have to: write it down. (depends on case.urgent)" in told


def test_an_assessment_asks_for_it_too() -> None:
    found = assess({"case.serious": True}, RECORDED)
    assert [(each.fact, each.acts, each.determines) for each in found.questions] == [("case.urgent", ("disclose",), 1)]
    assert assessment(begin_interview(RECORDED, given={"case.serious": True})).companions == found.companions
