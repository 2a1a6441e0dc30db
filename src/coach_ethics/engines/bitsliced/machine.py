"""A machine that runs circuits over rows in memory, compiled once by numba: not a circuit but its interpreter.

A block of rows is small enough for a core's own cache: every plane of it is a row of scratch memory. An instruction
works on a whole block, so that what it takes to read it doesn't count. What numba has no words for (a comparison of
64 values as the bits of one number, and the way back) is written in LLVM's, for any processor; one with AVX-512 has an
instruction for each.

INVARIANT (whole blocks): the buffers that instructions name hold whole blocks, from the first to the last.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numba
import numpy as np
from llvmlite import ir  # type: ignore[import-untyped]  # it says nothing of its types
from numba.extending import intrinsic as numba_intrinsic

WORDS = 64
"""How many words of 64 rows are in a block."""

ROWS = 64 * WORDS
"""How many rows are in a block."""

AND, OR, BUT_NOT, ONES, BITS, WITHIN, STORE_BITS, STORE_CODES, COUNT = range(9)
"""What instructions do. Each is (what, target, a, b, c, d): see `execute`."""

FIELDS = 6


def intrinsic(function: Callable[..., Any]) -> Any:
    """What numba makes of it is called without its first parameter."""
    return numba_intrinsic(function)


_WORD, _BYTE = ir.IntType(64), ir.IntType(8)
_BLOCK = ir.VectorType(_WORD, WORDS)


def _address(builder: Any, address: Any, type_: Any) -> Any:
    return builder.inttoptr(address, type_.as_pointer())


def _splat(builder: Any, value: Any, type_: Any) -> Any:
    """A vector with a value in all its places."""
    first = builder.insert_element(ir.Constant(type_, ir.Undefined), value, ir.Constant(ir.IntType(32), 0))
    places = ir.Constant(ir.VectorType(ir.IntType(32), type_.count), [0] * type_.count)
    return builder.shuffle_vector(first, ir.Constant(type_, ir.Undefined), places)


def _load(builder: Any, address: Any, type_: Any, align: int) -> Any:
    found = builder.load(_address(builder, address, type_))
    found.align = align
    return found


def _store(builder: Any, value: Any, address: Any, align: int) -> None:
    builder.store(value, _address(builder, address, value.type)).align = align


def _joining(join: Callable[[Any, Any, Any], Any]) -> Any:
    """An operation on two planes of a block, into a third."""

    @intrinsic
    def join_planes(typing: Any, target: Any, one: Any, other: Any) -> Any:
        def written(context: Any, builder: Any, signature: Any, arguments: Any) -> Any:
            target, one, other = arguments
            planes = (_load(builder, each, _BLOCK, 64) for each in (one, other))
            _store(builder, join(builder, *planes), target, 64)
            return context.get_dummy_value()

        return numba.void(numba.uint64, numba.uint64, numba.uint64), written

    return join_planes


_and = _joining(lambda builder, one, other: builder.and_(one, other))
_or = _joining(lambda builder, one, other: builder.or_(one, other))
_but_not = _joining(lambda builder, one, other: builder.and_(one, builder.not_(other)))


@intrinsic
def _copy(typing: Any, target: Any, source: Any) -> Any:
    """A plane of a block, from memory that may lie anywhere to scratch, or back."""

    def written(context: Any, builder: Any, signature: Any, arguments: Any) -> Any:
        target, source = arguments
        _store(builder, _load(builder, source, _BLOCK, 1), target, 1)
        return context.get_dummy_value()

    return numba.void(numba.uint64, numba.uint64), written


def _comparing(bits: int) -> Any:
    """Which of 64 numbers of so many bits lie within bounds: 64 bits. Unsigned, so that one comparison is enough."""
    number = ir.IntType(bits)
    numbers = ir.VectorType(number, 64)

    @intrinsic
    def compare_numbers(typing: Any, source: Any, least: Any, span: Any) -> Any:
        def written(context: Any, builder: Any, signature: Any, arguments: Any) -> Any:
            source, least, span = arguments
            if bits < 64:
                least, span = (builder.trunc(each, number) for each in (least, span))
            above = builder.sub(_load(builder, source, numbers, 1), _splat(builder, least, numbers))
            inside = builder.icmp_unsigned("<=", above, _splat(builder, span, numbers))
            return builder.bitcast(inside, _WORD)

        return numba.uint64(numba.uint64, numba.uint64, numba.uint64), written

    return compare_numbers


_within_8, _within_16, _within_32, _within_64 = map(_comparing, (8, 16, 32, 64))


@intrinsic
def _spread(typing: Any, target: Any, low: Any, middle: Any, high: Any, otherwise: Any) -> Any:
    """The codes of 64 rows, a byte each, from three planes of bits."""

    def written(context: Any, builder: Any, signature: Any, arguments: Any) -> Any:
        target, *planes, otherwise = arguments
        bytes_, signs = ir.VectorType(_BYTE, 64), ir.VectorType(ir.IntType(1), 64)
        codes = _splat(builder, builder.trunc(otherwise, _BYTE), bytes_)
        for at, plane in enumerate(planes):
            bit = _splat(builder, ir.Constant(_BYTE, 1 << at), bytes_)
            turned = builder.xor(codes, bit)
            codes = builder.select(builder.bitcast(plane, signs), turned, codes)
        _store(builder, codes, target, 1)
        return context.get_dummy_value()

    return numba.void(*(numba.uint64,) * 5), written


@intrinsic
def _word(typing: Any, source: Any) -> Any:
    """A word of memory."""

    def written(context: Any, builder: Any, signature: Any, arguments: Any) -> Any:
        return _load(builder, arguments[0], _WORD, 1)

    return numba.uint64(numba.uint64), written


@intrinsic
def _set_word(typing: Any, target: Any, value: Any) -> Any:
    """Write a word of memory."""

    def written(context: Any, builder: Any, signature: Any, arguments: Any) -> Any:
        _store(builder, arguments[1], arguments[0], 8)
        return context.get_dummy_value()

    return numba.void(numba.uint64, numba.uint64), written


@intrinsic
def _same_views(typing: Any, source: Any, head: Any, tail: Any, mask: Any) -> Any:
    """Which of 64 views are this one, so far as the mask goes."""
    pairs, halves = ir.VectorType(_WORD, 128), ir.VectorType(_WORD, 64)

    def written(context: Any, builder: Any, signature: Any, arguments: Any) -> Any:
        source, head, tail, mask = arguments
        views = _load(builder, source, pairs, 1)
        heads, tails = (_every_other(builder, views, first) for first in (0, 1))
        head, tail, mask = (_splat(builder, each, halves) for each in (head, tail, mask))
        same = builder.icmp_unsigned("==", heads, head)
        same = builder.and_(same, builder.icmp_unsigned("==", builder.and_(tails, mask), tail))
        return builder.bitcast(same, _WORD)

    return numba.uint64(*(numba.uint64,) * 4), written


def _every_other(builder: Any, vector: Any, first: int) -> Any:
    places = ir.Constant(ir.VectorType(ir.IntType(32), vector.type.count // 2), [*range(first, vector.type.count, 2)])
    return builder.shuffle_vector(vector, ir.Constant(vector.type, ir.Undefined), places)


@intrinsic
def _put_code(typing: Any, target: Any, rows: Any, code: Any) -> Any:
    """Write a byte where rows have a bit, among 64."""
    bytes_, signs = ir.VectorType(_BYTE, 64), ir.VectorType(ir.IntType(1), 64)

    def written(context: Any, builder: Any, signature: Any, arguments: Any) -> Any:
        target, rows, code = arguments
        new = _splat(builder, builder.trunc(code, _BYTE), bytes_)
        found = builder.select(builder.bitcast(rows, signs), new, _load(builder, target, bytes_, 1))
        _store(builder, found, target, 1)
        return context.get_dummy_value()

    return numba.void(*(numba.uint64,) * 3), written


@intrinsic
def _zeros_below(typing: Any, word: Any) -> Any:
    """How many bits of a word are not set below the first that is."""

    def written(context: Any, builder: Any, signature: Any, arguments: Any) -> Any:
        return builder.cttz(arguments[0], ir.Constant(ir.IntType(1), 1))

    return numba.uint64(numba.uint64), written


@intrinsic
def _ones_in(typing: Any, word: Any) -> Any:
    """How many bits of a word are set."""

    def written(context: Any, builder: Any, signature: Any, arguments: Any) -> Any:
        return builder.ctpop(arguments[0])

    return numba.uint64(numba.uint64), written


def _execute(tape: Any, addresses: Any, scratch: Any, counts: Any, first: Any, last: Any, rows: Any) -> None:
    """Run a tape over blocks from `first` to before `last`. Planes are called by their places in scratch.

    Of the last block only so many `rows` count. `addresses` are those of buffers, by their numbers in the tape:

        AND, OR, BUT_NOT  target, one, other
        ONES              target
        BITS              target, buffer                    a bit a row
        WITHIN            target, buffer, least, span, bits numbers of so many bits
        STORE_BITS        plane, buffer
        STORE_CODES       low, buffer, otherwise, middle, high
        COUNT             plane, place in counts
    """
    size = np.uint64(8 * WORDS)
    for block in range(first, last):
        at = np.uint64(block)
        for n in range(len(tape)):
            what = tape[n, 0]
            target = scratch + size * tape[n, 1]
            a, b = tape[n, 2], tape[n, 3]
            if what == AND:
                _and(target, scratch + size * a, scratch + size * b)
            elif what == OR:
                _or(target, scratch + size * a, scratch + size * b)
            elif what == BUT_NOT:
                _but_not(target, scratch + size * a, scratch + size * b)
            elif what == WITHIN:
                bits = tape[n, 5]
                source = addresses[a] + at * size * bits
                step = np.uint64(8) * bits
                if bits == 8:
                    for word in range(WORDS):
                        _set_word(target + np.uint64(8 * word), _within_8(source, b, tape[n, 4]))
                        source += step
                elif bits == 64:
                    for word in range(WORDS):
                        _set_word(target + np.uint64(8 * word), _within_64(source, b, tape[n, 4]))
                        source += step
                elif bits == 32:
                    for word in range(WORDS):
                        _set_word(target + np.uint64(8 * word), _within_32(source, b, tape[n, 4]))
                        source += step
                else:
                    for word in range(WORDS):
                        _set_word(target + np.uint64(8 * word), _within_16(source, b, tape[n, 4]))
                        source += step
            elif what == BITS:
                _copy(target, addresses[a] + at * size)
            elif what == STORE_CODES:
                goal = addresses[a] + at * np.uint64(ROWS)
                middle, high = scratch + size * tape[n, 4], scratch + size * tape[n, 5]
                for word in range(WORDS):
                    step = np.uint64(8 * word)
                    _spread(goal, _word(target + step), _word(middle + step), _word(high + step), b)
                    goal += np.uint64(64)
            elif what == STORE_BITS:
                _copy(addresses[a] + at * size, target)
            elif what == ONES:
                for word in range(WORDS):
                    _set_word(target + np.uint64(8 * word), np.uint64(0xFFFFFFFFFFFFFFFF))
            else:
                found = np.uint64(0)
                left = rows if block == last - 1 else np.int64(ROWS)
                for word in range(WORDS):
                    value: Any = _word(target + np.uint64(8 * word))
                    there = left - 64 * word
                    if there < 64:
                        value &= (np.uint64(1) << np.uint64(max(there, 0))) - np.uint64(1)
                    found += _ones_in(value)
                counts[a] += found


def _find_words(views: Any, known: Any, rows: Any, words: Any, letters: Any, buffers: Any, codes: Any) -> None:
    """The places of texts among words, 255 for others: of so many rows, a multiple of 64.

    `views` are texts as Arrow's views have them, two numbers each: the length and four letters; then the next eight, or
    where a text is longer, which of the `buffers` holds it, and where. `words` are the same of words, with a mask of
    what of the second number counts; all letters of the longer ones are at `letters`. Where `known` isn't 0, it's the
    address of bits that say where there is a text: elsewhere a view may be anything.
    """
    for start in range(0, rows, 64):
        here, found = views + np.uint64(16 * start), codes + np.uint64(start)
        none = np.uint64(0xFFFFFFFFFFFFFFFF)
        _put_code(found, none, np.uint64(255))
        if known != 0:
            none = _word(known + np.uint64(start // 8))
        for word in range(len(words)):
            same = _same_views(here, words[word, 0], words[word, 1], words[word, 2]) & none
            length = words[word, 0] & np.uint64(0xFFFFFFFF)
            left = same if length > 12 else np.uint64(0)
            while left != 0:  # the longer ones: the letters that views don't have
                row = _zeros_below(left)
                left &= left - np.uint64(1)
                place = _word(here + np.uint64(16) * row + np.uint64(8))
                at = buffers[np.int64(place & np.uint64(0xFFFFFFFF))] + (place >> np.uint64(32))
                end = length - np.uint64(8)
                alike = _word(at + end) == _word(letters[word] + end)
                for step in range(0, np.int64(end), 8):
                    alike = alike and _word(at + np.uint64(step)) == _word(letters[word] + np.uint64(step))
                if not alike:
                    same &= ~(np.uint64(1) << row)
            _put_code(found, same, np.uint64(word))
            none &= ~same


def compiled(signature: str, function: Callable[..., None]) -> Callable[..., None]:
    """A function compiled, from numba's cache where there is one: where no folder can be written to, it's made anew."""
    try:
        found: Callable[..., None] = numba.njit(signature, nogil=True, cache=True)(function)
    except RuntimeError:
        found = numba.njit(signature, nogil=True)(function)
    return found


execute = compiled("void(uint64[:, ::1], uint64[::1], uint64, uint64[::1], int64, int64, int64)", _execute)

find_words = compiled("void(uint64, uint64, int64, uint64[:, ::1], uint64[::1], uint64[::1], uint64)", _find_words)
