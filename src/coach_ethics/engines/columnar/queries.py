"""Small queries on a frame: each is one query of its library, and returns a few rows."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from functools import reduce
from importlib.util import find_spec
from operator import sub
from typing import Any, Literal, TypeAlias, assert_never, get_args

import narwhals.stable.v2 as nw
from attrs import frozen

from coach_ethics.engines.columnar.columns import ColumnForm
from coach_ethics.engines.columnar.run import Frame, OpenedTable, converted
from coach_ethics.engines.columnar.translate import any_of
from coach_ethics.model.vocabulary import Boolean, Enumeration, Integer, Value, Vocabulary
from coach_ethics.problems import CaseProblems, Problem, quoted

MOST_SHOWN = 5
"""How many values and rows are given as examples."""

MOST_COMPARED = 12
"""Up to so many words are compared one by one; more are looked up."""

ROWS = "rows_counted"

Eager: TypeAlias = Literal["polars", "pandas", "pyarrow"]
"""Libraries that make a frame of columns."""


@frozen
class Among:
    """What a column may hold: these words."""

    words: tuple[str, ...]


@frozen
class Within:
    """What a column may hold: whole numbers between these, both included."""

    minimum: int
    maximum: int


Fit: TypeAlias = Among | Within


@frozen
class ColumnMisfit:
    """Values that don't fit: how many rows have one, which are the most frequent, and the first of those rows.

    Rows are counted from 0; None where the frame is lazy, since rows have no order before they are computed. (Those of
    a lazy Polars frame have one.)
    """

    count: int
    values: tuple[tuple[object, int], ...]
    rows: tuple[int, ...] | None


def misfits(table: OpenedTable, fits: Mapping[str, tuple[str, Fit]]) -> dict[str, ColumnMisfit]:
    """Which fits (by any name, each for a column) are missed. One query counts them all, others show examples."""
    if not fits:
        return {}
    table = converted(table, {column for column, _ in fits.values()})
    names = {name: f"{table.stem}fit{at}" for at, name in enumerate(fits)}
    counts = (_missed(table, column, fit).alias(names[name]) for name, (column, fit) in fits.items())
    (row,) = rows_of(table.frame.select(*counts))
    return {
        name: _misfit(table, column, _bad(table, column, fit), count)
        for name, (column, fit) in fits.items()
        if (count := int(row[names[name]] or 0))
    }


def _missed(table: OpenedTable, column: str, fit: Fit) -> nw.Expr:
    """How many rows miss a fit."""
    if isinstance(fit, Among) and all((column, word) in table.words for word in fit.words):
        # Values less those that are one of the words: bits are counted, where a disjunction would be made row by row.
        fitting = (nw.col(table.words[column, word]).sum().cast(nw.Int64()) for word in fit.words)
        return reduce(sub, fitting, _value(table, column).count().cast(nw.Int64()))
    return _number(_bad(table, column, fit))


def _number(test: nw.Expr, weight: str | None = None) -> nw.Expr:
    """How many rows pass a test, or the sum of their weights."""
    one, none = (nw.lit(1), nw.lit(0)) if weight is None else (nw.col(weight).cast(nw.Float64()), nw.lit(0.0))
    return nw.when(test).then(one).otherwise(none).sum()


def _bad(table: OpenedTable, column: str, fit: Fit) -> nw.Expr:
    value = _value(table, column)
    match fit:
        case Among(words):
            if len(words) > MOST_COMPARED:
                return ~value.is_in(list(words)) & ~value.is_null()
            # Null for null, which counts as no; and twice as fast as looking the words up.
            return ~any_of([value == word for word in words])
        case Within(minimum, maximum):
            if table.columns[column].type != "UInt64":
                return (value < minimum) | (value > maximum)
            # PyArrow makes an unsigned number signed before it compares it with a plain one.
            above = value > nw.lit(maximum, nw.UInt64()) if maximum >= 0 else ~value.is_null()
            return above | (value < nw.lit(minimum, nw.UInt64())) if minimum > 0 else above
        case _:
            assert_never(fit)


def _value(table: OpenedTable, column: str) -> nw.Expr:
    value = nw.col(table.aliases.get(column, column))
    text = table.columns[column].form is ColumnForm.TEXT
    return (
        value.cast(nw.String()) if text and (table.columns[column].cast or table.columns[column].categories) else value
    )


def _misfit(table: OpenedTable, column: str, bad: nw.Expr, count: int) -> ColumnMisfit:
    value = f"{table.stem}value"
    frame = table.frame.select(_value(table, column).alias(value), bad.alias(f"{table.stem}bad"))
    found = frame.filter(nw.col(f"{table.stem}bad"))
    groups = (
        found.group_by(value).agg(nw.len().alias(ROWS)).sort(ROWS, value, descending=[True, False]).head(MOST_SHOWN)
    )
    values = tuple((row[value], int(row[ROWS])) for row in rows_of(groups))
    return ColumnMisfit(count, values, _first_rows(frame, nw.col(f"{table.stem}bad"), f"{table.stem}row"))


def _first_rows(frame: Frame, test: nw.Expr, name: str) -> tuple[int, ...] | None:
    """The first rows that pass a test, counted from 0; None where rows have no order. `name` is one for a column."""
    numbered = _numbered(frame, name)
    if numbered is None:
        return None
    return tuple(int(row[name]) for row in rows_of(numbered.filter(test).select(name).head(MOST_SHOWN)))


@frozen
class Occurrence:
    """In how many rows something is so, and the first of these rows, counted from 0; None where rows have no order."""

    count: int
    rows: tuple[int, ...] | None


def occurrences(table: OpenedTable, frame: Frame, tests: Mapping[str, nw.Expr]) -> dict[str, Occurrence]:
    """Where each of these tests (by any name) is passed, of those that are. `frame` is the table's, or made of it."""
    if not tests:
        return {}
    names = {name: f"{table.stem}test{at}" for at, name in enumerate(tests)}
    (row,) = rows_of(frame.select(*(_number(test).alias(names[name]) for name, test in tests.items())))
    return {
        name: Occurrence(count, _first_rows(frame, test, f"{table.stem}row"))
        for name, test in tests.items()
        if (count := int(row[names[name]] or 0))
    }


