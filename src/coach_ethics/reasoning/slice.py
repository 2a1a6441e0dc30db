"""The slice of a program that an answer rests on: facts, names, and the constraints that bear on these facts."""

from __future__ import annotations

from collections.abc import Collection, Hashable, Iterable, Iterator, Mapping
from typing import TypeVar

from attrs import frozen

from coach_ethics.deontics.dependencies import Dependencies
from coach_ethics.deontics.program import Program
from coach_ethics.model.conditions import Condition

T = TypeVar("T", bound=Hashable)


@frozen
class Slice:
    """What some conditions rest on. LAW: no other fact can change what they say, or whether it can be.

    `constraints` are those that bear on a fact of the slice, if only through other facts: their own facts and names are
    in the slice as well. `facts` stand in the order in which they are first mentioned, by the conditions and then by
    the constraints; of the `names`, each stands after those that it mentions itself.
    """

    facts: tuple[str, ...]
    names: tuple[str, ...]
    constraints: tuple[str, ...]


class Slices:
    """Slices of one program, whose situations the constraints restrict. Belongs to one thread at a time."""

    def __init__(self, program: Program, constraints: Mapping[str, Condition]) -> None:
        self.program, self.rules = program, constraints
        self.dependencies = Dependencies(program)
        self._behind_rules = {name: self.dependencies.facts([rule]) for name, rule in constraints.items()}

    def of(self, conditions: Iterable[Condition]) -> Slice:
        """The slice that the conditions rest on."""
        asked = tuple(conditions)
        constraints = self.constraints(self.dependencies.facts(asked))
        whole = (*asked, *(self.rules[name] for name in constraints))
        return Slice(self.dependencies.mentioned(whole), self.dependencies.names(whole), constraints)

    def constraints(self, facts: Iterable[str]) -> tuple[str, ...]:
        """The constraints that bear on these facts, if only through other facts: the nearest first."""
        return linked(facts, self._behind_rules)


def linked(facts: Iterable[str], groups: Mapping[T, Collection[str]]) -> tuple[T, ...]:
    """Those of the groups of facts that share one with these facts, directly or through one another, nearest first."""
    reached, found, waiting = set(facts), list[T](), dict(groups)
    while near := [key for key, group in waiting.items() if not reached.isdisjoint(group)]:
        found += near
        for key in near:
            reached.update(waiting.pop(key))
    return tuple(found)


def connected(groups: Mapping[T, Collection[str]]) -> Iterator[tuple[T, ...]]:
    """The groups of facts, those together that share facts, directly or through one another."""
    waiting = dict(groups)
    while waiting:
        first = next(iter(waiting))
        together = (first, *(key for key in linked(waiting.pop(first), waiting)))
        for key in together[1:]:
            del waiting[key]
        yield together
