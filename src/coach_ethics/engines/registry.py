"""The engines: one written record each, and access to them by name.

Receipts, the command line, tests and documents read this list. An engine's libraries are imported when it is first
used.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from functools import partial
from importlib.util import find_spec
from typing import TypeAlias

from attrs import frozen

from coach_ethics.arguments import takes
from coach_ethics.deontics.program import Program
from coach_ethics.engines import reference
from coach_ethics.findings import Truth
from coach_ethics.model.situation import Situation
from coach_ethics.problems import CaseProblems, Problem, did_you_mean, quoted
from coach_ethics.version import __version__

Evaluator: TypeAlias = Callable[[Situation], Mapping[str, Truth]]
"""Gives every name of a program, in order, its truth value in a situation. May be shared between threads.

>>> from coach_ethics import Situation, load_policy
>>> from coach_ethics.deontics import lower
>>> from coach_ethics.engines import Evaluator, prepare
>>> evaluate: Evaluator = prepare("reference", lower(load_policy("collusion")))
>>> evaluate(Situation({"block.present": True}))["applies(name-the-block-or-withdraw)"] is None
True
"""

FrameEvaluator: TypeAlias = Callable[[object], object]
"""Gives a frame (a situation a row) with a column behind its own for every name of a program: true, false or null."""


@frozen
class Need:
    """What an engine needs beyond a plain install: its name, whether it can be used here, and how to install it."""

    name: str
    found: Callable[[], bool]
    install: str
    distribution: str
    """The distribution whose version decides the engine's answers."""


@frozen
class Engine:
    """One way to run a program, or to export it. Where a function is None, the engine doesn't offer it.

    >>> from coach_ethics.engines import ENGINES, Engine
    >>> columnar: Engine = next(engine for engine in ENGINES if engine.name == "columnar")
    >>> columnar.built_on, columnar.evaluate is None, columnar.evaluate_frame is None
    ('narwhals expressions', True, False)
    """

    name: str
    built_on: str
    purpose: str
    need: Need | None = None
    evaluate: Callable[[Program], Evaluator] | None = None
    """Makes a program ready for one situation at a time."""
    evaluate_frame: Callable[[Program], FrameEvaluator] | None = None
    """Makes a program ready for frames: many situations at once."""
    export: Callable[[Program], str] | None = None
    """Writes a program as text for use without this library."""


def _durable_found() -> bool:
    from coach_ethics.engines.durable.run import available

    return available()


def _found(module: str) -> bool:
    return find_spec(module) is not None


def _durable(program: Program) -> Evaluator:
    from coach_ethics.engines.durable.run import prepare as load

    return load(program)


def _durable_json(program: Program) -> str:
    from coach_ethics.engines.durable.export import export_json

    return export_json(program)


def _compiled(program: Program) -> Evaluator:
    from coach_ethics.engines.compiled.run import prepare as compile_

    return compile_(program)


def _symbolic(program: Program) -> Evaluator:
    from coach_ethics.engines.symbolic.run import prepare as assert_

    return assert_(program)


def _columnar(program: Program) -> FrameEvaluator:
    from coach_ethics.engines.columnar.run import prepare as write

    return write(program)


def _bitsliced(program: Program) -> FrameEvaluator:
    from coach_ethics.engines.bitsliced.run import prepare as slice_

    return slice_(program)


def _bitsliced_found() -> bool:
    from coach_ethics.engines.bitsliced.run import compiles

    return compiles()


ENGINES = (
    Engine(
        "reference",
        built_on="plain recursion, no third party",
        purpose="the definition of the meaning; explanations",
        evaluate=lambda program: partial(reference.evaluate, program),
    ),
    Engine(
        "durable",
        built_on="durable_rules",
        purpose="the default for one engagement wherever it is installed; also exported as JSON",
        need=Need(
            "durable_rules",
            _durable_found,
            "`pip install 'coach-ethics[durable]'`, which needs a C compiler; on Python 3.13 and later put "
            "`CPPFLAGS=-DPyEval_CallObject=PyObject_CallObject` before it, and `--no-cache-dir` behind it if it was "
            "installed without. Or use the engine `compiled`",
            "durable-rules",
        ),
        evaluate=_durable,
        export=_durable_json,
    ),
    Engine(
        "compiled",
        built_on="generated Python",
        purpose="inner loops; the default where durable_rules isn't installed",
        evaluate=_compiled,
    ),
    Engine(
        "symbolic",
        built_on="z3",
        purpose="all situations at once: proofs and comparisons",
        need=Need("the z3 solver", partial(_found, "z3"), "`pip install 'coach-ethics[analysis]'`", "z3-solver"),
        evaluate=_symbolic,
    ),
    Engine(
        "columnar",
        built_on="narwhals expressions",
        purpose="cohorts: many situations at once, in any library of frames",
        need=Need("narwhals", partial(_found, "narwhals"), "`pip install 'coach-ethics[frames]'`", "narwhals"),
        evaluate_frame=_columnar,
    ),
    Engine(
        "bitsliced",
        built_on="bits, 64 rows a word, run by numba",
        purpose="large cohorts in Polars and PyArrow, from their own memory",
        need=Need("numba and PyArrow", _bitsliced_found, "`pip install 'coach-ethics[fast]'`", "numba"),
        evaluate_frame=_bitsliced,
    ),
)
"""Every engine, in the order in which they are listed to users.

>>> from coach_ethics.engines import ENGINES
>>> [engine.name for engine in ENGINES if engine.evaluate]
['reference', 'durable', 'compiled', 'symbolic']
"""

