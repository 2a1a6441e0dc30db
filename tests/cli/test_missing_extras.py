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


PLAIN = """
import sys
for extra in ("narwhals", "polars", "z3", "numpy", "icalendar", "babel", "jinja2", "pygls"):
    sys.modules[extra] = None
from coach_ethics.cli.schema import SchemaKind
from coach_ethics.render import result_schema
from coach_ethics.service import application
for kind in set(SchemaKind) - {SchemaKind.POLICY, SchemaKind.ENGAGEMENT, SchemaKind.VARIANTS, SchemaKind.THEMES}:
    if kind != "study":
        result_schema(kind.value)
print(len(application(["collusion"]).openapi()["components"]["schemas"]))
"""


def test_schemas_of_results_and_the_services_description_need_no_further_extra() -> None:
    """A plain install prints them; only a study takes frames."""
    pytest.importorskip("fastapi", reason="the extra `web` isn't installed")
    run = subprocess.run([sys.executable, "-c", PLAIN], capture_output=True, text=True, timeout=60, check=False)
    assert run.returncode == 0, run.stderr
    assert int(run.stdout) > 60


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
