"""What is handed to users goes from one process to another: it is pickled and copied, and comes back equal."""

from __future__ import annotations

import copy
import pickle
from collections.abc import Callable
from concurrent.futures import ProcessPoolExecutor
from datetime import date
from multiprocessing import get_context

import pytest

import coach_ethics as ce
from coach_ethics.assessment.receipt import receipt
from coach_ethics.assessment.replay import replay
from coach_ethics.coaching.engagement import Engagement
from coach_ethics.coaching.situation import situation_of
from coach_ethics.interview import (
    State,
    follow_ups,
    next_question,
    progress,
    reply,
    state_json,
    take_over,
    unanswered,
)
from coach_ethics.problems import Problems

KNOWN = {"block.present": True, "commitment.missed_in_a_row": 3, "sponsor.present": True}


def _engagement() -> Engagement:
    return ce.load_engagement("sponsor: none\ndone: [{act: name_block, day: 2026-01-05}]\nteam.size: 7\n")


def _assessment() -> ce.Assessment:
    return ce.assess(KNOWN, "essay", engine="reference")


def _state() -> State:
    return ce.begin_interview("essay", given=KNOWN, engine="reference")


RESULTS: dict[str, Callable[[], object]] = {
    "policy": lambda: ce.load_policy("essay"),
    "engagement": _engagement,
    "situation": lambda: situation_of(_engagement(), date(2026, 2, 1)),
    "assessment": _assessment,
    "statuses": lambda: _assessment().statuses,
    "judgements": lambda: _assessment().judgements,
    "questions": lambda: _assessment().questions,
    "explanation": lambda: _assessment().why("renegotiate"),
    "changes": lambda: _assessment().what_would_forbid("withdraw"),
    "determining": lambda: _assessment().what_would_determine("withdraw"),
    "necessary": lambda: _assessment().necessary("name_block"),
    "sufficient": lambda: _assessment().sufficient("name_block"),
    "judgement": lambda: _assessment().judge("withdraw"),
    "side by side": lambda: ce.compare_case(KNOWN, ["essay", "withdrawal"], engine="reference"),
    "replay": lambda: replay(receipt(_assessment(), date(2026, 1, 1)), ce.load_policy("essay")),
    "interview": _state,
    "question": lambda: next_question(_state()),
    "progress": lambda: progress(_state()),
    "open ends": lambda: unanswered(_state()),
    "follow-ups": lambda: follow_ups(_state()),
    "replies": lambda: [reply(each, _state()) for each in follow_ups(_state())],
    "taken over": lambda: take_over(state_json(_state()), ce.load_policy("essay")),
}


@pytest.mark.parametrize("name", RESULTS)
def test_a_result_is_pickled_and_copied(name: str) -> None:
    result = RESULTS[name]()
    for protocol in range(2, pickle.HIGHEST_PROTOCOL + 1):
        assert pickle.loads(pickle.dumps(result, protocol)) == result
    assert copy.copy(result) == result
    assert copy.deepcopy(result) == result


def test_where_an_engagement_was_written_is_kept() -> None:
    assert pickle.loads(pickle.dumps(_engagement())).places == _engagement().places


def test_what_comes_back_is_as_read_only_as_before() -> None:
    again = pickle.loads(pickle.dumps(_assessment()))
    for mapping in (again.findings, again.concepts, again.norms, again.situation.values):
        with pytest.raises(TypeError):
            mapping["withdraw"] = None


def test_what_comes_back_answers_questions() -> None:
    """Also of the policy made ready, which is remembered here and made anew elsewhere."""
    again = pickle.loads(pickle.dumps(_assessment()))
    assert again.prepared is _assessment().prepared
    assert again.why("withdraw") == _assessment().why("withdraw")


def test_problems_are_pickled_and_copied() -> None:
    """A problem raised in another process arrives as what it is."""
    with pytest.raises(ce.CaseProblems) as caught:
        ce.assess({"block.presnt": True, "block.named": 3}, "essay")
    for again in (pickle.loads(pickle.dumps(caught.value)), copy.deepcopy(caught.value)):
        assert isinstance(again, ce.CaseProblems)
        assert again.problems == caught.value.problems
        assert str(again) == str(caught.value)


def test_cases_are_assessed_in_other_processes() -> None:
    """One fits, one doesn't; both come back."""
    with ProcessPoolExecutor(1, mp_context=get_context("spawn")) as pool:
        fine = pool.submit(ce.assess, KNOWN, "essay", engine="reference")
        faulty = pool.submit(ce.assess, {"block.presnt": True}, "essay", engine="reference")
        assert fine.result(timeout=60) == _assessment()
        with pytest.raises(Problems, match="F201"):
            faulty.result(timeout=60)
