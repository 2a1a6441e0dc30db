"""The values of a fact in cells: two values are in one cell where no condition can tell them apart."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import lru_cache
from itertools import pairwise
from typing import TypeAlias

from coach_ethics.assessment.preparation import Prepared
from coach_ethics.deontics.program import Kind
from coach_ethics.engines.reference import truth
from coach_ethics.model.conditions import Comparison, Condition, FactTerm, Holds, Literal, Membership
from coach_ethics.model.situation import Situation
from coach_ethics.model.vocabulary import Fact, Integer, Value, Vocabulary, domain
from coach_ethics.model.walk import below, facts_in

Cell: TypeAlias = tuple[Value, ...]
"""Values that no condition can tell apart, from least to most where they have an order."""


def cells(conditions: Iterable[Condition], vocabulary: Vocabulary) -> Mapping[str, tuple[Cell, ...]]:
    """For every fact of the vocabulary, its domain in cells, by their least values.

    The conditions are taken as they stand: what a name in them says has to be among them. Two integers or enumerators
    that are compared with each other are told apart wherever the other can lie between them.
    """
    atoms: dict[str, dict[Condition, None]] = {fact.name: {} for fact in vocabulary}
    for node in (node for condition in conditions for node in below(condition)):
        if isinstance(node, Holds | Comparison | Membership):
            for name in facts_in(node):
                atoms[name][node] = None
    return {fact.name: _cells_of(fact, tuple(atoms[fact.name]), vocabulary) for fact in vocabulary}


@lru_cache(maxsize=64)
def cells_of_policy(prepared: Prepared) -> Mapping[str, tuple[Cell, ...]]:
    """For every fact, the values in cells that no norm, concept or constraint of the policy can tell apart."""
    said = (each.condition for each in prepared.program.definitions if each.kind is not Kind.PROPERTY)
    return cells((*said, *(each.always for each in prepared.policy.constraints)), prepared.policy.vocabulary)


def _cells_of(fact: Fact, atoms: Sequence[Condition], vocabulary: Vocabulary) -> tuple[Cell, ...]:
    alike: dict[tuple[object, ...], list[Value]] = {}
    for values in _stretches(fact, atoms, vocabulary):
        said = tuple(_said_of(values[0], fact, atom, vocabulary) for atom in atoms)
        alike.setdefault(said, []).extend(values)
    return tuple(map(tuple, alike.values()))


def _stretches(fact: Fact, atoms: Sequence[Condition], vocabulary: Vocabulary) -> Iterator[Sequence[Value]]:
    """The domain in stretches within which no condition makes a difference."""
    if not isinstance(fact.type, Integer):
        yield from ((value,) for value in domain(fact.type))
        return
    least, end = fact.type.minimum, fact.type.maximum + 1
    starts = {least, *(start for atom in atoms for start in _starts(fact, atom, vocabulary) if least < start < end)}
    ordered = [*sorted(starts), end]
    yield from (range(start, following) for start, following in pairwise(ordered))


def _starts(fact: Fact, atom: Condition, vocabulary: Vocabulary) -> Iterator[int]:
    """The numbers at which a condition may begin to say something else."""
    for other in facts_in(atom):
        type_ = vocabulary[other].type
        if other != fact.name and isinstance(type_, Integer):
            yield from range(type_.minimum, type_.maximum + 2)
    named: tuple[Value, ...] = ()
    match atom:
        case Membership(FactTerm(), members):
            named = members
        case Comparison(FactTerm(), _, Literal(value)) | Comparison(Literal(value), _, FactTerm()):
            named = (value,)
        case _:
            pass
    yield from (start for number in named for start in (int(number), int(number) + 1))


def _said_of(value: Value, fact: Fact, atom: Condition, vocabulary: Vocabulary) -> object:
    """What a condition says of a value; where that depends on another fact, the value as that one can see it."""
    others = [other for other in facts_in(atom) if other != fact.name]
    if not others:
        return truth(atom, Situation({fact.name: value}), {})
    type_ = vocabulary[others[0]].type
    return max(type_.minimum - 1, min(type_.maximum + 1, int(value))) if isinstance(type_, Integer) else value
