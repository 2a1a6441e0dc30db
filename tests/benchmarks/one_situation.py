"""One situation: our engines beside other rules engines and plain Python, answers checked equal first.

`python -m tests.benchmarks.one_situation` prints the table. A peer that isn't installed is left out and named. Memory
is that of a process in which one contestant alone gets ready and evaluates everything once.
"""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterable, Mapping
from functools import partial
from importlib import import_module
from typing import Any, TypeAlias

from attrs import frozen
from tests.benchmarks.made_up import cases, made_up
from tests.benchmarks.measure import Times, in_own_process, in_turn, shown
from tests.benchmarks.peers.task import Task, task

from coach_ethics.coaching.policies import load_policy
from coach_ethics.deontics.program import Program, lower
from coach_ethics.engines import prepare
from coach_ethics.engines.compiled.run import prepare as compile_
from coach_ethics.findings import Truth
from coach_ethics.model.conditions import Constant
from coach_ethics.model.policy import Policy
from coach_ethics.model.situation import Situation

PEERS = (
    ("plain Python, by hand", "plain_python", ""),
    ("zen-engine, one bare expression", "zen_expression", "zen-engine"),
    ("zen-engine, a decision", "zen_", "zen-engine"),
    ("clipspy", "clips_", "clipspy"),
    ("cedarpy", "cedar", "cedarpy"),
    ("rule-engine", "rule_engine_", "rule-engine"),
    ("json-logic-qubit", "json_logic_", "json-logic-qubit"),
    ("jsonlogic-rs", "json_logic_rs", "jsonlogic-rs"),
    ("durable_rules, by hand", "durable_rules", "durable-rules"),
)
"""What it is called here, its module, and the package that it is."""

COMPILED, STATUSES, PLAIN = "`compiled`, every name", "`compiled`, statuses only", PEERS[0][0]
EXPRESSION, BY_HAND, DURABLE = PEERS[1][0], PEERS[-1][0], "`durable`"
FASTEST = "times faster than the fastest rules engine"
FASTEST_OF_RULES = "times faster than the fastest that is given rules"
FLOOR = "no rules: every fact read, every answer written"
"""Plain Python that decides nothing: what nobody can beat who takes facts and gives answers in dictionaries."""
SITUATIONS = 100
TURN = 0.02
"""How many seconds a turn takes at least."""
REPETITIONS = 15
UNKNOWN = 0.3


Bars: TypeAlias = dict[str, tuple[float, float, bool]]
"""Ratios: what was measured, the bar, and whether it holds."""


@frozen
class Row:
    """A contestant: seconds for one situation, all facts known; the same with some unknown, where that's possible."""

    name: str
    known: Times
    unknown: Times | None
    missing: str = ""


def policies() -> dict[str, Policy]:
    """What is measured on."""
    return {"essay": load_policy("essay"), "made up, 60 norms over 40 facts": made_up(60, 40, 20)}


def compared(policy: Policy, repetitions: int = REPETITIONS) -> tuple[list[Row], list[str]]:
    """Every contestant's times, and the peers that aren't installed. Raises AssertionError where answers differ."""
    program = lower(policy)
    known, missing = _contestants(program, list(cases(policy, SITUATIONS)), others=True)
    unknown, _ = _contestants(program, list(cases(policy, SITUATIONS, UNKNOWN)), others=False)
    times = _timed(known, repetitions)
    uncertain = _timed(unknown, repetitions)
    return [Row(name, each, uncertain.get(name)) for name, each in times.items()], missing


def _timed(works: Mapping[str, Callable[[], object]], repetitions: int) -> dict[str, Times]:
    found = in_turn(works, repetitions, TURN)
    return {name: Times(tuple(each / SITUATIONS for each in times.seconds)) for name, times in found.items()}


def _contestants(
    program: Program, given: list[dict[str, Any]], *, others: bool, only: str = ""
) -> tuple[dict[str, Callable[[], object]], list[str]]:
    """Each contestant (or `only` this one) with its work: to evaluate all that is given, once."""
    set_ = task(program)
    situations = [Situation(each) for each in given]
    meant = [prepare("reference", program)(each) for each in situations]
    wanted: list[Mapping[str, Truth]] = [{name: each[name] for name in set_.answers} for each in meant]
    engines: dict[str, tuple[Callable[[], Callable[[Any], Mapping[str, Truth]]], list[Mapping[str, Truth]]]] = {
        "`reference`": (partial(prepare, "reference", program), meant),
        DURABLE: (partial(prepare, "durable", program), meant),
        COMPILED: (partial(compile_, program), meant),
        STATUSES: (partial(compile_, program, frozenset(set_.answers)), wanted),
    }
    works: dict[str, Callable[[], object]] = {}
    for name, (ready, expected) in engines.items():
        if only in ("", name):
            works[name] = _checked(name, ready(), situations, expected)
    if only in ("", FLOOR) and others:
        works[FLOOR] = partial(_all, _floor(program, set_), situations)
    missing = []
    for name, module, _ in PEERS:
        if (not others and name != BY_HAND) or only not in ("", name):
            continue
        try:
            peer = import_module(f"tests.benchmarks.peers.{module}")
        except ImportError:
            missing.append(name)
            continue
        theirs = peer.prepare(program if name == BY_HAND else set_)
        encoded = [theirs.encode(each) for each in given]
        works[name] = _checked(name, theirs.evaluate, encoded, meant if name == BY_HAND else wanted)
    return works, missing


