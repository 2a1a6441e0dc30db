"""A circuit as a tape of instructions for the machine: pure, nothing is computed here.

What a tape does depends on how the facts lie in memory (`Shape`), but not on where: so it is written once for all
frames of one form, and only the addresses are given anew.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from functools import lru_cache
from itertools import groupby
from typing import assert_never

from attrs import Factory, define, frozen

from coach_ethics.engines.bitsliced.circuit import (
    NONE,
    AllRows,
    Connective,
    Joined,
    KnownRows,
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
from coach_ethics.model.vocabulary import Boolean, Enumeration, FactType, Integer

AND, OR, BUT_NOT, ONES, BITS, WITHIN, STORE_BITS, STORE_CODES, COUNT = range(9)
"""What instructions do: see `machine.execute`."""

MOST_BITS = 3
"""Codes have at most so many bits."""

_CONNECTIVES: Mapping[Connective, int] = {Connective.AND: AND, Connective.OR: OR, Connective.BUT_NOT: BUT_NOT}


@frozen
class Shape:
    """How a fact lies in memory: in so many bits a value, signed or not; whether with a bit that says if it's known;
    and the words that its codes stand for."""

    bits: int
    signed: bool = False
    nullable: bool = True
    words: tuple[str, ...] = ()


@frozen(eq=False)
class Tape:
    """Instructions, each of six numbers; how many planes they need at once; and their buffers, by numbers.

    `comparisons` are those of two facts, made beforehand, one buffer each. Answers have theirs behind: two for truth
    values, one for codes; what is counted has the place of its number instead.
    """

    instructions: tuple[tuple[int, ...], ...]
    planes: int
    facts: Mapping[str, tuple[int, int]]
    comparisons: Mapping[RowsCompared, int]
    answers: tuple[tuple[int, ...], ...]
    buffers: int
    counts: int


@lru_cache(maxsize=64)
def written(translation: CircuitTranslation, shapes: tuple[tuple[str, Shape], ...]) -> Tape:
    """The tape for a circuit over facts of these shapes."""
    return _TapeWriter(translation, dict(shapes)).write()


@define(eq=False)
class _TapeWriter:
    """A tape under way: steps over planes by their numbers, first; places in memory are found for them afterwards."""

    translation: CircuitTranslation
    shapes: Mapping[str, Shape]
    steps: list[tuple[int, int, tuple[int, ...], tuple[int, ...]]] = Factory(list)
    """What is done, the plane that is made (or none), the planes that are read, and other numbers."""
    facts: dict[str, tuple[int, int]] = Factory(dict)
    comparisons: dict[RowsCompared, int] = Factory(dict)
    buffers: int = 0
    counted: dict[int, int] = Factory(dict)
    more: int = -2
    """Planes that only the tape knows have numbers below that of none."""

    def write(self) -> Tape:
        self.facts = {fact: (self._buffer(), self._buffer()) for fact in self.shapes}
        circuit, made = self.translation.circuit, set[int]()
        self._no_rows(NONE)
        answers = []
        for each in self.translation.answers:
            for number in circuit.needed(_read(each)):
                if number not in made:
                    made.add(number)
                    self._make(number)
            answers.append(self._answer(each))
        instructions, planes = _placed(self.steps)
        return Tape(instructions, planes, self.facts, self.comparisons, tuple(answers), self.buffers, len(self.counted))

    def _buffer(self) -> int:
        self.buffers += 1
        return self.buffers - 1

    def _do(self, what: int, makes: int, reads: Sequence[int] = (), *numbers: int) -> None:
        self.steps.append((what, makes, (*reads,), numbers))

    def _no_rows(self, makes: int) -> None:
        self._do(ONES, makes)
        self._do(BUT_NOT, makes, (makes, makes))

    def _make(self, number: int) -> None:
        plane = self.translation.circuit.planes[number]
        match plane:
            case AllRows():
                self._do(ONES, number)
            case Joined(connective, one, other):
                self._do(_CONNECTIVES[connective], number, (one, other))
            case KnownRows(fact):
                if self.shapes[fact].nullable:
                    self._do(BITS, number, (), self.facts[fact][1])
                else:
                    self._do(ONES, number)
            case RowsCompared():
                self.comparisons[plane] = self._buffer()
                self._do(BITS, number, (), self.comparisons[plane])
            case RowsWithin(fact, first, last):
                self._within(number, fact, first, last)
            case _:
                assert_never(plane)

    def _within(self, number: int, fact: str, first: int, last: int) -> None:
        shape, type_ = self.shapes[fact], self.translation.program.vocabulary[fact].type
        if isinstance(type_, Boolean):
            assert first == last == 1, "INVARIANT (complement): false is known and not true"
            self._do(BITS, number, (), self.facts[fact][0])
            return
        found = [*_bounds(type_, shape, first, last)]
        if not found:
            self._no_rows(number)
        for at, (least, most) in enumerate(found):
            makes = number if at == 0 else self.more
            self._do(WITHIN, makes, (), self.facts[fact][0], least % 2**64, most - least, shape.bits)
            if at:
                self._do(OR, number, (number, makes))
                self.more -= 1

    def _answer(self, answer: PlanesOfAnswer) -> tuple[int, ...]:
        match answer:
            case TruthPlanes(true, false):
                known = self.more
                self.more -= 1
                self._do(OR, known, (true, false))
                buffers = (self._buffer(), self._buffer())
                self._do(STORE_BITS, 0, (true,), buffers[0])
                self._do(STORE_BITS, 0, (known,), buffers[1])
                return buffers
            case CodePlanes(bits, otherwise):
                assert len(bits) <= MOST_BITS, "INVARIANT (codes): there are few"
                low, middle, high = (*bits, *[NONE] * (MOST_BITS - len(bits)))
                buffer = self._buffer()
                self._do(STORE_CODES, 0, (low, middle, high), buffer, otherwise)
                return (buffer,)
            case CountedPlane(rows):
                if rows not in self.counted:
                    self.counted[rows] = len(self.counted)
                    self._do(COUNT, 0, (rows,), self.counted[rows])
                return (self.counted[rows],)
            case _:
                assert_never(answer)


def _read(answer: PlanesOfAnswer) -> tuple[int, ...]:
    match answer:
        case TruthPlanes(true, false):
            return (true, false)
        case CodePlanes(bits):
            return bits
        case CountedPlane(rows):
            return (rows,)
        case _:
            assert_never(answer)


def _bounds(type_: FactType, shape: Shape, first: int, last: int) -> Iterator[tuple[int, int]]:
    """Between which numbers in memory a fact lies that is at these positions of its domain; both included."""
    if isinstance(type_, Integer):
        least, most = (-(2 ** (shape.bits - 1)), 2 ** (shape.bits - 1) - 1) if shape.signed else (0, 2**shape.bits - 1)
        least, most = max(least, type_.minimum + first), min(most, type_.minimum + last)
        if least <= most:
            yield least, most
        return
    assert isinstance(type_, Enumeration), "INVARIANT (typed): it isn't a Boolean"
    meant = {*type_.values[first : last + 1]}
    codes = [code for code, word in enumerate(shape.words) if word in meant]
    for _, run in groupby(enumerate(codes), lambda each: each[1] - each[0]):
        found = [code for _, code in run]
        yield found[0], found[-1]


_STORES = (STORE_BITS, STORE_CODES, COUNT)


def _placed(
    steps: Sequence[tuple[int, int, tuple[int, ...], tuple[int, ...]]],
) -> tuple[tuple[tuple[int, ...], ...], int]:
    """The steps as instructions, with places for planes: one that isn't needed any more is given to another."""
    last = {plane: at for at, (_, _, reads, _) in enumerate(steps) for plane in reads}
    places: dict[int, int] = {}
    free: list[int] = []
    most = 0
    found = []
    for at, (what, makes, reads, numbers) in enumerate(steps):
        where = [places[each] for each in reads]
        for each in dict.fromkeys(reads):
            if last[each] == at and each != makes:
                free.append(places.pop(each))
        if what in _STORES:
            found.append(_stored(what, where, numbers))
            continue
        if makes not in places:
            places[makes] = free.pop() if free else most
            most = max(most, places[makes] + 1)
        found.append((what, places[makes], *where, *numbers))
    return tuple((*each, *[0] * (6 - len(each))) for each in found), most


def _stored(what: int, planes: Sequence[int], numbers: Sequence[int]) -> tuple[int, ...]:
    return (what, planes[0], *numbers, *planes[1:])
