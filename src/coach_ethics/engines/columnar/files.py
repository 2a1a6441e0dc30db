"""Cohorts in files, read and written in a stream by Polars: memory doesn't grow with the number of rows.

INVARIANT (whole or not at all): a result is written under another name beside its own, and gets its own when it is
whole. Whatever ends a run before that, an error or an interruption, leaves no half-written result.
"""

from __future__ import annotations

import os
import tempfile
from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from importlib import import_module
from importlib.util import find_spec
from pathlib import Path
from types import MappingProxyType
from typing import Any

import narwhals.stable.v2 as nw

from coach_ethics.engines.columnar.columns import ColumnForm
from coach_ethics.engines.columnar.queries import MOST_SHOWN
from coach_ethics.problems import CaseProblems, Problem, quoted

ENDINGS = (".parquet", ".csv", ".arrow", ".feather")
"""The file name extensions that can be read and written; of Arrow, the file format, which R calls Feather."""

_ARROW = (".arrow", ".feather")


def scan(
    path: Path,
    forms: Mapping[str, ColumnForm],
    tick: Callable[[int], None] | None = None,
    *,
    weights: str | None = None,
) -> Any:
    """A lazy Polars frame over a file. `tick` is told how many rows were read, whenever some were.

    `forms` says what columns of a text file hold, since it doesn't: those of facts. All others are texts, so that they
    are written as they were read, but a column of `weights`. Raises CaseProblems: K119 where the file can't be read as
    a table, E502 where Polars isn't installed.
    """
    polars = _polars()
    _ending(path)
    with reading(path):
        if path.suffix.lower() == ".csv":
            _require_names(path)
            types = {ColumnForm.BOOLEAN: polars.Boolean, ColumnForm.INTEGER: polars.Int64}
            known = {name: types[forms[name]] for name in _texts(path).columns if forms.get(name) in types}
            if weights is not None and weights not in known:
                known[weights] = polars.Float64
            frame = polars.scan_csv(path, infer_schema=False, schema_overrides=known)
        elif path.suffix.lower() in _ARROW:
            frame = polars.scan_ipc(path)
        else:
            frame = polars.scan_parquet(path)
        frame.collect_schema()
    return frame if tick is None else frame.map_batches(_ticking(tick), streamable=True, validate_output_schema=False)


def read_columns(path: Path) -> dict[str, list[Any]]:
    """The values of a file's columns, whole. Raises as `scan` does."""
    with reading(path):
        columns: dict[str, list[Any]] = scan(path, {}).collect().to_dict(as_series=False)
    return columns


def _texts(path: Path, rows: int = 0) -> Any:
    """The first rows of a text file, all columns texts."""
    return _polars().scan_csv(path, infer_schema=False).head(rows).collect()


def _require_names(path: Path) -> None:
    """Raises CaseProblems (K119) where two columns of a text file have one name: no fact can be read from both."""
    names = _polars().read_csv(path, has_header=False, n_rows=1, infer_schema=False, truncate_ragged_lines=True)
    twice = [name for name, count in Counter(names.row(0)).items() if count > 1]
    if twice:
        told = ", ".join(f"`{quoted(name)}`" if name else "without a name" for name in twice)
        message = f"`{path}` has more than one column {told}"
        raise CaseProblems([Problem("K119", message, help="give each column its own name")])


def _ticking(tick: Callable[[int], None]) -> Callable[[Any], Any]:
    def passed(batch: Any) -> Any:
        tick(len(batch))
        return batch

    return passed


def row_count(path: Path) -> int:
    """How many rows a file has; of Parquet read off its foot. Raises as `scan` does."""
    with reading(path):
        return int(nw.from_native(scan(path, {})).select(nw.len()).collect().item())


