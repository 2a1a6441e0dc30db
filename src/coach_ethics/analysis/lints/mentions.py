"""What the conditions of a policy mention: facts, names, parameters."""

from __future__ import annotations

from coach_ethics.model.policy import Policy, conditions_of
from coach_ethics.model.walk import facts_in, names_in, parameters_in


def facts_mentioned(policy: Policy) -> frozenset[str]:
    """The facts that conditions mention."""
    return frozenset(fact for condition in conditions_of(policy) for fact in facts_in(condition))


def names_mentioned(policy: Policy) -> frozenset[str]:
    """The concepts and other names that conditions mention."""
    return frozenset(name for condition in conditions_of(policy) for name in names_in(condition))


def parameters_mentioned(policy: Policy) -> frozenset[str]:
    """The parameters whose values conditions use."""
    return frozenset(name for condition in conditions_of(policy) for name in parameters_in(condition))
