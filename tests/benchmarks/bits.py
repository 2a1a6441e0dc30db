"""Bits against expressions: the same cohort by both engines and by hand, in one process, in turn.

    python -m tests.benchmarks.bits [--rows 5000000] [--small] [--keep]

Answers are compared before anything is timed. With `--keep`, the table is kept in `tests/benchmarks/kept/`, where
docs/benchmarks.md takes it from when it is next made, and with `python -m tests.benchmarks.report --kept` at once. With
`--small`, only the rows behind those of the large cohort are measured anew.
"""

from __future__ import annotations

import argparse
import gc
import json
import warnings
from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import date
from pathlib import Path
from statistics import median
from time import perf_counter, process_time
from typing import Any

import polars as pl
from attrs import frozen
from tests.benchmarks.cohorts import POLICY
from tests.benchmarks.frames import by_hand, cohort
from tests.benchmarks.measure import machine, shown, versions

from coach_ethics.coaching.policies import load_policy
from coach_ethics.cohorts.frames import assess_frame
from coach_ethics.cohorts.naming import status_column
from coach_ethics.cohorts.sampling import sample
from coach_ethics.model.policy import Policy
from coach_ethics.model.vocabulary import Enumeration

KEPT = Path(__file__).parent / "kept" / "bits.json"
FEW, MANY = 100, 100_000
REPETITIONS = 7
LARGE = ("enumerations", "texts")
HAND, EXPRESSIONS, BITS = "by hand", "expressions", "bits"
BAR = 4

HEAD = (
    "| | rows | by | time | processor time | times faster | by processor time |",
    "| --- | ---: | --- | ---: | ---: | ---: | ---: |",
)

Works = Mapping[str, Callable[[], Any]]


@frozen
class Taken:
    """The median of the seconds that work took, and of those that processors worked on it."""

    wall: float
    processors: float


def in_turn(works: Works, repetitions: int = REPETITIONS) -> dict[str, Taken]:
    """Each work so often, all of them once before any of them again."""
    seconds: dict[str, list[tuple[float, float]]] = {name: [] for name in works}
    for _ in range(repetitions):
        for name, work in works.items():
            gc.collect()
            wall, processors = perf_counter(), process_time()
            found = work()
            seconds[name].append((perf_counter() - wall, process_time() - processors))
            del found
    return {name: Taken(*(median(each) for each in zip(*taken, strict=True))) for name, taken in seconds.items()}


def _as_enumerations(frame: pl.DataFrame, policy: Policy) -> pl.DataFrame:
    words = {fact.name: fact.type.values for fact in policy.vocabulary if isinstance(fact.type, Enumeration)}
    return frame.with_columns(pl.col(name).cast(pl.Enum(words[name])) for name in frame.columns if name in words)


def _assessed(frame: Any, policy: Policy, engine: str | None, *, check: bool = False) -> Any:
    return assess_frame(frame, policy, companions=False, check=check, engine=engine)


def large(rows: int) -> Iterator[tuple[str, int, Works]]:
    """Statuses of all acts of a large cohort, whose values aren't checked: by hand they aren't either."""
    policy = load_policy(POLICY)
    text = cohort(policy, rows)
    for what, frame in zip(LARGE, (_as_enumerations(text, policy), text), strict=True):
        works: Works = {
            HAND: lambda frame=frame: by_hand(frame.lazy(), policy).collect(),  # type: ignore[misc]  # a loop's own
            EXPRESSIONS: lambda frame=frame: _assessed(frame, policy, "columnar"),  # type: ignore[misc]  # the same
            BITS: lambda frame=frame: _assessed(frame, policy, "bitsliced"),  # type: ignore[misc]  # the same
        }
        statuses = [status_column(act.name) for act in policy.acts]
        right = works[HAND]().select(statuses)
        assert all(work().select(statuses).equals(right) for work in works.values()), "answers differ"
        del right
        yield f"Polars, {what}", rows, works


