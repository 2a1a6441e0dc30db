"""What was written otherwise in a new version of a policy."""

from __future__ import annotations

from collections.abc import Iterator

import attrs
import pytest

from coach_ethics.analysis.compare.changes import ChangeKind, KeyChange, PartChange, are_versions, part_changes
from coach_ethics.coaching.policies import load_policies, load_policy
from coach_ethics.language.policies.write import data_of
from coach_ethics.model.policy import Policy
from coach_ethics.shipped import shipped_names

OLD = """\
policy: gifts
title: Gifts
version: 1.0.0
effective: 2025-01-01
parameters: {dear: {default: 50, min: 0, max: 99, means: from which worth a gift is dear}}
facts:
  gift.value: {type: int, min: 0, max: 99, ask: What is it worth?, means: what it is worth}
acts: {accept: {means: Accept the gift}, record: {means: Write it down}}
norms:
  nothing-dear: {must_not: accept, when: gift.value >= dear, because: A dear gift may sway you.}
  record-it: {if_doing: accept, must: record, because: So that it can be looked up.}
clauses:
  "1": {summary: Nothing dear., norms: [nothing-dear]}
  "2": {summary: Everything is recorded., norms: [record-it]}
scenarios:
  - {scenario: a dear gift, given: {gift.value: 60}, expect: {forbidden: [accept]}}
"""

EDITS: dict[str, tuple[tuple[str, str], PartChange]] = {
    "a version and a date": (
        ("version: 1.0.0\neffective: 2025-01-01", "version: 2.0.0\neffective: 2026-01-01"),
        PartChange("policy", "policy", ChangeKind.CHANGED, ()),
    ),
    "a parameter moved": (
        ("default: 50", "default: 20"),
        PartChange("parameters", "dear", ChangeKind.CHANGED, (KeyChange("default", 50, 20),)),
    ),
    "a norm reworded": (
        ("may sway you", "can sway you"),
        PartChange(
            "norms",
            "nothing-dear",
            ChangeKind.REWORDED,
            (KeyChange("because", "A dear gift may sway you.", "A dear gift can sway you."),),
        ),
    ),
    "a condition changed": (
        (">= dear", "> dear"),
        PartChange(
            "norms",
            "nothing-dear",
            ChangeKind.CHANGED,
            (KeyChange("when", "gift.value >= dear", "gift.value > dear"),),
        ),
    ),
    "a clause excused": (
        ("Everything is recorded., norms: [record-it]", "Everything is recorded., not_encoded: a matter of judgement"),
        PartChange(
            "clauses",
            "2",
            ChangeKind.CHANGED,
            (KeyChange("norms", ["record-it"], None), KeyChange("not_encoded", None, "a matter of judgement")),
        ),
    ),
    "a fact renamed to the letter": (
        ("gift.value", "gift.worth"),
        PartChange("facts", "gift.worth", ChangeKind.RENAMED, (), "gift.value"),
    ),
    "a scenario added": (
        (
            "scenarios:\n",
            "scenarios:\n  - {scenario: a cheap one, given: {gift.value: 2}, expect: {unregulated: [accept]}}\n",
        ),
        PartChange("scenarios", "a cheap one", ChangeKind.ADDED, ()),
    ),
}


@pytest.mark.parametrize("edit", EDITS)
def test_each_edit_is_told_for_what_it_is(edit: str) -> None:
    (before, after), expected = EDITS[edit]
    found = part_changes(load_policy(OLD), load_policy(OLD.replace(before, after)))
    (change,) = (each for each in found if (each.section, each.name) == (expected.section, expected.name))
    assert change.kind is expected.kind
    assert change.was == expected.was
    if expected.keys:
        assert change.keys == expected.keys


def test_a_part_that_is_gone_is_told_with_all_that_it_said() -> None:
    shorter = "".join(line for line in OLD.splitlines(keepends=True) if "record-it" not in line)
    (change,) = (each for each in part_changes(load_policy(OLD), load_policy(shorter)) if each.section == "norms")
    assert (change.name, change.kind) == ("record-it", ChangeKind.REMOVED)
    assert [(key.key, key.before, key.now) for key in change.keys] == [
        ("must", "record", None),
        ("if_doing", "accept", None),
        ("because", "So that it can be looked up.", None),
    ]


@pytest.mark.parametrize("name", shipped_names())
def test_nothing_changed_where_nothing_did(name: str) -> None:
    """LAW: a policy has no changes from itself, nor from itself with its parts in another order."""
    policy = load_policy(name)
    turned = attrs.evolve(policy, norms=policy.norms[::-1], clauses=policy.clauses[::-1], facts=policy.facts[::-1])
    assert part_changes(policy, policy) == part_changes(policy, turned) == ()


def test_no_change_is_overlooked() -> None:
    """LAW: whatever the files of two editions say differently is told of, and both ways alike."""
    one, other = load_policies("icf-2020", "icf-2025")
    assert are_versions(one, other)
    there, back = part_changes(one, other), part_changes(other, one)
    assert {(each.section, each.name) for each in there} >= set(_different(one, other))
    added = {(each.section, each.name) for each in there if each.kind is ChangeKind.ADDED}
    assert added == {(each.section, each.name) for each in back if each.kind is ChangeKind.REMOVED}


def _different(one: Policy, other: Policy) -> Iterator[tuple[str, str]]:
    before, now = data_of(one), data_of(other)
    for section in ("norms", "concepts", "parameters", "acts", "sources"):
        for name in before[section].keys() & now[section].keys():
            if before[section][name] != now[section][name]:
                yield section, name


def test_what_is_taken_over_counts() -> None:
    """A norm that comes from another policy and is gone there is gone."""
    base = load_policy("essay")
    lighter = attrs.evolve(base, norms=base.norms[1:])
    assert base.norms[0].origin != base.name
    (change,) = part_changes(base, lighter)
    assert (change.section, change.name, change.kind) == ("norms", base.norms[0].name, ChangeKind.REMOVED)
