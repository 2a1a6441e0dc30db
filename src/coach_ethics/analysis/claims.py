"""Whether what a policy claims holds in every situation: properties, and the effect of more of a fact."""

from __future__ import annotations

from typing import TypeAlias

from attrs import frozen

from coach_ethics.deontics.minimal import Budget, Exhausted
from coach_ethics.deontics.program import Kind, name_of
from coach_ethics.findings import Status
from coach_ethics.model.answers import Answer, Undecided
from coach_ethics.model.conditions import Named, Not
from coach_ethics.model.policy import Claim, Monotone, Property
from coach_ethics.model.situation import Situation
from coach_ethics.model.vocabulary import Value
from coach_ethics.reasoning.diagram import Diagrams
from coach_ethics.reasoning.queries import step_up
from coach_ethics.reasoning.slice import Slices
from coach_ethics.reasoning.solver import ask

LESS_ALLOWED = frozenset({Status.FORBIDDEN, Status.DILEMMA})
"""The statuses of an act that is not allowed: just those with grounds to forbid it."""

MOST_STEPS = 400_000
"""How many children the nodes of a diagram may have, in which it shows what more of a fact does (a second)."""


@frozen
class Broken:
    """In `situation` the act is allowed, and with `value` for the fact, all else as it is, it no longer is."""

    act: str
    situation: Situation
    fact: str
    value: Value


@frozen
class Kept:
    """More of the fact never makes one of the acts less allowed."""


MonotoneAnswer: TypeAlias = Broken | Kept | Undecided


def counterexample(claim: Property, slices: Slices, budget: Budget | None = None) -> Answer:
    """A situation that breaks a property of the policy, if there is one."""
    holds = Named(name_of(Kind.PROPERTY, claim.name))
    return ask((Not(holds) if claim.claim is Claim.ALWAYS else holds,), slices, budget=budget)


def monotone(claim: Monotone, slices: Slices) -> MonotoneAnswer:
    """Whether the claim holds over all situations that break no constraint of the policy."""
    for act in claim.never_less:
        answer = more_forbids(claim.more, act, slices)
        if not isinstance(answer, Kept):
            return answer
    return Kept()


def more_forbids(fact: str, act: str, slices: Slices, budget: Budget | None = None) -> MonotoneAnswer:
    """Whether there are two possible situations, alike but for a little more of the fact, of which only the one with
    more forbids the act.
    """
    forbidden = Named(name_of(Kind.FORBIDDEN, act))
    steps = Budget(MOST_STEPS, within=budget)
    try:
        diagrams = Diagrams(slices, [forbidden], steps, unknown=False)
        tree, order = diagrams.truths(forbidden), diagrams.order
        if fact not in order.places:
            return Kept()
        place, before, after = order.places[fact], frozenset((False,)), frozenset((True,))
        step = step_up(tree, order, place, before.issubset, after.issubset, steps)
    except Exhausted as exhausted:
        return Undecided(f"it takes {exhausted.spent} to tell what forbids `{act}`")
    if step is None:
        return Kept()
    rest, less, more = step
    return Broken(act, Situation({**order.situation(rest.items()).values, fact: less}), fact, more)
