"""The engines by name, and the choice between them. An engine's libraries are imported when it is first used."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import partial
from importlib.util import find_spec
from types import MappingProxyType
from typing import TypeAlias

from coach_ethics.deontics.program import Program
from coach_ethics.engines import reference
from coach_ethics.findings import Truth
from coach_ethics.model.situation import Situation
from coach_ethics.problems import CaseProblems, Problem, did_you_mean, quoted

Evaluator: TypeAlias = Callable[[Situation], Mapping[str, Truth]]
"""Gives every name of a program, in order, its truth value in a situation. May be shared between threads."""


def prepare(name: str, program: Program) -> Evaluator:
    """Make a program ready for the engine of that name.

    Raises CaseProblems for an engine that doesn't exist (E501), one that isn't installed (E502), and for durable where
    an integer fact doesn't fit 64 bits (E503).
    """
    return _known(name)(program)


def default_engine() -> str:
    """The engine for one engagement: `durable` where durable_rules is installed, else `compiled`."""
    return "durable" if installed("durable") else "compiled"


def installed(name: str) -> bool:
    """Whether the engine of that name can be used here. Raises CaseProblems (E501) for one that doesn't exist."""
    _known(name)
    if name == "symbolic":
        return find_spec("z3") is not None
    if name != "durable":
        return True
    from coach_ethics.engines.durable.run import available

    return available()


def version(name: str) -> str:
    """The version of what decides an engine's answers: durable_rules', z3's, or this library's own.

    `unpackaged` where that runs from its sources and says none. Raises CaseProblems (E501) for an unknown engine.
    """
    from importlib import metadata  # it takes a tenth of the time in which the whole package loads

    _known(name)
    try:
        return metadata.version(_DECIDED_BY.get(name, "coach-ethics"))
    except metadata.PackageNotFoundError:
        return "unpackaged"


_DECIDED_BY = MappingProxyType({"durable": "durable-rules", "symbolic": "z3-solver"})


def _reference(program: Program) -> Evaluator:
    return partial(reference.evaluate, program)


def _durable(program: Program) -> Evaluator:
    from coach_ethics.engines.durable.run import prepare as load

    if not installed("durable"):
        message = "the engine `durable` needs durable_rules, which isn't installed here"
        fix = "`pip install durable-rules==2.0.28` (it needs a C compiler), or use the engine `compiled`"
        raise CaseProblems([Problem("E502", message, help=fix)])
    return load(program)


def _compiled(program: Program) -> Evaluator:
    from coach_ethics.engines.compiled.run import prepare as compile_

    return compile_(program)


def _symbolic(program: Program) -> Evaluator:
    if not installed("symbolic"):
        message = "the engine `symbolic` needs the z3 solver, which isn't installed here"
        raise CaseProblems([Problem("E502", message, help="install it with `pip install coach-ethics[analysis]`")])
    from coach_ethics.engines.symbolic.run import prepare as assert_

    return assert_(program)


_PREPARE: Mapping[str, Callable[[Program], Evaluator]] = MappingProxyType(
    {"reference": _reference, "durable": _durable, "compiled": _compiled, "symbolic": _symbolic}
)

ENGINES = tuple(_PREPARE)
"""The names of the engines that evaluate one situation at a time."""


def _known(name: str) -> Callable[[Program], Evaluator]:
    if not isinstance(name, str) or name not in _PREPARE:
        fix = did_you_mean(str(name), ENGINES) or "the engines are " + ", ".join(f"`{each}`" for each in ENGINES)
        raise CaseProblems([Problem("E501", f"`{quoted(str(name))}` is not an engine", help=fix)])
    return _PREPARE[name]
