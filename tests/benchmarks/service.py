"""The service under load: one client beside 8 and 64 at once, over HTTP, with every answer checked.

`python -m tests.benchmarks.service [rounds]` prints the table. The clients are threads of one process on the same
machine, which take their share of it; so the latency of 64 is also that of their own waiting. Whatever is counted was
asked before: the first request prepares the policy, in each process that serves.
"""

from __future__ import annotations

import json
import os
import sys
from collections.abc import Mapping
from concurrent.futures import ThreadPoolExecutor
from http.client import HTTPConnection
from math import ceil
from pathlib import Path
from threading import Barrier
from time import perf_counter

from attrs import frozen
from tests.benchmarks.measure import machine, shown
from tests.service.running import Running, running

import coach_ethics as ce
from coach_ethics.render.json import assessment_data

CASE = Path(__file__).parents[2] / "examples" / "essay.yaml"
ON = "2026-06-01"
CLIENTS = (1, 8, 64)
ROUNDS = 20
"""How often each of the most clients asks; fewer ask oftener, as many requests in all."""

PROCESSES = (1, os.cpu_count() or 1)


@frozen
class Load:
    """What so many clients at once met: the seconds that each request took, all of them together, and how many failed.

    `processor` are the seconds of processor time that the service took for them.
    """

    seconds: tuple[float, ...]
    whole: float
    wrong: int
    processor: float

    @property
    def rate(self) -> float:
        """Requests a second."""
        return len(self.seconds) / self.whole

    def at(self, share: float) -> float:
        """The seconds within which this share of requests was answered."""
        return sorted(self.seconds)[ceil(share * len(self.seconds)) - 1]


def asked(service: Running, clients: int, rounds: int) -> Load:
    """The load of so many clients, each of which asks so many times for the essay's case, with another fact each."""
    policy = ce.load_policy("essay")
    engagement = ce.load_engagement(CASE, policy.vocabulary)
    facts = dict(ce.assess(engagement, policy, on=ON).situation.values)
    cases = [{**facts, "commitment.missed_in_a_row": number % 7} for number in range(clients)]
    results = [assessment_data(ce.assess(case, policy, on=ON)) for case in cases[:7]]
    expected = [json.dumps(each, ensure_ascii=False).encode("utf-8") for each in results]
    ready, url = Barrier(clients + 1), service.client.base_url

    def one(number: int) -> tuple[list[float], int]:
        seconds, wrong = [], 0
        body = json.dumps({"policy": "essay", "case": cases[number], "on": ON})
        client = HTTPConnection(url.host, url.port or 80, timeout=600)
        client.connect()
        ready.wait()
        for _ in range(rounds):
            start = perf_counter()
            client.request("POST", "/assess", body, {"Content-Type": "application/json"})
            answer = client.getresponse()
            text = answer.read()
            seconds.append(perf_counter() - start)
            wrong += answer.status != 200 or text != expected[number % 7]
        client.close()
        return seconds, wrong

    with ThreadPoolExecutor(clients) as pool:
        found = [pool.submit(one, number) for number in range(clients)]
        ready.wait()
        start, before = perf_counter(), processor_time(service.process.pid)
        all_found = [each.result() for each in found]
    whole, processor = perf_counter() - start, processor_time(service.process.pid) - before
    every = tuple(each for seconds, _ in all_found for each in seconds)
    return Load(every, whole, sum(wrong for _, wrong in all_found), processor)


def processor_time(process: int) -> float:
    """The seconds of processor time that a process and those that it has started have taken so far."""
    at = Path(f"/proc/{process}")
    ticks = (at / "stat").read_text("ascii").rpartition(")")[2].split()[11:13]
    started = [each for task in (at / "task").iterdir() for each in (task / "children").read_text("ascii").split()]
    return sum(map(int, ticks)) / os.sysconf("SC_CLK_TCK") + sum(processor_time(int(each)) for each in started)


def served(processes: int) -> list[str]:
    """The options with which the essay is served in so many processes."""
    return ["--policy", "essay", "--workers", str(processes)]


def warmed(service: Running) -> Running:
    """The same service, each process of which has prepared the policy by now."""
    asked(service, 16, 8)
    return service


def measured(rounds: int = ROUNDS) -> Mapping[tuple[int, int], Load]:
    """Each number of clients in each number of processes; as many requests each time."""
    found = {}
    for processes in dict.fromkeys(PROCESSES):
        with running(*served(processes)) as service:
            warmed(service)
            for clients in CLIENTS:
                found[processes, clients] = asked(service, clients, rounds * max(CLIENTS) // clients)
    return found


def table(rounds: int = ROUNDS) -> list[str]:
    """The table as Markdown."""
    named = ("processes", "clients at once", "requests", "wrong or lost", "median", "p99", "requests a second")
    lines = [f"| {' | '.join(named)} | processor time a request |", f"|{' ---: |' * (len(named) + 1)}"]
    for (processes, clients), load in measured(rounds).items():
        median, late = (shown(load.at(share)) for share in (0.5, 0.99))
        number = len(load.seconds)
        told = f"| {processes} | {clients} | {number:,} | {load.wrong} | {median} | {late} | {load.rate:.0f} |"
        lines.append(f"{told} {shown(load.processor / number)} |")
    return lines


if __name__ == "__main__":
    print(machine())
    print("\n".join(table(int(sys.argv[1]) if len(sys.argv) > 1 else ROUNDS)))
