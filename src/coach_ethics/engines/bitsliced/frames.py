"""Frames of Polars and PyArrow: their columns as memory, and the answers as further columns."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from copy import deepcopy
from typing import Any

import numpy as np
import pyarrow as pa
from attrs import frozen

from coach_ethics.engines.bitsliced.memory import (
    FactMemory,
    arrow_codes,
    of_arrow,
    of_polars,
    of_positions,
    polars_codes,
)
from coach_ethics.engines.bitsliced.memory import UnreadableColumnError as UnreadableColumnError
from coach_ethics.engines.bitsliced.rows import TruthBits, run, threads_for
from coach_ethics.engines.bitsliced.translate import CircuitTranslation
from coach_ethics.model.vocabulary import Value

BATCH = 100_000
"""Of Spark's batches, which are small, as many are put together as have so many rows."""


@frozen
class AnswerColumn:
    """A column to be made of an answer: of codes for words; or without words, of truth values, where `certain` without
    those that aren't known."""

    name: str
    words: tuple[str, ...] = ()
    certain: bool = False


def assessed(
    frame: Any, translation: CircuitTranslation, columns: Mapping[str, str], made: Sequence[AnswerColumn]
) -> tuple[Any, tuple[int, ...]]:
    """A frame of Polars or PyArrow with columns for the first answers behind its own, and the counts that follow them.

    `columns` says where facts are. Raises UnreadableColumnError where one lies otherwise than the machine reads it.
    """
    rows, arrow = len(frame), isinstance(frame, pa.Table)
    memories = _memories(frame, translation, columns)
    own = {each.name: _codes(each, rows, arrow=arrow) for each in made if each.words}
    answers = run(translation, memories, rows, [address for _, address in own.values()])
    results = {
        each.name: own[each.name][0] if each.words else _truths(each, answer, rows, arrow=arrow)
        for each, answer in zip(made, answers, strict=False)
    }
    counts = tuple(each for each in answers[len(made) :] if isinstance(each, int))
    if arrow:
        for name, column in results.items():
            frame = frame.append_column(name, column)
        return frame, counts
    return frame.hstack([*results.values()]), counts


def in_batches(frame: Any, work: Callable[[Any], Any], made: Sequence[AnswerColumn]) -> object:
    """A lazy frame of Polars whose batches are worked on as they come; `made` are the columns that this adds."""
    import polars as pl

    types = {each.name: pl.Enum(each.words) if each.words else pl.Boolean() for each in made}
    schema = pl.Schema({**frame.collect_schema(), **types})
    streamed: object = frame.map_batches(
        work, schema=schema, streamable=True, predicate_pushdown=False, projection_pushdown=False, slice_pushdown=True
    )
    return streamed


def in_arrow_batches(
    frame: Any, work: Callable[[Any], Any], made: Sequence[AnswerColumn], names: Sequence[str]
) -> object:
    """A frame of Spark whose batches are worked on by its workers as tables of PyArrow (`mapInArrow`), without pandas.

    `names` are those that its columns are to have; words come as texts, since Spark has no enumerations.
    """
    schema = deepcopy(frame.schema)
    for field, name in zip(schema.fields, names, strict=True):
        field.name = name
    schema.names = list(names)
    for each in made:
        schema = schema.add(each.name, "string" if each.words else "boolean")

    def worked(batches: Iterator[Any]) -> Iterator[Any]:
        for table in _together(batches):
            found = work(table.rename_columns(list(names)))
            plain = [column.cast(pa.string()) if _coded(column) else column for column in found.columns]
            yield from pa.table(plain, found.column_names).to_batches()

    mapped: object = frame.mapInArrow(worked, schema)
    return mapped


def _together(batches: Iterator[Any]) -> Iterator[Any]:
    """Small batches put together, so that each call has something to do."""
    waiting: list[Any] = []
    for each in batches:
        waiting.append(each)
        if sum(map(len, waiting)) >= BATCH:
            yield pa.Table.from_batches(waiting)
            waiting = []
    if waiting:
        yield pa.Table.from_batches(waiting)


