"""Receipts: what was assessed can be assessed again, and whatever differs is told."""

from __future__ import annotations

import json
from datetime import date

import pytest
from attrs import evolve
from hypothesis import given
from hypothesis import strategies as st
from tests.assessment.small_worlds import small_cases

from coach_ethics.assessment.assess import assess
from coach_ethics.assessment.assessment import Assessment
from coach_ethics.assessment.receipt import Differs, Identical, receipt, replay
from coach_ethics.coaching.policies import load_policy
from coach_ethics.language.policies.rebind import rebind
from coach_ethics.problems import CaseProblems

DAY = date(2026, 3, 1)


@given(small_cases())
def test_a_receipt_replays_to_the_same(found: Assessment) -> None:
    """Under the same policy the assessment comes out as the receipt says, and the receipt is the same text again."""
    text = receipt(found, DAY)
    assert replay(text, found.prepared.policy) == Identical()
    assert json.dumps(json.loads(text), sort_keys=True, separators=(",", ":")) == text


def _found() -> Assessment:
    return assess({"coach.within_competence": False}, load_policy("essay"), engine="compiled")


def test_a_changed_policy_is_told_with_what_it_changes() -> None:
    policy = load_policy("essay")
    norms = tuple(norm for norm in policy.norms if norm.name != "refer-on")
    told = replay(receipt(_found(), DAY), evolve(policy, norms=norms, version="2.0.0"))
    assert isinstance(told, Differs)
    assert not told.altered
    assert [each.what for each in told.why] == ["policy.digest", "policy.version"]
    changed = {each.what: (each.then, each.now) for each in told.differences}
    assert changed["result.statuses.refer"] == ("required", "unregulated")
    assert changed["result.norms.refer-on"] == (True, None)


def test_under_a_policy_of_the_same_meaning_it_is_the_same() -> None:
    """Another title, another version, another order of acts and norms: nothing that was found depends on them."""
    policy = load_policy("essay")
    other = evolve(policy, title="Another", version="1.0.9", acts=policy.acts[::-1], norms=policy.norms[::-1])
    cases = [{"coach.within_competence": False}, {"block.present": True}, {}, dict.fromkeys(_STUCK, True)]
    for case in cases:
        assert replay(receipt(assess(case, policy, engine="compiled"), DAY), other) == Identical()


_STUCK = ("sponsor.present", "block.present", "block.named", "block.examined_as_learning", "confidence.of_client")


def test_a_policy_that_means_something_else_may_give_the_same_result() -> None:
    policy = load_policy("essay")
    moved = {each.name: evolve(each, default=4) for each in policy.parameters if each.name == "persistent"}
    told = replay(receipt(_found(), DAY), rebind(policy, moved))
    assert isinstance(told, Differs)
    assert told.differences == ()
    assert [each.what for each in told.why] == ["policy.digest"]


def test_an_altered_receipt_is_found_out() -> None:
    data = json.loads(receipt(_found(), DAY))
    data["result"]["statuses"]["refer"] = "forbidden"
    told = replay(json.dumps(data), load_policy("essay"))
    assert isinstance(told, Differs)
    assert told.altered
    assert [(each.what, each.then, each.now) for each in told.differences] == [
        ("result.statuses.refer", "forbidden", "required")
    ]


def test_another_version_of_the_engine_is_told() -> None:
    data = json.loads(receipt(_found(), DAY))
    data["engine"]["version"] = "0.0.1"
    told = replay(json.dumps(data), load_policy("essay"))
    assert isinstance(told, Differs)
    assert [each.what for each in told.why] == ["engine.version"]
    assert told.differences == ()


@pytest.mark.parametrize(
    "text", ["", "{}", "[]", "null", '{"format": "another"}', "[" * 100_000, '{"format": NaN, "on": "2026-01-01"}']
)
def test_what_is_no_receipt_is_refused(text: str) -> None:
    with pytest.raises(CaseProblems, match="A103"):
        replay(text, load_policy("essay"))


@given(st.data())
def test_any_damage_to_a_receipt_is_told_or_refused(data: st.DataObject) -> None:
    """With one of its values replaced, a receipt is refused, differs, or has a day that no result depends on."""
    whole = json.loads(receipt(_found(), DAY))
    part = data.draw(st.sampled_from(["format", "on", "policy", "engine", "situation", "result"]))
    whole[part] = data.draw(st.sampled_from([None, 1, "x", [], {}, {"name": 1}, {"name": "x"}, {"statuses": []}]))
    try:
        told = replay(json.dumps(whole), load_policy("essay"))
    except CaseProblems:
        return
    assert isinstance(told, Differs)
