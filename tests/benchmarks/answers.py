"""What a program waits for that embeds the library: answers as JSON, questions, the first answer, many clients.

    python -m tests.benchmarks.answers [json questions first clients requests reloads] [--keep]

Prints the rows of the parts that are named, by default of all. Processor time, but for clients. With `--keep`, the rows
are kept in `tests/benchmarks/kept/`, each with its day, where docs/benchmarks.md takes them from when it is next made.
"""

from __future__ import annotations

import argparse
import asyncio
import gc
import json
import os
import resource
import subprocess
import sys
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import suppress
from datetime import date
from pathlib import Path
from random import Random
from statistics import median, quantiles
from tempfile import TemporaryDirectory
from time import process_time
from typing import Any

from tests.benchmarks.measure import machine
from tests.benchmarks.service import Load, asked, served, warmed
from tests.service.running import running

import coach_ethics as ce
from coach_ethics.interview import answer, begin_interview, next_question
from coach_ethics.model.vocabulary import domain
from coach_ethics.service import application
from coach_ethics.shipped import shipped_names

ESSAY = Path(__file__).parents[2] / "examples" / "essay.yaml"
KEPT = Path(__file__).parent / "kept" / "answers.json"
DAY = "2026-06-01"
WARM = 20
"""How many cases are assessed before times count."""

BARS = {"json": 1.5, "question": 25.0, "first": 400.0, "clients": 0.8}
"""What was promised: times `assess`, milliseconds, milliseconds, of one client's throughput times cores."""


def milliseconds(work: Callable[[], object]) -> float:
    """The processor time of work."""
    start = process_time()
    work()
    return 1000 * (process_time() - start)


def as_json(repetitions: int = 101) -> dict[str, float]:
    """`assess`, and `assess` with JSON, of the essay's case: in turn, the median of each."""
    policy, case = ce.load_policy("essay"), ce.load_engagement(ESSAY)
    works: dict[str, Callable[[], object]] = {
        "`assess`": lambda: ce.assess(case, policy, on=DAY),
        "`assess` and JSON": lambda: ce.assessment_json(ce.assess(case, policy, on=DAY)),
    }
    for work in works.values():
        work()
    found = [{name: milliseconds(work) for name, work in works.items()} for _ in range(repetitions)]
    return {name: median(each[name] for each in found) for name in works}


def new_cases(repetitions: int = 101) -> dict[str, float]:
    """The same of cases that are new: the essay's, with three facts changed."""
    policy, case, random = ce.load_policy("essay"), ce.load_engagement(ESSAY), Random(0)
    known = dict(ce.assess(case, policy, on=DAY).situation.values)
    plain, whole = list[float](), list[float]()
    while len(whole) < repetitions + WARM:
        changed = {
            fact: random.choice(list(domain(policy.vocabulary[fact].type))) for fact in random.sample([*known], 3)
        }
        with suppress(ce.CaseProblems):
            start = process_time()
            found = ce.assess({**known, **changed}, policy, on=DAY)
            assessed = process_time()
            ce.assessment_json(found)
            plain.append(1000 * (assessed - start))
            whole.append(1000 * (process_time() - start))
    return {"`assess`": median(plain[WARM:]), "`assess` and JSON": median(whole[WARM:])}


def questions(name: str, interviews: int = 8) -> tuple[float, list[float], list[float]]:
    """The time of the first question, and those of all later ones, of interviews answered at random; and of answers."""
    random, found, answered = Random(name), list[float](), list[float]()
    policy = ce.load_policy(name)
    for _ in range(interviews):
        state = begin_interview(policy)
        while True:
            start = process_time()
            question = next_question(state)
            found.append(1000 * (process_time() - start))
            if question is None:
                break
            values = [each.value for each in question.options] or [*domain(question.type)]
            for value in random.sample(values, len(values)):  # one that contradicts earlier answers is refused
                start = process_time()
                with suppress(ce.CaseProblems):
                    state = answer(state, question.fact, value)
                    answered.append(1000 * (process_time() - start))
                    break
    return found[0], found[1:], answered


