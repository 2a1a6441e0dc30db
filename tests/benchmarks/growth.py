"""Growth: time against rows, norms and acts with the fitted exponent; loading, closing, compiling; import times.

`python -m tests.benchmarks.growth` prints the tables.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Mapping, Sequence
from functools import partial
from resource import RUSAGE_CHILDREN, getrusage
from subprocess import run
from tempfile import TemporaryDirectory

from tests.benchmarks.frames import cohort
from tests.benchmarks.made_up import cases, made_up
from tests.benchmarks.measure import Times, exponent, in_own_process, in_turn, shown

from coach_ethics.coaching.policies import load_policy
from coach_ethics.cohorts.frames import assess_frame
from coach_ethics.deontics.closure import close
from coach_ethics.deontics.program import lower
from coach_ethics.engines import prepare
from coach_ethics.engines.compiled.run import prepare as compile_
from coach_ethics.model.policy import Policy
from coach_ethics.model.situation import Situation
from coach_ethics.shipped import shipped_names

ROWS = (10_000, 100_000, 1_000_000)
NORMS = (15, 30, 60, 120, 240)
ACTS = (10, 20, 40, 80)
REPETITIONS = 15
CASES = 50
IMPORT_BAR = 0.15


def _ask(evaluate: Callable[[Situation], object], given: Sequence[Situation]) -> None:
    for each in given:
        evaluate(each)


def _works(policy: Policy) -> dict[str, Callable[[], object]]:
    program = lower(policy)
    given = [Situation(each) for each in cases(policy, CASES, 0.3)]
    return {
        "closure": partial(close, policy),
        "lower": partial(lower, policy),
        "compile": partial(compile_, program),
        "`compiled`, a situation": partial(_ask, compile_(program), given),
        "`reference`, a situation": partial(_ask, prepare("reference", program), given),
    }


def grown(policies: Mapping[int, Policy]) -> dict[str, dict[int, Times]]:
    """For each kind of work, its times by size. All sizes of all kinds take turns."""
    works = {(name, size): work for size, policy in policies.items() for name, work in _works(policy).items()}
    found: dict[str, dict[int, Times]] = {}
    for (name, size), times in in_turn(works, REPETITIONS).items():
        each = CASES if name.endswith("situation") else 1
        found.setdefault(name, {})[size] = Times(tuple(seconds / each for seconds in times.seconds))
    return found


def _rows() -> dict[str, dict[int, Times]]:
    policy = load_policy("essay")
    frames = {rows: cohort(policy, rows) for rows in ROWS}
    return {"a cohort in Polars": in_turn({n: partial(assess_frame, each, policy) for n, each in frames.items()}, 7)}


def _grown_table(what: str, found: Mapping[str, Mapping[int, Times]]) -> list[str]:
    sizes = list(next(iter(found.values())))
    lines = [
        f"| {what} | {' | '.join(f'{size:,}' for size in sizes)} | grows as |",
        f"| --- |{' ---: |' * (len(sizes) + 1)}",
    ]
    for name, times in found.items():
        power = exponent(sizes, [each.low for each in times.values()])
        least = " | ".join(shown(each.low) for each in times.values())
        lines.append(f"| {name} | {least} | {what}^{power:.2f} |")
    memory = (in_own_process("tests.benchmarks.growth", "--only", what, str(size))[1] for size in sizes)
    return [*lines, f"| most memory | {' | '.join(f'{each:,.0f} MB' for each in memory)} | |", ""]


def once(what: str, size: int) -> None:
    """All the work of one size, in a process of its own whose memory is looked at."""
    if what == "rows":
        policy = load_policy("essay")
        assess_frame(cohort(policy, size), policy)
        return
    for work in _works(POLICIES[what](size)).values():
        work()


FACTS = 40
POLICIES: Mapping[str, Callable[[int], Policy]] = {
    "norms": lambda norms: made_up(norms, FACTS, max(4, norms // 3)),
    "acts": lambda acts: made_up(60, FACTS, acts),
}


def loading() -> list[str]:
    """What it takes to read, close and compile each shipped policy."""
    lines = ["| policy | load | closure | lower | compile |", "| --- | ---: | ---: | ---: | ---: |"]
    for name in shipped_names():
        works: dict[str, Callable[[], object]] = {"load": partial(load_policy, name), **_works(load_policy(name))}
        times = in_turn({key: works[key] for key in ("load", "closure", "lower", "compile")}, REPETITIONS)
        lines.append(f"| `{name}` | {' | '.join(shown(each.median) for each in times.values())} |")
    return [*lines, ""]


IMPORTS = {
    "nothing": "pass",
    "`import attrs`": "import attrs",
    "`import coach_ethics`": "import coach_ethics",
    "`import coach_ethics`, load `essay`, assess": "import coach_ethics as ce; ce.assess({}, ce.load_policy('essay'))",
    "the command line": "import coach_ethics.cli.application",
}


def imports(repetitions: int = 21) -> tuple[list[str], float]:
    """The table of start-up times, and how much longer `import coach_ethics` takes than `import attrs`, in seconds.

    Times are of the processor: what else runs on the machine weighs less in them, though it only ever adds to them. So
    the difference is that of the least, as they stand in the table.
    """
    seconds: dict[str, list[float]] = {name: [] for name in IMPORTS}
    with TemporaryDirectory() as bytecode:
        # All of them start from bytecode, as what was installed does; the first round writes it.
        environment = {**os.environ, "PYTHONDONTWRITEBYTECODE": "", "PYTHONPYCACHEPREFIX": bytecode}
        for _ in range(1 + repetitions):
            for name, code in IMPORTS.items():
                seconds[name].append(_processor_seconds(code, environment))
    times = {name: Times(tuple(each[1:])) for name, each in seconds.items()}
    lines = ["| | processor time | spread | most memory |", "| --- | ---: | ---: | ---: |"]
    for name, each in times.items():
        _, memory = in_own_process("tests.benchmarks.started", IMPORTS[name])
        lines.append(f"| {name} | {shown(each.median)} | {shown(each.low)} to {shown(each.high)} | {memory:.0f} MB |")
    more = times["`import coach_ethics`"].low - times["`import attrs`"].low
    told = "holds" if more <= IMPORT_BAR else "**missed**"
    bar = f"- {shown(more)} more than `import attrs`, by the least of each (bar: at most {shown(IMPORT_BAR)}): {told}"
    return [*lines, "", bar, ""], more


def _processor_seconds(code: str, environment: Mapping[str, str]) -> float:
    before = getrusage(RUSAGE_CHILDREN)
    run([sys.executable, "-c", code], check=True, capture_output=True, env=environment)
    after = getrusage(RUSAGE_CHILDREN)
    return after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime


def table() -> list[str]:
    """All tables as Markdown."""
    return [
        *_grown_table("rows", _rows()),
        *_grown_table("norms", grown({norms: POLICIES["norms"](norms) for norms in NORMS})),
        *_grown_table("acts", grown({acts: POLICIES["acts"](acts) for acts in ACTS})),
        *loading(),
        *imports()[0],
    ]


if __name__ == "__main__":
    if sys.argv[1:2] == ["--only"]:
        once(sys.argv[2], int(sys.argv[3]))
    else:
        print("\n".join(table()))