def holds_not(column: str) -> nw.Expr:
    """Whether a column of truth values holds False."""
    return ~nw.col(column)


def among(column: str, texts: Collection[str]) -> nw.Expr:
    """Whether a column of texts holds one of these."""
    return nw.col(column).is_in(list(texts))


def _numbered(frame: Frame, name: str) -> Frame | None:
    """The frame with a column that numbers its rows; None where they have no order."""
    if isinstance(frame, nw.DataFrame):
        return frame.with_row_index(name)
    if frame.implementation.is_polars():
        numbered: Frame = nw.from_native(nw.to_native(frame).with_row_index(name))
        return numbered
    return None


def counted(table: OpenedTable, by: Sequence[str]) -> list[tuple[tuple[Any, ...], int]]:
    """How many rows of a frame have each combination of values in these columns; in no particular order."""
    columns = {name: f"{table.stem}by{at}" for at, name in enumerate(by)}
    keys = (_value(table, name).alias(columns[name]) for name in columns)
    grouped = table.frame.select(*keys).group_by(*columns.values()).agg(nw.len().alias(ROWS))
    return [(tuple(row[columns[name]] for name in by), int(row[ROWS])) for row in rows_of(grouped)]


def rows_of(frame: Frame) -> list[dict[str, Any]]:
    """The rows of a small frame, computed."""
    if isinstance(frame, nw.LazyFrame):
        # A few rows of many: what is read for them needn't be in memory all at once.
        frame = frame.collect(engine="streaming") if frame.implementation.is_polars() else frame.collect()
    rows = zip(*(_plain(frame[name]) for name in frame.columns), strict=True)
    return [dict(zip(frame.columns, row, strict=True)) for row in rows]


def _plain(column: nw.Series[Any]) -> list[Any]:
    """Its values, with None for null, which pandas calls by several names."""
    return [None if null else value for value, null in zip(column, column.is_null(), strict=True)]


Tally: TypeAlias = tuple[float, dict[tuple[str, str], tuple[tuple[float, float], ...]]]
"""How many rows there are, and for each pair of columns two numbers for each value; or the sums of weights."""


