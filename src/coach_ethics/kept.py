"""Keeps what was worked out, so that it is worked out once: by the first who asks, while others wait for the answer.

Several threads that meet a policy for the first time would else all prepare it, each taking time from the others.

A cache of a function keeps the policies that it was asked about, until as many others have taken their places. So a
service whose policies change would hold hundreds of them. `kept_with_first` keeps what was worked out of something with
that thing: for as long as it lives, and no longer.

THEOREM (waiting ends): whoever waits for an answer waits for one that its own needs; an answer that needs itself is
never found, with or without waiting. So no two threads wait for each other.
"""

from __future__ import annotations

from collections.abc import Callable, Hashable
from functools import lru_cache, partial, wraps
from threading import RLock
from typing import Any, Concatenate, ParamSpec, Protocol, TypeAlias, TypeVar, cast

P = ParamSpec("P")
R = TypeVar("R")
R_co = TypeVar("R_co", covariant=True)

Kept: TypeAlias = dict[Hashable, Callable[..., Any]]
"""What is kept with something: a function's own cache, for each function that was asked about it."""


class Keeps(Protocol):
    """Something with which it is kept what was worked out of it."""

    @property
    def kept(self) -> Kept:
        """The caches, by their functions."""


K = TypeVar("K", bound=Keeps)


class KeptFunction(Protocol[P, R_co]):
    """A function whose answers are kept, as `lru_cache` keeps them."""

    def __call__(self, *args: P.args, **kwargs: P.kwargs) -> R_co:
        """The answer."""

    def cache_clear(self) -> None:
        """Let go of all answers."""


_UNKNOWN = object()


class _Answer:
    """What a function gives for some arguments, once somebody has worked it out."""

    __slots__ = ("being_found", "value")

    def __init__(self) -> None:
        self.being_found, self.value = RLock(), _UNKNOWN


def kept(maxsize: int) -> Callable[[Callable[P, R]], KeptFunction[P, R]]:
    """As `lru_cache`, but of several threads that ask the same, one works it out. What raises isn't kept.

    >>> from coach_ethics.kept import kept
    >>> @kept(8)
    ... def doubled(number: int) -> int:
    ...     print("working it out")
    ...     return 2 * number
    >>> doubled(4), doubled(4)
    working it out
    (8, 8)
    """

    def decorated(function: Callable[P, R]) -> KeptFunction[P, R]:
        awaited: dict[Hashable, _Answer] = {}

        @lru_cache(maxsize)
        def place(*args: P.args, **kwargs: P.kwargs) -> _Answer:
            # Two threads may both come here with the same arguments: both get the place of the first.
            return awaited.setdefault((args, *kwargs.items()), _Answer())

        @wraps(function)
        def asked(*args: P.args, **kwargs: P.kwargs) -> R:
            answer = place(*args, **kwargs)  # type: ignore[arg-type]  # what can be kept is hashable
            if answer.value is _UNKNOWN:
                with answer.being_found:
                    try:
                        if answer.value is _UNKNOWN:
                            answer.value = function(*args, **kwargs)
                    finally:
                        awaited.pop((args, *kwargs.items()), None)
            return cast("R", answer.value)

        asked.cache_clear = place.cache_clear  # type: ignore[attr-defined]  # mypy knows no functions with attributes
        return cast("KeptFunction[P, R]", asked)

    return decorated


def kept_with_first(maxsize: int) -> Callable[[Callable[Concatenate[K, P], R]], Callable[Concatenate[K, P], R]]:
    """As `kept`, but each thing that a function is asked about, its first argument, has a cache of its own."""

    def decorated(function: Callable[Concatenate[K, P], R]) -> Callable[Concatenate[K, P], R]:
        @wraps(function)
        def asked(first: K, /, *args: P.args, **kwargs: P.kwargs) -> R:
            cache = first.kept.get(function)
            if cache is None:
                cache = first.kept.setdefault(function, kept(maxsize)(partial(function, first)))
            found: R = cache(*args, **kwargs)
            return found

        return asked

    return decorated
