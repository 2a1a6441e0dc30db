"""The policies in examples/codes do what they say, and the example that puts them together shows what it promises."""

from __future__ import annotations

from pathlib import Path
from runpy import run_path

import pytest
from typer.testing import CliRunner

from coach_ethics import Status, assess, compare_case, load_policies
from coach_ethics.cli.application import application
from coach_ethics.model.vocabulary import Value

EXAMPLES = Path(__file__).parents[2] / "examples"
POLICIES = sorted((EXAMPLES / "codes").glob("*.yaml"))


@pytest.mark.parametrize("policy", POLICIES, ids=lambda path: path.stem)
@pytest.mark.parametrize("verb", ["check", "test", "prove"])
def test_a_policy_of_the_examples_is_sound(verb: str, policy: Path) -> None:
    result = CliRunner().invoke(application, [verb, str(policy)])
    assert result.exit_code == 0, result.output


def test_a_national_annex_overrides_what_the_body_allows_and_what_the_code_forbids() -> None:
    """Three layers: the law's norms are exceptions to the body's and to the code's, and the rest stays as it was."""
    layers = load_policies("icf-2025", EXAMPLES / "codes" / "our-body.yaml", EXAMPLES / "codes" / "national-annex.yaml")
    told: dict[str, Value] = {
        "disclosure.owner": "client",
        "consent.to_disclosure": "refused",
        "disclosure.foreseen_by_contract": False,
        "law.requires_disclosure": False,
        "law.client_conduct": "lawful",
        "harm.severity": "grave",
    }
    helper: dict[str, Value] = {
        **told,
        "harm.severity": "serious",
        "disclosure.recipient": "professional_helper",
        "harm.likelihood": "likely",
        "harm.to": "client",
        "harm.dependent": "none",
    }
    ruin: dict[str, Value] = {
        **told,
        "disclosure.recipient": "authorities",
        "harm.likelihood": "imminent",
        "harm.to": "organisation",
    }
    found = {
        case: [assess(facts, layer).statuses["disclose"] for layer in layers]
        for case, facts in (("a helper is called", helper), ("ruin is reported", ruin))
    }
    assert found == {
        "a helper is called": [Status.UNREGULATED, Status.PERMITTED, Status.FORBIDDEN],
        "ruin is reported": [Status.FORBIDDEN, Status.FORBIDDEN, Status.REQUIRED],
    }


def test_the_variant_lifts_what_the_code_forbids_and_nothing_else(capsys: pytest.CaptureFixture[str]) -> None:
    """With the law on top, the body's rules leave a course; a code that knows no danger leaves a conflict."""
    run_path(str(EXAMPLES / "several_codes.py"), run_name="__main__")
    assert capsys.readouterr().out.splitlines() == [
        "our-body: permitted; duty-to-report: required",
        "  together: required",
        "aoec: forbidden; duty-to-report: required",
        "  together: dilemma",
        "  a conflict between aoec and duty-to-report: keep-confidence, report-imminent-danger",
        "our-body: permitted; national-annex: required",
        "  together: required",
    ]


@pytest.mark.parametrize("code", ["icf-2025", "aoec"])
def test_a_law_above_two_codes_prevails_over_either(code: str) -> None:
    """What the law demands is no conflict with a code below it; a law that merely stands beside one conflicts."""
    law = EXAMPLES / "codes" / "national-law.yaml"
    child: dict[str, Value] = {
        "disclosure.recipient": "authorities",
        "disclosure.owner": "client",
        "disclosure.foreseen_by_contract": False,
        "consent.to_disclosure": "refused",
        "contract.agrees_limits": "none",
        "law.requires_disclosure": False,
        "law.client_conduct": "lawful",
        "harm.to": "other_person",
        "harm.dependent": "child",
        "harm.likelihood": "foreseeable",
    }
    for severity, by_the_code in (("minor", Status.FORBIDDEN), ("serious", Status.UNREGULATED)):
        case = {**child, "harm.severity": severity}
        assert assess(case, code).statuses["disclose"] is by_the_code
        found = compare_case(case, [code, law])
        assert (found.joint.statuses["disclose"], found.conflicts) == (Status.REQUIRED, ())
    illness: dict[str, Value] = {
        **child,
        "disclosure.recipient": "sponsor",
        "disclosure.content": "personal",
        "disclosure.foreseen_by_contract": True,
        "consent.to_disclosure": "oral",
        "harm.likelihood": "none",
        "harm.severity": "serious",
    }
    assert assess(illness, code).statuses["disclose"] is Status.PERMITTED
    assert compare_case(illness, [code, law]).joint.statuses["disclose"] is Status.FORBIDDEN