def small() -> Iterator[tuple[str, int, Works]]:
    """What a call costs before the first row, in each library, values checked; and other everyday work."""
    policy = load_policy(POLICY)
    few = sample(policy, FEW, seed=1, unknown=0.3)
    for what, frame in (("Polars", few), ("PyArrow", few.to_arrow()), ("pandas", few.to_pandas())):
        works: Works = {
            EXPRESSIONS: lambda frame=frame: _assessed(frame, policy, "columnar", check=True),  # type: ignore[misc]  # the same
            BITS: lambda frame=frame: _assessed(frame, policy, None, check=True),  # type: ignore[misc]  # the same
        }
        assert works[EXPRESSIONS]().equals(works[BITS]()), "answers differ"
        yield f"{what}, warm", FEW, works
    many = sample(policy, MANY, seed=1, unknown=0.3)
    categories = many.with_columns(pl.col(pl.String).cast(pl.Categorical))
    works = {
        EXPRESSIONS: lambda: _assessed(categories, policy, "columnar", check=True),
        BITS: lambda: _assessed(categories, policy, None, check=True),
    }
    assert works[EXPRESSIONS]().equals(works[BITS]()), "answers differ"
    yield "Polars, categories", MANY, works
    yield (
        "to draw and to assess",
        MANY,
        {
            "`sample`": lambda: sample(policy, MANY, seed=1, unknown=0.3),
            EXPRESSIONS: lambda: _assessed(many, policy, "columnar", check=True),
            BITS: lambda: _assessed(many, policy, None, check=True),
        },
    )


def table(rows: int | None, repetitions: int = REPETITIONS) -> list[str]:
    """The table as Markdown, and whether the bar holds; without a number of rows, those of the large cohort as kept."""
    lines, bars = [*HEAD], []
    if rows is None:
        old: list[str] = json.loads(KEPT.read_text("utf-8"))["lines"]
        lines = [each for each in old if not each.startswith("-") and each][: 2 + len(LARGE) * 3]
        bars = [each for each in old if each.startswith("-")]
    for what, count, works in (*(large(rows) if rows is not None else ()), *small()):
        taken = in_turn(works, repetitions)
        first = next(iter(taken.values()))
        for name, each in taken.items():
            faster = f"{first.wall / each.wall:.1f} × | {first.processors / each.processors:.1f} ×"
            lines.append(f"| {what} | {count:,} | {name} | {shown(each.wall)} | {shown(each.processors)} | {faster} |")
        if HAND in taken and "enumerations" in what:
            ratio = first.processors / taken[BITS].processors
            held = "holds" if ratio >= BAR else "**missed**"
            bars.append(f"- {ratio:.1f} times faster than {HAND}, in processor time (bar: at least {BAR}): {held}")
    return [*lines, "", *bars]


def keep(lines: Sequence[str]) -> None:
    """Keep the table, with the day and the machine."""
    about = {"day": str(date.today()), "machine": machine(), "with": versions("polars", "pyarrow", "numba", "narwhals")}
    KEPT.write_text(json.dumps({**about, "lines": [*lines]}, indent=2, ensure_ascii=False) + "\n", "utf-8")


def kept() -> list[str]:
    """The kept table, with the day on which it was measured; nothing where there is none."""
    if not KEPT.exists():
        return []
    about = json.loads(KEPT.read_text("utf-8"))
    told = f"Measured apart from the rest of this page, on {about['day']}: {about['machine']}; {about['with']}."
    return ["", told, "", *about["lines"]]


def main() -> None:
    """Prints the table."""
    warnings.simplefilter("ignore")
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("--rows", type=int, default=5_000_000)
    parser.add_argument("--keep", action="store_true", help="keep the table for docs/benchmarks.md")
    parser.add_argument("--small", action="store_true", help="measure only the rows behind the large cohort's anew")
    given = parser.parse_args()
    lines = table(None if given.small else given.rows)
    print("\n".join(lines))
    if given.keep:
        keep(lines)


if __name__ == "__main__":
    main()
