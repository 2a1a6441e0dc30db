"""The values of a frame's columns as lists, and lists as further columns: for frames of some thousand rows."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from functools import lru_cache
from typing import Any

import narwhals.stable.v2 as nw

from coach_ethics.engines.columnar.columns import ColumnForm, has_arrow
from coach_ethics.engines.columnar.outputs import AddedColumn, Label
from coach_ethics.engines.columnar.run import OpenedTable


def row_number(table: OpenedTable) -> int | None:
    """How many rows an eager frame has; None of a lazy one."""
    return len(table.frame) if isinstance(table.frame, nw.DataFrame) else None


def lists_of(table: OpenedTable, names: Iterable[str]) -> dict[str, list[Any]]:
    """The values of these columns of an eager frame, with None for what isn't known; numbers are whole ones."""
    assert isinstance(table.frame, nw.DataFrame), "INVARIANT (eager): a lazy frame has no values yet"
    if table.frame.implementation.is_pandas_like():
        native, nothing = nw.to_native(table.frame), nw.get_native_namespace(table.frame).NA
        return {name: _list(native[name], table.columns[name].form, nothing) for name in names}
    return {name: table.frame[name].to_list() for name in names}


def _list(column: Any, form: ColumnForm, nothing: object) -> list[Any]:
    # NaN, NaT and NA are what pandas calls not known (the first two differ from themselves), and a column with NaN
    # holds floats.
    arrow = getattr(column.array, "__arrow_array__", None) if has_arrow() else None
    values = column.to_list() if arrow is None else arrow().to_pylist()  # of texts that Arrow keeps, ten times as fast
    if form is ColumnForm.INTEGER:
        return [None if each is None or each is nothing or each != each else int(each) for each in values]
    return [None if each is nothing or each != each else each for each in values]


def with_lists(table: OpenedTable, outputs: Iterable[tuple[AddedColumn, Sequence[Any]]]) -> object:
    """The eager frame with these columns behind its own, in the types that a run of expressions gives them."""
    frame = table.frame
    assert isinstance(frame, nw.DataFrame), "INVARIANT (eager): a lazy frame has no rows yet"
    made = {output.column: (output, values) for output, values in outputs}
    if frame.implementation.is_pyarrow():
        return _arrow(nw.to_native(frame), made, nw.get_native_namespace(frame))
    if frame.implementation.is_pandas_like():
        truths = "boolean" if any(each.convert for each in table.columns.values()) or not has_arrow() else _ARROW
        return _pandas(nw.to_native(frame), made, nw.get_native_namespace(frame), truths)
    types = {
        name: nw.Enum(output.categories) if isinstance(output, Label) else nw.Boolean()
        for name, (output, _) in made.items()
    }
    own = nw.from_dict({name: values for name, (_, values) in made.items()}, types, backend=frame.implementation)
    return nw.to_native(nw.concat([frame, own], how="horizontal"))


_ARROW = "bool[pyarrow]"
_Made = Mapping[str, tuple[AddedColumn, Sequence[Any]]]


def _arrow(native: Any, made: _Made, arrow: Any) -> object:
    for name, (output, values) in made.items():
        if isinstance(output, Label):
            places = {word: at for at, word in enumerate(output.categories)}
            codes = arrow.array([places[value] for value in values], arrow.int8())
            column = arrow.DictionaryArray.from_arrays(codes, arrow.array(output.categories))
        else:
            column = arrow.array(values, arrow.bool_())
        native = native.append_column(name, column)
    return native


def _pandas(native: Any, made: _Made, pandas: Any, truths: str) -> object:
    columns = {
        name: _categories(values, output.categories, pandas)
        if isinstance(output, Label)
        else pandas.array(values, truths)
        for name, (output, values) in made.items()
    }
    return pandas.concat([native, pandas.DataFrame(columns, index=native.index)], axis=1)


def _categories(values: Sequence[Any], words: tuple[str, ...], pandas: Any) -> Any:
    places = {word: at for at, word in enumerate(words)}
    return pandas.Categorical.from_codes([places[value] for value in values], dtype=_categorical(words, pandas))


@lru_cache(maxsize=256)
def _categorical(words: tuple[str, ...], pandas: Any) -> Any:
    # Kept, since to check that words are distinct takes pandas longer than to make a column of them.
    return pandas.CategoricalDtype(words, ordered=True)
