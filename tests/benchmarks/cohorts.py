"""Cohorts: rows a second for each library, beside Polars expressions written by hand and a loop in Python.

`python -m tests.benchmarks.cohorts [ROWS]` prints the table. Each measurement runs in a process of its own, on the
essay's policy and a cohort with three facts in ten unknown; its statuses are checked against those written by hand in
Polars, and these against the reference.
"""

from __future__ import annotations

import json
import sys
import tempfile
import warnings
from collections.abc import Callable
from typing import Any

import polars as pl
from attrs import frozen
from tests.benchmarks.frames import by_hand, cohort, rows_of
from tests.benchmarks.measure import Times, in_own_process, peak_megabytes, shown, timed
from tests.benchmarks.peers.task import ASKED

from coach_ethics.cohorts.frames import assess_frame
from coach_ethics.cohorts.naming import status_column
from coach_ethics.deontics.program import lower, name_of
from coach_ethics.engines import prepare
from coach_ethics.engines.compiled.run import prepare as compile_
from coach_ethics.facts.situation import Situation
from coach_ethics.findings import finding
from coach_ethics.ir.policy import Policy
from coach_ethics.syntax.loading import load_policy

POLICY = "essay"
ROWS = 1_000_000
REPETITIONS = 7
SPARK_ROWS, LOOP_ROWS, CHECKED_ROWS = 200_000, 20_000, 500
LOOP, HAND = "Python loop, `compiled`", "Polars by hand"


@frozen
class Run:
    """How a library makes its own frame of a Polars one, computes a result, and gives it back to Polars."""

    open: Callable[[pl.DataFrame], Any]
    work: Callable[[Any, Policy], Any]
    read: Callable[[Any], pl.DataFrame]


def _assessed(frame: Any, policy: Policy) -> Any:
    return assess_frame(frame, policy)


def _unchecked(frame: Any, policy: Policy) -> Any:
    return assess_frame(frame, policy, check=False)


def _same(frame: Any) -> Any:
    return frame


def _by_hand(frame: pl.DataFrame, policy: Policy) -> pl.DataFrame:
    return by_hand(frame.lazy(), policy).collect()


def _duckdb(frame: pl.DataFrame) -> Any:
    import duckdb

    return duckdb.from_arrow(frame.to_arrow())


def _from_arrow(frame: Any) -> pl.DataFrame:
    found = pl.from_arrow(frame)
    assert isinstance(found, pl.DataFrame)
    return found


def _spark(frame: pl.DataFrame) -> Any:
    from pyspark.sql import SparkSession

    folder = tempfile.mkdtemp()
    frame.write_parquet(f"{folder}/cohort.parquet")
    session = SparkSession.builder.master("local[*]").config("spark.ui.enabled", "false")
    spark = session.config("spark.driver.memory", "2g").getOrCreate()
    spark.sparkContext.setLogLevel("ERROR")
    return spark.read.parquet(folder)


def _spark_computed(frame: Any, policy: Policy) -> Any:
    found = assess_frame(frame, policy)
    found.write.format("noop").mode("overwrite").save()
    return found


def _loop(frame: pl.DataFrame, policy: Policy) -> pl.DataFrame:
    program = lower(policy)
    acts = [(status_column(act.name), [name_of(kind, act.name) for kind in ASKED]) for act in policy.acts]
    evaluate = compile_(program, frozenset(name for _, names in acts for name in names))
    columns: dict[str, list[str]] = {column: [] for column, _ in acts}
    for row in frame.iter_rows(named=True):
        truths = evaluate(Situation(row))
        for column, names in acts:
            columns[column].append(finding(*(truths[name] for name in names)).status.value)
    return frame.with_columns(**{name: pl.Series(values) for name, values in columns.items()})


RUNS: dict[str, Run] = {
    HAND: Run(_same, _by_hand, _same),
    "Polars": Run(_same, _assessed, _same),
    "Polars, values not checked": Run(_same, _unchecked, _same),
    "DuckDB": Run(_duckdb, lambda frame, policy: assess_frame(frame, policy).to_arrow_table(), _from_arrow),
    "PyArrow": Run(lambda frame: frame.to_arrow(), _assessed, _from_arrow),
    "PySpark, from Parquet": Run(_spark, _spark_computed, lambda frame: _from_arrow(frame.toArrow())),
    LOOP: Run(_same, _loop, _same),
}


def rows_for(name: str, rows: int) -> int:
    """How many rows a run is given: some are too slow for all of them."""
    return min(rows, {LOOP: LOOP_ROWS, "PySpark, from Parquet": SPARK_ROWS}.get(name, rows))


def measured(name: str, rows: int, repetitions: int) -> tuple[list[float], float]:
    """The seconds of each repetition after a first one, and this process's most memory in MB before the check."""
    policy, run = load_policy(POLICY), RUNS[name]
    given = cohort(policy, rows).with_row_index("row")
    frame = run.open(given)
    first = run.work(frame, policy)
    seconds = [timed(lambda: run.work(frame, policy)) for _ in range(repetitions)]
    memory = peak_megabytes()
    _check(given, run.read(first), policy)
    return seconds, memory


def _check(given: pl.DataFrame, found: pl.DataFrame, policy: Policy) -> None:
    statuses = [status_column(act.name) for act in policy.acts]
    texts = pl.col(statuses).cast(pl.String)
    right = _by_hand(given, policy).select("row", texts)
    assert found.select("row", texts).sort("row").equals(right.sort("row")), "statuses differ from those by hand"
    evaluate = prepare("reference", lower(policy))
    for row, said in zip(rows_of(given.head(CHECKED_ROWS)), right.iter_rows(named=True), strict=False):
        truths = evaluate(Situation({name: value for name, value in row.items() if name != "row"}))
        for act in policy.acts:
            meant = finding(*(truths[name_of(kind, act.name)] for kind in ASKED)).status
            assert said[status_column(act.name)] == meant.value, "statuses by hand differ from the reference"


def table(rows: int = ROWS, repetitions: int = REPETITIONS) -> list[str]:
    """The table as Markdown, and whether the bar holds."""
    lines = [
        "| | rows | seconds | spread | rows a second | most memory |",
        "| --- | ---: | ---: | ---: | ---: | ---: |",
    ]
    medians = {}
    for name in RUNS:
        count = rows_for(name, rows)
        printed, _ = in_own_process("tests.benchmarks.cohorts", name, str(count), str(repetitions))
        seconds, memory = json.loads(printed.splitlines()[-1])
        times = Times(tuple(seconds))
        medians[name] = times.median
        spread = f"{shown(times.low)} to {shown(times.high)}"
        speed = f"{count / times.median:,.0f}"
        lines.append(f"| {name} | {count:,} | {shown(times.median)} | {spread} | {speed} | {memory:,.0f} MB |")
    for name in ("Polars", "Polars, values not checked"):
        ratio = medians[name] / medians[HAND]
        told = "holds" if ratio <= 1.5 else "**does not hold**"
        lines += ["", f"- {name}: {ratio:.2f} of the time of {HAND} (bar: at most 1.5): {told}"]
    return lines


if __name__ == "__main__":
    warnings.simplefilter("ignore")
    if len(sys.argv) > 2:
        print(json.dumps(measured(sys.argv[1], int(sys.argv[2]), int(sys.argv[3]))))
    else:
        print("\n".join(table(*map(int, sys.argv[1:]))))
