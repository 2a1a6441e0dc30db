"""Facts in the memory of a frame, and room for answers: Arrow's buffers, those of Polars and PyArrow.

Nothing is copied that lies as the machine reads it: Booleans as bits, numbers and the codes of enumerations as they
are. Texts are made codes first.
"""

from __future__ import annotations

import ctypes
from collections.abc import Sequence
from typing import Any

import numpy as np
import pyarrow as pa
from attrs import frozen
from pyarrow import compute

from coach_ethics.engines.bitsliced.tape import Shape
from coach_ethics.model.vocabulary import Enumeration, FactType


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
        column = _in_words(column, pl.Enum(type_.values))
    if isinstance(column.dtype, pl.Enum | pl.Categorical):
        return _of_dictionary(column.to_arrow())
    if column.dtype != pl.Boolean and not column.dtype.is_integer():
        raise UnreadableColumnError
    return _of_array(column.to_arrow())


def _in_words(column: Any, words: Any) -> Any:
    found = column.cast(words, strict=False)
    if found.null_count() != column.null_count():
        raise UnreadableColumnError  # a word that is none of the fact's
    return found


def of_arrow(column: Any, type_: FactType) -> FactMemory:
    """A column of a PyArrow table. Raises UnreadableColumnError where it holds something else than the fact."""
    if pa.types.is_dictionary(column.type):
        return _of_dictionary(_one(column.unify_dictionaries()))
    array = _one(column)
    if isinstance(type_, Enumeration):
        try:
            codes = compute.index_in(array, value_set=pa.array(type_.values, array.type))
        except pa.ArrowInvalid:
            raise UnreadableColumnError from None
        if codes.null_count != array.null_count:
            raise UnreadableColumnError  # a word that is none of the fact's
        return _of_array(codes, type_.values)
    if not (pa.types.is_boolean(array.type) or pa.types.is_integer(array.type)):
        raise UnreadableColumnError
    return _of_array(array)


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
