"""Groups of facts that share facts, directly or through one another."""

from __future__ import annotations

from collections.abc import Collection, Hashable, Iterable, Iterator, Mapping
from typing import Generic, TypeVar

T = TypeVar("T", bound=Hashable)


def linked(facts: Iterable[str], groups: Mapping[T, Collection[str]]) -> tuple[T, ...]:
    """Those of the groups of facts that share one with these facts, directly or through one another, nearest first."""
    return _Groups(groups).reached(facts)


def connected(groups: Mapping[T, Collection[str]]) -> Iterator[tuple[T, ...]]:
    """All of the groups of facts, those together that share facts, directly or through one another."""
    left = _Groups(groups)
    for first, group in groups.items():
        if left.take(first):
            yield (first, *left.reached(group))


class _Groups(Generic[T]):
    """Groups of facts, found by the facts that they have, and each taken once."""

    def __init__(self, groups: Mapping[T, Collection[str]]) -> None:
        self._groups = groups
        self._places = {key: place for place, key in enumerate(groups)}
        self._taken = set[T]()
        self._having: dict[str, list[T]] = {}
        for key, group in groups.items():
            for fact in group:
                self._having.setdefault(fact, []).append(key)

    def take(self, key: T) -> bool:
        """Whether the group wasn't taken before."""
        before = len(self._taken)
        self._taken.add(key)
        return len(self._taken) > before

    def reached(self, facts: Iterable[str]) -> tuple[T, ...]:
        """The groups that can be reached from these facts, nearest first, and otherwise in their order."""
        found: list[T] = []
        edge, seen = set(facts), set[str]()
        while edge:
            seen |= edge
            near = [key for fact in edge for key in self._having.get(fact, ()) if self.take(key)]
            found += sorted(near, key=self._places.__getitem__)
            edge = {fact for key in near for fact in self._groups[key]} - seen
        return tuple(found)
