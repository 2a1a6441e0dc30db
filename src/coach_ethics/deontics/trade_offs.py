"""Trade-offs: what can be complied with and what is breached if the norms in force can't all be met."""

from __future__ import annotations

from collections.abc import Iterable

from attrs import frozen

from coach_ethics.deontics.courses import MOST_STEPS, demands_in_force, minimal_courses, too_many
from coach_ethics.deontics.demands import Demand
from coach_ethics.deontics.minimal import Budget, Exhausted
from coach_ethics.model.policy import Policy
from coach_ethics.problems import PolicyProblems
from coach_ethics.translation import Translatable

MOST_TRADE_OFFS = 500
"""How many trade-offs there may be, and how many courses over all of them."""


@frozen
class TradeOff:
    """One way out of a dilemma: norms `kept`, norms `breached`, and all minimal `courses` that keep the ones.

    `kept` is a largest set (no norm in force could be added) that a course meets, so every course of a trade-off
    breaches all of `breached` and nothing else.
    """

    kept: frozenset[str]
    breached: frozenset[str]
    courses: tuple[frozenset[str], ...]


def trade_offs(policy: Policy, in_force: Iterable[str], conflicts: Iterable[frozenset[str]]) -> tuple[TradeOff, ...]:
    """All trade-offs between the norms in force, those that breach fewest first, then by the names of what they breach.

    `conflicts` are the closure's; those whose norms are not all in force don't matter. Without any that is, the one
    trade-off breaches nothing. Raises PolicyProblems (D302) where there are too many to list.

    What to give up is itself a choice: of every conflict, one norm at least, and no more norms than that takes.
    """
    norms = frozenset(in_force)
    to_break = [Demand(frozenset(), conflict) for conflict in conflicts if conflict <= norms]
    steps, courses = Budget(MOST_STEPS), Budget(MOST_TRADE_OFFS)
    try:
        return tuple(
            TradeOff(kept, given_up, minimal_courses(demands_in_force(policy, kept), steps, courses))
            for given_up in minimal_courses(to_break, steps, Budget(MOST_TRADE_OFFS))
            for kept in (norms - given_up,)
        )
    except Exhausted:
        raise PolicyProblems([too_many(Translatable("there are too many trade-offs to list them all"))]) from None
