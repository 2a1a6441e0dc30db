"""The digest of a tree: equal for equal trees, whatever the process; different for different ones."""

from __future__ import annotations

import os
import subprocess
import sys

import attrs
from hypothesis import given

from coach_ethics.coaching.policies import load_policy
from coach_ethics.model.conditions import And, Holds, Or
from coach_ethics.model.digest import digest
from coach_ethics.model.policy import Policy
from coach_ethics.source import Source, Span
from coach_ethics.testing.strategies import policies


@given(policies(), policies())
def test_equal_trees_and_only_they_have_equal_digests(one: Policy, other: Policy) -> None:
    assert (digest(one) == digest(other)) == (one == other)


def test_positions_do_not_count() -> None:
    span = Span(Source("a.yaml", ""), 1, 2, 3, 4)
    assert digest(Holds("block.present", span=span)) == digest(Holds("block.present"))


def test_nodes_with_equal_fields_are_told_apart() -> None:
    parts = (Holds("block.present"), Holds("block.named"))
    assert digest(And(parts)) != digest(Or(parts))


def test_a_change_of_one_word_changes_the_digest() -> None:
    policy = load_policy("essay")
    assert digest(attrs.evolve(policy, title="Another title")) != digest(policy)


def test_every_process_gives_the_same_digest() -> None:
    """Sets have another order in every process; the digest hasn't."""
    code = "from coach_ethics.model.digest import digest; from coach_ethics.coaching.policies import load_policy;"
    code += "print(digest(load_policy('essay')))"
    found = {
        subprocess.run(
            [sys.executable, "-c", code],
            env={**os.environ, "PYTHONHASHSEED": seed},
            capture_output=True,
            text=True,
            check=True,
        ).stdout
        for seed in ("1", "2", "3")
    }
    assert found == {f"{digest(load_policy('essay'))}\n"}