def tallied(
    table: OpenedTable,
    frame: Frame,
    pairs: Collection[tuple[str, str]],
    values: Sequence[object],
    weight: str | None = None,
) -> Tally:
    """How many rows there are, and for each pair (base, other) of columns with these values: in how many rows each
    stands in the other, and in how many of these another one stands in the base. One query. `frame` is made of the
    table's. With a column of weights, it is the sums of these that are told.
    """
    number = int if weight is None else float
    asked: dict[tuple[str, str, int], nw.Expr] = {}
    for base, other in pairs:
        for place, value in enumerate(values):
            here = nw.col(other) == value
            asked[other, other, place] = _number(here, weight)
            if base != other:
                asked[base, other, place] = _number(here & (nw.col(base) != value), weight)
    names = {key: f"{table.stem}n{at}" for at, key in enumerate(asked)}
    total = f"{table.stem}rows"
    size = nw.len() if weight is None else nw.col(weight).cast(nw.Float64()).sum()
    sums = (each.alias(names[key]) for key, each in asked.items())
    (row,) = rows_of(frame.select(size.alias(total), *sums))

    def count(base: str, other: str, place: int) -> float:
        return number(row[names[base, other, place]] or 0)

    return number(row[total] or 0), {
        (base, other): tuple(
            (count(other, other, place), count(base, other, place) if base != other else 0)
            for place in range(len(values))
        )
        for base, other in pairs
    }


@frozen
class Weighing:
    """What a column of weights has: their sum and the sum of their squares, and how many are negative or missing."""

    total: float
    squares: float
    negative: int
    missing: int


def weighing(table: OpenedTable, weight: str) -> Weighing:
    """What a column of weights has. One query. Raises TypeError where it holds no numbers."""
    if not table.frame.collect_schema()[weight].is_numeric():
        raise TypeError(weight)
    own = nw.col(weight).cast(nw.Float64())
    names = [f"{table.stem}{each}" for each in ("total", "squares", "negative", "missing")]
    asked = (own.sum(), (own * own).sum(), _number(own < nw.lit(0.0)), own.null_count())
    (row,) = rows_of(table.frame.select(*(each.alias(name) for each, name in zip(asked, names, strict=True))))
    total, squares, negative, missing = (row[name] or 0 for name in names)
    return Weighing(float(total), float(squares), int(negative), int(missing))


def looked_up(native: object, keys: Sequence[str], texts: Mapping[str, Sequence[str]]) -> object:
    """The frame with each of these columns, which hold keys, replaced by the texts that stand at the keys' places."""
    frame: Frame = nw.from_native(native)
    if keys and frame.implementation.is_spark_like():
        return _joined(native, keys, texts)
    replaced = (
        nw.col(column).replace_strict(list(keys), list(values), default="", return_dtype=nw.String()).alias(column)
        for column, values in texts.items()
    )
    return nw.to_native(frame.with_columns(*replaced) if keys else frame)


def _joined(native: Any, keys: Sequence[str], texts: Mapping[str, Sequence[str]]) -> object:
    """The same in Spark, by a join with a table that every worker gets: as an expression, thousands of texts would take
    minutes to plan. (Elsewhere a join might change the order of rows, which Spark's have none of.)"""
    rows = list(zip(keys, *texts.values(), strict=True))
    table = native.sparkSession.createDataFrame(rows, ["key", *(f"text{at}" for at in range(len(texts)))])
    own = {name: native[f"`{name.replace('`', '``')}`"] for name in native.columns}
    found = {name: table[f"text{at}"].alias(name) for at, name in enumerate(texts)}
    joined = native.join(table.hint("broadcast"), own[next(iter(texts))] == table["key"], "left")
    return joined.select(*(found.get(name, column) for name, column in own.items()))


def frame_of(columns: Mapping[str, Sequence[object]], library: Eager) -> Any:
    """A frame of an eager library. Raises CaseProblems for another one (K123), or where it isn't installed (E502)."""
    _require(library, get_args(Eager))
    return nw.to_native(nw.from_dict(dict(columns), backend=library))


Makes: TypeAlias = Literal["polars", "pyarrow"]
"""Libraries that make a frame of facts, with null for what isn't known."""


