"""The same policy in another order: its parts and every key of its file reversed."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import attrs

from coach_ethics.language.policies.read import check_policy
from coach_ethics.language.policies.write import data_of
from coach_ethics.language.world import world_of
from coach_ethics.language.yaml import emit
from coach_ethics.model.policy import Policy
from coach_ethics.model.vocabulary import Vocabulary
from coach_ethics.source import Source


def reordered(policy: Policy) -> Iterator[Policy]:
    """The policy with its parts the other way round; and, where a file can say it, with the keys of that file so."""
    yield attrs.evolve(
        policy,
        vocabulary=Vocabulary(policy.vocabulary.facts[::-1]),
        parameters=policy.parameters[::-1],
        constraints=policy.constraints[::-1],
        acts=policy.acts[::-1],
        norms=policy.norms[::-1],
        properties=policy.properties[::-1],
    )
    data = data_of(policy)
    if _read(data, policy) == policy:
        turned = _read(_upside_down(data), policy)
        if turned is None:
            raise AssertionError("the policy can't be read with its keys in the opposite order")
        yield turned


def _read(data: dict[str, Any], policy: Policy) -> Policy | None:
    """The policy that a file with these data is, if any; it stands where the policy's own does."""
    source = Source(policy.span.source.name if policy.span else "", emit(data))
    return check_policy(source, world_of(policy))[0]


def _upside_down(data: Any) -> Any:
    """The data with the keys of every mapping in the opposite order; lists stay as they are."""
    if isinstance(data, dict):
        return {key: _upside_down(value) for key, value in reversed(data.items())}
    return [_upside_down(each) for each in data] if isinstance(data, list) else data
