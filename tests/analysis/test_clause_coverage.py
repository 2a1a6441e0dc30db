"""How much of a code is encoded, and what codes say theme by theme."""

from __future__ import annotations

from pathlib import Path

from coach_ethics.analysis.coverage.clauses import code_coverage, coverage
from coach_ethics.analysis.coverage.themes import Theme, Themes, shipped_themes
from coach_ethics.analysis.proofs.clauses import Standing
from coach_ethics.coaching.policies import load_policies, load_policy
from coach_ethics.findings import Status
from coach_ethics.render.coverage import cell_words
from coach_ethics.render.json import coverage_json

CODES = Path(__file__).parents[2] / "policies" / "codes"

GAPS = load_policy(
    "policy: gaps\nsources: {code: {title: A code}}\nacts: {tell: {}, rest: {}}\n"
    "norms:\n"
    "  keep-it: {must_not: tell, when: consent.to_disclosure < oral, because: trust, cites: code 1}\n"
    "  repose: {must: rest, when: coach.impaired, because: tired, cites: code 3}\n"
    "clauses:\n"
    '  "1": {summary: kept, norms: [keep-it]}\n'
    '  "2": {summary: not covered}\n'
    '  "3": {summary: in part, norms: [repose], not_encoded: how long is left to judgement}\n'
    '  "4": {summary: unread, not_encoded: text not verified}\n'
    '  "5": {summary: excused, not_encoded: outside the engagement}\n'
    "scenarios:\n"
    "  - scenario: no leave\n    given: {consent.to_disclosure: none}\n    expect: {forbidden: [tell]}\n"
)


SUPERVISED = Theme("work under supervision", "work_under_supervision", {"supervision.regular": False})


def test_clauses_norms_and_facts_of_a_code_are_told() -> None:
    found = code_coverage(GAPS)
    assert {standing: [clause.id for clause in clauses] for standing, clauses in found.clauses.items()} == {
        Standing.ENCODED: ["1", "3"],
        Standing.EXCUSED: ["5"],
        Standing.UNVERIFIED: ["4"],
        Standing.NOT_COVERED: ["2"],
    }
    assert [clause.id for clause in found.partly] == ["3"]
    assert found.without_scenario == ("repose",)
    assert found.without_clause == ()
    assert found.facts == {"consent.to_disclosure", "coach.impaired"}
    assert (found.seen, found.conditions) == (0, 2)
    assert not found.whole_text_read


def test_facts_that_no_code_uses_are_told() -> None:
    found = coverage([GAPS])
    assert "coach.impaired" not in found.unused_facts
    assert "consent.to_naming" in found.unused_facts
    assert "sponsor.present" in found.unused_facts  # what only the world's constraints use, no code uses


def test_cells_are_what_the_code_answers() -> None:
    asked = [
        Theme("telling", "tell", {"consent.to_disclosure": "none"}),
        Theme("telling with leave", "tell", {"consent.to_disclosure": "oral"}),
        Theme("resting", "rest", {}),
        Theme("flying", "fly", {}),
    ]
    found = coverage([GAPS], Themes(tuple(asked)))
    cells = [cell for _, (cell,) in found.matrix]
    assert [cell.finding and cell.finding.status for cell in cells] == [
        Status.FORBIDDEN,
        Status.UNREGULATED,
        Status.UNDETERMINED,
        None,
    ]
    assert [cell_words(cell, whole=True) for cell in cells] == ["must not (1)", "silent", "open (3)", "silent"]
    assert [cell_words(cell, whole=False) for cell in cells[1::2]] == ["not read", "not read"]


def test_one_of_several_acts_is_a_choice() -> None:
    found = coverage(load_policies("icf-2020"), Themes((Theme("value", "refer", {"value.shifted": True}),)))
    assert [cell_words(cell, whole=True) for _, (cell,) in found.matrix] == ["a choice (8)"]


def test_a_code_is_unread_where_what_it_extends_is() -> None:
    """A variant isn't silent on what nobody has read of the code that it varies."""
    ours = load_policy(Path(__file__).parents[2] / "examples" / "codes" / "our-body.yaml")
    assert not code_coverage(ours).whole_text_read
    (said,) = {cell_words(cell, whole=False) for _, (cell,) in coverage([ours], Themes((SUPERVISED,))).matrix}
    assert (said, "silent" in coverage_json(coverage([ours], shipped_themes()))) == ("not read", False)


def test_shipped_themes_are_questions_that_some_code_answers() -> None:
    """Each theme's act is some code's, its facts are facts, and all that it leaves open is what a code left unread."""
    codes = [load_policy(path) for path in sorted(CODES.glob("*.yaml"))]
    known = {act.name for code in codes for act in code.acts} | {"tell_sponsor_of_referral_pay"}
    for theme, cells in coverage(codes, shipped_themes()).matrix:
        assert theme.act in known
        assert all(fact in cells[0].policy.vocabulary for fact in theme.given)
        open_ = {cell.policy.name for cell in cells if cell.finding and cell.finding.status is Status.UNDETERMINED}
        assert open_ <= {"apecs-2012"}, theme.theme


def test_no_clause_of_a_shipped_code_is_passed_over() -> None:
    for path in sorted(CODES.glob("*.yaml")):
        found = code_coverage(load_policy(path))
        assert (path.stem, found.clauses[Standing.NOT_COVERED], found.without_scenario) == (path.stem, (), ()) or (
            path.stem == "global-code-v2"
        )
