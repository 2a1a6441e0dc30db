"""Circuits over planes of bits: inputs, and operations on earlier planes, each plane made once."""

from __future__ import annotations

from collections.abc import Iterable
from enum import IntEnum
from typing import TypeAlias

from attrs import Factory, define, frozen

from coach_ethics.model.conditions import Comparison


class Connective(IntEnum):
    """An operation on two planes."""

    AND = 0
    OR = 1
    BUT_NOT = 2


@frozen(cache_hash=True)
class KnownRows:
    """The rows in which a fact is known."""

    fact: str


@frozen(cache_hash=True)
class RowsWithin:
    """The rows in which a fact lies at these positions of its domain, from the first to the last; where it isn't known,
    anything."""

    fact: str
    first: int
    last: int


@frozen(cache_hash=True)
class RowsCompared:
    """The rows in which a comparison of two facts is certainly true."""

    comparison: Comparison


@frozen(cache_hash=True)
class AllRows:
    """All of them."""


@frozen(cache_hash=True)
class Joined:
    """Two planes joined, by their numbers."""

    connective: Connective
    one: int
    other: int


Plane: TypeAlias = AllRows | KnownRows | RowsWithin | RowsCompared | Joined

NONE = -1
"""Instead of a plane's number: no row."""

ALL = 0
"""The number of the plane of all rows."""


@define(eq=False)
class Circuit:
    """Planes in an order in which each needs earlier ones only."""

    planes: list[Plane] = Factory(lambda: [AllRows()])
    _numbers: dict[Plane, int] = Factory(lambda: {AllRows(): ALL})

    def plane(self, plane: Plane) -> int:
        """The number of a plane, which is added where it isn't there yet."""
        if plane not in self._numbers:
            self._numbers[plane] = len(self.planes)
            self.planes.append(plane)
        return self._numbers[plane]

    def all_of(self, planes: Iterable[int]) -> int:
        """The rows that are in each of these planes."""
        found = ALL
        for each in dict.fromkeys(planes):
            if NONE in (found, each):
                return NONE
            found = (
                each if found == ALL else found if each in (ALL, found) else self._joined(Connective.AND, found, each)
            )
        return found

    def any_of(self, planes: Iterable[int]) -> int:
        """The rows that are in one of these planes at least."""
        found = NONE
        for each in dict.fromkeys(planes):
            if ALL in (found, each):
                return ALL
            found = (
                each if found == NONE else found if each in (NONE, found) else self._joined(Connective.OR, found, each)
            )
        return found

    def but_not(self, one: int, other: int) -> int:
        """The rows of one plane that aren't in another."""
        if one in (NONE, other) or other == ALL:
            return NONE
        return one if other == NONE else self.plane(Joined(Connective.BUT_NOT, one, other))

    def _joined(self, connective: Connective, one: int, other: int) -> int:
        return self.plane(Joined(connective, min(one, other), max(one, other)))

    def needed(self, asked: Iterable[int]) -> list[int]:
        """The planes on which these rest, and themselves, each behind those that it joins and close to its use."""
        found: dict[int, None] = {}
        waiting = [(each, False) for each in reversed([*asked]) if each != NONE]
        while waiting:
            number, joined = waiting.pop()
            if number in found:
                continue
            plane = self.planes[number]
            if joined or not isinstance(plane, Joined):
                found[number] = None
            else:
                waiting += [(number, True), (plane.other, False), (plane.one, False)]
        return [*found]
