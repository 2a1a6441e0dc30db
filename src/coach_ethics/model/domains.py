"""Which values of a fact make an atomic condition true: runs of positions in the fact's domain."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import TypeAlias, assert_never

from coach_ethics.model.conditions import (
    FALSE,
    TRUE,
    Comparison,
    Condition,
    FactTerm,
    Holds,
    Literal,
    Membership,
    Not,
    Operator,
    conjunction,
    disjunction,
)
from coach_ethics.model.normal import COMPARE, MIRROR
from coach_ethics.model.numbers import NumberRuns
from coach_ethics.model.vocabulary import Boolean, Enumeration, Fact, FactType, Integer, Value, Vocabulary

Runs: TypeAlias = tuple[tuple[int, int], ...]
"""Positions in a domain, as stretches from first to last (both included), apart from each other and in order."""

AtomicCondition: TypeAlias = Holds | Comparison | Membership
"""A condition that speaks of facts and has no condition below it."""


def size(type_: FactType) -> int:
    """How many values a type has."""
    match type_:
        case Boolean():
            return 2
        case Integer(minimum, maximum):
            return maximum - minimum + 1
        case Enumeration(values):
            return len(values)
        case _:
            assert_never(type_)


MOST_LISTED = 100
"""More numbers than this are held as runs."""


def values_in(type_: FactType, runs: Runs) -> Sequence[Value]:
    """The values in these runs of the domain, in its order: a tuple, or of very many numbers their runs."""
    if isinstance(type_, Integer):
        least = type_.minimum
        numbers = NumberRuns(tuple(range(first + least, final + least + 1) for first, final in runs))
        return numbers if len(numbers) > MOST_LISTED else tuple(numbers)
    return tuple(value_at(type_, place) for first, final in runs for place in range(first, final + 1))


def value_at(type_: FactType, position: int) -> Value:
    """The value at a position of the domain, counted from 0."""
    match type_:
        case Boolean():
            return bool(position)
        case Integer(minimum):
            return minimum + position
        case Enumeration(values):
            return values[position]
        case _:
            assert_never(type_)


def index_of(type_: FactType, value: Value) -> int:
    """Where a value stands in the domain; for an integer beyond the bounds, where it would stand."""
    match type_:
        case Boolean():
            return int(value)
        case Integer(minimum):
            return int(value) - minimum
        case Enumeration(values):
            return values.index(str(value))
        case _:
            assert_never(type_)


def everything(type_: FactType) -> Runs:
    """All positions of a type."""
    return ((0, size(type_) - 1),)


def true_runs(atom: AtomicCondition, vocabulary: Vocabulary) -> Runs:
    """Where in the domain of its one fact the atom is true.

    The domain is the vocabulary's, which may be narrower than the type that the condition was written with.
    INVARIANT (one fact): the atom speaks of exactly one fact.
    """
    match atom:
        case Holds():
            return ((1, 1),)
        case Membership(FactTerm(name), members):
            type_ = vocabulary[name].type
            return joined((place, place) for each in members if 0 <= (place := _position(type_, each)) < size(type_))
        case Comparison(FactTerm() as one, comparison, FactTerm() as other) if one.name == other.name:
            itself = COMPARE[comparison](0, 0)
            return everything(vocabulary[one.name].type) if itself else ()
        case Comparison(FactTerm() as term, comparison, Literal(value)):
            return _compared(term, comparison, value, vocabulary)
        case Comparison(Literal(value), comparison, FactTerm() as term):
            return _compared(term, MIRROR[comparison], value, vocabulary)
        case _:
            raise AssertionError("INVARIANT (one fact): the atom speaks of exactly one fact")


def lies_in(place: int, runs: Runs) -> bool:
    """Whether a position is in the runs."""
    return any(first <= place <= final for first, final in runs)


def compared(atom: Comparison, one: Value, other: Value) -> bool:
    """What a comparison of two facts says of these values of theirs."""
    type_ = atom.left.type if isinstance(atom.left, FactTerm) else None
    if isinstance(type_, Enumeration):
        one, other = (type_.values.index(str(value)) for value in (one, other))
    return bool(COMPARE[atom.operator](one, other))


def given_left(atom: Comparison, value: Value) -> Comparison:
    """The comparison of two facts once the left one has this value."""
    return Comparison(Literal(value), atom.operator, atom.right)


def in_runs(fact: Fact, runs: Runs) -> Condition:
    """The condition that a fact lies in these runs of its domain, as an author would write it."""
    term, last = FactTerm(fact.name, fact.type), size(fact.type) - 1

    def compared(comparison: Operator, place: int) -> Condition:
        return Comparison(term, comparison, Literal(value_at(fact.type, place)))

    match fact.type, runs:  # partial: several runs are told one by one
        case _, ():
            return FALSE
        case _, ((0, final),) if final == last:
            return TRUE
        case Boolean(), ((place, _),):
            return Holds(fact.name) if place else Not(Holds(fact.name))
        case _, ((first, final),) if first == final:
            return compared(Operator.EQ, first)
        case ((Integer() | Enumeration(ordered=True)), ((first, final),)):
            above = () if first == 0 else (compared(Operator.GE, first),)
            below = () if final == last else (compared(Operator.LE, final),)
            return conjunction((*above, *below))
        case _:
            pass
    gap = complement(runs, fact.type)
    if len(gap) == 1 and gap[0][0] == gap[0][1]:
        return compared(Operator.NE, gap[0][0])
    if isinstance(fact.type, Integer):
        return disjunction(tuple(in_runs(fact, (run,)) for run in runs))
    inside, outside = (tuple(values_in(fact.type, each)) for each in (runs, gap))
    return Not(Membership(term, outside)) if len(outside) < len(inside) else Membership(term, inside)


def _position(type_: FactType, value: Value) -> int:
    """The position of a value, or -1 where the vocabulary's type lacks it."""
    if isinstance(type_, Enumeration) and value not in type_.values:
        return -1
    return index_of(type_, value)