def _floor(program: Program, set_: Task) -> Callable[[Situation], dict[str, bool]]:
    """A function that reads every fact and writes each answer that isn't always the same, right or wrong."""
    constant = {each.name for each in program.definitions if isinstance(each.condition, Constant)}
    reads = [f"    f{at} = values[{fact!r}]" for at, fact in enumerate(set_.facts)]
    writes = [f"    found[{name!r}] = True" for name in set_.answers if name not in constant]
    head, middle = "def evaluate(situation):\n    values = situation.values", "    found = blank.copy()"
    namespace: dict[str, Any] = {"blank": dict.fromkeys(set_.answers, False)}
    exec("\n".join([head, *reads, middle, *writes, "    return found"]), namespace)
    evaluate: Callable[[Situation], dict[str, bool]] = namespace["evaluate"]
    return evaluate


def _checked(
    name: str, evaluate: Callable[[Any], Mapping[str, Truth]], given: list[Any], expected: Iterable[Mapping[str, Truth]]
) -> Callable[[], object]:
    for each, right in zip(given, expected, strict=True):
        found = dict(evaluate(each))
        assert found == dict(right), f"{name} answers otherwise than the reference"
    return partial(_all, evaluate, given)


def _all(evaluate: Callable[[Any], object], given: list[Any]) -> None:
    for each in given:
        evaluate(each)


def bars(rows: Iterable[Row]) -> Bars:
    """The ratios that were promised: what was measured, the bar, and whether it holds."""
    times = {row.name: row.known.median for row in rows}
    engines = {
        name: each
        for name, each in times.items()
        if name not in (COMPILED, STATUSES, DURABLE, PLAIN, FLOOR, "`reference`")
    }
    rules = {name: each for name, each in engines.items() if name != EXPRESSION}
    ours = times[STATUSES]
    found: Bars = {}
    for what, those in ((FASTEST, engines), (FASTEST_OF_RULES, rules)):
        if those:
            fastest = min(those, key=lambda each: those[each])
            ratio = those[fastest] / ours
            found[f"{what} ({fastest})"] = (ratio, 20.0, ratio >= 20)
    found["of the time of plain Python"] = (ours / times[PLAIN], 3.0, ours <= 3 * times[PLAIN])
    if BY_HAND in times:
        ratio = times[DURABLE] / times[BY_HAND]
        found["`durable`, of the time of durable_rules by hand"] = (ratio, 1.5, ratio <= 1.5)
    return found


def table(repetitions: int = REPETITIONS) -> list[str]:
    """The tables as Markdown."""
    lines = []
    for name, policy in policies().items():
        rows, missing = compared(policy, repetitions)
        names = len(lower(policy).definitions)
        base = next(row.known.median for row in rows if row.name == STATUSES)
        lines += [
            f"Policy `{name}`: {len(policy.norms)} norms, {len(policy.acts)} acts, {names} names.",
            "",
            "| | a situation | spread | slower than ours | 30 % of facts unknown | most memory |",
            "| --- | ---: | ---: | ---: | ---: | ---: |",
        ]
        for row in sorted(rows, key=lambda each: each.known.median):
            spread = f"{shown(row.known.low)} to {shown(row.known.high)}"
            unknown = shown(row.unknown.median) if row.unknown else "not supported"
            _, memory = in_own_process("tests.benchmarks.one_situation", "--only", name, row.name)
            lines.append(
                f"| {row.name} | {shown(row.known.median)} | {spread} | {row.known.median / base:.1f} × | {unknown} "
                f"| {memory:,.0f} MB |"
            )
        lines.append("")
        for what, (ratio, bar, holds) in bars(rows).items():
            sign = "at least" if what.startswith("times") else "at most"
            lines.append(f"- {ratio:.2g} {what} (bar: {sign} {bar:g}): {'holds' if holds else '**missed**'}")
        lines += [f"- not installed, so not measured: {', '.join(missing)}"] if missing else []
        lines.append("")
    return lines


def alone(policy: str, name: str) -> None:
    """One contestant gets ready and evaluates all situations once."""
    program = lower(policies()[policy])
    works, _ = _contestants(program, list(cases(policies()[policy], SITUATIONS)), others=True, only=name)
    works[name]()


if __name__ == "__main__":
    if sys.argv[1:2] == ["--only"]:
        alone(*sys.argv[2:])
    else:
        print("\n".join(table()))
