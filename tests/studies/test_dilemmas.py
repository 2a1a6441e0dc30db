"""Hard cases: what the policies say of them, as judged in `docs/dilemmas.md`, and the page itself."""

from __future__ import annotations

import json
import re
from functools import cache
from pathlib import Path

import pytest
from tests.cli.conftest import Run

from coach_ethics import load_policy
from coach_ethics.findings import Status
from coach_ethics.problems import PolicyProblems
from coach_ethics.render import text
from coach_ethics.render.assessment import assessment_document
from coach_ethics.source import Source
from coach_ethics_studies.dilemmas.answer import AnsweredCase, answered
from coach_ethics_studies.dilemmas.read import dilemmas

DOCS = Path(__file__).parents[2] / "docs"


@cache
def _answered() -> dict[str, AnsweredCase]:
    return {each.case.id: each for each in answered(dilemmas())}


@pytest.mark.parametrize("case", ["d1", "d1b", "d1c"])
def test_danger_to_life_is_never_answered_by_a_prohibition(case: str) -> None:
    """Whoever could help may be told, and should; no code forbids it; and what saves a life is said first."""
    found = _answered()[case]
    assert found.result.statuses["disclose"] is Status.PERMITTED
    assert "disclose" in found.result.advised
    assert [each.notice.name for each in found.result.notices_shown if each.holds] == ["danger-to-life"]
    assert found.codes is not None
    for code in found.codes.results:
        assert code.statuses["disclose"] not in (Status.FORBIDDEN, Status.DILEMMA), code.policy.name
        assert any(each.notice.name == "danger-to-life" for each in code.notices_shown), code.policy.name


@pytest.mark.parametrize("case", ["d2", "d2b"])
def test_a_child_is_not_an_adult(case: str) -> None:
    found = _answered()[case]
    assert found.result.statuses["disclose"] is Status.PERMITTED
    assert "child-or-dependent-at-risk" in [each.notice.name for each in found.result.notices_shown]


@pytest.mark.parametrize("code", ["aoec", "apecs-2012", "icf-2020", "icf-2025", "quebec-crha"])
@pytest.mark.parametrize("case", ["d1", "d1c", "d2b"])
def test_silence_on_who_can_help_is_no_prohibition_and_is_told(case: str, code: str) -> None:
    """What a code doesn't name stays open, and a notice of its own says how the text is read here, and can be read."""
    codes = _answered()[case].codes
    assert codes is not None
    found = next(each for each in codes.results if each.policy.name == code)
    if found.statuses["disclose"] is Status.PERMITTED:
        return
    assert found.statuses["disclose"] is Status.UNREGULATED
    told = [each.notice.says for each in found.notices_shown if each.notice.name not in SAFETY]
    assert any(re.search("can be read|word for word|not read here", each) for each in told)
    assert all(each in " ".join(text(assessment_document(found), width=100_000).split()) for each in told)


SAFETY = frozenset(each.name for each in load_policy("safety").notices)
"""What is said of danger whatever the code."""


def test_a_sponsor_may_know_that_sessions_took_place() -> None:
    assert _answered()["d3"].result.statuses["disclose"] is Status.PERMITTED


def test_supervision_is_no_breach() -> None:
    with_names, without = _answered()["d4"], _answered()["d4b"]
    assert with_names.result.statuses["disclose"] is Status.PERMITTED
    assert "conceal_identity" in with_names.result.advised
    assert without.result.advised == ()
    assert without.codes is not None
    forbidding = [code for code in without.codes.results if code.statuses["disclose"] is Status.FORBIDDEN]
    assert [code.policy.name for code in forbidding] == ["seven-point"]  # its fourth point asks for consent
    assert all(norm.norm.disputed for norm in forbidding[0].why("disclose").grounds[0].norms)


def test_a_court_order_to_one_makes_no_duty_to_tell_another() -> None:
    assert _answered()["d5"].result.statuses["disclose"] is Status.REQUIRED
    assert _answered()["d5b"].result.statuses["disclose"] is Status.FORBIDDEN
    court = _answered()["d5"].codes
    assert court is not None
    for code in court.results:
        assert code.statuses["disclose"] is not Status.FORBIDDEN, code.policy.name


def test_clients_may_have_the_notes_about_themselves() -> None:
    assert _answered()["d14"].result.statuses["disclose"] is Status.PERMITTED


def test_a_secret_that_misleads_pulls_both_ways_and_it_says_so() -> None:
    result = _answered()["e7"].result
    assert result.statuses["reveal_sponsor_confidence"] is Status.FORBIDDEN
    assert result.statuses["tell_half_truth"] is Status.FORBIDDEN
    assert result.statuses["carry_on_as_before"] is Status.FORBIDDEN
    assert result.statuses["state_limits"] is Status.REQUIRED
    assert result.statuses["withdraw"] is Status.PERMITTED
    assert "continue_coaching" in result.exempt
    assert [each.notice.name for each in result.notices_shown] == ["caught-between-two-duties"]


def test_a_member_of_a_team_is_not_the_owner_of_what_another_said() -> None:
    found = _answered()["e8"]
    assert found.result.statuses["disclose"] is Status.FORBIDDEN
    assert found.codes is not None
    for code in found.codes.results:
        assert code.statuses["disclose"] is not Status.UNREGULATED, code.policy.name


@pytest.mark.parametrize("case", ["e11", "e12"])
def test_other_grounds_for_ending_come_first(case: str) -> None:
    result = _answered()[case].result
    assert result.statuses["withdraw"] is Status.PERMITTED
    assert "continue_coaching" in result.exempt
    assert "another-ground-for-ending" in [each.notice.name for each in result.notices_shown]


def test_the_command_made_the_page(run: Run) -> None:
    """Whoever changes a policy makes the page anew, by the command that stands in it."""
    assert run("dilemmas", "--format", "markdown").out == (DOCS / "dilemmas.md").read_text("utf-8")


def test_a_file_of_ones_own(run: Run, tmp_path: Path) -> None:
    path = tmp_path / "ours.yaml"
    path.write_text(
        "dilemmas:\n  - {id: o1, title: Naming, told: You would name the client, policy: icf-2020,"
        " about: [name_client], given: {consent.to_naming: none, coaching.ended: false}}\n",
        "utf-8",
    )
    told = run("dilemmas", path)
    assert told.status == 0
    assert "You must not: mention to others that someone is or was your client." in " ".join(told.out.split())
    (case,) = json.loads(run("dilemmas", path, "--format", "json").out)["dilemmas"]
    assert case["statuses"] == {"name_client": {"icf-2020": "forbidden"}}


def test_a_slip_is_told_of() -> None:
    with pytest.raises(PolicyProblems, match="S202"):
        dilemmas(Source("ours.yaml", "dilemmas: [{id: x, titel: y}]\n"))
