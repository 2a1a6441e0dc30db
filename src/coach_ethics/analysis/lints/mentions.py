"""What the conditions of a policy mention: facts, names, parameters."""

from __future__ import annotations

from collections.abc import Iterator

from attrs import evolve

from coach_ethics.model.policy import Citation, Policy, conditions_of
from coach_ethics.model.walk import facts_in, names_in, parameters_in


def facts_mentioned(policy: Policy) -> frozenset[str]:
    """The facts that the policy's conditions mention: not what the vocabulary's constraints say of every engagement."""
    own = evolve(policy, constraints=tuple(each for each in policy.constraints if each.origin))
    return frozenset(fact for condition in conditions_of(own) for fact in facts_in(condition))


def names_mentioned(policy: Policy) -> frozenset[str]:
    """The concepts and other names that conditions mention."""
    return frozenset(name for condition in conditions_of(policy) for name in names_in(condition))


def parameters_mentioned(policy: Policy) -> frozenset[str]:
    """The parameters whose values conditions use."""
    return frozenset(name for condition in conditions_of(policy) for name in parameters_in(condition))


def citations(policy: Policy) -> Iterator[tuple[Citation, str]]:
    """Every citation, with the policy that it is written in."""
    for concept in policy.concepts:
        yield from ((cite, concept.origin) for cite in concept.cites)
    for norm in policy.norms:
        yield from ((cite, norm.origin) for cite in norm.cites)
        yield from ((cite, norm.origin) for objection in norm.objections for cite in objection.cites)
    for notice in policy.notices:
        yield from ((cite, notice.origin) for cite in notice.cites)
    for presumption in policy.presume:
        yield from ((cite, presumption.origin) for cite in presumption.cites)
    for scenario in policy.scenarios:
        yield from ((cite, scenario.origin) for cite in scenario.cites)
    for conflict in policy.conflicts:
        yield from ((cite, conflict.origin) for cite in conflict.cites)
    for step in policy.dialogue:
        yield from ((cite, step.origin) for cite in step.cites)
