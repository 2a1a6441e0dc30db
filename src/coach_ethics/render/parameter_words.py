"""The values of a policy's parameters, as those of the facts that they are compared with are called."""

from __future__ import annotations

from coach_ethics.model.policy import Parameter, Policy
from coach_ethics.model.vocabulary import Value
from coach_ethics.render.words import values_words


def parameter_words(value: Value | tuple[Value, ...], parameter: Parameter, policy: Policy) -> str:
    """A value of a parameter, or any of several: `spoken consent` rather than `oral`."""
    fact = policy.vocabulary.by_name.get(parameter.like)
    return values_words(value if isinstance(value, tuple) else (value,), fact)
