"""`coach-ethics since` and `timeline`: text and JSON say the same, and a calendar file has acts and days alone."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from tests.cli.conftest import Run

CASE = """
client: {name: Anna Secret}
sponsor: {name: The employer}
consents:
  - {by: client, contents: [block], recipients: [sponsor], form: oral, given: 2026-06-01, expires: 2026-06-30,
     withdrawn: never}
"""
POLICY = """
policy: ours
acts: {tell: {}, hand_over: {}, ask: {}}
norms:
  not-without: {must_not: tell, when: consent.to_tell_sponsor == none, because: It is theirs.}
  ask-again: {must: ask, when: consent.to_tell_sponsor == none, within: {days: 14}, because: Things change.}
"""


@pytest.fixture
def files(tmp_path: Path) -> Path:
    (tmp_path / "case.yaml").write_text(CASE, "utf-8")
    (tmp_path / "ours.yaml").write_text(POLICY, "utf-8")
    return tmp_path


def test_since_tells_the_same_in_text_and_json(run: Run, files: Path) -> None:
    asked = ("since", "case.yaml", "case.yaml", "-p", "ours.yaml", "--before-on", "2026-06-30", "--on", "2026-07-01")
    ended = run(*asked)
    assert ended.status == 0
    assert "the consent of 2026-06-01 expired on 2026-06-30" in " ".join(ended.out.split())
    assert (
        "tell: must not (before: silent as far as read)" in ended.out or "tell: must not (before: silent)" in ended.out
    )
    found = json.loads(run(*asked, "--format", "json").out)
    assert found["format"] == "coach-ethics since 1"
    assert [(each["act"], each["after"]["status"]) for each in found["acts"]] == [
        ("tell", "forbidden"),
        ("ask", "required"),
    ]
    assert found["acts"][0]["because"][0][0]["records"][0]["event"] == "expired"
    assert [(each["norm"], each["due"]) for each in found["deadlines"]] == [("ask-again", "2026-07-15")]


def test_timeline_tells_the_same_in_text_and_json(run: Run, files: Path) -> None:
    asked = ("timeline", "case.yaml", "-p", "ours.yaml", "--on", "2026-06-15", "--until", "2026-12-31")
    text, found = run(*asked).out, json.loads(run(*asked, "--format", "json").out)
    assert found["format"] == "coach-ethics timeline 1"
    assert [each["day"] for each in found["days"]] == ["2026-07-01", "2026-07-16"]
    assert all(each["day"] in text for each in found["days"])
    assert ("ask: due by 2026-07-15" in text, "ask: overdue; it was due by 2026-07-15" in text) == (True, True)
    assert "Nothing changes by itself" in run(*asked[:-1], "2026-06-20").out


def test_a_calendar_file_has_acts_and_days_alone(run: Run, files: Path) -> None:
    icalendar = pytest.importorskip("icalendar", reason="icalendar isn't installed")
    asked = ("timeline", "case.yaml", "-p", "ours.yaml", "--on", "2026-06-15", "--until", "2026-12-31")
    ended = run(*asked, "--calendar", "due.ics")
    assert (ended.status, ended.err) == (0, "the calendar was written to due.ics\n")
    written = (files / "due.ics").read_bytes()
    entries = icalendar.Calendar.from_ical(written).walk("VEVENT")
    assert [(str(each["summary"]), str(each["dtstart"].dt)) for each in entries] == [
        ("Required from today: ask", "2026-07-01"),
        ("Due: ask", "2026-07-15"),
    ]
    assert {name for each in entries for name in each} == {"SUMMARY", "UID", "DTSTAMP", "DTSTART", "DTEND"}
    assert not any(word in written for word in (b"consent", b"Anna", b"sponsor", b"oral"))
    run(*asked, "--calendar", "again.ics")
    assert (files / "again.ics").read_bytes() == written


def test_a_calendar_that_cannot_be_written_is_told(run: Run, files: Path) -> None:
    pytest.importorskip("icalendar", reason="icalendar isn't installed")
    ended = run("timeline", "case.yaml", "-p", "ours.yaml", "--until", "2026-12-31", "--calendar", "no/such/folder.ics")
    assert (ended.status, "F105" in ended.err) == (2, True)
