"""The rules of a practice in examples/deadlines: terms that are due, kept and overdue, on paper and in a calendar."""

from __future__ import annotations

from pathlib import Path

import pytest
from typer.testing import CliRunner

import coach_ethics as ce
from coach_ethics.cli.application import application

DEADLINES = Path(__file__).parents[2] / "examples" / "deadlines"
RULES, CASE = DEADLINES / "our-practice.yaml", DEADLINES / "case.yaml"


@pytest.mark.parametrize("verb", ["check", "test", "prove"])
def test_the_rules_are_sound(verb: str) -> None:
    result = CliRunner().invoke(application, [verb, str(RULES)])
    assert result.exit_code == 0, result.output


def test_one_term_was_kept_one_has_passed_and_one_is_running() -> None:
    """And the code that they extend has none: it names no number of days."""
    terms = ce.assess(ce.load_engagement(CASE), ce.load_policy(RULES), on="2026-06-01").deadlines
    assert {each.norm: (each.state.value, str(each.due)) for each in terms} == {
        "write-consent-down": ("done_in_time", "2026-05-18"),
        "supervise-what-is-stuck": ("overdue", "2026-05-28"),
        "hand-over-records": ("due", "2026-06-08"),
    }
    assert [norm.name for norm in ce.load_policy("aoec").norms if norm.within is not None] == []


def test_the_calendar_has_what_is_due_and_nothing_of_the_case(tmp_path: Path) -> None:
    pytest.importorskip("icalendar", reason="the extra `calendar` isn't installed")
    due = tmp_path / "due.ics"
    asked = ["--policy", str(RULES), "--on", "2026-06-01", "--until", "2026-07-01", "--calendar", str(due)]
    result = CliRunner().invoke(application, ["timeline", str(CASE), *asked])
    written = due.read_text("utf-8")
    assert result.exit_code == 0, result.output
    assert "done in time" in result.output
    assert "overdue" in result.output
    assert [line for line in written.splitlines() if line.startswith(("SUMMARY", "DTSTART"))] == [
        "SUMMARY:Due: hand over the records",
        "DTSTART;VALUE=DATE:20260608",
    ]
    assert "sales" not in written
