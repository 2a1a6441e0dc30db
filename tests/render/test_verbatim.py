"""Text that is there to be pasted is never wrapped nor cut, however narrow the page."""

from __future__ import annotations

import io

import pytest
from rich.console import Console

from coach_ethics.render.document import Entry, Listing, Verbatim, plain
from coach_ethics.render.plain_text import show, text

LONG = "- scenario: '" + "word " * 40 + "end'"


@pytest.mark.parametrize("width", [20, 80, 100])
def test_a_long_line_stays_whole(width: int) -> None:
    document = (Listing((Entry((plain("before"),)),)), Verbatim(f"{LONG}\n  given: {{}}\n"))
    assert text(document, width=width).endswith(f"\n    {LONG}\n      given: {{}}\n")


def test_on_a_terminal_too() -> None:
    out = io.StringIO()
    show((Verbatim(LONG),), Console(file=out, width=60, force_terminal=True, color_system=None))
    assert LONG in out.getvalue()
