"""The good-practice section of a body's framework, encoded by somebody who didn't know this library: read, tested,
proved and compared as it stands. It isn't shipped, because nobody has gone through it clause by clause.
"""

from __future__ import annotations

from pathlib import Path

import pytest

from coach_ethics import compare, load_policy
from coach_ethics.analysis.lints import lint
from coach_ethics.analysis.proofs.answers import Aspect
from coach_ethics.assessment.preparation import prepared
from coach_ethics.assessment.scenarios import own_scenarios, run_scenario
from coach_ethics.model.policy import Policy
from coach_ethics.problems import Severity


@pytest.fixture(scope="module")
def bacp() -> Policy:
    return load_policy(Path(__file__).parent / "codes" / "bacp-2018.yaml")


def test_it_is_read_without_a_warning(bacp: Policy) -> None:
    assert {(each.code, each.severity) for each in lint(bacp)} == {("L015", Severity.NOTE)}
    assert (len(bacp.norms), len(bacp.clauses)) == (41, 32)


def test_its_scenarios_hold(bacp: Policy) -> None:
    ready = prepared(bacp, "reference")
    scenarios = own_scenarios(ready)
    assert len(scenarios) == 100
    assert [each.name for each in scenarios if not run_scenario(each, ready).passed] == []


def test_what_it_claims_is_proved(bacp: Policy) -> None:
    pytest.importorskip("z3", reason="proofs need the extra `analysis`")
    from coach_ethics.analysis.proofs.prove import prove

    proofs = prove(bacp, only=[Aspect.CONSISTENT, Aspect.COMPLETE, Aspect.PROPERTIES])
    assert (proofs.findings, proofs.undecided) == ((), ())


def test_it_is_compared_with_a_code_for_coaches(bacp: Policy) -> None:
    """Both bar intimacy; each with facts of its own, so that they are told apart."""
    found = compare(bacp, "icf-2020", acts=["be_intimate"])
    assert [policy.name for policy in found.policies] == ["bacp-2018", "icf-2020"]
    assert found.divergences
