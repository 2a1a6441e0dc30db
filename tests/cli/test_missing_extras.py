"""A verb whose extra isn't installed says so in a sentence, with the fix."""

from __future__ import annotations

import subprocess
import sys

import pytest

WITHOUT = """
import sys
sys.modules[sys.argv[1]] = None
from coach_ethics.cli.application import application
application(sys.argv[2:])
"""
NEEDED = [
    ("pygls", "editor", ["language-server"]),
    ("fastapi", "web", ["serve"]),
    ("uvicorn", "web", ["serve"]),
    ("mcp", "mcp", ["mcp"]),
    ("jinja2", "site", ["publish", "collusion", "--out", "nowhere"]),
    ("babel", "translating", ["translate", "safety", "--language", "fr", "--out", "-"]),
    ("icalendar", "calendar", ["timeline", "examples/essay.yaml", "--until", "2027-01-01", "--calendar", "-"]),
]


@pytest.mark.parametrize(("missing", "extra", "verb"), NEEDED, ids=lambda each: each if isinstance(each, str) else "")
def test_what_is_missing(missing: str, extra: str, verb: list[str]) -> None:
    run = subprocess.run(
        [sys.executable, "-c", WITHOUT, missing, *verb],
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )
    assert "Traceback" not in run.stderr
    assert "error E502: " in run.stderr
    assert f"= help: `pip install 'coach-ethics[{extra}]'`" in run.stderr
    assert run.returncode == 2