def _compared(term: FactTerm, comparison: Operator, value: Value, vocabulary: Vocabulary) -> Runs:
    type_ = vocabulary[term.name].type
    if isinstance(type_, Enumeration) and isinstance(term.type, Enumeration):
        order = term.type.values
        rank = order.index(str(value))
        places = (i for i, each in enumerate(type_.values) if COMPARE[comparison](order.index(each), rank))
        return joined((i, i) for i in places)
    at, last = index_of(type_, value), size(type_) - 1
    match comparison:
        case Operator.EQ:
            return _clipped([(at, at)], last)
        case Operator.NE:
            return _clipped([(0, at - 1), (at + 1, last)], last)
        case Operator.LT:
            return _clipped([(0, at - 1)], last)
        case Operator.LE:
            return _clipped([(0, at)], last)
        case Operator.GT:
            return _clipped([(at + 1, last)], last)
        case Operator.GE:
            return _clipped([(at, last)], last)
        case _:
            assert_never(comparison)


def _clipped(runs: Iterable[tuple[int, int]], last: int) -> Runs:
    clipped = ((max(first, 0), min(final, last)) for first, final in runs)
    return joined((first, final) for first, final in clipped if first <= final)


def joined(runs: Iterable[tuple[int, int]]) -> Runs:
    """Runs put in order, those that touch or overlap made one."""
    found: list[tuple[int, int]] = []
    for first, final in sorted(runs):
        if found and first <= found[-1][1] + 1:
            found[-1] = (found[-1][0], max(found[-1][1], final))
        else:
            found.append((first, final))
    return tuple(found)


def complement(runs: Runs, type_: FactType) -> Runs:
    """The positions of the type that are not in the runs."""
    return tuple(_gaps(runs, size(type_)))


def _gaps(runs: Runs, end: int) -> Iterator[tuple[int, int]]:
    start = 0
    for first, final in runs:
        if start < first:
            yield start, first - 1
        start = final + 1
    if start < end:
        yield start, end - 1


def common(one: Runs, other: Runs) -> Runs:
    """The positions in both."""
    return joined(
        (max(first, start), min(final, stop))
        for first, final in one
        for start, stop in other
        if max(first, start) <= min(final, stop)
    )