EVALUATORS = tuple(engine.name for engine in ENGINES if engine.evaluate)
"""The names of the engines that evaluate one situation at a time."""

EXPORTERS = tuple(engine.name for engine in ENGINES if engine.export)
"""The names of the engines that a program can be exported to."""

_PREFERRED = ("durable", "compiled")


def engine_named(name: str) -> Engine:
    """The engine of that name. Raises CaseProblems (E501) for one that doesn't exist."""
    found = next((engine for engine in ENGINES if engine.name == name), None)
    if found is None:
        known = tuple(engine.name for engine in ENGINES)
        fix = did_you_mean(str(name), known) or f"the engines are {_listed(known)}"
        raise CaseProblems([Problem("E501", f"`{quoted(str(name))}` is not an engine", help=fix)])
    return found


def installed(name: str) -> bool:
    """Whether the engine of that name can be used here. Raises CaseProblems (E501) for one that doesn't exist.

    >>> from coach_ethics.engines import installed
    >>> installed("compiled")
    True
    """
    need = engine_named(name).need
    return need is None or need.found()


def evaluates_here(name: str) -> bool:
    """Whether there is an engine of that name that evaluates one situation, and can be used here."""
    return name in EVALUATORS and installed(name)


def default_engine() -> str:
    """The engine for one engagement: `durable` where durable_rules is installed, else `compiled`.

    >>> from coach_ethics.engines import default_engine
    >>> default_engine() in ("durable", "compiled")
    True
    """
    return next(name for name in _PREFERRED if installed(name))


@takes(program=Program)
def prepare(name: str, program: Program) -> Evaluator:
    """Make a program ready for the engine of that name.

    Raises CaseProblems for an engine that doesn't exist (E501), isn't installed (E502) or doesn't evaluate one
    situation (E504), and for durable where an integer fact doesn't fit 64 bits (E503).

    >>> from coach_ethics import Situation, load_policy
    >>> from coach_ethics.deontics import lower
    >>> from coach_ethics.engines import prepare
    >>> evaluate = prepare("compiled", lower(load_policy("collusion")))
    >>> evaluate(Situation({}))["required(examine_causes)"] is None
    True
    """
    engine = engine_named(name)
    if engine.evaluate is None:
        does = "evaluates whole frames, not one case" if engine.evaluate_frame else "doesn't evaluate, it only exports"
        fix = f"use one of {_listed(EVALUATORS)}" + ("; frames go to `assess_frame`" if engine.evaluate_frame else "")
        raise CaseProblems([Problem("E504", f"the engine `{name}` {does}", help=fix)])
    _require_installed(engine)
    return engine.evaluate(program)


def prepare_frames(name: str, program: Program) -> FrameEvaluator:
    """Make a program ready for an engine that evaluates frames. Raises CaseProblems (E501, E502, E503, E504)."""
    return _of_frames(name)(program)


def require_frames(name: str) -> None:
    """Raises CaseProblems: no engine has that name (E501), it evaluates no frames (E504), it isn't installed (E502)."""
    _of_frames(name)


def _of_frames(name: str) -> Callable[[Program], FrameEvaluator]:
    engine = engine_named(name)
    if engine.evaluate_frame is None:
        fix = f"use {_listed(engine.name for engine in ENGINES if engine.evaluate_frame)}"
        raise CaseProblems([Problem("E504", f"the engine `{name}` doesn't evaluate frames", help=fix)])
    _require_installed(engine)
    return engine.evaluate_frame


@takes(program=Program)
def export(name: str, program: Program) -> str:
    """Export a program as text for the engine of that name, for use without this library.

    What the engine is built on needn't be installed. Raises CaseProblems for an engine that doesn't exist (E501) or
    takes no exports (E504), and for durable where an integer fact doesn't fit 64 bits (E503).

    >>> import json
    >>> from coach_ethics import load_policy
    >>> from coach_ethics.deontics import lower
    >>> from coach_ethics.engines import export
    >>> sorted(json.loads(export("durable", lower(load_policy("essay")))))
    ['anchor', 'facts', 'format', 'names', 'rulesets']
    """
    engine = engine_named(name)
    if engine.export is None:
        message = f"policies can't be exported to the engine `{name}`"
        raise CaseProblems([Problem("E504", message, help=f"export to {_listed(EXPORTERS)}")])
    return engine.export(program)


def version(name: str) -> str:
    """The version of what decides an engine's answers: durable_rules', z3's, or this library's own.

    `unpackaged` where that runs from its sources and says none. Raises CaseProblems (E501) for an unknown engine.

    >>> import coach_ethics
    >>> from coach_ethics.engines import version
    >>> version("compiled") == coach_ethics.__version__
    True
    """
    need = engine_named(name).need
    if need is None:
        return __version__
    from importlib import metadata  # it takes a tenth of the time in which the whole package loads

    try:
        return metadata.version(need.distribution)
    except metadata.PackageNotFoundError:
        return "unpackaged"


def _require_installed(engine: Engine) -> None:
    if engine.need is not None and not engine.need.found():
        message = f"the engine `{engine.name}` needs {engine.need.name}, which isn't installed here"
        raise CaseProblems([Problem("E502", message, help=engine.need.install)])


def _listed(names: Iterable[str]) -> str:
    return ", ".join(f"`{name}`" for name in names)
