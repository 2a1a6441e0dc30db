"""A cohort in which everything is known: ours and Polars by hand beside OpenFisca-Core, which has no unknowns.

`python -m tests.benchmarks.all_known [ROWS]` prints the table.
"""

from __future__ import annotations

import sys
import warnings
from collections.abc import Callable
from functools import partial
from typing import Any

import numpy as np
import polars as pl
from tests.benchmarks.cohorts import HAND, OURS, POLICY
from tests.benchmarks.frames import STATUSES, by_hand, cohort
from tests.benchmarks.measure import in_own_process, in_turn, shown
from tests.benchmarks.peers.task import ASKED, task

from coach_ethics.coaching.policies import load_policy
from coach_ethics.cohorts.frames import assess_frame
from coach_ethics.cohorts.naming import status_column
from coach_ethics.deontics.program import lower, name_of
from coach_ethics.model.policy import Policy

ROWS, REPETITIONS = 1_000_000, 5
FISCA = "OpenFisca-Core"
PLACES = {status: place for place, status in enumerate(STATUSES)}


def _hand(policy: Policy, frame: pl.DataFrame) -> Callable[[], Any]:
    return lambda: by_hand(frame.lazy(), policy).collect()


def _ours(policy: Policy, frame: pl.DataFrame) -> Callable[[], Any]:
    return partial(assess_frame, frame, policy)


def _fisca(policy: Policy, frame: pl.DataFrame) -> Callable[[], dict[str, Any]]:
    from tests.benchmarks.peers.openfisca import prepare

    ready = prepare(task(lower(policy)), policy.vocabulary)
    arrays = ready.encode(frame)

    def statuses() -> dict[str, Any]:
        truths = ready.evaluate(arrays)
        return {act.name: _places(*(truths[name_of(kind, act.name)] for kind in ASKED)) for act in policy.acts}

    return statuses


CONTESTANTS = {HAND: _hand, OURS: _ours, FISCA: _fisca}
"""How each gets ready for a policy and a frame."""


def _places(required: Any, forbidden: Any, permitted: Any) -> Any:
    tests = [required & forbidden, required, forbidden, permitted]
    places = [np.int8(PLACES[each]) for each in ("dilemma", "required", "forbidden", "permitted")]
    return np.select(tests, places, np.int8(PLACES["unregulated"]))


def _check(policy: Policy, works: dict[str, Callable[[], Any]]) -> None:
    """Ours, that by hand and OpenFisca's say the same of every row."""
    hand, ours, theirs = works[HAND](), works[OURS](), works[FISCA]()
    for act in policy.acts:
        column = status_column(act.name)
        right = hand[column].to_physical()
        assert ours[column].to_physical().equals(right), f"{column} differs from that by hand"
        assert bool((theirs[act.name] == right.to_numpy()).all()), f"{FISCA} says otherwise of `{act.name}`"


def table(repetitions: int = REPETITIONS, rows: int = ROWS) -> list[str]:
    """The table as Markdown."""
    policy = load_policy(POLICY)
    frame = cohort(policy, rows, unknown=0.0)
    works = {name: ready(policy, frame) for name, ready in CONTESTANTS.items()}
    _check(policy, works)
    lines = [
        "| everything known | rows | seconds | spread | rows a second | most memory |",
        "| --- | ---: | ---: | ---: | ---: | ---: |",
    ]
    for name, times in in_turn(works, repetitions).items():
        _, memory = in_own_process("tests.benchmarks.all_known", "--only", name, str(rows))
        spread = f"{shown(times.low)} to {shown(times.high)}"
        speed = f"{rows / times.median:,.0f}"
        lines.append(f"| {name} | {rows:,} | {shown(times.median)} | {spread} | {speed} | {memory:,.0f} MB |")
    return lines


def alone(name: str, rows: int) -> None:
    """One contestant, once."""
    policy = load_policy(POLICY)
    CONTESTANTS[name](policy, cohort(policy, rows, unknown=0.0))()


if __name__ == "__main__":
    warnings.simplefilter("ignore")
    if sys.argv[1:2] == ["--only"]:
        alone(sys.argv[2], int(sys.argv[3]))
    else:
        print("\n".join(table(REPETITIONS, *map(int, sys.argv[1:]))))