def first_answer(bytecode: str) -> float:
    """The processor time of a process that assesses the essay's case and ends; its bytecode is kept in that folder."""
    imports = "import coach_ethics as ce; from pathlib import Path"
    code = f"{imports}; ce.assess(ce.load_engagement(Path({str(ESSAY)!r})), 'essay')"
    kept = {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    subprocess.run([sys.executable, "-c", code], check=True, env={**kept, "PYTHONPYCACHEPREFIX": bytecode})
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    return 1000 * (after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime)


def rates(processes: int, turns: int = 5) -> tuple[list[Load], list[Load]]:
    """One client and 8 at once, in turn, of a service with so many processes: every answer is checked."""
    with running(*served(processes)) as service:
        warmed(service)
        pairs = [(asked(service, 1, 160), asked(service, 8, 20)) for _ in range(turns)]
    return [one for one, _ in pairs], [eight for _, eight in pairs]


def _held() -> float:
    """The memory of this process, in MB."""
    gc.collect()
    return int(Path("/proc/self/statm").read_text("ascii").split()[1]) * os.sysconf("SC_PAGE_SIZE") / 2**20


def memory(times: int, work: Callable[[int], object]) -> list[float]:
    """What this process holds, in MB, after each tenth of so many times the work."""
    found = []
    for number in range(times):
        work(number)
        if not (number + 1) % (times // 10):
            found.append(_held())
    return found


def _changed(number: int) -> str:
    return f"policy: ours\nversion: 1.0.{number}\nextends: collusion\nnotices: {{n: {{says: Number {number}.}}}}\n"


def _json() -> Iterator[str]:
    for what, both in (("the essay's case", as_json()), ("cases that are new", new_cases())):
        plain, whole = both.values()
        yield _row(f"`assess` and JSON, {what}", f"{plain:.2f} ms, {whole:.2f} ms", whole / plain, "json", "× `assess`")


def _questions() -> Iterator[str]:
    for name in shipped_names():
        if ce.load_policy(name).acts:
            first, later, answered = questions(name)
            if len(answered) > 1:
                figure = (
                    f"first {first:.0f} ms, half of {len(later)} later ones under {median(later):.1f} ms; "
                    f"answers {quantiles(answered, n=100)[-1]:.1f} ms"
                )
                yield _row(
                    f"`next_question`, 99 of 100, `{name}`", figure, quantiles(later, n=100)[-1], "question", "ms"
                )


def _first() -> Iterator[str]:
    with TemporaryDirectory() as bytecode:
        found = [first_answer(bytecode) for _ in range(8)][1:]
    figure = f"{min(found):.0f} ms to {max(found):.0f} ms"
    yield _row("first answer of a process, the essay's case", figure, median(found), "first", "ms")


def _clients() -> Iterator[str]:
    cores = os.cpu_count() or 1
    one, eight = rates(1)
    single = median(each.rate for each in one)
    yield f"| one client, 1 process | {single:.0f} a second{_processor(one)} | | |"
    yield f"| 8 clients, 1 process | {median(each.rate for each in eight):.0f} a second{_processor(eight)} | | |"
    _, many = rates(cores)
    rate = median(each.rate for each in many)
    figure = f"{rate:.0f} a second{_processor(many)}"
    yield _row(f"8 clients, {cores} processes", figure, rate / (single * cores), "clients", "× one client × cores")


def _processor(loads: Sequence[Load]) -> str:
    wrong = sum(each.wrong for each in loads)
    spent = 1000 * median(each.processor / len(each.seconds) for each in loads)
    return f", {spent:.2f} ms of processor each, {wrong} wrong or lost"


def _requests(times: int = 100_000) -> Iterator[str]:
    """Requests to the ASGI application, within this process: cases at random of some 4,000."""
    policy, random = ce.load_policy("collusion"), Random(0)
    facts = [fact for fact in policy.vocabulary if fact.name.startswith(("coach.", "block."))][:8]
    app, loop = application(["collusion"]), asyncio.new_event_loop()

    def work(_: int) -> None:
        case = {fact.name: random.choice([None, *domain(fact.type)][:3]) for fact in facts}
        status = loop.run_until_complete(requested(app, {"policy": "collusion", "case": case, "on": DAY}))
        assert status in (200, 422)  # some cases are impossible

    yield _memory(f"{times:,} requests to the application, within the process", memory(times, work))


async def requested(app: Any, body: object) -> int:
    """The status with which an ASGI application answers a request to assess a case."""
    headers = [(b"content-type", b"application/json")]
    scope = {"type": "http", "method": "POST", "path": "/assess", "headers": headers, "query_string": b""}
    found: list[int] = []

    async def receive() -> dict[str, object]:
        return {"type": "http.request", "body": json.dumps(body).encode(), "more_body": False}

    async def send(message: Mapping[str, Any]) -> None:
        if message["type"] == "http.response.start":
            found.append(message["status"])

    await app(scope, receive, send)
    return found[0]


def _reloads(times: int = 1_000) -> Iterator[str]:
    case = {"coach.takes_credit": True}
    found = memory(times, lambda number: ce.assess(case, _changed(number), on=DAY))
    yield _memory(f"{times:,} policies changed, read and asked", found)


def _memory(what: str, held: Sequence[float]) -> str:
    first, last = held[0], held[-1]
    holds = "holds" if last - first <= 0.05 * first else "**missed**"
    figure = f"{first:.0f} MB after a tenth, {last:.0f} MB at the end, {max(held):.0f} MB at most"
    return f"| memory: {what} | {figure} | flat | {holds} |"


PARTS: Mapping[str, Callable[[], Iterator[str]]] = {
    "json": _json,
    "questions": _questions,
    "first": _first,
    "clients": _clients,
    "requests": _requests,
    "reloads": _reloads,
}
"""What is measured, by its name."""

HEAD = ["| | figure | bar | |", "| --- | ---: | ---: | --- |"]


def kept() -> list[str]:
    """The kept table, with the days on which its parts were measured; nothing where there is none."""
    if not KEPT.exists():
        return []
    parts = json.loads(KEPT.read_text("utf-8"))
    days = ", ".join(sorted({part["day"] for part in parts.values()}))
    machines = "; ".join(sorted({part["machine"] for part in parts.values()}))
    told = f"Measured apart from the rest of this page, on {days}: {machines}."
    return ["", told, "", *HEAD, *(line for name in PARTS if name in parts for line in parts[name]["lines"])]


def _row(what: str, figure: str, value: float, bar: str, unit: str) -> str:
    holds = value >= BARS[bar] if bar == "clients" else value <= BARS[bar]
    sign = "at least" if bar == "clients" else "at most"
    return f"| {what} | {figure}: {value:.3g} {unit} | {sign} {BARS[bar]:g} | {'holds' if holds else '**missed**'} |"


def main() -> None:
    """Prints the rows."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("parts", nargs="*", choices=[[], *PARTS], help="what to measure")
    parser.add_argument("--keep", action="store_true", help="keep the rows for docs/benchmarks.md")
    given = parser.parse_args()
    print("\n".join(HEAD))
    for name in given.parts or PARTS:
        lines = list(PARTS[name]())
        print("\n".join(lines), flush=True)
        if given.keep:
            parts = json.loads(KEPT.read_text("utf-8")) if KEPT.exists() else {}
            parts[name] = {"day": str(date.today()), "machine": machine(), "lines": lines}
            KEPT.write_text(json.dumps(parts, indent=2, ensure_ascii=False) + "\n", "utf-8")


if __name__ == "__main__":
    main()
