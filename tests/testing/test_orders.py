"""The order of a file's keys is turned as a whole, so that a law about order says something."""

from __future__ import annotations

import attrs
import pytest
from hypothesis import given, settings

from coach_ethics.coaching.policies import load_policy
from coach_ethics.model.policy import Policy
from coach_ethics.testing.orders import reordered
from coach_ethics.testing.strategies import policies


@pytest.mark.parametrize("name", ["confidentiality", "essay", "icf-2025"])
def test_a_policy_of_a_file_is_turned_in_the_file_too(name: str) -> None:
    policy = load_policy(name)
    parts, keys = reordered(policy)
    assert parts.norms == policy.norms[::-1]
    assert parts.vocabulary.facts == policy.vocabulary.facts[::-1]
    assert set(keys.norms) == set(policy.norms)
    own = [norm for norm in policy.norms if norm.origin == name]
    assert [norm for norm in keys.norms if norm.origin == name] == own[::-1]


@settings(max_examples=10)
@given(policies())
def test_whatever_a_policy_was_read_over_it_is_turned_in_the_file_too(policy: Policy) -> None:
    """A random policy has none of the standard facts; it is read again over what it has without declaring it."""
    assert len(list(reordered(policy))) == 2


def test_one_that_no_file_says_is_turned_in_its_parts() -> None:
    """A file's texts have no blanks around them, so reading this one from a file would give another."""
    assert len(list(reordered(attrs.evolve(load_policy("collusion"), title=" blanks ")))) == 1
