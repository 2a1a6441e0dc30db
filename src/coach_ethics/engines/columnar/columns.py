"""What the columns of a frame hold, as far as facts are concerned, and whether their nulls mean not known.

SQL's null logic is Kleene logic. In pandas it depends on the type of the column: NumPy has no null, and what is missing
in its floats and objects, and in a text or category whose null is NaN, compares as if it were known. So these are
turned into types with nulls before anything is compared.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from enum import StrEnum
from functools import lru_cache
from importlib.util import find_spec
from types import MappingProxyType
from typing import Any

import narwhals.stable.v2 as nw
from attrs import frozen

from coach_ethics.model.vocabulary import Boolean, Enumeration, Integer


class ColumnForm(StrEnum):
    """What a column holds; `NOTHING` where its type has no value but null."""

    BOOLEAN = "true or false"
    INTEGER = "whole numbers"
    TEXT = "texts"
    NOTHING = "nothing"
    OTHER = "something else"


FORMS: Mapping[type, ColumnForm] = MappingProxyType(
    {Boolean: ColumnForm.BOOLEAN, Integer: ColumnForm.INTEGER, Enumeration: ColumnForm.TEXT},
)
"""What a column of a fact of each type holds."""


@frozen
class Column:
    """A column: its form, its type as its library calls it, and whether null compares as not known.

    `categories` are the words of a column that can hold no others. `cast` says that it has to be turned into a plain
    text or integer before it can be compared. `convert` is the pandas type to turn it into first, which makes what is
    missing null.
    """

    form: ColumnForm
    type: str
    kleene: bool = True
    categories: tuple[str, ...] | None = None
    cast: bool = False
    convert: str = ""


def columns_of(frame: nw.DataFrame[Any] | nw.LazyFrame[Any]) -> dict[str, Column]:
    """Every column of a frame."""
    if frame.implementation.is_pandas_like() or frame.implementation.is_dask():
        types = [*nw.to_native(frame).dtypes]
        typed = zip(_pandas_schema(frame, types), types, strict=True)
        return {name: _of_pandas(frame, name, dtype, native) for (name, dtype), native in typed}
    schema = frame.collect_schema()
    native_types = _native_types(frame)
    arrow = frame.implementation.is_pyarrow()
    return {name: _of_column(dtype, native_types.get(name, "unknown"), arrow=arrow) for name, dtype in schema.items()}


def _pandas_schema(
    frame: nw.DataFrame[Any] | nw.LazyFrame[Any], types: Sequence[Any]
) -> Iterator[tuple[str, nw.dtypes.DType]]:
    """The columns of a pandas-like frame with their types; of an eager one, each type is asked for once.

    (Of objects their type says nothing, and to find out what they are would take longer than all the rest.)
    """
    if isinstance(frame, nw.LazyFrame):
        yield from frame.collect_schema().items()
        return
    known: dict[Any, nw.dtypes.DType] = {}
    for name, native in zip(frame.columns, types, strict=True):
        if native not in known:
            known[native] = nw.Object() if str(native) == "object" else frame[name].dtype
        yield name, known[native]


def _of_column(dtype: nw.dtypes.DType, native: str, *, arrow: bool) -> Column:
    if isinstance(dtype, nw.Unknown):
        empty = native in {"Null", "null", "NullType()", '"NULL"'}
        return Column(ColumnForm.NOTHING if empty else ColumnForm.OTHER, str(dtype))
    if native == "JSON":  # narwhals calls it a text, but its texts stand in quotes
        return Column(ColumnForm.OTHER, "JSON")
    column = _of_type(dtype, str(dtype))
    return _text(column) if arrow and native != "string" and column.form is ColumnForm.TEXT else column


def _text(column: Column) -> Column:
    return Column(column.form, column.type, column.kleene, cast=True)


def _native_types(frame: nw.DataFrame[Any] | nw.LazyFrame[Any]) -> Mapping[str, str]:
    """What each column's type is called by its own library."""
    native = nw.to_native(frame)
    if frame.implementation.is_polars():
        return {name: str(dtype) for name, dtype in native.collect_schema().items()}
    if frame.implementation.is_pyarrow():
        return {field.name: str(field.type) for field in native.schema}
    if frame.implementation.is_duckdb():
        return {name: str(dtype) for name, dtype in zip(native.columns, native.types, strict=True)}
    if frame.implementation.is_spark_like():
        return {field.name: str(field.dataType) for field in native.schema}
    return {}


