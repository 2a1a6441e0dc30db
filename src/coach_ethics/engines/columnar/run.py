"""Running a translated program on a frame: whatever library it belongs to, eager or lazy."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from types import MappingProxyType
from typing import Any, TypeAlias

import narwhals.stable.v2 as nw
from attrs import evolve, frozen

from coach_ethics.deontics.program import Program
from coach_ethics.engines.columnar.columns import Column, ColumnForm, columns_of, has_arrow
from coach_ethics.engines.columnar.outputs import FactReading, Labels, TruthColumn
from coach_ethics.engines.columnar.translate import ExpressionTranslation, facts_read, translate
from coach_ethics.model.conditions import Named
from coach_ethics.problems import CaseProblems, Problem, quoted

Frame: TypeAlias = nw.DataFrame[Any] | nw.LazyFrame[Any]


@frozen(eq=False)
class OpenedTable:
    """A caller's frame, opened: its columns by the caller's names, and a stem that no column's name begins with.

    `aliases` are the names inside `frame` of columns whose own names its library can't be asked for (Spark takes a dot
    for a field of a structure). `words` are columns inside `frame` that say whether one of the caller's (the first of
    the key) holds a word (the second).
    """

    frame: Frame
    columns: Mapping[str, Column]
    aliases: Mapping[str, str]
    stem: str
    words: Mapping[tuple[str, str], str] = MappingProxyType({})

    @property
    def native(self) -> Any:
        """The caller's frame; that of a library with names of its own has `aliases` for some."""
        return nw.to_native(self.frame)

    @property
    def library(self) -> str:
        """The name of the library that the frame belongs to."""
        return str(self.frame.implementation)

    @property
    def labels(self) -> Labels:
        """How the library writes labels."""
        if self.frame.implementation.is_pyarrow():
            return Labels.PLACES
        texts = self.frame.implementation.is_spark_like() or self.frame.implementation.is_dask()
        return Labels.TEXTS if texts else Labels.ENUMERATION

    @property
    def lazy(self) -> bool:
        """Whether nothing of the frame is computed yet."""
        return isinstance(self.frame, nw.LazyFrame)

    @property
    def case_matters(self) -> bool:
        """Whether names that differ only by capital letters are different columns."""
        return _case_matters(self.frame)


def open_table(native: object) -> OpenedTable:
    """Open a frame of any library. Raises TypeError for what is none, and CaseProblems (K109) for a frame whose columns
    can't be told by their names."""
    try:
        opened = nw.from_native(native)  # type: ignore[call-overload]  # what isn't a frame is refused at run time
        names = opened.columns if isinstance(opened, nw.DataFrame) else opened.collect_schema().names()
        _require_names(names, case_matters=_case_matters(opened))
    except nw.exceptions.DuplicateError as failure:
        twice = ", ".join(f"`{quoted(name)}`" for name in re.findall("- '(.*)' [0-9]+ times", str(failure)))
        message = (
            f"the frame has more than one column {twice}" if twice else "the frame has two columns with the same name"
        )
        raise CaseProblems([Problem("K109", message, help="give each column its own name")]) from None
    frame, aliases = _renamed(opened) if opened.implementation.is_spark_like() else (opened, {})
    columns = columns_of(frame)
    own = {alias: name for name, alias in aliases.items()}
    stem = "_"
    while any(name.casefold().startswith(stem) for name in columns):
        stem += "_"
    return OpenedTable(frame, {own.get(name, name): column for name, column in columns.items()}, aliases, stem)


def with_words(table: OpenedTable, pairs: Iterable[tuple[str, str]]) -> OpenedTable:
    """The table with columns compared with words, a pair each, where that is worth it: in an eager Polars frame.

    To compare texts is what takes longest in a cohort. Its check needs every comparison and its conditions many of
    them, so that they are made once for both.
    """
    if not table.frame.implementation.is_polars() or table.lazy:
        return table
    wanted = dict.fromkeys(pair for pair in pairs if _plain_text(table.columns[pair[0]]))
    made = {pair: f"{table.stem}is{at}" for at, pair in enumerate(wanted)}
    compared = ((nw.col(column) == word).alias(name) for (column, word), name in made.items())
    return evolve(table, frame=table.frame.with_columns(*compared), words=made)


def _plain_text(column: Column) -> bool:
    """A text, or a category of Polars, which is cast for every comparison that isn't made beforehand."""
    return column.form is ColumnForm.TEXT and column.categories is None


def _case_matters(frame: Frame) -> bool:
    return not (frame.implementation.is_spark_like() or frame.implementation.is_duckdb())


def _require_names(names: Sequence[object], *, case_matters: bool) -> None:
    other = [name for name in names if not isinstance(name, str)]
    if other:
        message = f"`{quoted(str(other[0]))}` is not a name: column names must be texts"
        help_ = "with pandas, `frame.columns = frame.columns.map(str)` converts them to texts"
        raise CaseProblems([Problem("K109", message, help=help_)])
    if not case_matters:
        _require_other_letters([*map(str, names)])


