"""A program as a circuit: pure, nothing is computed here.

`normal.certainly_true` and `certainly_false` are the two planes of a condition. Nothing in them is negated but what is
known of a fact, so that a complement is only ever taken within the rows in which it is known.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from typing import TypeAlias, assert_never

from attrs import Factory, define, frozen

from coach_ethics.deontics.dependencies import Dependencies
from coach_ethics.deontics.program import Program
from coach_ethics.engines.bitsliced.circuit import ALL, NONE, Circuit, KnownRows, RowsCompared, RowsWithin
from coach_ethics.model.conditions import Comparison, Condition, Holds, Membership, Named
from coach_ethics.model.domains import Runs, complement, size, true_runs
from coach_ethics.model.normal import AllOf, AnyOf, Certainty, Sure, certainly_false, certainly_true
from coach_ethics.model.walk import facts_in


@frozen(cache_hash=True)
class AskedTruth:
    """The truth value of a condition in every row."""

    condition: Condition


@frozen(cache_hash=True)
class AskedCode:
    """In every row, the code of the first case whose condition is certainly true, else `otherwise`."""

    cases: tuple[tuple[Condition, int], ...]
    otherwise: int


@frozen(cache_hash=True)
class AskedCount:
    """In how many rows a condition is certainly true."""

    condition: Condition


@frozen(cache_hash=True)
class AskedForeign:
    """In how many rows a fact has a value that isn't one of its own."""

    fact: str


@frozen(cache_hash=True)
class AskedCodeCount:
    """In how many rows the codes are this one; and not those of another question, where one is given."""

    code: int
    codes: AskedCode
    but_not: AskedCode | None = None


AskedOfRows: TypeAlias = AskedTruth | AskedCode | AskedCount | AskedForeign | AskedCodeCount
"""What may be asked of all rows."""


@frozen
class TruthPlanes:
    """Where a condition is certainly true, and where certainly false."""

    true: int
    false: int


@frozen
class CodePlanes:
    """The bits of codes, the lowest first, each turned over where `otherwise` has it."""

    bits: tuple[int, ...]
    otherwise: int


@frozen
class CountedPlane:
    """A plane whose rows are counted."""

    rows: int


PlanesOfAnswer: TypeAlias = TruthPlanes | CodePlanes | CountedPlane


@frozen(eq=False)
class CircuitTranslation:
    """A circuit, and for each question the planes that answer it."""

    program: Program
    circuit: Circuit
    answers: tuple[PlanesOfAnswer, ...]

    def planes(self) -> Iterator[int]:
        """The planes of all answers, in their order."""
        for each in self.answers:
            yield from planes_of(each)


def planes_of(answer: PlanesOfAnswer) -> tuple[int, ...]:
    """The planes of an answer."""
    match answer:
        case TruthPlanes(true, false):
            return (true, false)
        case CodePlanes(bits):
            return bits
        case CountedPlane(rows):
            return (rows,)
        case _:
            assert_never(answer)


def translate(program: Program, present: Collection[str], asked: Sequence[AskedOfRows]) -> CircuitTranslation:
    """The circuit that answers what is asked; a fact that isn't `present` is not known in any row."""
    writer = _CircuitWriter(program, frozenset(present))
    conditions = [condition for each in asked for condition in _conditions(each)]
    for name in Dependencies(program).names(conditions):
        writer.define(name)
    return CircuitTranslation(program, writer.circuit, tuple(map(writer.answer, asked)))


def _conditions(asked: AskedOfRows) -> tuple[Condition, ...]:
    match asked:
        case AskedTruth(condition) | AskedCount(condition):
            return (condition,)
        case AskedCode(cases):
            return tuple(condition for condition, _ in cases)
        case AskedForeign():
            return ()
        case AskedCodeCount(_, codes, but_not):
            return (*_conditions(codes), *(() if but_not is None else _conditions(but_not)))
        case _:
            assert_never(asked)


