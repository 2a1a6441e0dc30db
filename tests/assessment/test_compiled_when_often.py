"""An evaluator that compiles its program once it is asked often: nobody can tell but by the clock."""

from __future__ import annotations

import pytest

from coach_ethics.assessment import compiled_when_often
from coach_ethics.assessment.compiled_when_often import OFTEN, CompiledWhenOften
from coach_ethics.assessment.preparation import prepared
from coach_ethics.deontics.program import Program
from coach_ethics.engines.reference import evaluate
from coach_ethics.engines.registry import Evaluator, prepare
from coach_ethics.model.situation import Situation


def test_the_answers_are_the_same_before_and_after(monkeypatch: pytest.MonkeyPatch) -> None:
    """And the program is compiled once, when it has been asked often enough."""
    compiled: list[str] = []

    def watched(engine: str, program: Program) -> Evaluator:
        compiled.append(engine)
        return prepare(engine, program)

    monkeypatch.setattr(compiled_when_often, "prepare", watched)
    ready = prepared("essay", "reference")
    evaluator = CompiledWhenOften(ready.program)
    situations = [Situation(dict(each.given)) for each in ready.policy.scenarios]
    assert len(situations) > OFTEN
    for situation in situations[:OFTEN]:
        assert evaluator(situation) == evaluate(ready.program, situation)
    assert compiled == []
    for situation in situations[OFTEN:]:
        assert evaluator(situation) == evaluate(ready.program, situation)
    assert compiled == ["compiled"]
