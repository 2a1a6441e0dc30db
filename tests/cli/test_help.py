"""What `--help` says, as somebody reads it who has never seen the program."""

from __future__ import annotations

import re
from itertools import pairwise

import pytest
from tests.cli.conftest import Run

from coach_ethics.cli.application import verbs

WIDTH = 80
VERBS = verbs()


@pytest.fixture(autouse=True)
def narrow(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("COLUMNS", str(WIDTH))


@pytest.mark.parametrize("verb", VERBS)
def test_what_an_argument_is_called_is_set_in_brackets_once(run: Run, verb: str) -> None:
    usage = next(line for line in run(verb, "--help").out.splitlines() if "Usage:" in line)
    assert "[[" not in usage


@pytest.mark.parametrize("verb", VERBS)
def test_paragraphs_are_broken_where_the_window_ends_and_nowhere_else(run: Run, verb: str) -> None:
    """Only the last line of a paragraph has room for the first word of the next."""
    above = run(verb, "--help").out.partition("╭")[0]
    for paragraph in re.split(r"\n\s*\n", above):
        lines = [line.strip() for line in paragraph.splitlines() if line.strip()]
        for line, following in pairwise(lines):
            assert len(line) + 1 + len(following.split(" ")[0]) > WIDTH - 2
