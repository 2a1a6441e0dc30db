"""Keeps what was worked out of something with that thing: for as long as it lives, and no longer.

A cache of a function keeps the policies that it was asked about, until as many others have taken their places. So a
service whose policies change would hold hundreds of them.
"""

from __future__ import annotations

from collections.abc import Callable, Hashable
from functools import lru_cache, partial, wraps
from typing import Any, Concatenate, ParamSpec, Protocol, TypeAlias, TypeVar

P = ParamSpec("P")
R = TypeVar("R")

Kept: TypeAlias = dict[Hashable, Callable[..., Any]]
"""What is kept with something: a function's own cache, for each function that was asked about it."""


class Keeps(Protocol):
    """Something with which it is kept what was worked out of it."""

    @property
    def kept(self) -> Kept:
        """The caches, by their functions."""


K = TypeVar("K", bound=Keeps)


def kept_with_first(maxsize: int) -> Callable[[Callable[Concatenate[K, P], R]], Callable[Concatenate[K, P], R]]:
    """As `lru_cache`, but each thing that a function is asked about, its first argument, has a cache of its own."""

    def decorated(function: Callable[Concatenate[K, P], R]) -> Callable[Concatenate[K, P], R]:
        @wraps(function)
        def asked(first: K, /, *args: P.args, **kwargs: P.kwargs) -> R:
            cache = first.kept.get(function)
            if cache is None:
                cache = first.kept.setdefault(function, lru_cache(maxsize)(partial(function, first)))
            found: R = cache(*args, **kwargs)
            return found

        return asked

    return decorated
