"""The service under load: one client beside 64 at once, over HTTP, with every answer checked.

`python -m tests.benchmarks.service [rounds]` prints the table. The clients are threads of one process on the same
machine, which take their share of it; so the latency of 64 is also that of their own waiting.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Mapping
from concurrent.futures import ThreadPoolExecutor
from math import ceil
from pathlib import Path
from threading import Barrier
from time import perf_counter

import httpx
from attrs import frozen
from tests.benchmarks.measure import machine, shown
from tests.service.running import running

import coach_ethics as ce

CASE = Path(__file__).parents[2] / "examples" / "essay.yaml"
ON = "2026-06-01"
CLIENTS = 64
ROUNDS = 20


@frozen
class Load:
    """What so many clients at once met: the seconds that each request took, and all of them together."""

    seconds: tuple[float, ...]
    whole: float
    wrong: int

    def at(self, share: float) -> float:
        """The seconds within which this share of requests was answered."""
        return sorted(self.seconds)[ceil(share * len(self.seconds)) - 1]


def asked(address: str, clients: int, rounds: int) -> Load:
    """The load of so many clients, each of which asks so many times for the essay's case, with another fact each."""
    policy = ce.load_policy("essay")
    engagement = ce.load_engagement(CASE, policy.vocabulary)
    facts = dict(ce.assess(engagement, policy, on=ON).situation.values)
    cases = [{**facts, "commitment.missed_in_a_row": number % 7} for number in range(clients)]
    expected = [json.loads(ce.assessment_json(ce.assess(case, policy, on=ON))) for case in cases[:7]]
    ready = Barrier(clients)

    def one(number: int) -> tuple[list[float], int]:
        seconds, wrong = [], 0
        request = {"policy": "essay", "case": cases[number], "on": ON}
        with httpx.Client(base_url=address, timeout=600) as client:
            client.get("/policies/essay/engagement-schema")  # the connection is there before the clock runs
            ready.wait()
            for _ in range(rounds):
                start = perf_counter()
                answer = client.post("/assess", json=request)
                seconds.append(perf_counter() - start)
                wrong += answer.status_code != 200 or answer.json() != expected[number % 7]
        return seconds, wrong

    with ThreadPoolExecutor(clients) as pool:
        start = perf_counter()
        found = list(pool.map(one, range(clients)))
    every = tuple(each for seconds, _ in found for each in seconds)
    return Load(every, perf_counter() - start, sum(wrong for _, wrong in found))


def measured(rounds: int = ROUNDS) -> Mapping[int, Load]:
    """One client, and many at once; as many requests in all."""
    with running("--policy", "essay") as service:
        address = str(service.client.base_url)
        asked(address, 1, 20)
        return {1: asked(address, 1, rounds * CLIENTS // 4), CLIENTS: asked(address, CLIENTS, rounds)}


def table(rounds: int = ROUNDS) -> list[str]:
    """The table as Markdown."""
    lines = ["| clients at once | requests | wrong or lost | median | p99 | requests a second |", f"|{' ---: |' * 6}"]
    for clients, load in measured(rounds).items():
        median, late = (shown(load.at(share)) for share in (0.5, 0.99))
        number = len(load.seconds)
        lines.append(f"| {clients} | {number:,} | {load.wrong} | {median} | {late} | {number / load.whole:.0f} |")
    return lines


if __name__ == "__main__":
    print(machine())
    print("\n".join(table(int(sys.argv[1]) if len(sys.argv) > 1 else ROUNDS)))
