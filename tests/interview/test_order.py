"""The order of questions beyond a dialogue: next to the best that there is, and no worse than a fixed one."""

from __future__ import annotations

from collections.abc import Callable
from functools import cache, partial
from typing import TypeAlias

import pytest
from attrs import evolve, frozen
from hypothesis import given, settings
from tests.counting import Counted
from tests.interview.enumeration import MORE, SMALL, SMALL_TYPES, Part, World, nothing_to_tell, put, world

from coach_ethics.assessment.preparation import prepared
from coach_ethics.interview.question import next_question
from coach_ethics.interview.state import begin_interview
from coach_ethics.interview.telling import tell
from coach_ethics.model.policy import Policy
from coach_ethics.model.situation import Situation
from coach_ethics.model.vocabulary import Boolean, FactType
from coach_ethics.testing.strategies import Sizes, policies

SEVEN_BOOLEANS = Sizes(facts=7, parameters=0, concepts=2, acts=2, norms=9, properties=0, leaves=9)

KINDS: dict[str, tuple[Sizes, tuple[FactType, ...], int, int, float]] = {
    "facts of all types": (SMALL, SMALL_TYPES, MORE, 1, 1.02),
    "seven Booleans": (SEVEN_BOOLEANS, (Boolean(),), 8, 3, 1.05),
}
"""Policies by kind: sizes, types, how many times the usual number is drawn, how many questions the best order has to
need in the worst case for a policy to count, and how near to the optimum the average over policies has to be."""


@frozen
class Cost:
    """Questions until nothing is left to ask: in the worst case, and on average over the answers to each."""

    worst: int
    average: float


Tells: TypeAlias = Callable[[Part], frozenset[int]]
"""The places at which something is still to be asked. It is the same in every order, so it is looked up once."""


def _cost(all_: World, tells: Tells, choose: Callable[[Part, frozenset[int]], int]) -> Cost:
    @cache
    def cost(part: Part) -> Cost:
        telling = tells(part)
        return _asking(all_, part, choose(part, telling), cost) if telling else Cost(0, 0.0)

    return cost((None,) * len(all_.facts))


def _asking(all_: World, part: Part, place: int, cost: Callable[[Part], Cost]) -> Cost:
    after = [cost(put(part, place, value)) for value in all_.domains[place]]
    return Cost(1 + max(each.worst for each in after), 1 + sum(each.average for each in after) / len(after))


def _optimum(all_: World, tells: Tells) -> Cost:
    """The least of either, by dynamic programming (they may be reached by different orders)."""

    @cache
    def best(part: Part) -> Cost:
        costs = [_asking(all_, part, place, best) for place in tells(part)]
        return Cost(min(each.worst for each in costs), min(each.average for each in costs)) if costs else Cost(0, 0.0)

    return best((None,) * len(all_.facts))


def _telling(policy: Policy, all_: World, part: Part) -> frozenset[int]:
    """Where something is still to be asked: not about what goes with an act, once that is certain or due anyway."""
    known = {fact: value for fact, value in zip(all_.facts, part, strict=True) if value is not None}
    truths = prepared(policy, "compiled").evaluate(Situation(known))
    return all_.telling(part, without=nothing_to_tell(policy, tuple(act.name for act in policy.acts), truths))


def _ours(policy: Policy, all_: World, tells: Tells) -> Cost:
    def choose(part: Part, telling: frozenset[int]) -> int:
        known = {fact: value for fact, value in zip(all_.facts, part, strict=True) if value is not None}
        question = next_question(begin_interview(policy, given=known, engine="compiled"))
        assert question is not None
        return all_.facts.index(question.fact)

    return _cost(all_, tells, choose)


@pytest.mark.parametrize("kind", KINDS)
def test_the_order_is_near_the_optimum_and_never_worse_than_a_fixed_one(kind: str, counted: Counted) -> None:
    """In the worst case no policy needs more questions than in the order of its vocabulary, skipping what is idle.

    On average over policies, too, there are fewer than in that order or in its reverse, and they are near the fewest
    that any order needs. (A single policy can do better in the reverse order: how many do is told.)
    """
    sizes, types, times, least, near = KINDS[kind]
    found: list[tuple[Cost, Cost, Cost, Cost]] = []

    @settings(max_examples=settings().max_examples * times, derandomize=True)
    @given(policies(sizes, types=types))
    def compare(policy: Policy) -> None:
        policy = evolve(policy, presume=())  # what is presumed comes last, wherever else it had its place
        all_ = world(policy)
        tells = cache(partial(_telling, policy, all_))
        optimum = _optimum(all_, tells)
        if optimum.worst < least:
            return
        ours = _ours(policy, all_, tells)
        fixed = _cost(all_, tells, lambda part, telling: min(telling))
        reverse = _cost(all_, tells, lambda part, telling: max(telling))
        assert optimum.worst <= ours.worst <= fixed.worst
        assert optimum.average <= ours.average + 1e-9
        found.append((ours, optimum, fixed, reverse))

    compare()
    ours, optimum, fixed, reverse = (sum(each[number].average for each in found) / len(found) for number in range(4))
    worse = sum(mine.average > other.average + 1e-9 for mine, _, _, other in found)
    more = sum(mine.worst > best.worst for mine, best, _, _ in found)
    counted(
        f"order of questions, {kind}",
        f"{len(found)} policies, {ours:.3f} questions on average, {100 * (ours / optimum - 1):.1f} % above the optimum "
        f"({optimum:.3f}); in the vocabulary's order {fixed:.3f}, in its reverse {reverse:.3f}; {worse} better in the "
        f"reverse; {more} with a worst case above the best",
    )
    assert found
    assert ours <= min(fixed, reverse)
    assert ours <= optimum * near


def test_every_python_asks_the_same_question() -> None:
    """Two questions here cost the same; sums of floats, which versions of Python round differently, told them apart."""
    state = begin_interview("aoec", engine="compiled")
    said = {
        "coach.conflict_of_interest": False,
        "contract.promises_report": True,
        "consent.to_disclosure": None,
        "harm.to": "organisation",
        "contract.understood_by_client": True,
    }
    question = next_question(tell(state, said))
    assert question is not None
    assert question.fact == "consent.to_naming"
