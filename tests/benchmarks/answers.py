"""What a program waits for that embeds the library: answers as JSON, questions, the first answer, many clients.

`python -m tests.benchmarks.answers` prints the section of docs/benchmarks.md. Processor time, but for clients.
"""

from __future__ import annotations

import gc
import os
import resource
import subprocess
import sys
from collections.abc import Callable, Iterator, Mapping
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from datetime import date
from functools import partial
from pathlib import Path
from random import Random
from socket import socket
from statistics import median, quantiles
from time import perf_counter, process_time, sleep

import httpx
from tests.benchmarks.measure import machine

import coach_ethics as ce
from coach_ethics.interview import answer, begin_interview, next_question
from coach_ethics.model.vocabulary import domain
from coach_ethics.service import application
from coach_ethics.shipped import shipped_names

ESSAY = Path(__file__).parents[2] / "examples" / "essay.yaml"
DAY = "2026-06-01"
BARS = {"json": 1.5, "question": 25.0, "first": 400.0, "clients": 0.8}
"""What was promised: times `assess`, milliseconds, milliseconds, of one client's throughput times cores."""

app = application(["essay"])
"""What workers of uvicorn serve."""


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


def questions(name: str, interviews: int = 8) -> list[float]:
    """The times of `next_question` in interviews answered at random, but for the first one of all."""
    random, found = Random(name), list[float]()
    for _ in range(interviews):
        state = begin_interview(ce.load_policy(name))
        while True:
            start = process_time()
            question = next_question(state)
            found.append(1000 * (process_time() - start))
            if question is None:
                break
            values = [each.value for each in question.options] or domain(question.type)
            state = answer(state, question.fact, random.choice(list(values)))
    return found[1:]


def first_answer() -> float:
    """The processor time of a process that assesses the essay's case and ends."""
    imports = "import coach_ethics as ce; from pathlib import Path"
    code = f"{imports}; ce.assess(ce.load_engagement(Path({str(ESSAY)!r})), 'essay')"
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    subprocess.run([sys.executable, "-c", code], check=True)
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    return 1000 * (after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime)


def throughput(workers: int, clients: int, seconds: float = 6) -> float:
    """Assessments a second over HTTP, of a service with so many processes."""
    with socket() as free:
        free.bind(("127.0.0.1", 0))
        port = str(free.getsockname()[1])
    address = f"http://127.0.0.1:{port}"
    command = [sys.executable, "-m", "uvicorn", "tests.benchmarks.answers:app", "--log-level", "critical"]
    served = subprocess.Popen([*command, "--port", port, "--workers", str(workers)])
    body: dict[str, object] = {
        "policy": "essay",
        "case": {"block.present": True, "sponsor.present": True, "block.named": True},
        "on": DAY,
    }
    try:
        with ThreadPoolExecutor(clients) as pool:
            _wait_for(address)
            until = perf_counter() + seconds
            asked = partial(_asked, address, body, until)
            return sum(each.result() for each in [pool.submit(asked) for _ in range(clients)]) / seconds
    finally:
        served.terminate()
        served.wait()


def _wait_for(address: str) -> None:
    """Until the service listens; then a little longer, until all of its processes do."""
    for _ in range(200):
        sleep(0.2)
        with suppress(httpx.ConnectError):
            httpx.get(f"{address}/policies", timeout=60)
            break
    sleep(2)


def _asked(address: str, body: Mapping[str, object], until: float) -> int:
    count = 0
    with httpx.Client(base_url=address, timeout=60) as client:
        while perf_counter() < until:
            client.post("/assess", json=body).raise_for_status()
            count += 1
    return count


def memory(requests: int = 100_000, reloads: int = 1_000) -> Iterator[tuple[str, float, float]]:
    """What a process holds before and after, in MB: assessments as JSON, and changed policies read anew."""
    policy, case = ce.load_policy("collusion"), {"coach.takes_credit": True}

    def held() -> float:
        gc.collect()
        return int(Path("/proc/self/statm").read_text("ascii").split()[1]) * os.sysconf("SC_PAGE_SIZE") / 2**20

    works: dict[str, tuple[int, Callable[[int], object]]] = {
        "assessments as JSON": (requests, lambda _: ce.assessment_json(ce.assess(case, policy, on=DAY))),
        "policies changed and read": (reloads, lambda number: ce.assess(case, _changed(number), on=DAY)),
    }
    for name, (times, work) in works.items():
        for number in range(times // 10):
            work(number)
        before = held()
        for number in range(times // 10, times):
            work(number)
        yield f"{times:,} {name}", before, held()


def _changed(number: int) -> str:
    return f"policy: ours\nversion: 1.0.{number}\nextends: collusion\nnotices: {{n: {{says: Number {number}.}}}}\n"


def table() -> list[str]:
    """The section of the page."""
    both = as_json()
    plain, whole = both.values()
    asked = {name: questions(name) for name in shipped_names() if ce.load_policy(name).acts}
    worst = {name: quantiles(times, n=100)[-1] for name, times in asked.items() if len(times) > 1}
    slowest = max(worst, key=worst.__getitem__)
    first = median(first_answer() for _ in range(5))
    rates = {(workers, clients): throughput(workers, clients) for workers, clients in ((1, 1), (1, 8), (2, 8))}
    share = rates[2, 8] / (rates[1, 1] * 2)
    return [
        "## Answers to programs",
        "",
        f"Measured apart from the rest of this page, on {date.today()}: {machine()}.",
        "Made with `python -m tests.benchmarks.answers`.",
        "",
        "| | figure | bar | |",
        "| --- | ---: | ---: | --- |",
        _row(
            "`assess` of the essay's case, and its JSON",
            f"{plain:.2f} ms, {whole:.2f} ms",
            whole / plain,
            "json",
            "× `assess`",
        ),
        _row(
            f"`next_question`, 99 of 100, slowest policy ({slowest})",
            f"{len(worst)} policies",
            worst[slowest],
            "question",
            "ms",
        ),
        _row("first answer of a process", "the essay's case", first, "first", "ms"),
        f"| 8 clients, 1 process | {rates[1, 8]:.0f} a second; one client {rates[1, 1]:.0f} | | |",
        _row("8 clients, 2 processes", f"{rates[2, 8]:.0f} a second", share, "clients", "× one client × 2 cores"),
        *(
            f"| memory: {name} | {before:.0f} MB after a tenth, {after:.0f} MB at the end | | |"
            for name, before, after in memory()
        ),
        "",
    ]


def _row(what: str, figure: str, value: float, bar: str, unit: str) -> str:
    holds = value >= BARS[bar] if bar == "clients" else value <= BARS[bar]
    sign = "at least" if bar == "clients" else "at most"
    return f"| {what} | {figure}: {value:.3g} {unit} | {sign} {BARS[bar]:g} | {'holds' if holds else '**missed**'} |"


if __name__ == "__main__":
    print("\n".join(table()))
