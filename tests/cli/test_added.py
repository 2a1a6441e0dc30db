"""The library's command line without the packages that add to it, and how little of itself it loads."""

from __future__ import annotations

import json
import subprocess
import sys
from importlib import metadata

import pytest
from tests.cli.conftest import Run


@pytest.fixture
def nothing_added(monkeypatch: pytest.MonkeyPatch) -> None:
    """As though no package had declared anything."""
    monkeypatch.setattr(metadata, "entry_points", lambda **_: metadata.EntryPoints())


@pytest.mark.usefixtures("nothing_added")
def test_a_verb_that_no_package_adds_is_no_verb(run: Run) -> None:
    assert "validate" not in run("--help").out
    ended = run("validate")
    assert (ended.status, "No such command 'validate'" in ended.err) == (2, True)


@pytest.mark.usefixtures("nothing_added")
@pytest.mark.parametrize(
    "arguments", [("compare", "aoec", "icf-2020", "--known"), ("coverage", "aoec", "--picture", "themes.svg")]
)
def test_an_option_that_no_package_carries_out_says_what_is_missing(run: Run, arguments: tuple[str, ...]) -> None:
    ended = run(*arguments)
    assert (ended.status, ended.out) == (2, "")
    assert "`coach_ethics_studies`" in ended.err


def test_what_packages_add_stands_in_the_help(run: Run) -> None:
    assert "validate" in run("--help").out


def test_a_verb_loads_what_it_needs_and_no_other_verb() -> None:
    program = (
        "import json, sys; from coach_ethics.cli.application import application;"
        "application(['policies', '--format', 'json'], standalone_mode=False);"
        "print(json.dumps(sorted(sys.modules)), file=sys.stderr)"
    )
    run = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True, timeout=60)
    loaded = set(json.loads(run.stderr))
    assert "coach_ethics.cli.policies" in loaded
    verbs = {"coach_ethics.cli.prove", "coach_ethics.cli.compare", "coach_ethics.cli.ask", "coach_ethics.cli.cohort"}
    assert loaded & {*verbs, "coach_ethics_studies"} == set()
