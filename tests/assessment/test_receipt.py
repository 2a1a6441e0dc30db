"""Receipts: what was assessed can be assessed again, and whatever differs is told."""

from __future__ import annotations

import json
from datetime import date, datetime

import pytest
from attrs import evolve
from hypothesis import given
from hypothesis import strategies as st
from tests.assessment.small_worlds import small_cases

from coach_ethics.assessment import receipt as receipts
from coach_ethics.assessment.assess import assess
from coach_ethics.assessment.assessment import Assessment
from coach_ethics.assessment.receipt import check_receipts, receipt
from coach_ethics.assessment.replay import Differs, Identical, replay
from coach_ethics.coaching import consent
from coach_ethics.coaching.engagement import Engagement
from coach_ethics.coaching.given import without_texts
from coach_ethics.coaching.load import load_engagement
from coach_ethics.coaching.policies import load_policy
from coach_ethics.coaching.situation import situation_of
from coach_ethics.language.policies.rebind import rebind
from coach_ethics.model.day import day_of
from coach_ethics.problems import CaseProblems
from coach_ethics.testing.engagement_strategies import consistent_engagements
from coach_ethics.version import __version__

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
    assert [each.what for each in told.why] == ["policy.digest", "policy.version", "parts.norm.refer-on"]
    assert told.why[-1].now is None
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
    assert [each.what for each in told.why] == ["policy.digest", "parts.parameter.persistent"]


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


EXPIRING = """\
title: The director at ACME
sponsor: {name: ACME}
confidences: [{what: is looking for another job, of: client, kept_from: sponsor}]
consents:
  - {by: client, contents: [block], recipients: [sponsor], form: oral, given: 2026-06-01, expires: 2026-06-30,
     withdrawn: never}
done: [{act: name_block, day: 2026-06-02}]
"""


def _of_records(key: bytes | None = None) -> str:
    return receipt(assess(load_engagement(EXPIRING), "essay", engine="compiled", on="2026-06-20"), key=key)


@pytest.mark.parametrize("on", [datetime.now(), date(2026, 6, 1), "2026-06-01", "2026-06-01T12:00:00", None])
def test_a_receipt_that_is_written_can_be_replayed(on: date | str | None) -> None:
    """Of a moment its day counts; without one, the day that the assessment is of."""
    text = receipt(assess({}, "essay", engine="compiled", on="2026-06-20"), on)
    assert replay(text, load_policy("essay")) == Identical()
    expected = "2026-06-20" if on is None else day_of(on).isoformat()
    assert json.loads(text)["on"] == expected


@pytest.mark.parametrize("on", [3, "the first of April", 2.5, b"2026-06-01"])
def test_nonsense_is_no_day(on: object) -> None:
    with pytest.raises(CaseProblems, match="X409"):
        receipt(_found(), on)  # type: ignore[arg-type]  # what a program without types may pass


def test_a_receipt_holds_the_edition_the_day_and_the_records() -> None:
    data = json.loads(receipt(assess({}, "icf", engine="compiled", on="2022-05-01")))
    assert data["on"] == "2022-05-01"
    assert {name: data["policy"][name] for name in ("name", "family", "effective", "until")} == {
        "name": "icf-2020",
        "family": "icf",
        "effective": "2020-01-01",
        "until": "2025-03-31",
    }
    assert data["records"] is None
    kept = json.loads(_of_records())
    assert kept["records"]["consents"][0]["expires"] == "2026-06-30"
    assert kept["records"]["done"] == [{"act": "name_block", "day": "2026-06-02"}]


def test_a_receipt_has_no_words_of_a_confidence() -> None:
    text = _of_records()
    assert "job" not in text
    assert "ACME" not in text
    assert replay(text, load_policy("essay")) == Identical()


@given(consistent_engagements(DAY))
def test_no_fact_follows_from_ones_own_words(engagement: Engagement) -> None:
    """LAW: what a receipt leaves out of the records changes no fact."""
    assert situation_of(without_texts(engagement), DAY) == situation_of(engagement, DAY)


def test_a_derivation_that_gives_another_fact_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    """The facts are worked out from the records again: what follows otherwise is named, with what it changes."""
    text = _of_records()
    monkeypatch.setattr(consent, "covers", lambda *_: False)
    monkeypatch.setattr(receipts, "__version__", "0.3.0")
    told = replay(text, load_policy("essay"))
    assert isinstance(told, Differs)
    assert not told.altered
    why = {each.what: (each.then, each.now) for each in told.why}
    assert why["situation.consent.to_tell_sponsor"] == ("oral", "none")
    assert why["library"] == (__version__, "0.3.0")
    assert "result.norms.keep-confidence" in {each.what for each in told.differences}


@pytest.mark.parametrize("where", ["records", "situation"])
def test_an_altered_fact_is_found_out(where: str) -> None:
    data = json.loads(_of_records())
    if where == "records":
        data["records"]["consents"][0]["expires"] = "2026-06-10"
    else:
        data["situation"]["consent.to_tell_sponsor"] = "written"
    told = replay(json.dumps(data), load_policy("essay"))
    assert isinstance(told, Differs)
    assert told.altered
    assert "situation.consent.to_tell_sponsor" in {each.what for each in told.why}


def test_a_seal_is_what_only_the_key_can_make() -> None:
    policy, text = load_policy("essay"), _of_records(b"ours")
    assert replay(text, policy, key=b"ours") == replay(text, policy) == Identical()
    data = json.loads(text) | {"on": "2026-06-19"}
    for other, key in ((text, b"theirs"), (_of_records(), b"ours"), (json.dumps(data), b"ours")):
        with pytest.raises(CaseProblems, match="A106"):
            replay(other, policy, key=key)


def test_a_byte_order_mark_before_a_sealed_one_is_skipped() -> None:
    assert replay("\ufeff" + _of_records(b"ours"), load_policy("essay"), key=b"ours") == Identical()


def test_a_key_that_is_written_twice_is_told_of_with_its_place() -> None:
    text = _of_records(b"ours")
    doubled = f'{{"on": "2025-01-01",\n{text.removeprefix("{")}'
    for key in (None, b"ours"):
        with pytest.raises(CaseProblems) as caught:
            replay(doubled, load_policy("essay"), key=key)
        assert [each.code for each in caught.value.problems] == ["Y104", "A103"]
        (twice,) = (each for each in caught.value.problems if each.code == "Y104")
        assert twice.message == "`on` is written twice"
        assert twice.span is not None


def test_none_can_be_taken_out_of_a_row_put_in_or_changed() -> None:
    result, row = _found(), list[str]()
    for number in range(4):
        row.append(receipt(result, date(2026, 3, 1 + number), after=row[-1] if row else None, key=b"ours"))
    assert check_receipts([f"{each}\n" for each in row], b"ours") == check_receipts(row) == ()
    assert [(each.code, each.path) for each in check_receipts(row[:1] + row[2:])] == [("A107", "$[1]")]
    assert [(each.code, each.path) for each in check_receipts(row[1:])] == [("A107", "$[0]")]
    assert [(each.code, each.path) for each in check_receipts([row[0], row[0], *row[1:]])] == [("A107", "$[1]")]
    changed = [row[0], row[1].replace("2026-03-02", "2026-03-03"), *row[2:]]
    assert [(each.code, each.path) for each in check_receipts(changed)] == [("A107", "$[2]")]
    assert [(each.code, each.path) for each in check_receipts(changed, b"ours")] == [("A106", "$[1]"), ("A107", "$[2]")]
    assert [(each.code, each.path) for each in check_receipts(["", row[0]])] == [("A103", "$[0]"), ("A107", "$[1]")]
