"""The values of facts at which a policy may change what it says."""

from __future__ import annotations

from collections.abc import Mapping

from coach_ethics.model.cells import Partition, partition
from coach_ethics.model.domains import size, value_at
from coach_ethics.model.policy import Policy, conditions_of
from coach_ethics.model.vocabulary import Fact, Integer, Value, domain


def telling_values(policy: Policy) -> Mapping[str, tuple[Value, ...]]:
    """For each fact, the values that tell: of numbers, those beside bounds that conditions name, else all."""
    cut = partition(conditions_of(policy), policy.vocabulary, one_by_one=0)
    return {fact.name: _telling(fact, cut) for fact in policy.vocabulary}


def _telling(fact: Fact, cut: Partition) -> tuple[Value, ...]:
    if not isinstance(fact.type, Integer):
        return domain(fact.type)
    last = size(fact.type) - 1
    beside = {start + step for start in cut.starts(fact.name) for step in (-1, 0, 1)} | {last}
    return tuple(value_at(fact.type, place) for place in sorted(beside) if 0 <= place <= last)
