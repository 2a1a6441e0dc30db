"""Cohorts: rows a second for each library, beside Polars expressions written by hand and a loop in Python.

`python -m tests.benchmarks.cohorts [ROWS...]` prints the table. Each contestant is a process of its own, on the essay's
policy and one cohort with three facts in ten unknown. Before anything is timed, its statuses are checked against those
written by hand in Polars, and these against the reference. Up to a million rows, contestants are all there at once and
take turns; with more, memory wouldn't do for all of them, so that they come one after the other.
"""

from __future__ import annotations

import sys
import tempfile
import warnings
from collections.abc import Callable, Collection, Sequence
from pathlib import Path
from typing import Any

import polars as pl
from attrs import frozen
from tests.benchmarks.frames import by_hand, cohort, rows_of
from tests.benchmarks.measure import Times, Worker, peak_megabytes, shown, timed
from tests.benchmarks.peers.task import ASKED

from coach_ethics.coaching.policies import load_policy
from coach_ethics.cohorts.frames import assess_frame
from coach_ethics.cohorts.naming import status_column
from coach_ethics.deontics.program import lower, name_of
from coach_ethics.engines import prepare
from coach_ethics.engines.compiled.run import prepare as compile_
from coach_ethics.findings import finding
from coach_ethics.model.policy import Policy
from coach_ethics.model.situation import Situation

POLICY = "essay"
ROWS = (1_000_000, 10_000_000)
TOGETHER = 1_000_000
"""Up to so many rows, contestants take turns."""
REPETITIONS, FEW = 7, 2
LOOP_ROWS, CHECKED_ROWS = 20_000, 500
LOOP, HAND, OURS = "Python loop, `compiled`", "Polars by hand", "Polars"
UNCHECKED = "Polars, values not checked"
SPARK = "PySpark, from Parquet"
TURNS = {SPARK: 3}
"""Those that are so slow that they get fewer turns."""
COMPILED = "-XX:-DontCompileHugeMethods"
"""What Java has to be told, as docs/cluster.md says: else it would only interpret the loop that Spark writes."""
BAR = 1.5


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
    folder = tempfile.mkdtemp()
    for at, part in enumerate(frame.iter_slices(TOGETHER)):
        part.write_parquet(f"{folder}/part-{at:03}.parquet")
    return spark(Path(folder))


def spark(folder: Path, memory: str = "4g") -> Any:
    """The Parquet files of a folder, in Spark's local mode."""
    from pyspark.sql import SparkSession

    session = SparkSession.builder.master("local[*]").config("spark.ui.enabled", "false")
    session = session.config("spark.driver.extraJavaOptions", COMPILED)
    started = session.config("spark.driver.memory", memory).getOrCreate()
    started.sparkContext.setLogLevel("ERROR")
    return started.read.parquet(str(folder))


def _spark_computed(frame: Any, policy: Policy) -> Any:
    found = assess_frame(frame, policy)
    found.write.format("noop").mode("overwrite").save()
    return found


def _spark_read(frame: Any) -> pl.DataFrame:
    """The rows that are checked: all of them wouldn't fit into the driver."""
    return _from_arrow(frame.filter(f"row < {TOGETHER}").toArrow())


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
    OURS: Run(_same, _assessed, _same),
    UNCHECKED: Run(_same, _unchecked, _same),
    "DuckDB": Run(_duckdb, lambda frame, policy: assess_frame(frame, policy).to_arrow_table(), _from_arrow),
    "PyArrow": Run(lambda frame: frame.to_arrow(), _assessed, _from_arrow),
    SPARK: Run(_spark, _spark_computed, lambda frame: _from_arrow(frame.filter("row < 1000000").toArrow())),
    LOOP: Run(_same, _loop, _same),
}


def rows_for(name: str, rows: int) -> int:
    """How many rows a contestant is given: a loop in Python is too slow for all of them."""
    return min(rows, LOOP_ROWS) if name == LOOP else rows


