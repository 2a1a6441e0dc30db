"""What the conditions of a policy mention: facts, names, parameters."""

from __future__ import annotations

from collections.abc import Iterator

from coach_ethics.model.conditions import Condition
from coach_ethics.model.policy import Policy
from coach_ethics.model.walk import facts_in, names_in, parameters_in


def conditions_of(policy: Policy) -> Iterator[Condition]:
    """Every condition in a policy, inherited ones too."""
    yield from (concept.when for concept in policy.concepts)
    yield from (norm.when for norm in policy.norms)
    yield from (each.condition for each in policy.properties)
    yield from (each.always for each in policy.constraints)
    yield from (each.when for each in policy.completeness)


def facts_mentioned(policy: Policy) -> frozenset[str]:
    """The facts that conditions mention."""
    return frozenset(fact for condition in conditions_of(policy) for fact in facts_in(condition))


def names_mentioned(policy: Policy) -> frozenset[str]:
    """The concepts and other names that conditions mention."""
    return frozenset(name for condition in conditions_of(policy) for name in names_in(condition))


def parameters_mentioned(policy: Policy) -> frozenset[str]:
    """The parameters whose values conditions use."""
    return frozenset(name for condition in conditions_of(policy) for name in parameters_in(condition))
