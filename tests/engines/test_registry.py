from __future__ import annotations

import builtins
import json
import re
import subprocess
import sys
from collections.abc import Mapping, Sequence
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest

from coach_ethics.deontics.program import Definition, Kind, Program
from coach_ethics.engines.registry import (
    ENGINES,
    EVALUATORS,
    EXPORTERS,
    Engine,
    default_engine,
    evaluates_here,
    export,
    installed,
    prepare,
    prepare_frames,
    version,
)
from coach_ethics.findings import Truth
from coach_ethics.model.conditions import Holds, Named, Not
from coach_ethics.model.situation import Situation
from coach_ethics.model.vocabulary import Boolean, Fact, Vocabulary
from coach_ethics.problems import CaseProblems

PROGRAM = Program(
    Vocabulary((Fact("trust.given", Boolean()),)),
    (
        Definition("given", Kind.CONCEPT, ("given",), Holds("trust.given")),
        Definition("missing", Kind.CONCEPT, ("missing",), Not(Named("given"))),
    ),
)
ROWS: dict[bool | None, dict[str, Truth]] = {
    True: {"given": True, "missing": False},
    None: {"given": None, "missing": None},
}
"""What is known of the one fact, and what the program then says."""

EACH = pytest.mark.parametrize("engine", ENGINES, ids=lambda engine: engine.name)


def _require(engine: Engine) -> None:
    if not installed(engine.name):
        pytest.skip(f"the engine `{engine.name}` isn't installed here")


def test_engines_have_names_of_their_own() -> None:
    names = [engine.name for engine in ENGINES]
    assert len(names) == len(set(names))
    assert default_engine() == ("durable" if installed("durable") else "compiled")


@EACH
def test_each_engine_does_something_and_says_what_it_is_for(engine: Engine) -> None:
    assert engine.evaluate or engine.evaluate_frame or engine.export
    assert engine.purpose
    assert engine.built_on
    _require(engine)
    assert version(engine.name)


@EACH
def test_an_engine_evaluates_one_situation_or_says_that_it_does_not(engine: Engine) -> None:
    assert (engine.name in EVALUATORS) is (engine.evaluate is not None)
    if engine.evaluate is None:
        with pytest.raises(CaseProblems, match="E504"):
            prepare(engine.name, PROGRAM)
        assert not evaluates_here(engine.name)
        return
    _require(engine)
    evaluate = prepare(engine.name, PROGRAM)
    for known, said in ROWS.items():
        situation = Situation({} if known is None else {"trust.given": known})
        assert list(evaluate(situation).items()) == list(said.items())


@EACH
def test_an_engine_evaluates_frames_or_says_that_it_does_not(engine: Engine) -> None:
    if engine.evaluate_frame is None:
        with pytest.raises(CaseProblems, match="E504"):
            prepare_frames(engine.name, PROGRAM)
        return
    _require(engine)
    polars: Any = pytest.importorskip("polars", reason="Polars isn't installed")
    found: Any = prepare_frames(engine.name, PROGRAM)(polars.DataFrame({"trust.given": list(ROWS)}))
    assert found.to_dicts() == [{"trust.given": known, **said} for known, said in ROWS.items()]


@EACH
def test_an_engine_exports_or_says_that_it_does_not(engine: Engine) -> None:
    """What an engine is built on needn't be there for a program to be exported to it."""
    assert (engine.name in EXPORTERS) is (engine.export is not None)
    if engine.export is None:
        with pytest.raises(CaseProblems, match="E504"):
            export(engine.name, PROGRAM)
        return
    assert export(engine.name, PROGRAM) == engine.export(PROGRAM) != ""


def test_the_documents_list_the_engines_as_the_registry_does() -> None:
    text = (Path(__file__).parents[2] / "docs" / "engines.md").read_text("utf-8")
    rows = [[cell.strip() for cell in row.split("|")[1:-1]] for row in text.splitlines() if row.startswith("| `")]
    told = [[re.sub(r"\[([^]]*)\]\([^)]*\)", r"\1", cell) for cell in row] for row in rows if len(row) == 4]
    assert told == [[f"`{each.name}`", each.built_on, _does(each), each.purpose] for each in ENGINES]


def _does(engine: Engine) -> str:
    does = {"one situation": engine.evaluate, "frames": engine.evaluate_frame, "exports": engine.export}
    return "; ".join(what for what, function in does.items() if function)


def test_what_is_exported_to_durable_is_json() -> None:
    assert json.loads(export("durable", PROGRAM))["format"] == "coach-ethics/durable/1"


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
    assert caught.value.problems[0].help == "the engines are " + ", ".join(f"`{engine.name}`" for engine in ENGINES)


def test_an_engine_for_frames_says_who_does_evaluate_one_case() -> None:
    with pytest.raises(CaseProblems) as caught:
        prepare("columnar", PROGRAM)
    (problem,) = caught.value.problems
    assert problem.message == "the engine `columnar` evaluates whole frames, not one case"
    named = ", ".join(f"`{name}`" for name in EVALUATORS)
    assert problem.help == f"use one of {named}; frames go to `assess_frame`"


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
    assert "`pip install 'coach-ethics[durable]'`" in problem.help
    assert "`CPPFLAGS=-DPyEval_CallObject=PyObject_CallObject`" in problem.help
    assert export("durable", PROGRAM)


def test_choosing_an_engine_imports_no_other() -> None:
    script = (
        "import sys, coach_ethics.engines; print([name for name in sys.modules if 'durable' in name"
        " or 'compiled' in name])"
    )
    ran = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True)
    assert ran.stdout.strip() == "[]"