def write(frame: Any, path: Path) -> None:
    """Compute a lazy Polars frame into a file. Raises CaseProblems: K119 for another kind of file, or F105."""
    _ending(path)
    with _whole(path) as part:
        if path.suffix.lower() == ".csv":
            frame.sink_csv(part)
        elif path.suffix.lower() in _ARROW:
            frame.sink_ipc(part)
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
def reading(path: Path, forms: Mapping[str, ColumnForm] = MappingProxyType({})) -> Iterator[None]:
    """What Polars says of a file that it can't read becomes problems (K119), also while it is computing.

    With what the columns of a text file should hold, the problems are about these columns.
    """
    polars = _polars()
    try:
        yield
    except FileNotFoundError:
        raise CaseProblems([Problem("K119", f"there is no file `{path}`", help="give the path to a table")]) from None
    except (polars.exceptions.PolarsError, nw.exceptions.NarwhalsError, IsADirectoryError) as failure:
        unread = _unread(path, forms) if path.suffix.lower() == ".csv" else []
        raise CaseProblems(unread or [_unreadable(path, str(failure))]) from None


def _unreadable(path: Path, reason: str) -> Problem:
    told = " ".join(reason.strip().partition("\n")[0].split()).rstrip(".")
    help_ = "in CSV, write `true`, `false`, whole numbers and words, and leave unknown cells empty"
    return Problem("K119", f"`{path}` can't be read as a table: {told}", help=help_)


def _unread(path: Path, forms: Mapping[str, ColumnForm]) -> list[Problem]:
    """What stands in columns of facts and is neither a truth value nor a number: how many rows, which, the first."""
    polars = _polars()
    try:
        frame = polars.scan_csv(path, infer_schema=False).with_row_index(_ROW)
        found = []
        for name in frame.collect_schema().names():
            if forms.get(name) in (ColumnForm.BOOLEAN, ColumnForm.INTEGER):
                text = polars.col(name)
                fits = (
                    text.is_in(_TRUTHS)
                    if forms[name] is ColumnForm.BOOLEAN
                    else text.cast(polars.Int64, strict=False).is_not_null()
                )
                bad = frame.filter(text.is_not_null() & ~fits).select(_ROW, name)
                count, first = polars.collect_all([bad.select(polars.len()), bad.head(MOST_SHOWN)], engine="streaming")
                if rows := count.item():
                    found.append(_misread(name, forms[name], rows, first))
    except polars.exceptions.PolarsError:
        return []
    return found


_ROW = "row in the file"
_TRUTHS = ("true", "True", "TRUE", "false", "False", "FALSE")


def _misread(name: str, form: ColumnForm, count: int, first: Any) -> Problem:
    rows = "1 row has" if count == 1 else f"{count:,} rows have"
    values = ", ".join(f"`{quoted(each)}`" for each in dict.fromkeys(first[name].to_list()))
    wanted, fix = _WANTED[form]
    where = ", ".join(map(str, first[_ROW].to_list()))
    message = f"{rows} in `{quoted(name)}` something other than a {wanted}: {values}, first in row {where}"
    return Problem("K119", message, path=f"$.{name}", help=f"write {fix}, and leave unknown cells empty")


_WANTED = {  # partial: any word in a file is a text
    ColumnForm.BOOLEAN: ("truth value", "`true` or `false`"),
    ColumnForm.INTEGER: ("whole number", "a number without a decimal point or exponent"),
}


def _ending(path: Path) -> None:
    _require_utf_8(path)
    if path.suffix.lower() not in ENDINGS:
        message = f"`{quoted(str(path))}` is no Parquet, Arrow or CSV file, judging by its name"
        help_ = "its name should end in `.parquet`, `.arrow`, `.feather` or `.csv`"
        raise CaseProblems([Problem("K119", message, help=help_)])


def _require_utf_8(path: Path) -> None:
    """Polars takes no other names."""
    try:
        str(path).encode("utf-8")
    except UnicodeEncodeError:
        message = f"the name of the file `{quoted(str(path))}` isn't written in UTF-8"
        raise CaseProblems([Problem("K119", message, help="rename the file")]) from None


def _polars() -> Any:
    if find_spec("polars") is None:
        message = "cohorts in files need Polars, which isn't installed here"
        raise CaseProblems([Problem("E502", message, help="`pip install 'coach-ethics[frames]'`")])
    return import_module("polars")
