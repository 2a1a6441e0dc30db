"""A parameter may have another value from some day on; the one of the day that is asked about counts."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

import coach_ethics as ce
from coach_ethics.assessment import Identical
from coach_ethics.assessment.preparation import prepared
from coach_ethics.assessment.scenarios import run_scenario
from coach_ethics.cohorts.variants import Variant, vary
from coach_ethics.interview import begin_interview, read_state, rebase, state_json
from coach_ethics.language import bundle
from coach_ethics.model import meaning_digest, wording_digest
from coach_ethics.render import read_assessment, text
from coach_ethics.render.changes import changes_blocks
from coach_ethics.render.policy import policy_document

TEXT = """
policy: records
version: 1.0.0
facts:
  records.kept_for: {type: int, min: 0, max: 50, ask: How long?, means: the years that records are kept}
parameters:
  retention: {default: 10, values: {2026-01-01: 6, 2024-01-01: 7}, min: 0, max: 50, means: years that records are kept}
acts: {destroy: {means: Destroy the records}}
norms: {destroy: {must: destroy, when: records.kept_for > retention, because: They are no longer needed.}}
scenarios:
  - {scenario: seven years in 2025, given: {records.kept_for: 7}, on: 2025-06-01, expect: {unregulated: destroy}}
  - {scenario: seven years in 2026, given: {records.kept_for: 7}, on: 2026-06-01, expect: {required: destroy}}
"""
CASE = {"records.kept_for": 7}
DAYS = (("2023-12-31", 10), ("2024-01-01", 7), ("2025-12-31", 7), ("2026-01-01", 6), ("2100-01-01", 6))


def in_effect(policy: ce.Policy) -> object:
    return policy.parameters[0].default


@pytest.mark.parametrize(("day", "value"), DAYS)
def test_the_value_in_effect_on_the_day_counts(day: str, value: int) -> None:
    policy = ce.load_policy(TEXT, on=day)
    assert in_effect(policy) == value
    wanted = "required" if value < 7 else "unregulated"
    assert ce.assess(CASE, TEXT, on=day).statuses["destroy"].value == wanted
    assert ce.assess(CASE, ce.load_policy(TEXT, on="2024-06-01"), on=day).statuses["destroy"].value == wanted


def test_scenarios_may_be_of_a_day() -> None:
    ready = prepared(ce.load_policy(TEXT, on="2024-06-01"))
    assert all(run_scenario(each, ready).passed for each in ready.policy.scenarios)


def test_the_digest_is_that_of_the_value_in_effect() -> None:
    once, later = (ce.load_policy(TEXT, on=day) for day in ("2025-01-01", "2026-01-01"))
    assert meaning_digest(once) != meaning_digest(later)
    plain = ce.load_policy(TEXT.replace("values: {2026-01-01: 6, 2024-01-01: 7}, ", "").replace("10", "7"))
    assert meaning_digest(plain) == meaning_digest(once)
    assert wording_digest(plain) != wording_digest(once)


def test_receipts_and_interviews_keep_to_their_day() -> None:
    policy = ce.load_policy(TEXT)
    kept = ce.receipt(ce.assess(CASE, policy, on="2025-06-01"))
    assert ce.replay(kept, policy) == Identical()
    begun = begin_interview(policy, given=CASE, on="2025-06-01")
    again = read_state(state_json(begun), policy)
    assert again == begun
    assert in_effect(again.prepared.policy) == 7
    moved = rebase(begun, CASE, "2026-06-01").state
    assert in_effect(moved.prepared.policy) == 6
    result = ce.assess(CASE, policy, on="2025-06-01")
    assert read_assessment(ce.assessment_json(result), policy) == result


def test_they_are_written_shown_and_compared() -> None:
    policy = ce.load_policy(TEXT, on="2025-06-01")
    assert ce.load_policy(bundle(policy), on="2025-06-01") == policy
    assert policy.parameters[0].values == ((date.min, 10), (date(2024, 1, 1), 7), (date(2026, 1, 1), 6))
    shown = " ".join(text(policy_document(policy)).split())
    assert "years that records are kept - 7 - before 2024-01-01: 10 - from 2024-01-01: 7 - from 2026-01-01: 6" in shown
    other = ce.load_policy(TEXT.replace("2026-01-01: 6", "2027-01-01: 5"), on="2025-06-01")
    changes = ce.compare(policy, other).changes
    assert [(each.section, [key.key for key in each.keys]) for each in changes] == [("parameters", ["values"])]
    told = " ".join(text(tuple(changes_blocks(changes, "Changes"))).split())
    assert "7 from 2024-01-01; 6 from 2026-01-01" in told


def test_a_variant_sets_one_value_for_all_days(tmp_path: Path) -> None:
    varied = vary(ce.load_policy(TEXT), Variant("short", {"retention": 3}))
    assert (in_effect(varied), varied.parameters[0].values) == (3, ())
    overlay = "policy: ours\nextends: records\nacts: {copy: {means: Make copies}}\n"
    laid = vary(ce.load_policy(TEXT, on="2025-01-01"), Variant("ours", overlays=[overlay]))
    assert in_effect(laid) == 7
