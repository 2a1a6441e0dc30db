"""Facts in the memory of a frame, and room for answers: Arrow's buffers, those of Polars and PyArrow.

Nothing is copied that lies as the machine reads it: Booleans as bits, numbers and the codes of enumerations as they
are. Texts are made codes first.
"""

from __future__ import annotations

import ctypes
from collections.abc import Sequence
from functools import lru_cache
from typing import Any, assert_never

import numpy as np
import pyarrow as pa
from attrs import frozen

from coach_ethics.engines.bitsliced.machine import find_words
from coach_ethics.engines.bitsliced.tape import Shape
from coach_ethics.model.vocabulary import Boolean, Enumeration, FactType, Integer, Value

MOST_WORDS, MOST_LETTERS = 255, 256
"""A text that is none of so many words has one more code; words of more bytes are left to others."""


class UnreadableColumnError(ValueError):
    """A column that doesn't lie in memory as the machine reads it."""


@frozen(eq=False)
class FactMemory:
    """Where a fact lies: the addresses of its values and of the bits that say if it's known, and what owns them."""

    shape: Shape
    values: int
    known: int
    owner: object


def of_polars(column: Any, type_: FactType) -> FactMemory:
    """A Polars series. Raises UnreadableColumnError where it holds something else than the fact."""
    import polars as pl

    column = column.rechunk()
    if column.dtype == pl.String and isinstance(type_, Enumeration):
        return _of_views(column.to_arrow(compat_level=pl.CompatLevel.newest()), type_.values)
    if isinstance(column.dtype, pl.Enum | pl.Categorical):
        return _of_dictionary(column.to_arrow())
    if column.dtype != pl.Boolean and not column.dtype.is_integer():
        raise UnreadableColumnError
    return _of_array(column.to_arrow())


def of_arrow(column: Any, type_: FactType) -> FactMemory:
    """A column of a PyArrow table. Raises UnreadableColumnError where it holds something else than the fact."""
    if pa.types.is_dictionary(column.type):
        return _of_dictionary(_one(column.unify_dictionaries()))
    array = _one(column)
    if isinstance(type_, Enumeration):
        if not (pa.types.is_string(array.type) or pa.types.is_large_string(array.type)):
            raise UnreadableColumnError
        return _of_views(array.cast(pa.string_view()), type_.values)
    if not (pa.types.is_boolean(array.type) or pa.types.is_integer(array.type)):
        raise UnreadableColumnError
    return _of_array(array)


