"""The solver gives up by counting its steps, and by the clock only where the caller set a time."""

from __future__ import annotations

from itertools import combinations, product

import pytest

pytest.importorskip("z3", reason="z3 isn't installed: `pip install 'coach-ethics[analysis]'`")

from coach_ethics.deontics.minimal import Budget
from coach_ethics.deontics.program import Program
from coach_ethics.engines.symbolic import layers
from coach_ethics.engines.symbolic.session import MOST_STEPS, SolverSession
from coach_ethics.model.answers import Found, Undecided
from coach_ethics.model.conditions import And, Condition, Holds, Not, Or
from coach_ethics.model.vocabulary import Boolean, Fact, Vocabulary

PIGEONS, HOLES = range(10), range(9)
SITS = {(pigeon, hole): Holds(f"pigeon_{pigeon}.in_{hole}") for pigeon, hole in product(PIGEONS, HOLES)}


def _session(budget: Budget | None = None) -> SolverSession:
    program = Program(Vocabulary(tuple(Fact(each.fact, Boolean()) for each in SITS.values())), ())
    return SolverSession(program, {}, budget)


def _every_pigeon_alone() -> list[Condition]:
    somewhere = [Or(tuple(SITS[pigeon, hole] for hole in HOLES)) for pigeon in PIGEONS]
    pairs = product(HOLES, combinations(PIGEONS, 2))
    return [*somewhere, *(Not(And((SITS[one, hole], SITS[other, hole]))) for hole, (one, other) in pairs)]


def test_a_question_that_takes_too_many_steps_is_unanswered(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(layers, "STEPS", 20_000)
    session = _session()
    assert isinstance(session.find(*_every_pigeon_alone()), Undecided)
    assert isinstance(session.find(SITS[0, 0]), Found), "the next question has its own bound"


def test_a_time_that_the_caller_sets_is_kept() -> None:
    budget = Budget(MOST_STEPS, seconds_left=lambda: 0.001)
    assert isinstance(_session(budget).find(*_every_pigeon_alone()), Undecided)


def test_all_questions_of_a_session_spend_one_budget() -> None:
    """What one question spends, the next ones lack, however small each of them is."""
    budget = Budget(2_000)
    session = _session(budget)
    answers = [session.find(*(SITS[pigeon, hole] for pigeon in PIGEONS)) for hole in HOLES for _ in range(30)]
    assert isinstance(answers[0], Found)
    assert answers[-1] == Undecided("all questions together took more than 2,000 steps")
    kinds = [type(each) for each in answers]
    assert kinds == sorted(kinds, key=[Found, Undecided].index), "once it is spent, it stays so"
