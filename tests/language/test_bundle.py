"""A policy written whole means what it meant, whatever becomes of what it extends."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
from attrs import evolve
from hypothesis import given
from tests.assessment.small_worlds import small_cases

import coach_ethics as ce
from coach_ethics.assessment.assessment import Assessment
from coach_ethics.assessment.scenarios import run_scenario
from coach_ethics.language import bundle, load_policy_over, merge_policies, write_policy
from coach_ethics.language.world import world_of
from coach_ethics.model import meaning_digest
from coach_ethics.shipped import shipped_names

EXAMPLES = Path(__file__).parents[2] / "examples" / "codes"


@pytest.mark.parametrize("given_", [*shipped_names(), EXAMPLES / "national-annex.yaml"])
def test_a_bundle_says_the_same_by_itself(given_: str | Path) -> None:
    """LAW: it extends nothing, has the same digest of meaning, and keeps every part, scenarios and clauses too."""
    policy = ce.load_policy(given_)
    kept = ce.load_policy(bundle(policy))
    assert kept.extends == ()
    assert meaning_digest(kept) == meaning_digest(policy)
    for section in ("facts", "acts", "concepts", "norms", "properties", "scenarios", "clauses", "dialogue", "sources"):
        assert len(getattr(kept, section)) == len(getattr(policy, section)), section
    assert kept.dialogue_about == policy.dialogue_about
    assert (kept.name, kept.version, kept.effective) == (policy.name, policy.version, policy.effective)
    assert bundle(kept) == bundle(policy)


def test_a_receipt_is_replayed_with_a_bundle() -> None:
    policy = ce.load_policy("essay")
    kept = ce.receipt(ce.assess({"block.present": True}, policy, on=date(2026, 1, 1)))
    assert str(ce.replay(kept, ce.load_policy(bundle(policy)))) == "Identical()"


def test_its_scenarios_still_pass() -> None:
    policy = ce.load_policy(bundle(ce.load_policy("essay")))
    ready = ce.assess({}, policy).prepared
    assert all(run_scenario(scenario, ready).passed for scenario in policy.scenarios)


def test_a_joint_policy_is_written_whole() -> None:
    """It extends nothing, so that a text of two lines would have lost every norm."""
    joint = merge_policies(ce.load_policies("icf-2025", "aoec"))
    again = ce.load_policy(write_policy(joint))
    assert [norm.name for norm in again.norms] == [norm.name for norm in joint.norms]
    assert meaning_digest(again) == meaning_digest(joint)
    assert write_policy(joint) == bundle(joint)


@given(small_cases())
def test_any_policy_comes_back_from_its_bundle(found: Assessment) -> None:
    policy = found.prepared.policy
    again = load_policy_over(bundle(policy), world_of(policy))
    assert meaning_digest(again) == meaning_digest(policy)


def test_two_versions_of_one_name_are_told_apart_by_their_versions() -> None:
    head = "policy: body\nacts: {tell: {}}\n"
    old = ce.load_policy(f"{head}version: 1.0.0\nnorms: {{n: {{must: tell, when: block.named}}}}\n")
    new = ce.load_policy(f"{head}version: 2.0.0\nnorms: {{n: {{must: tell}}}}\n")
    joint = merge_policies([old, new])
    assert [norm.name for norm in joint.norms] == ["body-1-0-0-n", "body-2-0-0-n"]
    found = ce.compare_case({"block.named": False}, [old, new])
    (row,) = found.rows
    assert [(said.policy, str(said.finding.status)) for said in row.said] == [
        ("body 1.0.0", "unregulated"),
        ("body 2.0.0", "required"),
    ]
    same = merge_policies([old, evolve(new, version="1.0.0")])
    assert [norm.name for norm in same.norms] == ["body-no-1-n", "body-no-2-n"]
    assert len(merge_policies([old, evolve(old, version="1.0.1")]).norms) == 1
