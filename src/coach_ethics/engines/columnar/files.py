"""Cohorts in files, read and written in a stream by Polars: memory doesn't grow with the number of rows.

INVARIANT (whole or not at all): a result is written under another name beside its own, and gets its own when it is
whole. Whatever ends a run before that, an error or an interruption, leaves no half-written result.
"""

from __future__ import annotations

import os
import tempfile
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from importlib import import_module
from importlib.util import find_spec
from pathlib import Path
from typing import Any

import narwhals.stable.v2 as nw

from coach_ethics.engines.columnar.columns import Form
from coach_ethics.problems import CaseProblems, Problem, quoted

ENDINGS = (".parquet", ".csv")
"""How the names of files end that can be read and written."""


def scan(path: Path, forms: Mapping[str, Form], tick: Callable[[int], None] | None = None) -> Any:
    """A lazy Polars frame over a file. `tick` is told how many rows were read, whenever some were.

    `forms` says what columns hold, since a text file doesn't. Raises CaseProblems: K119 where the file can't be read as
    a table, E502 where Polars isn't installed.
    """
    polars = _polars()
    _ending(path)
    with reading(path):
        if path.suffix.lower() == ".csv":
            types = {Form.BOOLEAN: polars.Boolean, Form.INTEGER: polars.Int64, Form.TEXT: polars.String}
            there = polars.scan_csv(path).collect_schema().names()
            known = {name: types[forms[name]] for name in there if name in forms}
            frame = polars.scan_csv(path, schema_overrides=known)
        else:
            frame = polars.scan_parquet(path)
        frame.collect_schema()
    return frame if tick is None else frame.map_batches(_ticking(tick), streamable=True, validate_output_schema=False)


def _ticking(tick: Callable[[int], None]) -> Callable[[Any], Any]:
    def passed(batch: Any) -> Any:
        tick(len(batch))
        return batch

    return passed


def row_count(path: Path) -> int:
    """How many rows a file has; of Parquet read off its foot. Raises as `scan` does."""
    with reading(path):
        return int(nw.from_native(scan(path, {})).select(nw.len()).collect().item())


def write(frame: Any, path: Path, *, source: Path) -> None:
    """Compute a lazy Polars frame over the file `source` into another. Raises CaseProblems: K119, or F105."""
    _ending(path)
    with _whole(path) as part, reading(source):
        if path.suffix.lower() == ".csv":
            frame.sink_csv(part)
        else:
            frame.sink_parquet(part)


@contextmanager
def _whole(path: Path) -> Iterator[Path]:
    try:
        handle, name = tempfile.mkstemp(prefix=f".{path.stem}-", suffix=".part", dir=path.parent)
        os.close(handle)
    except OSError as failure:
        raise CaseProblems([_unwritable(path, failure)]) from None
    part = Path(name)
    try:
        yield part
        # `mkstemp` lets nobody else read; the result is as readable as any other file that is made here.
        mask = os.umask(0)
        os.umask(mask)
        part.chmod(0o666 & ~mask)
        part.replace(path)
    except OSError as failure:
        raise CaseProblems([_unwritable(path, failure)]) from None
    finally:
        part.unlink(missing_ok=True)


def _unwritable(path: Path, failure: OSError) -> Problem:
    return Problem("F105", f"`{path}` can't be written: {(failure.strerror or 'the system refuses').lower()}")


@contextmanager
def reading(path: Path) -> Iterator[None]:
    """What Polars says of a file that it can't read becomes a problem (K119), also while it is computing."""
    polars = _polars()
    try:
        yield
    except FileNotFoundError:
        raise CaseProblems([Problem("K119", f"there is no file `{path}`", help="give the path of a table")]) from None
    except (polars.exceptions.PolarsError, nw.exceptions.NarwhalsError, IsADirectoryError) as failure:
        reason = quoted(str(failure).strip().partition("\n")[0]).rstrip(".")
        help_ = "in CSV, write `true`, `false`, whole numbers and words, and nothing at all for what isn't known"
        raise CaseProblems([Problem("K119", f"`{path}` can't be read as a table: {reason}", help=help_)]) from None


def _ending(path: Path) -> None:
    if path.suffix.lower() not in ENDINGS:
        message = f"`{path}` is neither a Parquet nor a CSV file by its name"
        raise CaseProblems([Problem("K119", message, help="its name should end in `.parquet` or `.csv`")])


def _polars() -> Any:
    if find_spec("polars") is None:
        message = "cohorts in files need Polars, which isn't installed here"
        raise CaseProblems([Problem("E502", message, help="`pip install 'coach-ethics[frames]'`")])
    return import_module("polars")
