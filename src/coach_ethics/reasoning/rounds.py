"""Diagrams drawn in rounds of more and more steps, so that a hard one keeps no easy one from being drawn."""

from __future__ import annotations

from collections.abc import Callable, Collection, Hashable, Iterable, Mapping
from typing import Generic, TypeVar

from attrs import frozen

from coach_ethics.deontics.minimal import Budget, Exhausted
from coach_ethics.model.answers import Undecided

MOST_STEPS = 100_000
"""How many children the nodes of one act's diagram may have, all that were made counted (less than half a second)."""

ROUNDS = (2_000, 15_000)
"""How many they may have in earlier attempts."""

STEPS_OF_ALL = 500_000
"""How many they may have of all acts of a policy together (a second or two); those of shipped policies have a tenth."""

T = TypeVar("T")

Asked = TypeVar("Asked", bound=Hashable)


@frozen
class Attempt(Generic[T]):
    """A diagram, or why there is none, and the steps that it took to find out: remembered, they count again."""

    found: T | Undecided
    steps: int


@frozen(eq=False)
class Drawn(Generic[Asked, T]):
    """The diagram of each that was asked about, or why there is none, and the steps that all of them took."""

    found: Mapping[Asked, T | Undecided]
    steps: int


def attempted(drawn: Callable[[Budget], T], takes: str, steps: int) -> Attempt[T]:
    """A diagram drawn in so many steps; `takes` says of what, in words, where they aren't enough."""
    budget = Budget(steps)
    try:
        return Attempt(drawn(budget), budget.steps - budget.left)
    except Exhausted as exhausted:
        return Attempt(Undecided(f"{takes} {exhausted.spent} to work out"), steps)


def in_rounds(
    asked: Iterable[Asked], attempt: Callable[[Asked, int], Attempt[T]], within: Budget | None = None
) -> Drawn[Asked, T]:
    """The diagram of each that is asked about; all together spend `STEPS_OF_ALL`, and are `within` what is left.

    It is in rounds of more and more steps for each: so none keeps others, which are easier, from being decided. What
    was worked out before counts as if it were worked out now: so the answer doesn't depend on what else was asked.
    """
    whole = Budget(STEPS_OF_ALL, within=within)
    among = tuple(asked)
    found: dict[Asked, T | Undecided] = {}
    for steps in _rounds():
        for each in among:
            if each in found and not isinstance(found[each], Undecided):
                continue
            try:
                whole.spend(1)
                tried = attempt(each, steps)
                whole.spend(tried.steps)
                found[each] = tried.found
            except Exhausted as exhausted:
                found[each] = Undecided(f"all of them together take {exhausted.spent} to work out")
    return Drawn(found, whole.steps - whole.left)


def easily(among: Collection[object], attempt: Callable[[int], Attempt[T]], within: Budget | None = None) -> T | None:
    """One of the diagrams that `in_rounds` gives, where it is there after the first round: no other is drawn for that.

    None where it isn't, or where others could keep it from being there.
    """
    first = _rounds()[0]
    alone = within is None and len(among) * (1 + first) <= STEPS_OF_ALL
    return found if alone and not isinstance(found := attempt(first).found, Undecided) else None


def _rounds() -> tuple[int, ...]:
    return (*(each for each in ROUNDS if each < MOST_STEPS), MOST_STEPS)
