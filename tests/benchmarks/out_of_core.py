"""More rows than memory: a cohort in Parquet through DuckDB or Polars' streaming engine, results to Parquet.

    python -m tests.benchmarks.out_of_core --rows 100000000 [--engine bitsliced] [--folder FOLDER] [--keep]

First it rehearses with a million rows and checks the counts of three acts' statuses against Polars written by hand.
Then it makes the cohort (a process of its own), assesses it (another), checks again, and prints how long it took and
how much memory it had. A million rows take 10 MB on disk, with the results 17 MB more. With `--keep`, the figures are
kept in `tests/benchmarks/kept/` beside those of other engines and sizes; docs/benchmarks.md takes them from there when
it is next made, and with `python -m tests.benchmarks.report --kept` at once. `spark` is Spark in local mode, and
`spark, bits` the same with bits on its workers (`mapInArrow`); their memory is that of Python's driver alone, and no
processor time is told of them.
"""

from __future__ import annotations

import argparse
import json
import tempfile
import warnings
from collections.abc import Mapping, Sequence
from datetime import date
from pathlib import Path
from time import process_time
from typing import Any, TypeAlias

import polars as pl
from tests.benchmarks.cohorts import POLICY, spark
from tests.benchmarks.frames import by_hand, write_cohort
from tests.benchmarks.measure import in_own_process, machine, shown, timed, versions

from coach_ethics.coaching.policies import load_policy
from coach_ethics.cohorts.frames import assess_frame
from coach_ethics.cohorts.naming import status_column

ENGINES = ("duckdb", "polars", "bitsliced")
ON_SPARK = {"spark": "columnar", "spark, bits": "bitsliced"}
"""Spark in local mode, by its own expressions, and by bits on its workers."""
MODULE = "tests.benchmarks.out_of_core"
REHEARSED = 1_000_000
KEPT = Path(__file__).parent / "kept" / "out_of_core.json"
LIMIT = "2GB"
"""What DuckDB is told to keep to for its buffers; Polars' streaming engine takes no limit."""


def assessed_by(engine: str, source: Path, target: Path) -> None:
    """Assess every row of the files in `source`, into the file `target`."""
    policy = load_policy(POLICY)
    if engine in ("polars", "bitsliced"):
        named = "columnar" if engine == "polars" else engine
        assess_frame(pl.scan_parquet(source / "*.parquet"), policy, engine=named).sink_parquet(target)
        return
    if engine in ON_SPARK:
        cohort_ = spark(source, memory="4g")
        assess_frame(cohort_, policy, engine=ON_SPARK[engine]).write.parquet(str(target), compression="zstd")
        return
    import duckdb

    connection = duckdb.connect(config={"memory_limit": LIMIT, "preserve_insertion_order": False})
    frame = connection.read_parquet(str(source / "*.parquet"))
    assess_frame(frame, policy).write_parquet(str(target))


Measured: TypeAlias = Mapping[str, Any]


def measured(rows: int, engine: str, folder: Path) -> Measured:
    """Rows, seconds, those of processors, the most memory in MB, and the sizes of what was read and written in MB."""
    with tempfile.TemporaryDirectory(dir=folder) as rehearsal:
        _assessed(min(rows, REHEARSED), engine, Path(rehearsal))
    return _assessed(rows, engine, folder)


def _assessed(rows: int, engine: str, folder: Path) -> Measured:
    source, target = folder / "cohort", folder / "assessed.parquet"
    source.mkdir()
    in_own_process(MODULE, "--rows", str(rows), "--folder", str(source), "--only", "make")
    printed, memory = in_own_process(MODULE, "--engine", engine, "--folder", str(folder), "--only", "assess")
    _check(source, target, rows)
    wrote_ = target.iterdir() if target.is_dir() else [target]
    read, wrote = (sum(each.stat().st_size for each in files) for files in (source.iterdir(), wrote_))
    seconds, processors = json.loads(printed.splitlines()[-1])
    return {
        "engine": engine,
        "rows": rows,
        "seconds": seconds,
        "processors": None if engine in ON_SPARK else processors,  # Java's and its workers' isn't counted
        "memory": memory,
        "read": read / 2**20,
        "wrote": wrote / 2**20,
    }