def _of_type(dtype: nw.dtypes.DType, shown: str) -> Column:
    if isinstance(dtype, nw.Boolean):
        return Column(ColumnForm.BOOLEAN, shown)
    if dtype.is_integer():
        return Column(ColumnForm.INTEGER, shown, cast=not isinstance(dtype, nw.Int64 | nw.UInt64))
    if isinstance(dtype, nw.Enum):
        return Column(ColumnForm.TEXT, shown, categories=tuple(dtype.categories))
    if isinstance(dtype, nw.String | nw.Categorical):
        return Column(ColumnForm.TEXT, shown, cast=isinstance(dtype, nw.Categorical))
    return Column(ColumnForm.OTHER, shown)


def _of_pandas(frame: nw.DataFrame[Any] | nw.LazyFrame[Any], name: str, dtype: nw.dtypes.DType, native: Any) -> Column:
    """NumPy's, nullable and Arrow types don't mix in one expression, so that all are read as Arrow's where it's there.

    (A comparison of nullable texts that are kept by Arrow already gives an Arrow Boolean.) To read them so also makes
    NaN and None null, in texts, objects, categories and floats.
    """
    kind, shown = type(native).__name__, str(native)
    column = _of_type(dtype, shown)
    if kind == "ArrowDtype":
        return _text(column) if column.categories is not None or isinstance(dtype, nw.Categorical) else column
    numpy = type(native).__module__.partition(".")[0] == "numpy"
    form: ColumnForm | None = column.form
    if kind == "CategoricalDtype":
        form = _form_of_values(frame, native.categories)
    elif numpy and native.kind in "Of":
        # The type says nothing of the values, which a lazy frame doesn't have yet.
        form = _form_of_values(frame, nw.to_native(frame)[name]) if isinstance(frame, nw.DataFrame) else None
    if form is None:
        return Column(ColumnForm.OTHER, shown, kleene=False)
    return Column(form, shown, convert=(_ARROW if has_arrow() else _NULLABLE).get(form, ""))


def _form_of_values(frame: nw.DataFrame[Any] | nw.LazyFrame[Any], values: Any) -> ColumnForm:
    """What the values of a pandas series or index are, those that are missing left out."""
    found = frame.implementation.to_native_namespace().api.types.infer_dtype(values.to_numpy(), skipna=True)
    if found in {"floating", "mixed-integer-float", "integer-na"}:
        there = values.dropna().astype(float)
        whole = bool(((there % 1 == 0) & (abs(there) < _WIDEST)).all())
        return (ColumnForm.INTEGER if whole else ColumnForm.OTHER) if len(there) else ColumnForm.NOTHING
    return _INFERRED.get(found, ColumnForm.OTHER)


_WIDEST = 2.0**63
_INFERRED: Mapping[str, ColumnForm] = MappingProxyType(
    {
        "boolean": ColumnForm.BOOLEAN,
        "integer": ColumnForm.INTEGER,
        "string": ColumnForm.TEXT,
        "empty": ColumnForm.NOTHING,
    }
)
_ARROW = {  # partial: columns of other forms aren't read
    ColumnForm.BOOLEAN: "bool[pyarrow]",
    ColumnForm.INTEGER: "int64[pyarrow]",
    ColumnForm.TEXT: "large_string[pyarrow]",
}
# partial: other columns are read as they are
_NULLABLE = {ColumnForm.BOOLEAN: "boolean", ColumnForm.INTEGER: "Int64", ColumnForm.TEXT: "string[python]"}


@lru_cache(maxsize=1)
def has_arrow() -> bool:
    """Whether pandas can use Arrow types here."""
    return find_spec("pyarrow") is not None
