"""`coach-ethics receipt`, `replay` and `bundle`: what is kept can be looked at again, and shows what was changed."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from tests.cli.conftest import Run

import coach_ethics as ce
from coach_ethics.model.digest import meaning_digest

CASE = "{coach.takes_credit: true, coach.purpose: own_interest}"
OURS = "policy: ours\nacts: {tell: {}}\nfacts: {x.told: {type: bool}}\nnorms: {one: {must: tell, when: not x.told}}\n"


@pytest.fixture
def kept(run: Run, tmp_path: Path) -> Path:
    """Two receipts in a row."""
    (tmp_path / "case.yaml").write_text(CASE, "utf-8")
    for day in ("2026-06-01", "2026-06-02"):
        ended = run("receipt", "case.yaml", "-p", "collusion", "--on", day, "--append", "kept.jsonl")
        assert (ended.status, ended.out, ended.err) == (0, "", "the receipt was added to kept.jsonl\n")
    return tmp_path / "kept.jsonl"


def test_a_receipt_is_printed_as_the_library_makes_it(run: Run) -> None:
    ended = run("receipt", "-", "-p", "collusion", "--on", "2026-06-01", stdin="{coach.takes_credit: true}")
    result = ce.assess({"coach.takes_credit": True}, "collusion", on="2026-06-01")
    assert json.loads(ended.out)["result"] == json.loads(ce.receipt(result))["result"]


def test_what_was_kept_is_the_same_again(run: Run, kept: Path) -> None:
    assert "2 of 2 receipts gave the same answers again." in run("replay", kept).out
    found = json.loads(run("replay", "-", "--format", "json", stdin=kept.read_text("utf-8")).out)
    assert found["format"] == "coach-ethics replay 1"
    assert [(each["on"], each["identical"]) for each in found["receipts"]] == [
        ("2026-06-01", True),
        ("2026-06-02", True),
    ]


def test_what_was_changed_or_taken_out_is_found(run: Run, kept: Path) -> None:
    first, second = kept.read_text("utf-8").splitlines()
    changed = run("replay", "-", stdin=f"{first.replace('forbidden', 'permitted', 1)}\n{second}\n")
    assert changed.status == 1
    for told in (
        "receipt 2: this receipt doesn't follow",
        "The receipt was altered",
        "it was permitted, and is forbidden",
    ):
        assert told in changed.out
    assert run("replay", "-", stdin=second).status == 1
    for nothing in ("", "secret: words\n"):
        refused = run("replay", "-", stdin=nothing)
        assert (refused.status, "error A103" in refused.err, "words" in refused.err) == (2, True, False)


def test_receipts_are_sealed_with_a_key_from_a_file_or_the_environment(
    run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "key").write_text("ours\n", "utf-8")
    asked = ("receipt", "-", "-p", "collusion", "--on", "2026-06-01", "--append", "kept.jsonl")
    run(*asked, "--key-file", "key", stdin=CASE)
    monkeypatch.setenv("COACH_ETHICS_KEY", "ours")
    assert run("replay", "kept.jsonl").status == 0
    monkeypatch.setenv("COACH_ETHICS_KEY", "theirs")
    other = run("replay", "kept.jsonl")
    assert (other.status, "doesn't have the seal of the key" in other.out) == (1, True)
    assert run(*asked, stdin=CASE).status == 2  # nothing is added to a row that isn't whole
    monkeypatch.setenv("COACH_ETHICS_KEY", " ")
    assert "error A108" in run("replay", "kept.jsonl").err


def test_a_policy_of_ones_own_is_named_and_what_it_means_now_is_told(run: Run, tmp_path: Path) -> None:
    """No file is opened because a receipt names it."""
    (tmp_path / "ours.yaml").write_text(OURS, "utf-8")
    run("receipt", "-", "-p", "ours.yaml", "--append", "kept.jsonl", stdin="{x.told: false}")
    refused = run("replay", "kept.jsonl")
    assert (refused.status, "error X407" in refused.err) == (2, True)
    assert run("replay", "kept.jsonl", "-p", "ours.yaml").status == 0
    (tmp_path / "ours.yaml").write_text(OURS.replace("not x.told", "x.told"), "utf-8")
    ended = run("replay", "kept.jsonl", "-p", "ours.yaml")
    assert ended.status == 1
    assert "parts.norm.one: it means something else now" in ended.out
    assert "result.statuses.tell: it was required, and is unregulated now" in ended.out


def test_a_bundle_is_the_whole_policy(run: Run) -> None:
    whole = ce.load_policy(run("bundle", "-p", "essay").out)
    assert (whole.extends, meaning_digest(whole)) == ((), meaning_digest(ce.load_policy("essay")))
