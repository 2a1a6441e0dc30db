"""The command line run inside the test's own process, and outside it where that matters."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TypeAlias

import pytest
from attrs import frozen
from typer.testing import CliRunner

from coach_ethics.cli.application import application

ROOT = Path(__file__).parents[2]


@frozen
class Ended:
    """How a run ended: its exit status, and what it printed where."""

    status: int
    out: str
    err: str


Run: TypeAlias = Callable[..., Ended]


@pytest.fixture(scope="session")
def root() -> Path:
    """The checkout."""
    return ROOT


@pytest.fixture
def run(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Run:
    """Runs `coach-ethics ARGUMENTS...` in an empty folder, 100 columns wide; `stdin` is what it can read."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("COLUMNS", "100")
    monkeypatch.setenv("TERM", "dumb")

    def run_it(*arguments: object, stdin: str | bytes = "") -> Ended:
        result = CliRunner().invoke(
            application, [str(each) for each in arguments], input=stdin, prog_name="coach-ethics"
        )
        if result.exception is not None and not isinstance(result.exception, SystemExit):
            raise result.exception
        return Ended(result.exit_code, result.stdout, result.stderr)

    return run_it


ENDED_ROAD = """\
sponsor.present: true
outcomes.agreed_by_client: true
outcomes.agreed_by_sponsor: true
block.present: true
block.named: true
block.coach_can_help_in_time: false
block.examined_as_learning: true
client.decision: pending
contract.renegotiated: false
contract.foresees_block: false
consent.to_tell_sponsor: none
law.requires_disclosure: false
harm.likelihood: none
"""


@pytest.fixture
def case(tmp_path: Path) -> Path:
    """A case at the end of the road, without leave to tell the sponsor."""
    path = tmp_path / "case.yaml"
    path.write_text(ENDED_ROAD, "utf-8")
    return path


SMALL = """\
policy: small
title: A small policy
version: 1.0.0
facts:
  gift.offered: {type: bool, ask: Were you offered a gift?, means: a gift was offered}
acts:
  accept: {means: Accept the gift}
norms:
  no-gifts:
    must_not: accept
    when: gift.offered
    because: It may sway you.
scenarios:
  - scenario: a gift is offered
    given: {gift.offered: true}
    expect: {forbidden: [accept]}
"""


@pytest.fixture
def small(tmp_path: Path) -> Path:
    """A small policy that passes everything."""
    path = tmp_path / "small.yaml"
    path.write_text(SMALL, "utf-8")
    return path
