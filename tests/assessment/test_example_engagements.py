"""The three example engagements say what their first lines promise, under the essay's policy."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

import coach_ethics as ce

EXAMPLES = Path(__file__).parents[2] / "examples"
DAY = date(2026, 6, 1)


@pytest.fixture(params=["reference", "durable", "compiled"])
def engine(request: pytest.FixtureRequest) -> str:
    if request.param == "durable":
        pytest.importorskip("durable.engine", reason="durable_rules isn't installed for this interpreter")
    return str(request.param)


def assessed(name: str, engine: str) -> ce.Assessment:
    return ce.assess(ce.load_engagement(EXAMPLES / f"{name}.yaml"), "essay", engine=engine, on=DAY)


def test_in_the_essays_case_withdrawing_openly_is_the_only_choice(engine: str) -> None:
    found = assessed("essay", engine)
    assert [set(choice.course) for choice in found.choices] == [{"withdraw", "tell_client"}]
    assert found.statuses["continue_coaching"] is ce.Status.FORBIDDEN
    assert found.statuses["renegotiate"] is ce.Status.FORBIDDEN
    assert found.statuses["seek_client_consent"] is ce.Status.PERMITTED
    assert found.conflicts == ()


def test_nothing_is_left_to_ask_in_the_essays_case() -> None:
    assert assessed("essay", "reference").questions == ()
    assert assessed("essay", "reference").undetermined == ()


def test_without_a_sponsor_the_coaching_goes_on_after_one_miss(engine: str) -> None:
    found = assessed("two_party", engine)
    assert found.situation["sponsor.present"] is False
    assert [set(choice.course) for choice in found.choices] == [{"continue_coaching", "examine_causes"}]


def test_two_promises_that_cannot_both_be_kept_are_a_dilemma(engine: str) -> None:
    found = assessed("dilemma", engine)
    assert found.statuses["report_progress"] is ce.Status.DILEMMA
    assert found.conflicts == (frozenset({"report-as-promised", "keep-promise-of-secrecy"}),)
    assert found.choices == ()
    assert found.trade_offs
