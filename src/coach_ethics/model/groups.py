"""Groups of facts that share facts, directly or through one another."""

from __future__ import annotations

from collections.abc import Collection, Hashable, Iterable, Iterator, Mapping
from typing import TypeVar

T = TypeVar("T", bound=Hashable)


def linked(facts: Iterable[str], groups: Mapping[T, Collection[str]]) -> tuple[T, ...]:
    """Those of the groups of facts that share one with these facts, directly or through one another, nearest first."""
    reached, found, waiting = set(facts), list[T](), dict(groups)
    while near := [key for key, group in waiting.items() if not reached.isdisjoint(group)]:
        found += near
        for key in near:
            reached.update(waiting.pop(key))
    return tuple(found)


def connected(groups: Mapping[T, Collection[str]]) -> Iterator[tuple[T, ...]]:
    """All of the groups of facts, those together that share facts, directly or through one another."""
    waiting = dict(groups)
    while waiting:
        first = next(iter(waiting))
        together = (first, *linked(waiting.pop(first), waiting))
        for key in together[1:]:
            del waiting[key]
        yield together
