"""The solver gives up by counting its steps, and by the clock only where the caller set a time."""

from __future__ import annotations

from itertools import combinations, product

import pytest

pytest.importorskip("z3", reason="z3 isn't installed: `pip install 'coach-ethics[analysis]'`")

from coach_ethics.deontics.program import Program
from coach_ethics.engines.symbolic import layers
from coach_ethics.engines.symbolic.session import SolverSession
from coach_ethics.model.answers import Found, Undecided
from coach_ethics.model.conditions import And, Condition, Holds, Not, Or
from coach_ethics.model.vocabulary import Boolean, Fact, Vocabulary

PIGEONS, HOLES = range(10), range(9)
SITS = {(pigeon, hole): Holds(f"pigeon_{pigeon}.in_{hole}") for pigeon, hole in product(PIGEONS, HOLES)}


def _session(seconds: float | None = None) -> SolverSession:
    program = Program(Vocabulary(tuple(Fact(each.fact, Boolean()) for each in SITS.values())), ())
    return SolverSession(program, {}) if seconds is None else SolverSession(program, {}, seconds)


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
    assert isinstance(_session(seconds=0.001).find(*_every_pigeon_alone()), Undecided)
