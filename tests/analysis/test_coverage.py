"""Condition coverage: what scenarios saw of each condition."""

from __future__ import annotations

import pytest

from coach_ethics.analysis.coverage.conditions import condition_coverage
from coach_ethics.coaching.policies import load_policy, read_policy
from coach_ethics.language.policies.write import write_condition
from coach_ethics.source import Source

POLICY = """\
policy: demo
acts: {withdraw: {means: End the coaching}}
norms:
  end-well: {must: withdraw, when: block.present and not block.named, because: It is over.}
scenarios:
  - scenario: over
    given: {block.present: true, block.named: false}
    expect: {required: [withdraw]}
  - scenario: not over
    given: {block.present: false}
    expect: {unregulated: [withdraw]}
"""


def test_what_was_seen_true_and_false() -> None:
    seen = condition_coverage(read_policy(Source("<text>", POLICY)))
    assert {write_condition(each.condition): (each.true, each.false) for each in seen} == {
        "block.present and not block.named": (True, True),
        "block.present": (True, True),
        "block.named": (False, True),
    }


@pytest.mark.parametrize("name", ["confidentiality", "collusion", "withdrawal"])
def test_the_core_policies_see_every_condition_both_ways(name: str) -> None:
    assert [each for each in condition_coverage(load_policy(name)) if not each.whole] == []
