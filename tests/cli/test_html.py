"""`--format html`: a page by itself, which says what the text says, to whomever it is for."""

from __future__ import annotations

import re
from html import unescape
from pathlib import Path

import pytest
from tests.cli.conftest import Run

CASE = "coach.takes_credit: true\nsponsor.present: true\n"


@pytest.fixture
def case(tmp_path: Path) -> Path:
    path = tmp_path / "case.yaml"
    path.write_text(CASE, "utf-8")
    return path


def _letters(words: str) -> str:
    return "".join(re.findall("[^\\W\\d_]", words))


@pytest.mark.parametrize(
    "arguments",
    [
        ("assess", "CASE", "-p", "collusion"),
        ("assess", "CASE", "-p", "collusion", "--for", "sponsor"),
        ("assess", "CASE", "-p", "collusion", "-p", "withdrawal"),
        ("why", "CASE", "claim_credit", "-p", "collusion"),
        ("show", "collusion"),
        ("policies",),
    ],
    ids=" ".join,
)
def test_a_page_says_what_the_text_says(run: Run, case: Path, arguments: tuple[str, ...]) -> None:
    given = [case if each == "CASE" else each for each in arguments]
    page, text = run(*given, "--format", "html").out, run(*given).out
    assert page.startswith("<!DOCTYPE html>\n")
    assert page.endswith("</html>\n")
    body = page.partition("<main>")[2]
    assert _letters(unescape(re.sub("<[^>]+>", "", body))) == _letters(text)


def test_an_interview_ends_in_a_page(run: Run, case: Path) -> None:
    page = run("ask", case, "-p", "collusion", "--about", "claim_credit", "--format", "html").out
    assert page.startswith("<!DOCTYPE html>\n")
    assert page.count("<main>") == 1