def _of_views(array: Any, words: tuple[str, ...]) -> FactMemory:
    """Texts, as the codes of words."""
    known, views, *texts = array.buffers()
    rows, room = len(array), -(-len(array) // 64) * 64
    codes = np.empty(room, np.uint8)
    owners: list[object] = [array, codes]
    nullable = array.null_count > 0
    at_known = _bits(known, array.offset, rows, owners) if nullable else 0
    whole, own = rows // 64 * 64, _views_of(words)
    buffers = np.array([each.address for each in texts] or [0], np.uint64)
    at_views, at_codes = views.address + 16 * array.offset, int(codes.ctypes.data)
    find_words(at_views, at_known, whole, own.views, own.letters, buffers, at_codes)
    if whole < rows:
        # Behind the last texts there are empty ones.
        rest = copied(at_views + 16 * whole, 16 * (rows - whole), 16 * 64)
        known_rest = (
            copied(at_known + whole // 8, -(-(rows - whole) // 8), 8) if nullable else np.full(8, 255, np.uint8)
        )
        find_words(rest.ctypes.data, known_rest.ctypes.data, 64, own.views, own.letters, buffers, at_codes + whole)
    return FactMemory(Shape(8, nullable=nullable, words=words), at_codes, at_known, owners)


@frozen(eq=False)
class WordViews:
    """Words as the machine looks for them: as views with masks, and the addresses of their letters."""

    views: np.ndarray[Any, Any]
    letters: np.ndarray[Any, Any]
    owner: object


@lru_cache(maxsize=1024)
def _views_of(words: tuple[str, ...]) -> WordViews:
    views, letters = np.zeros((len(words), 3 * 8), np.uint8), np.zeros((len(words), MOST_LETTERS), np.uint8)
    for at, word in enumerate(words):
        text = np.frombuffer(word.encode(), np.uint8)
        if len(text) > MOST_LETTERS or len(words) > MOST_WORDS:
            raise UnreadableColumnError
        views[at, :4] = np.frombuffer(np.uint32(len(text)).tobytes(), np.uint8)
        first = text[: 12 if len(text) <= 12 else 4]
        views[at, 4 : 4 + len(first)] = first
        views[at, 16:] = 255 if len(text) <= 12 else 0
        letters[at, : len(text)] = text
    addresses = letters.ctypes.data + np.arange(len(words), dtype=np.uint64) * np.uint64(MOST_LETTERS)
    return WordViews(views.view(np.uint64), addresses, letters)


def of_positions(positions: np.ndarray[Any, Any], values: Sequence[Value], type_: FactType) -> FactMemory:
    """A fact that has in every row what stands at a position among these values."""
    match type_:
        case Boolean():
            made = np.packbits(_picked(values, np.bool_, positions), bitorder="little")
            shape = Shape(1, nullable=False)
        case Integer():
            made, shape = _picked(values, np.int64, positions), Shape(64, signed=True, nullable=False)
        case Enumeration():
            made = positions if positions.dtype == np.uint8 else positions.astype(np.uint16)
            shape = Shape(8 * made.itemsize, nullable=False, words=tuple(map(str, values)))
        case _:
            assert_never(type_)
    return FactMemory(shape, int(made.ctypes.data), 0, made)


def _picked(values: Sequence[Value], kind: type, positions: np.ndarray[Any, Any]) -> np.ndarray[Any, Any]:
    """What stands at these positions; twice as fast as by an index, which is checked before."""
    return np.array(values, kind).take(positions, mode="clip")


def _one(column: Any) -> Any:
    array = column.combine_chunks()
    if isinstance(array, pa.ChunkedArray):
        return array.chunk(0) if array.num_chunks else pa.array([], array.type)
    return array


def _of_dictionary(array: Any) -> FactMemory:
    return _of_array(array.indices, tuple(array.dictionary.to_pylist()))


def _of_array(array: Any, words: tuple[str, ...] = ()) -> FactMemory:
    known, values = array.buffers()
    nullable = array.null_count > 0
    owners: list[object] = [array]
    at_known = _bits(known, array.offset, len(array), owners) if nullable else 0
    if pa.types.is_boolean(array.type):
        return FactMemory(
            Shape(1, nullable=nullable), _bits(values, array.offset, len(array), owners), at_known, owners
        )
    size = array.type.bit_width
    signed = pa.types.is_signed_integer(array.type)
    at = values.address + array.offset * size // 8 if values is not None else 0
    return FactMemory(Shape(size, signed, nullable, words), at, at_known, owners)


def _bits(buffer: Any, offset: int, rows: int, owners: list[object]) -> int:
    """The address of bits; of a copy, where the first doesn't begin a byte."""
    if buffer is None:
        return 0
    if offset % 8 == 0:
        return int(buffer.address) + offset // 8
    bits = np.unpackbits(np.frombuffer(buffer, np.uint8), bitorder="little")[offset : offset + rows]
    copied = np.packbits(bits, bitorder="little")
    owners.append(copied)
    return int(copied.ctypes.data)


def numbers(memory: FactMemory, rows: int) -> np.ndarray[Any, Any]:
    """The values of a fact that isn't a Boolean, as they lie in memory."""
    kind = np.dtype(f"{'i' if memory.shape.signed else 'u'}{memory.shape.bits // 8}")
    return np.frombuffer(at_address(memory.values, rows * kind.itemsize), kind)


def known_rows(memory: FactMemory, rows: int) -> np.ndarray[Any, Any]:
    """Whether a fact is known, row by row."""
    if not memory.shape.nullable:
        return np.ones(rows, np.bool_)
    return np.unpackbits(
        np.frombuffer(at_address(memory.known, -(-rows // 8)), np.uint8), count=rows, bitorder="little"
    ).astype(np.bool_)


def at_address(address: int, size: int) -> Any:
    """So many bytes of memory, which somebody else owns."""
    return (ctypes.c_char * size).from_address(address)


def copied(address: int, size: int, room: int) -> np.ndarray[Any, Any]:
    """So many bytes from an address, with room behind them."""
    found = np.zeros(room, np.uint8)
    ctypes.memmove(found.ctypes.data, address, size)
    return found


def polars_codes(name: str, words: Sequence[str], rows: int) -> tuple[Any, int]:
    """A Polars series of an enumeration that isn't filled yet, and the address to which its codes are written.

    Polars makes enumerations of codes by looking at every one, which takes longer than all that the machine does. So
    it makes the column, of one word, and the codes are written into it before anybody has seen it. It begins with
    words that aren't in order: else Polars would note that they are, and rely on it.
    """
    import polars as pl

    first = pl.Series(name, [words[0], words[1], words[0]], pl.Enum(words))
    column = first.clone().append(first.new_from_index(0, rows)).slice(3, rows)
    codes, again = (column.to_arrow().indices for _ in range(2))
    address = codes.buffers()[1].address + codes.offset
    if (
        column.n_chunks() != 1
        or any(column.flags.values())
        or codes.type != pa.uint8()
        or address != again.buffers()[1].address + again.offset
    ):
        raise UnreadableColumnError
    return column, int(address)


def arrow_codes(words: Sequence[str], rows: int) -> tuple[Any, int]:
    """A PyArrow dictionary array that isn't filled yet, and the address to which its codes are written."""
    codes = np.empty(rows, np.int8)
    indices = pa.Array.from_buffers(pa.int8(), rows, [None, pa.py_buffer(codes)])
    return pa.DictionaryArray.from_arrays(indices, pa.array(words), safe=False), int(codes.ctypes.data)