def frame_of_facts(columns: Mapping[str, Sequence[Value | None]], vocabulary: Vocabulary, library: Makes) -> Any:
    """A frame with a column for each of these facts. Raises CaseProblems as `frame_of` does."""
    require_maker(library)
    schema = {name: _DTYPES[type(vocabulary[name].type)] for name in columns}
    return nw.to_native(nw.from_dict(dict(columns), schema, backend=library))


def frame_of_positions(
    columns: Mapping[str, Any], values: Mapping[str, Sequence[Value]], vocabulary: Vocabulary, library: Makes
) -> Any:
    """A frame with a column for each of these facts: what stands at positions among its values, null behind the last.

    Raises CaseProblems as `frame_of` does.
    """
    require_maker(library)
    truths = _truths(columns, values, vocabulary, library)
    made = [
        truths[name] if name in truths else _gathered(name, columns[name], values[name], vocabulary, library)
        for name in columns
    ]
    # Behind the first one, columns are put as they are; made into a frame at once, they would be copied.
    return nw.to_native(made[0].to_frame().with_columns(*made[1:]) if made else nw.from_dict({}, backend=library))


def _truths(
    columns: Mapping[str, Any], values: Mapping[str, Sequence[Value]], vocabulary: Vocabulary, library: Makes
) -> dict[str, nw.Series[Any]]:
    """The columns of truth values that aren't lists: packed into bits they are slow to gather, where to compare
    positions takes no time."""
    own = {
        name: positions
        for name, positions in columns.items()
        if isinstance(vocabulary[name].type, Boolean) and not isinstance(positions, list)
    }
    rows = len(next(iter(own.values()), ()))
    nothing = nw.new_series("nothing", [None] * rows, nw.Boolean(), backend=library)
    found = {}
    for name, positions in own.items():
        true = next((at for at, each in enumerate(values[name]) if each is True), len(values[name]))
        is_true = nw.new_series(name, positions == true, nw.Boolean(), backend=library)
        known = nw.new_series(name, positions < len(values[name]), nw.Boolean(), backend=library)
        found[name] = is_true if known.all() else is_true.zip_with(known, nothing)
    return found


def _gathered(
    name: str, positions: Any, values: Sequence[Value], vocabulary: Vocabulary, library: Makes
) -> nw.Series[Any]:
    dtype = _DTYPES[type(vocabulary[name].type)]
    if len(values) < len(positions):
        found: nw.Series[Any] = nw.new_series(name, [*values, None], dtype, backend=library)[positions]
        return found
    listed = [values[at] if at < len(values) else None for at in positions]
    return nw.new_series(name, listed, dtype, backend=library)


def require_maker(library: str) -> None:
    """Raises CaseProblems where frames of facts can't be made in this library (K123), or not here (E502)."""
    _require(library, get_args(Makes))


def _require(library: str, those: Sequence[str]) -> None:
    if library not in those:
        help_ = "give one of " + ", ".join(f"`{each}`" for each in those)
        raise CaseProblems([Problem("K123", f"a frame of `{quoted(str(library))}` can't be made here", help=help_)])
    if find_spec(library) is None:
        message = f"a frame of `{library}` needs {library}, which isn't installed here"
        raise CaseProblems([Problem("E502", message, help=f"`pip install {library}`")])


_DTYPES: Mapping[type, nw.dtypes.DType] = {Boolean: nw.Boolean(), Integer: nw.Int64(), Enumeration: nw.String()}


def columns_of(table: OpenedTable, names: Sequence[str]) -> dict[str, list[Any]]:
    """The values of some columns of a frame, with None for null; computed, where it is lazy."""
    aliases = {name: f"{table.stem}own{at}" for at, name in enumerate(dict.fromkeys(names))}
    rows = rows_of(table.frame.select(*(_value(table, name).alias(alias) for name, alias in aliases.items())))
    return {name: [row[alias] for row in rows] for name, alias in aliases.items()}


def column_values(native: object, column: str) -> list[Any]:
    """The values of one column of an eager frame."""
    frame: nw.DataFrame[Any] = nw.from_native(native, eager_only=True)
    return list(frame[column].to_list())
