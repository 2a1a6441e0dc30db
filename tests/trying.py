"""Tries a promise on many inputs that chance draws, and tells how many there were."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import TypeVar

from hypothesis import given, settings
from hypothesis.strategies import SearchStrategy
from tests.counting import Counted

T = TypeVar("T")


def try_on(
    inputs: SearchStrategy[T],
    promise: Callable[[T], object],
    *,
    counted: Counted,
    what: str,
    also: Iterable[T] = (),
    in_ci: int,
) -> None:
    """Hold a promise on every input in `also`, and on many that are drawn: `in_ci` of them under the profile `ci`.

    What is tried is counted as `what`. A draw that breaks the promise is shrunk, as Hypothesis does.
    """
    tried = 0
    wanted = settings(max_examples=in_ci) if settings.get_current_profile_name() == "ci" else settings()

    def held(each: T) -> None:
        nonlocal tried
        promise(each)
        tried += 1

    @wanted
    @given(inputs)
    def every(each: T) -> None:
        held(each)

    for each in also:
        held(each)
    every()
    counted(what, tried)
