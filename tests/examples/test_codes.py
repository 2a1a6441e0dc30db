"""The policies in examples/codes do what they say, and the example that puts them together shows what it promises."""

from __future__ import annotations

from pathlib import Path
from runpy import run_path

import pytest
from typer.testing import CliRunner

from coach_ethics.cli.application import application

EXAMPLES = Path(__file__).parents[2] / "examples"
POLICIES = sorted((EXAMPLES / "codes").glob("*.yaml"))


@pytest.mark.parametrize("policy", POLICIES, ids=lambda path: path.stem)
@pytest.mark.parametrize("verb", ["check", "test", "prove"])
def test_a_policy_of_the_examples_is_sound(verb: str, policy: Path) -> None:
    result = CliRunner().invoke(application, [verb, str(policy)])
    assert result.exit_code == 0, result.output


def test_the_variant_lifts_what_the_code_forbids_and_nothing_else(capsys: pytest.CaptureFixture[str]) -> None:
    """With the law on top, the body's rules leave a course; a code that knows no danger leaves a clash."""
    run_path(str(EXAMPLES / "several_codes.py"), run_name="__main__")
    assert capsys.readouterr().out.splitlines() == [
        "our-body: permitted; duty-to-report: required",
        "  together: required",
        "aoec: forbidden; duty-to-report: required",
        "  together: dilemma",
        "  a clash between aoec and duty-to-report: keep-confidence, report-imminent-danger",
    ]