def _require_other_letters(names: Sequence[str]) -> None:
    alike: dict[str, list[str]] = {}
    for name in names:
        alike.setdefault(name.lower(), []).append(name)
    if doubled := [", ".join(f"`{quoted(each)}`" for each in together) for together in alike.values() if together[1:]]:
        message = (
            f"the names of columns differ in capital letters only, which the library ignores: {'; '.join(doubled)}"
        )
        raise CaseProblems([Problem("K109", message, help="rename all but one of them")])


def _renamed(frame: Frame) -> tuple[Frame, dict[str, str]]:
    names = frame.collect_schema().names()
    aliases = {name: f"column{at}" for at, name in enumerate(names) if "." in name or "`" in name}
    while set(aliases.values()) & set(names):
        aliases = {name: f"_{alias}" for name, alias in aliases.items()}
    native = nw.to_native(frame).toDF(*(aliases.get(name, name) for name in names))
    renamed: Frame = nw.from_native(native)
    return renamed, aliases


def prepare(program: Program) -> Callable[[object], object]:
    """An evaluator of frames that have a column for each fact, called by its name, with null where it isn't known.

    Behind the frame's own columns come those of the program's names, which hold truth values. The columns aren't
    checked; `coach_ethics.assess_frame` does that.
    """
    outputs = tuple(TruthColumn(each.name, Named(each.name)) for each in program.definitions)
    facts = facts_read(program, outputs)

    def evaluate(frame: object) -> object:
        table = open_table(frame)
        readings = {fact: reading(fact, table) for fact in facts if fact in table.columns}
        known = {fact: each for fact, each in readings.items() if each is not None}
        return evaluated(table, translate(program, known, outputs, table.stem, labels=table.labels))

    return evaluate


def reading(name: str, table: OpenedTable, words: tuple[tuple[str, str], ...] = ()) -> FactReading | None:
    """How a fact is read from the column of that name; None where the column can hold nothing. `words` as there."""
    column = table.columns[name]
    if column.form is ColumnForm.NOTHING:
        return None
    return FactReading(table.aliases.get(name, name), column.categories, column.cast, column.convert, words)


def evaluated(table: OpenedTable, translation: ExpressionTranslation) -> object:
    """The caller's frame with the results behind its own columns."""
    own = [table.aliases.get(name, name) for name in table.columns]
    found = staged(table, translation).select(*own, *translation.results)
    return _in_callers_types(table, translation, found)


def _in_callers_types(table: OpenedTable, translation: ExpressionTranslation, found: Frame) -> object:
    native = nw.to_native(found.collect() if isinstance(found, nw.LazyFrame) and not table.lazy else found)
    if translation.converted:
        return native.astype(dict.fromkeys(translation.truths, "boolean"))
    if translation.places:
        return _with_dictionaries(native, translation.places, nw.get_native_namespace(table.frame))
    return native.toDF(*table.columns, *translation.results) if table.aliases else native


def staged(table: OpenedTable, translation: ExpressionTranslation) -> Frame:
    """The frame with the results, and with everything that was made on the way."""
    frame = _converted(table.frame, translation) if translation.converted else table.frame
    frame = _with_unknown(frame, translation.unknown) if translation.unknown else frame
    # An eager Polars frame goes through its lazy engine, which shares what expressions have in common.
    running: Frame = frame.lazy() if frame.implementation.is_polars() else frame
    for stage in translation.stages:
        running = running.with_columns(*stage)
    return running


def _with_dictionaries(native: Any, places: Mapping[str, tuple[str, ...]], arrow: Any) -> object:
    """A PyArrow table with places among categories made dictionaries, Arrow's enumerations, without a copy."""
    for column, categories in places.items():
        at, labels = native.schema.get_field_index(column), arrow.array(categories)
        chunks = [arrow.DictionaryArray.from_arrays(chunk, labels) for chunk in native.column(column).chunks]
        type_ = arrow.dictionary(arrow.int8(), labels.type)
        native = native.set_column(at, column, arrow.chunked_array(chunks, type=type_))
    return native


def _converted(frame: Frame, translation: ExpressionTranslation) -> Frame:
    """A pandas or Dask frame with columns turned into Arrow types, beside those that they are made of."""
    native = nw.to_native(frame)
    made = {name: native[column].astype(type_) for name, (column, type_) in translation.converted.items()}
    widened: Frame = nw.from_native(native.assign(**made))
    return widened


def converted(table: OpenedTable, names: Iterable[str]) -> OpenedTable:
    """The table with these of its columns turned into the types that they are read as."""
    types = {name: table.columns[name].convert for name in names if table.columns[name].convert}
    return evolve(table, frame=nw.from_native(nw.to_native(table.frame).astype(types))) if types else table


def _with_unknown(frame: Frame, name: str) -> Frame:
    """The frame with a Boolean column of nulls."""
    if frame.implementation.is_pandas_like() or frame.implementation.is_dask():
        # A null literal becomes a NumPy Boolean there, that is False.
        type_ = "bool[pyarrow]" if has_arrow() else "boolean"
        widened: Frame = nw.from_native(nw.to_native(frame).assign(**{name: None}).astype({name: type_}))
        return widened
    return frame.with_columns(nw.lit(None, nw.Boolean()).alias(name))