def take_part(name: str, source: Path) -> None:
    """A contestant's process: ready once its answers are checked; then a line with the seconds of each turn.

    The first line is the most memory that the process has had, in MB, before the check.
    """
    policy, run = load_policy(POLICY), RUNS[name]
    given = pl.read_parquet(source)
    given = given.head(rows_for(name, given.height))
    frame = run.open(given)
    first = run.work(frame, policy)
    memory = peak_megabytes()
    _check(given.head(TOGETHER), run.read(first), policy)
    del first, given
    print(memory, flush=True)
    for _ in sys.stdin:
        print(timed(lambda: run.work(frame, policy)), flush=True)


def _check(given: pl.DataFrame, found: pl.DataFrame, policy: Policy) -> None:
    statuses = [status_column(act.name) for act in policy.acts]
    texts = pl.col(statuses).cast(pl.String)
    right = _by_hand(given, policy).select("row", texts)
    ours = found.filter(pl.col("row") < given.height).select("row", texts).sort("row")
    assert ours.equals(right.sort("row")), "statuses differ from those by hand"
    evaluate = prepare("reference", lower(policy))
    for row, said in zip(rows_of(given.head(CHECKED_ROWS)), right.iter_rows(named=True), strict=False):
        truths = evaluate(Situation({name: value for name, value in row.items() if name != "row"}))
        for act in policy.acts:
            meant = finding(*(truths[name_of(kind, act.name)] for kind in ASKED)).status
            assert said[status_column(act.name)] == meant.value, "statuses by hand differ from the reference"


def measured(
    rows: int, names: Collection[str] = tuple(RUNS), repetitions: int = REPETITIONS
) -> dict[str, tuple[Times, float]]:
    """Each contestant's times, and the most memory that its process had in MB."""
    with tempfile.TemporaryDirectory() as folder:
        source = Path(folder) / "cohort.parquet"
        cohort(load_policy(POLICY), rows).with_row_index("row").write_parquet(source)
        if rows <= TOGETHER:
            return _in_turn(names, source, repetitions)
        return {name: found for name in names for found in _in_turn([name], source, FEW).values()}


def _in_turn(names: Collection[str], source: Path, repetitions: int) -> dict[str, tuple[Times, float]]:
    workers = {name: Worker("tests.benchmarks.cohorts", "--only", name, str(source)) for name in names}
    memory = {name: float(worker.line()) for name, worker in workers.items()}
    seconds: dict[str, list[float]] = {name: [] for name in names}
    for _ in range(repetitions):
        for name, worker in workers.items():
            if len(seconds[name]) < TURNS.get(name, repetitions):
                seconds[name].append(float(worker.turn()))
    for worker in workers.values():
        worker.end()
    return {name: (Times(tuple(seconds[name])), memory[name]) for name in names}


def table(sizes: Sequence[int] = ROWS, repetitions: int = REPETITIONS) -> list[str]:
    """The table as Markdown, and whether the bar holds."""
    lines = [
        "| | rows | seconds | spread | rows a second | most memory |",
        "| --- | ---: | ---: | ---: | ---: | ---: |",
    ]
    bars = []
    for rows in sizes:
        found = measured(rows, [name for name in RUNS if name != LOOP or rows == min(sizes)], repetitions)
        for name, (times, memory) in found.items():
            count = rows_for(name, rows)
            spread = f"{shown(times.low)} to {shown(times.high)}"
            speed = f"{count / times.median:,.0f}"
            lines.append(f"| {name} | {count:,} | {shown(times.median)} | {spread} | {speed} | {memory:,.0f} MB |")
        for name in (OURS, UNCHECKED):
            ratio = found[name][0].median / found[HAND][0].median
            told = "holds" if ratio <= BAR else "**missed**"
            bars.append(f"- {rows:,} rows, {name}: {ratio:.2f} of the time of {HAND} (bar: at most {BAR:g}): {told}")
    return [*lines, "", *bars]


if __name__ == "__main__":
    warnings.simplefilter("ignore")
    if sys.argv[1:2] == ["--only"]:
        take_part(sys.argv[2], Path(sys.argv[3]))
    else:
        print("\n".join(table([int(each) for each in sys.argv[1:]] or ROWS)))