def _coded(column: Any) -> bool:
    return bool(pa.types.is_dictionary(column.type))


def counted(frame: Any, translation: CircuitTranslation, columns: Mapping[str, str]) -> tuple[int, ...]:
    """The numbers of rows that are asked for."""
    return assessed(frame, translation, columns, ())[1]


def column_names(frame: Any) -> list[str]:
    """The names of the columns of a frame of Polars or PyArrow."""
    return list(frame.column_names if isinstance(frame, pa.Table) else frame.columns)


def first_false(
    frame: Any, translation: CircuitTranslation, columns: Mapping[str, str], most: int
) -> list[tuple[int, ...]]:
    """Of each truth value that is asked for, the first rows in which it is false.

    Mostly they are among the first rows of all, and the others needn't be read for it.
    """
    found: list[tuple[int, ...]] = []
    for part in (frame.slice(0, BATCH), frame):
        rows, found = len(part), []
        for answer in run(translation, _memories(part, translation, columns), rows, ()):
            assert isinstance(answer, TruthBits), "INVARIANT (asked): truth values are"
            found.append(_first_bits(answer.known & ~answer.true, rows, most))
        if rows == len(frame) or all(len(each) == most for each in found):
            break
    return found


def _first_bits(bits: np.ndarray[Any, Any], rows: int, most: int) -> tuple[int, ...]:
    """The first bits that are set, of so many; bytes without any are left as they are."""
    for size in (most * 1_000, len(bits)):
        places = np.flatnonzero(bits[:size])[:most]  # each has one at least
        if len(places) == most or size >= len(bits):
            break
    unpacked = np.unpackbits(bits[places], bitorder="little").reshape(-1, 8)
    numbers = (places[:, None] * 8 + np.arange(8))[unpacked.astype(bool)]
    return tuple(numbers[numbers < rows][:most].tolist())


def where_true(
    columns: Mapping[str, np.ndarray[Any, Any]],
    values: Mapping[str, Sequence[Value]],
    translation: CircuitTranslation,
    rows: int,
) -> np.ndarray[Any, Any]:
    """Whether the truth value that is asked for is true, row by row, where facts are at positions among values."""
    vocabulary = translation.program.vocabulary
    memories = {fact: of_positions(each, values[fact], vocabulary[fact].type) for fact, each in columns.items()}
    (answer,) = run(translation, memories, rows, ())
    assert isinstance(answer, TruthBits), "INVARIANT (asked): a truth value is"
    return np.unpackbits(answer.true, count=rows, bitorder="little").view(np.bool_)


def _memories(frame: Any, translation: CircuitTranslation, columns: Mapping[str, str]) -> dict[str, FactMemory]:
    of, vocabulary = of_arrow if isinstance(frame, pa.Table) else of_polars, translation.program.vocabulary
    threads = threads_for(len(frame))
    if threads == 1:
        return {fact: of(frame[name], vocabulary[fact].type) for fact, name in columns.items()}
    with ThreadPoolExecutor(threads) as pool:  # texts take a while
        found = pool.map(lambda each: of(frame[each[1]], vocabulary[each[0]].type), columns.items())
        return dict(zip(columns, found, strict=True))


def _codes(each: AnswerColumn, rows: int, *, arrow: bool) -> tuple[Any, int]:
    return arrow_codes(each.words, rows) if arrow else polars_codes(each.name, each.words, rows)


def _truths(each: AnswerColumn, bits: TruthBits | int | None, rows: int, *, arrow: bool) -> Any:
    assert isinstance(bits, TruthBits), "INVARIANT (answers): they are in the order of the questions"
    known = None if each.certain else _buffer(bits.known)
    array = pa.Array.from_buffers(pa.bool_(), rows, [known, _buffer(bits.true)])
    if arrow:
        return array
    import polars as pl

    return pl.Series(each.name, array)


def _buffer(bits: np.ndarray[Any, Any]) -> Any:
    return pa.py_buffer(bits)