@define(eq=False)
class _CircuitWriter:
    """A translation under way."""

    program: Program
    present: frozenset[str]
    circuit: Circuit = Factory(Circuit)
    names: dict[tuple[str, bool], int] = Factory(dict)
    codes: dict[AskedCode, dict[int, int]] = Factory(dict)

    def define(self, name: str) -> None:
        """Both planes of a name; those that it mentions are there."""
        condition = self.program.by_name[name].condition
        self.names[name, True] = self._plane(certainly_true(condition))
        self.names[name, False] = self._plane(certainly_false(condition))

    def answer(self, asked: AskedOfRows) -> PlanesOfAnswer:
        match asked:
            case AskedTruth(condition):
                true, false = certainly_true(condition), certainly_false(condition)
                return TruthPlanes(self._plane(true), self._plane(false))
            case AskedCode(cases, otherwise):
                return self._code(cases, otherwise)
            case AskedCount(condition):
                return CountedPlane(self._plane(certainly_true(condition)))
            case AskedCodeCount(code, codes, but_not):
                others = NONE if but_not is None else self._rows(but_not, code)
                return CountedPlane(self.circuit.but_not(self._rows(codes, code), others))
            case AskedForeign(fact):
                known = self.circuit.plane(KnownRows(fact))
                last = size(self.program.vocabulary[fact].type) - 1
                return CountedPlane(self.circuit.but_not(known, self.circuit.plane(RowsWithin(fact, 0, last))))
            case _:
                assert_never(asked)

    def _rows(self, asked: AskedCode, code: int) -> int:
        """The plane of the rows with a code."""
        if asked not in self.codes:
            parts, rest = self._parts(asked.cases)
            planes: dict[int, list[int]] = {asked.otherwise: [rest]}
            for plane, each in parts:
                planes.setdefault(each, []).append(plane)
            self.codes[asked] = {each: self.circuit.any_of(among) for each, among in planes.items()}
        return self.codes[asked].get(code, NONE)

    def _parts(self, cases: Sequence[tuple[Condition, int]]) -> tuple[list[tuple[int, int]], int]:
        """The rows of each case, with its code, and the rows of none."""
        taken, parts = NONE, list[tuple[int, int]]()
        for condition, code in cases:
            here = self._plane(certainly_true(condition))
            parts.append((self.circuit.but_not(here, taken), code))
            taken = self.circuit.any_of((taken, here))
        return parts, self.circuit.but_not(ALL, taken)

    def _code(self, cases: Sequence[tuple[Condition, int]], otherwise: int) -> CodePlanes:
        parts = [(plane, code ^ otherwise) for plane, code in self._parts(cases)[0]]
        width = max((code.bit_length() for _, code in parts), default=0)
        bits = (self.circuit.any_of(plane for plane, code in parts if code >> bit & 1) for bit in range(width))
        return CodePlanes(tuple(bits), otherwise)

    def _plane(self, certainty: Certainty) -> int:
        match certainty:
            case AllOf(parts):
                return self.circuit.all_of(map(self._plane, parts))
            case AnyOf(parts):
                return self.circuit.any_of(map(self._plane, parts))
            case Sure(atom, truth):
                return self._sure(atom, truth)
            case _:
                assert_never(certainty)

    def _sure(self, atom: Holds | Comparison | Membership | Named, truth: bool) -> int:
        if isinstance(atom, Named):
            return self.names[atom.name, truth]
        facts = dict.fromkeys(facts_in(atom))
        if not all(fact in self.present for fact in facts):
            return NONE
        if len(facts) > 1:
            assert isinstance(atom, Comparison), "INVARIANT (typed): only comparisons speak of two facts"
            return self.circuit.plane(RowsCompared(atom))
        (fact,) = facts
        runs = true_runs(atom, self.program.vocabulary)
        return self._within(fact, runs if truth else complement(runs, self.program.vocabulary[fact].type))

    def _within(self, fact: str, runs: Runs) -> int:
        """Where a fact is known and in these runs: or known and not in the others, where these are fewer."""
        circuit, known = self.circuit, self.circuit.plane(KnownRows(fact))
        others = complement(runs, self.program.vocabulary[fact].type)
        if not others:
            return known
        if len(others) < len(runs) or (len(others) == len(runs) and others[0][0] > runs[0][0]):
            return circuit.but_not(known, self._any(fact, others))
        return circuit.all_of((known, self._any(fact, runs)))

    def _any(self, fact: str, runs: Runs) -> int:
        return self.circuit.any_of(self.circuit.plane(RowsWithin(fact, first, last)) for first, last in runs)