def _check(source: Path, target: Path, rows: int) -> None:
    """No row is lost, and the statuses of three acts are as frequent as those written by hand."""
    policy = load_policy(POLICY)
    columns = [status_column(act.name) for act in policy.acts]

    def counts(frame: pl.LazyFrame, column: str) -> pl.DataFrame:
        return frame.group_by(pl.col(column).cast(pl.String)).len().sort(column).collect(engine="streaming")

    found, cohort = (
        pl.scan_parquet(target / "*.parquet" if target.is_dir() else target),
        pl.scan_parquet(source / "*.parquet"),
    )
    assert found.select(pl.len()).collect().item() == rows, "rows were lost"
    for column in (columns[0], columns[len(columns) // 2], columns[-1]):
        by_act = by_hand(cohort, policy).select(column)
        assert counts(found.select(column), column).equals(counts(by_act, column)), f"`{column}` differs"


def told(result: Measured) -> str:
    """A row of the table."""
    speed, own = result["rows"] / result["seconds"], result["processors"]
    sizes = f"{result['memory']:,.0f} MB | {result['read']:,.0f} MB | {result['wrote']:,.0f} MB"
    took = f"{shown(result['seconds'])} | {shown(own) if own else '—'} | {speed:,.0f} | {_minutes(1e9 / speed)}"
    return f"| {result['engine']} | {result['rows']:,.0f} | {took} | {sizes} |"


def _minutes(seconds: float) -> str:
    return f"{seconds / 60:,.0f} min"


HEAD = (
    "| | rows | time | processor time | rows a second | 10⁹ would take | most memory | read | wrote |",
    "| --- | ---: | ---: | ---: | ---: | ---: | ---: | ---: | ---: |",
)


def keep(results: Sequence[Measured]) -> None:
    """Keep results, with the day and the machine, in place of those of the same engine and number of rows."""
    KEPT.parent.mkdir(exist_ok=True)
    about = {"day": str(date.today()), "machine": machine(), "with": versions("polars", "duckdb", "pyspark")}
    new = {(each["engine"], each["rows"]): {**about, **each} for each in results}
    all_ = {(each["engine"], each["rows"]): each for each in _kept()} | new
    KEPT.write_text(json.dumps([*all_.values()], indent=2) + "\n", "utf-8")


def _kept() -> list[Measured]:
    return json.loads(KEPT.read_text("utf-8")) if KEPT.exists() else []


def kept() -> list[str]:
    """What was kept as tables of their own, one a day; nothing where there is nothing."""
    lines: list[str] = []
    for about in dict.fromkeys((each["day"], each["machine"], each["with"]) for each in _kept()):
        day, machine_, with_ = about
        rows = [told(each) for each in _kept() if (each["day"], each["machine"], each["with"]) == about]
        line = f"Measured apart from the rest of this page, on {day}: {machine_}; {with_}."
        lines += ["", line, "", *HEAD, *rows]
    return lines


def all_measured(rows: int, engines: Sequence[str] = ENGINES, folder: Path | None = None) -> list[Measured]:
    """What each engine took."""
    found = []
    for engine in engines:
        with tempfile.TemporaryDirectory(dir=folder) as own:
            found.append(measured(rows, engine, Path(own)))
    return found


def main() -> None:
    """Reads the arguments; `--only` is for its own processes."""
    warnings.simplefilter("ignore")
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("--rows", type=int, default=5_000_000)
    parser.add_argument("--engine", choices=(*ENGINES, *ON_SPARK), action="append")
    parser.add_argument("--folder", type=Path)
    parser.add_argument("--keep", action="store_true", help="keep the figures for docs/benchmarks.md")
    parser.add_argument("--only", choices=("make", "assess"), help=argparse.SUPPRESS)
    given = parser.parse_args()
    if given.only == "make":
        write_cohort(load_policy(POLICY), given.rows, given.folder)
    elif given.only == "assess":
        target = given.folder / "assessed.parquet"
        before = process_time()
        seconds = timed(lambda: assessed_by(given.engine[0], given.folder / "cohort", target))
        print([seconds, process_time() - before])
    else:
        found = all_measured(given.rows, given.engine or ENGINES, given.folder)
        print("\n".join([*HEAD, *map(told, found)]))
        if given.keep:
            keep(found)


if __name__ == "__main__":
    main()
