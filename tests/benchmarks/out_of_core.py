"""More rows than memory: a cohort in Parquet through DuckDB or Polars' streaming engine, results to Parquet.

    python -m tests.benchmarks.out_of_core --rows 100000000 [--engine polars] [--folder FOLDER] [--keep]

First it rehearses with a million rows and checks the counts of three acts' statuses against Polars written by hand.
Then it makes the cohort (a process of its own), assesses it (another), checks again, and prints how long it took and
how much memory it had. A million rows take 7 MB on disk, with the results 14 MB more. With `--keep`, the figures are
kept in `tests/benchmarks/kept/`, where docs/benchmarks.md takes them from when it is next made.
"""

from __future__ import annotations

import argparse
import json
import tempfile
import warnings
from collections.abc import Sequence
from datetime import date
from pathlib import Path

import polars as pl
from tests.benchmarks.cohorts import POLICY
from tests.benchmarks.frames import by_hand, write_cohort
from tests.benchmarks.measure import in_own_process, machine, shown, timed, versions

from coach_ethics.coaching.policies import load_policy
from coach_ethics.cohorts.frames import assess_frame
from coach_ethics.cohorts.naming import status_column

ENGINES = ("duckdb", "polars", "bitsliced")
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
    import duckdb

    connection = duckdb.connect(config={"memory_limit": LIMIT, "preserve_insertion_order": False})
    frame = connection.read_parquet(str(source / "*.parquet"))
    assess_frame(frame, policy).write_parquet(str(target))


def measured(rows: int, engine: str, folder: Path) -> dict[str, float]:
    """Rows, seconds, the most memory in MB, and the sizes of what was read and written in MB."""
    with tempfile.TemporaryDirectory(dir=folder) as rehearsal:
        _assessed(min(rows, REHEARSED), engine, Path(rehearsal))
    return _assessed(rows, engine, folder)


def _assessed(rows: int, engine: str, folder: Path) -> dict[str, float]:
    source, target = folder / "cohort", folder / "assessed.parquet"
    source.mkdir()
    in_own_process(MODULE, "--rows", str(rows), "--folder", str(source), "--only", "make")
    printed, memory = in_own_process(MODULE, "--engine", engine, "--folder", str(folder), "--only", "assess")
    _check(source, target, rows)
    read, wrote = (sum(each.stat().st_size for each in files) for files in (source.iterdir(), [target]))
    seconds = json.loads(printed.splitlines()[-1])
    return {"rows": rows, "seconds": seconds, "memory": memory, "read": read / 2**20, "wrote": wrote / 2**20}


def _check(source: Path, target: Path, rows: int) -> None:
    """No row is lost, and the statuses of three acts are as frequent as those written by hand."""
    policy = load_policy(POLICY)
    columns = [status_column(act.name) for act in policy.acts]

    def counts(frame: pl.LazyFrame, column: str) -> pl.DataFrame:
        return frame.group_by(pl.col(column).cast(pl.String)).len().sort(column).collect(engine="streaming")

    found, cohort = pl.scan_parquet(target), pl.scan_parquet(source / "*.parquet")
    assert found.select(pl.len()).collect().item() == rows, "rows were lost"
    for column in (columns[0], columns[len(columns) // 2], columns[-1]):
        by_act = by_hand(cohort, policy).select(column)
        assert counts(found.select(column), column).equals(counts(by_act, column)), f"`{column}` differs"


def told(engine: str, result: dict[str, float]) -> str:
    """A row of the table."""
    speed, most = result["rows"] / result["seconds"], result["memory"]
    sizes = f"{result['read']:,.0f} MB | {result['wrote']:,.0f} MB"
    hundred = shown(1e8 / speed)
    took = f"{result['rows']:,.0f} | {shown(result['seconds'])} | {speed:,.0f} | {hundred}"
    return f"| {engine} | {took} | {most:,.0f} MB | {sizes} |"


HEAD = (
    "| | rows | time | rows a second | 100 million would take | most memory | read | wrote |",
    "| --- | ---: | ---: | ---: | ---: | ---: | ---: | ---: |",
)


def keep(rows: Sequence[str]) -> None:
    """Keep rows of the table, with the day and the machine."""
    KEPT.parent.mkdir(exist_ok=True)
    about = {"day": str(date.today()), "machine": machine(), "with": versions("polars", "duckdb"), "rows": [*rows]}
    KEPT.write_text(json.dumps(about, indent=2) + "\n", "utf-8")


def kept() -> list[str]:
    """The kept rows as a table of their own, with the day on which they were measured; nothing where there are none."""
    if not KEPT.exists():
        return []
    about = json.loads(KEPT.read_text("utf-8"))
    told = f"Measured apart from the rest of this page, on {about['day']}: {about['machine']}; {about['with']}."
    return ["", told, "", *HEAD, *about["rows"]]


def rows_of_table(rows: int, engines: Sequence[str] = ENGINES, folder: Path | None = None) -> list[str]:
    """The rows of the table, a line for each engine."""
    found = []
    for engine in engines:
        with tempfile.TemporaryDirectory(dir=folder) as own:
            found.append(told(engine, measured(rows, engine, Path(own))))
    return found


def main() -> None:
    """Reads the arguments; `--only` is for its own processes."""
    warnings.simplefilter("ignore")
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("--rows", type=int, default=5_000_000)
    parser.add_argument("--engine", choices=ENGINES, action="append")
    parser.add_argument("--folder", type=Path)
    parser.add_argument("--keep", action="store_true", help="keep the figures for docs/benchmarks.md")
    parser.add_argument("--only", choices=("make", "assess"), help=argparse.SUPPRESS)
    given = parser.parse_args()
    if given.only == "make":
        write_cohort(load_policy(POLICY), given.rows, given.folder)
    elif given.only == "assess":
        target = given.folder / "assessed.parquet"
        print(timed(lambda: assessed_by(given.engine[0], given.folder / "cohort", target)))
    else:
        rows = rows_of_table(given.rows, given.engine or ENGINES, given.folder)
        print("\n".join([*HEAD, *rows]))
        if given.keep:
            keep(rows)


if __name__ == "__main__":
    main()
