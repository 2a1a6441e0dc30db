"""One case under several codes."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from coach_ethics.assessment.assess import assess_prepared
from coach_ethics.assessment.compare_case import CaseComparison, compare_case
from coach_ethics.assessment.preparation import prepared
from coach_ethics.coaching.policies import load_policies, load_policy
from coach_ethics.findings import Status
from coach_ethics.language.policies.merge import merge_policies
from coach_ethics.problems import CaseProblems
from coach_ethics.render.compare_case import case_comparison_document
from coach_ethics.render.plain_text import text
from coach_ethics.testing.situation_strategies import situations

ILLEGAL = {
    "disclosure.recipient": "authorities",
    "disclosure.owner": "client",
    "disclosure.foreseen_by_contract": False,
    "consent.to_disclosure": "none",
    "law.client_conduct": "illegal",
    "law.requires_disclosure": False,
    "harm.likelihood": "none",
    "contract.explains_confidentiality": True,
    "contract.agrees_limits": "written",
}
LAW = load_policy(
    "policy: law\nsources: {act: {title: An act}}\nacts: {disclose: {}}\n"
    "norms: {report: {must: disclose, when: law.client_conduct == illegal, cites: act 1}}"
)


def _statuses(found: CaseComparison, act: str) -> dict[str, str]:
    row = next(row for row in found.rows if row.act == act)
    return {said.policy: said.finding.status.value for said in row.said}


def test_each_code_says_its_own() -> None:
    found = compare_case(ILLEGAL, ["icf-2020", "icf-2025", "apecs", "aoec", "quebec-crha"])
    assert _statuses(found, "disclose") == {
        "icf-2020": "permitted",
        "icf-2025": "permitted",
        "apecs-2012": "permitted",
        "aoec": "forbidden",
        "quebec-crha": "forbidden",
    }
    assert found.joint.statuses["disclose"] is Status.FORBIDDEN
    assert found.conflicts == ()


def test_the_clause_behind_a_status_is_told() -> None:
    found = compare_case(ILLEGAL, ["apecs-2012"])
    (said,) = next(row for row in found.rows if row.act == "disclose").said
    assert said.norms == ("report-wrongdoing",)
    assert said.why is not None
    assert [f"{cite.source} {cite.place}" for cite in said.why.citations] == ["apecs 2012 s4.e"]


def test_an_act_that_is_one_of_several_to_choose_from_is_not_passed_over() -> None:
    """A duty to choose determines no act, and yet the code speaks of each of them."""
    found = compare_case({"value.shifted": True}, ["icf-2020", "icf-2025"])
    rows = {row.act: row for row in found.rows}
    assert not rows["address_shift"].agree
    one, other = rows["address_shift"].said
    assert (one.silent, one.one_of, one.norms) == (False, ("answer-a-loss-of-value",), ("answer-a-loss-of-value",))
    assert (other.finding.status, other.one_of) == (Status.REQUIRED, ())
    assert rows["refer"].said[0].one_of == ("answer-a-loss-of-value",)
    assert "refer" not in {row.act for row in compare_case({"value.shifted": False}, ["icf-2020", "icf-2025"]).rows}


def test_what_is_not_read_is_not_called_silence() -> None:
    found = compare_case({"supervision.regular": False}, ["seven-point", "icf-2020", "icf-2025"])
    said = " ".join(text(case_comparison_document(found), width=120).split())
    assert "work under supervision must (7, disputed) silent silent as far as read" in said


@pytest.mark.parametrize("width", [80, 100])
def test_no_act_and_no_clause_is_cut_however_many_codes_there_are(width: int) -> None:
    codes = ["icf-2015", "icf-2020", "icf-2025", "apecs-2012", "aoec", "quebec-crha", "seven-point"]
    for some in (codes[:3], codes):
        said = text(case_comparison_document(compare_case({"referral.paid": True}, some)), width=width)
        assert "…" not in said
        assert max(map(len, said.splitlines())) <= width


def test_a_clash_between_codes_names_them() -> None:
    found = compare_case(ILLEGAL, ["aoec", LAW])
    assert found.joint.statuses["disclose"] is Status.DILEMMA
    (conflict,) = found.conflicts
    assert conflict.between == ("aoec", "law")
    assert dict(conflict.norms) == {"keep-confidence": ("aoec",), "report": ("law",)}
    assert len(found.joint.trade_offs) == 2


def test_a_clash_within_a_code_is_its_own() -> None:
    torn = load_policy("policy: torn\nacts: {go: {}}\nnorms: {one: {must: go}, other: {must_not: go}}")
    found = compare_case({}, [torn, "seven-point"])
    (conflict,) = found.conflicts
    assert conflict.between == ()
    assert {policy for _, policies in conflict.norms for policy in policies} == {"torn"}


def test_an_act_that_a_code_lacks_is_passed_over() -> None:
    found = compare_case({"supervision.regular": False}, ["seven-point", "icf-2020"])
    assert _statuses(found, "work_under_supervision") == {"seven-point": "required", "icf-2020": "unregulated"}


def test_a_case_may_speak_of_what_only_one_code_declares() -> None:
    found = compare_case({"apecs.rest_allows": False}, ["seven-point", "apecs-2012"])
    assert [result.situation["apecs.rest_allows"] for result in found.results] == [None, False]
    with pytest.raises(CaseProblems):
        compare_case({"apecs.rest_allows": False}, ["seven-point"])


@given(st.data())
def test_together_never_asks_less_than_any_of_them(data: st.DataObject) -> None:
    """What one code forbids or requires for certain, the joint policy forbids or requires, or is torn about."""
    codes = load_policies("icf-2025", "aoec", "quebec-crha")
    code = data.draw(st.sampled_from(codes))
    where = data.draw(situations(code))
    joint, alone = (assess_prepared(prepared(each), where) for each in (merge_policies(codes), code))
    for act, status in alone.statuses.items():
        if status in (Status.FORBIDDEN, Status.REQUIRED):
            assert joint.statuses[act] in (status, Status.DILEMMA)
