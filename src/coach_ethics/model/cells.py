"""The one partition of domains: two values of a fact are in one cell where no condition can tell them apart.

Cells come of the bounds that conditions name. Where two facts are compared with each other, every value of the one is a
bound for the other: as long as they have few values, each is a cell of its own. Integers with many values are told
apart *by order*: between two bounds, what n such facts can be to each other (equal, less, more) can be seen on n values
in a row, so these are cells, and the rest is one more. With the one more, what a step up from one value to the next can
change shows as well; and so that something is greater than what stands for the rest, the last value is a cell too. So a
range of a million values takes no more cells than one of ten.

What is already known of such a fact is a bound like those that conditions name.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import pairwise
from math import prod
from types import MappingProxyType
from typing import TypeAlias

from attrs import frozen

from coach_ethics.model.conditions import Comparison, Condition, Holds, Membership
from coach_ethics.model.domains import AtomicCondition, Runs, joined, lies_in, size, true_runs
from coach_ethics.model.groups import connected
from coach_ethics.model.vocabulary import Fact, Integer, Value, Vocabulary
from coach_ethics.model.walk import below, facts_in

Cell: TypeAlias = Runs
"""Positions in a domain. The first stands for all of them."""

MOST_COMBINATIONS = 10_000
"""How many combinations of their values facts that are compared with each other may have, to be told apart one by one.
"""

_NOTHING: Mapping[str, Value] = MappingProxyType({})


@frozen
class Partition:
    """For every fact, its domain in cells, by their least values.

    Facts that are told apart `by_order` are equal, less or more as the first positions of their cells are. LAW: any
    combination of values of such facts gives the same truth value to every condition as some combination of cells.
    """

    cells: Mapping[str, tuple[Cell, ...]]
    by_order: frozenset[str]

    def starts(self, fact: str) -> tuple[int, ...]:
        """The positions of a fact's domain from which on some condition may say something else, and the first."""
        return tuple(sorted(first for cell in self.cells[fact] for first, _ in cell))


def partition(
    conditions: Iterable[Condition],
    vocabulary: Vocabulary,
    known: Mapping[str, Value] = _NOTHING,
    one_by_one: int | None = None,
) -> Partition:
    """The domains of a vocabulary's facts in cells.

    The conditions are taken as they stand: what a name in them says has to be among them. `known` are values to be told
    apart from all others, of facts that are told apart by order: those with more combinations than `one_by_one`, by
    default `MOST_COMBINATIONS`.
    """
    most = MOST_COMBINATIONS if one_by_one is None else one_by_one
    atoms: dict[str, dict[AtomicCondition, None]] = {fact.name: {} for fact in vocabulary}
    for node in (node for condition in conditions for node in below(condition)):
        if isinstance(node, Holds | Comparison | Membership):
            for name in facts_in(node):
                atoms[name][node] = None
    together = {atom: facts for own in atoms.values() for atom in own if len(facts := facts_in(atom)) > 1}
    runs = {name: [true_runs(atom, vocabulary) for atom in own if atom not in together] for name, own in atoms.items()}
    found: dict[str, tuple[Cell, ...]] = {}
    by_order: set[str] = set()
    for group in connected(together):
        compared = [vocabulary[name] for name in dict.fromkeys(name for atom in group for name in together[atom])]
        numbers = {fact.name: fact.type for fact in compared if isinstance(fact.type, Integer)}
        if len(numbers) < len(compared):
            found |= {fact.name: _one_by_one(fact, runs[fact.name]) for fact in compared}
        elif prod(size(fact.type) for fact in compared) <= most:
            found |= _numbers(numbers, runs, {}, one_by_one=True)
        else:
            by_order |= numbers.keys()
            found |= _numbers(numbers, runs, known, one_by_one=False)
    for fact in vocabulary:
        if fact.name not in found:
            found[fact.name] = _alike(((*each, None) for each in _stretches(fact, runs[fact.name])), runs[fact.name])
    return Partition({fact.name: found[fact.name] for fact in vocabulary}, frozenset(by_order))


_Stretch: TypeAlias = tuple[int, int, object]
"""Positions from first to last within which nothing makes a difference, and how other facts see them."""


def _alike(stretches: Iterable[_Stretch], runs: Sequence[Runs]) -> tuple[Cell, ...]:
    """Stretches of which everything says the same are one cell."""
    found: dict[object, list[tuple[int, int]]] = {}
    for first, last, seen in stretches:
        found.setdefault((seen, *(lies_in(first, each) for each in runs)), []).append((first, last))
    return tuple(map(joined, found.values()))


def _stretches(fact: Fact, runs: Iterable[Runs]) -> Iterator[tuple[int, int]]:
    """The domain in stretches, cut where some runs begin or end."""
    length = size(fact.type)
    cuts = {0, *(place for each in runs for first, final in each for place in (first, final + 1) if place < length)}
    return ((start, end - 1) for start, end in pairwise([*sorted(cuts), length]))


def _one_by_one(fact: Fact, runs: Sequence[Runs]) -> tuple[Cell, ...]:
    return _alike(((place, place, place) for place in range(size(fact.type))), runs)


def _numbers(
    types: Mapping[str, Integer], runs: Mapping[str, Sequence[Runs]], known: Mapping[str, Value], *, one_by_one: bool
) -> dict[str, tuple[Cell, ...]]:
    """The cells of integers that are compared with each other: between bounds one by one, or by order."""
    cuts = {cut for type_ in types.values() for cut in (type_.minimum, type_.maximum + 1)}
    cuts |= {int(known[fact]) + step for fact in types.keys() & known.keys() for step in (0, 1)}
    for fact, type_ in types.items():
        cuts |= {type_.minimum + place for each in runs[fact] for first, last in each for place in (first, last + 1)}
    stretches: dict[str, list[_Stretch]] = {fact: [] for fact in types}
    for start, end in pairwise(sorted(cuts)):
        there = {fact: type_ for fact, type_ in types.items() if type_.minimum <= start <= type_.maximum}
        row = 0 if len(there) == 1 else end - start if one_by_one else min(len(there), end - start)
        pieces = [(number, number) for number in range(start, start + row)]
        last = end - 1 if row and start + row < end - 1 else end
        pieces += [(start + row, last - 1)] if start + row < last else []
        pieces += [(last, last)] if last < end else []
        for fact, type_ in there.items():
            above = tuple(start > other.maximum for other in types.values())
            stretches[fact] += (
                (first - type_.minimum, last - type_.minimum, first if row else above) for first, last in pieces
            )
    return {fact: _alike(stretches[fact], runs[fact]) for fact in types}
