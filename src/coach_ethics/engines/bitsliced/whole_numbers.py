"""A circuit run on Python's whole numbers, each a plane of as many bits as there are rows.

It needs nothing and is ready at once: for cohorts of some thousand rows.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from functools import lru_cache
from typing import TypeAlias, assert_never

from attrs import frozen

from coach_ethics.engines.bitsliced.circuit import (
    NONE,
    AllRows,
    Connective,
    Joined,
    KnownRows,
    Plane,
    RowsCompared,
    RowsWithin,
)
from coach_ethics.engines.bitsliced.translate import (
    CircuitTranslation,
    CodePlanes,
    CountedPlane,
    PlanesOfAnswer,
    TruthPlanes,
)
from coach_ethics.findings import Truth
from coach_ethics.model.conditions import Comparison
from coach_ethics.model.domains import compared, value_at
from coach_ethics.model.vocabulary import Boolean, Enumeration, FactType, Integer, Value, Vocabulary
from coach_ethics.model.walk import facts_in

Answer: TypeAlias = list[Truth] | bytes | int
"""Truth values, codes, or a number of rows."""

_BYTE = 256


class ForeignValueError(ValueError):
    """A value that its fact can't have."""


def run(
    translation: CircuitTranslation, columns: Mapping[str, Sequence[Value | None]], rows: int
) -> tuple[Answer, ...]:
    """Answers what is asked of the rows. Raises ForeignValueError where a value isn't one of its fact's."""
    circuit, vocabulary = translation.circuit, translation.program.vocabulary
    codes = {name: _codes(vocabulary[name].type, values) for name, values in columns.items()}
    planes: dict[int, int] = {NONE: 0}
    every = (1 << rows) - 1
    for number in _needed(translation):
        planes[number] = _plane(circuit.planes[number], planes, codes, vocabulary, every)
    return tuple(_answer(each, planes, rows) for each in translation.answers)


@lru_cache(maxsize=64)
def _needed(translation: CircuitTranslation) -> tuple[int, ...]:
    return tuple(translation.circuit.needed(translation.planes()))


@frozen(eq=False)
class _Codes:
    """A column as bytes, the last row first: what each byte stands for; where it stands for many values, as values."""

    bytes_: bytes
    values: tuple[Value | None, ...]

    def rows(self, test: Callable[[Value], bool]) -> int:
        """The plane of the rows whose value passes a test."""
        signs = bytes(49 if value is not None and test(value) else 48 for value in self.values)
        return int(self.bytes_.translate(signs.ljust(_BYTE, b"0")), 2) if self.bytes_ else 0


def _codes(type_: FactType, values: Sequence[Value | None]) -> _Codes:
    codes, own = _codes_of(type_)
    if not codes:
        own = tuple(dict.fromkeys(values))
        if not all(each is None or _fits(each, type_) for each in own) or len(own) > _BYTE:
            raise ForeignValueError
        codes = {each: at for at, each in enumerate(own)}
    try:
        return _Codes(bytes(map(codes.__getitem__, reversed(values))), own)
    except (KeyError, TypeError):
        raise ForeignValueError from None


def _fits(value: Value, type_: FactType) -> bool:
    return isinstance(type_, Integer) and type_.minimum <= int(value) <= type_.maximum


@lru_cache(maxsize=4096)
def _codes_of(type_: FactType) -> tuple[dict[Value | None, int], tuple[Value | None, ...]]:
    """A byte for each value and for not known; nothing for numbers, which are numbered as they come."""
    match type_:
        case Boolean():
            own: tuple[Value | None, ...] = (None, False, True)
        case Enumeration(values) if len(values) < _BYTE:
            own = (None, *values)
        case Integer() | Enumeration():
            return {}, ()
        case _:
            assert_never(type_)
    return {each: at for at, each in enumerate(own)}, own


def _plane(
    plane: Plane, planes: Mapping[int, int], codes: Mapping[str, _Codes], vocabulary: Vocabulary, every: int
) -> int:
    match plane:
        case Joined(Connective.AND, one, other):
            return planes[one] & planes[other]
        case Joined(Connective.OR, one, other):
            return planes[one] | planes[other]
        case Joined(_, one, other):
            return planes[one] & ~planes[other]
        case KnownRows(fact):
            return codes[fact].rows(lambda _: True)
        case RowsWithin(fact, first, last):
            return _within(codes[fact], vocabulary[fact].type, first, last)
        case RowsCompared(comparison):
            return _compared(comparison, codes)
        case AllRows():
            return every
        case _:
            assert_never(plane)


def _within(column: _Codes, type_: FactType, first: int, last: int) -> int:
    if isinstance(type_, Integer):
        least, most = type_.minimum + first, type_.minimum + last
        return column.rows(lambda value: least <= int(value) <= most)
    inside = {value_at(type_, place) for place in range(first, last + 1)}
    return column.rows(inside.__contains__)


def _compared(comparison: Comparison, codes: Mapping[str, _Codes]) -> int:
    left, right = (codes[fact] for fact in facts_in(comparison))
    pairs = zip(left.bytes_, right.bytes_, strict=True)
    found: dict[tuple[int, int], int] = {}
    for one, other in {*zip(left.bytes_, right.bytes_, strict=True)}:
        a, b = left.values[one], right.values[other]
        found[one, other] = 49 if a is not None and b is not None and compared(comparison, a, b) else 48
    return int(bytes(map(found.__getitem__, pairs)) or b"0", 2)


def _answer(answer: PlanesOfAnswer, planes: Mapping[int, int], rows: int) -> Answer:
    match answer:
        case TruthPlanes(true, false):
            signs = zip(_signs(planes[true], rows), _signs(planes[false], rows), strict=True)
            return [_TRUTHS[each] for each in signs]
        case CodePlanes(bits, otherwise):
            return _code(tuple(planes[each] for each in bits), otherwise, rows)
        case CountedPlane(number):
            return planes[number].bit_count()
        case _:
            assert_never(answer)


_TRUTHS: Mapping[tuple[int, int], Truth] = {(48, 48): None, (49, 48): True, (48, 49): False}


def _signs(plane: int, rows: int) -> bytes:
    """A `1` or `0` for each row, the first row first."""
    return f"{plane:0{rows}b}"[::-1].encode() if rows else b""


def _code(bits: tuple[int, ...], otherwise: int, rows: int) -> bytes:
    """A whole number of bytes, one a row: each plane spread out, a bit a byte."""
    if not rows:
        return b""
    found = 0
    for at, plane in enumerate(bits):
        digits = int.from_bytes(f"{plane:0{rows}b}".encode(), "big") - _zeros(rows)
        found |= digits << at
    return (found ^ (_ones(rows) * otherwise)).to_bytes(rows, "little")


@lru_cache(maxsize=8)
def _zeros(rows: int) -> int:
    return int.from_bytes(b"0" * rows, "big")


@lru_cache(maxsize=8)
def _ones(rows: int) -> int:
    return int.from_bytes(b"\1" * rows, "big")
