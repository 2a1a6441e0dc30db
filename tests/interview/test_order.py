"""The order of questions beyond a dialogue: next to the best that there is, and no worse than a fixed one."""

from __future__ import annotations

from collections.abc import Callable
from functools import cache

from attrs import frozen
from hypothesis import given, settings
from tests.interview.enumeration import MORE, SMALL, SMALL_TYPES, Part, World, put, world

from coach_ethics.interview.question import next_question
from coach_ethics.interview.state import interview
from coach_ethics.ir.policy import Policy
from coach_ethics.testing.strategies import policies

NEAR = 1.02
"""How near to the optimum the average number of questions has to be."""


@frozen
class Cost:
    """Questions until nothing is left to ask: in the worst case, and on average over the answers to each."""

    worst: int
    average: float


def _cost(all_: World, choose: Callable[[Part, frozenset[int]], int]) -> Cost:
    @cache
    def cost(part: Part) -> Cost:
        telling = all_.telling(part)
        return _asking(all_, part, choose(part, telling), cost) if telling else Cost(0, 0.0)

    return cost((None,) * len(all_.facts))


def _asking(all_: World, part: Part, place: int, cost: Callable[[Part], Cost]) -> Cost:
    after = [cost(put(part, place, value)) for value in all_.domains[place]]
    return Cost(1 + max(each.worst for each in after), 1 + sum(each.average for each in after) / len(after))


def _optimum(all_: World) -> Cost:
    """The least of either, by dynamic programming (they may be reached by different orders)."""

    @cache
    def best(part: Part) -> Cost:
        costs = [_asking(all_, part, place, best) for place in all_.telling(part)]
        return Cost(min(each.worst for each in costs), min(each.average for each in costs)) if costs else Cost(0, 0.0)

    return best((None,) * len(all_.facts))


def _ours(policy: Policy, all_: World) -> Cost:
    def choose(part: Part, telling: frozenset[int]) -> int:
        known = {fact: value for fact, value in zip(all_.facts, part, strict=True) if value is not None}
        question = next_question(interview(policy, given=known, engine="compiled"))
        assert question is not None
        return all_.facts.index(question.fact)

    return _cost(all_, choose)


def test_the_order_is_near_the_optimum_and_never_worse_than_a_fixed_one(
    record_property: Callable[[str, object], None],
) -> None:
    """In the worst case no policy needs more questions than in the order of its vocabulary, skipping what is idle.

    On average over policies, too, there are fewer than in that order or in its reverse, and they are near the fewest
    that any order needs.
    """
    found: list[tuple[Cost, Cost, Cost, Cost]] = []

    @settings(max_examples=settings().max_examples * MORE, derandomize=True)
    @given(policies(SMALL, types=SMALL_TYPES))
    def compare(policy: Policy) -> None:
        all_ = world(policy)
        ours, optimum = _ours(policy, all_), _optimum(all_)
        fixed = _cost(all_, lambda part, telling: min(telling))
        reverse = _cost(all_, lambda part, telling: max(telling))
        assert optimum.worst <= ours.worst <= fixed.worst
        assert optimum.average <= ours.average + 1e-9
        if optimum.worst:
            found.append((ours, optimum, fixed, reverse))

    compare()
    ours, optimum, fixed, reverse = (sum(each[number].average for each in found) / len(found) for number in range(4))
    told = f"{len(found)} policies: {ours:.3f} questions on average, the optimum {optimum:.3f}, fixed {fixed:.3f}"
    record_property("order", told)
    print(told)
    assert ours <= min(fixed, reverse)
    assert ours <= optimum * NEAR
