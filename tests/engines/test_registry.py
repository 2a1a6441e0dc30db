from __future__ import annotations

import builtins
import subprocess
import sys
from collections.abc import Mapping, Sequence
from types import ModuleType

import pytest

from coach_ethics.deontics.program import Definition, Kind, Program
from coach_ethics.engines import ENGINES, default_engine, installed, prepare, version
from coach_ethics.model.conditions import Holds
from coach_ethics.model.situation import Situation
from coach_ethics.model.vocabulary import Boolean, Fact, Vocabulary
from coach_ethics.problems import CaseProblems

PROGRAM = Program(
    Vocabulary((Fact("trust.given", Boolean()),)),
    (Definition("given", Kind.CONCEPT, ("given",), Holds("trust.given")),),
)


def test_the_engines_have_names() -> None:
    assert ENGINES == ("reference", "durable", "compiled", "symbolic")
    assert default_engine() == ("durable" if installed("durable") else "compiled")


@pytest.mark.parametrize("engine", ENGINES)
def test_each_engine_evaluates_a_program(engine: str) -> None:
    if not installed(engine):
        pytest.skip(f"the engine `{engine}` isn't installed here")
    evaluator = prepare(engine, PROGRAM)
    assert dict(evaluator(Situation({"trust.given": True}))) == {"given": True}
    assert dict(evaluator(Situation({}))) == {"given": None}
    assert version(engine)


@pytest.mark.parametrize("ask", [lambda name: prepare(name, PROGRAM), installed, version])
def test_an_engine_that_does_not_exist_is_a_problem_with_a_fix(ask: object) -> None:
    assert callable(ask)
    with pytest.raises(CaseProblems) as caught:
        ask("compild")
    (problem,) = caught.value.problems
    assert (problem.code, problem.message) == ("E501", "`compild` is not an engine")
    assert problem.help == "did you mean `compiled`?"
    with pytest.raises(CaseProblems) as caught:
        ask("zzz")
    assert caught.value.problems[0].help == "the engines are `reference`, `durable`, `compiled`, `symbolic`"


def test_where_durable_rules_is_not_installed_the_compiled_engine_answers(monkeypatch: pytest.MonkeyPatch) -> None:
    real = builtins.__import__

    def without(
        name: str,
        globals_: Mapping[str, object] | None = None,
        locals_: Mapping[str, object] | None = None,
        fromlist: Sequence[str] = (),
        level: int = 0,
    ) -> ModuleType:
        if name == "durable_rules_engine":
            raise ImportError(name)
        return real(name, globals_, locals_, fromlist, level)

    monkeypatch.setattr(builtins, "__import__", without)
    assert default_engine() == "compiled"
    with pytest.raises(CaseProblems) as caught:
        prepare("durable", PROGRAM)
    (problem,) = caught.value.problems
    assert problem.code == "E502"
    assert problem.message == "the engine `durable` needs durable_rules, which isn't installed here"
    assert problem.help is not None
    assert "pip install durable-rules" in problem.help


def test_choosing_an_engine_imports_no_other() -> None:
    script = (
        "import sys, coach_ethics.engines; print([name for name in sys.modules if 'durable' in name"
        " or 'compiled' in name])"
    )
    ran = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True)
    assert ran.stdout.strip() == "[]"
