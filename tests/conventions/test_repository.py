"""What stands around the code: forms, workflows and the citation can be read, and ask for what they should."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
import yaml

ROOT = Path(__file__).parents[2]
WRITTEN = [*sorted((ROOT / ".github").rglob("*.yml")), ROOT / "CITATION.cff"]


def _read(path: Path) -> Any:
    return yaml.safe_load(path.read_text("utf-8"))


@pytest.mark.parametrize("path", WRITTEN, ids=lambda path: path.name)
def test_a_file_around_the_code_can_be_read(path: Path) -> None:
    assert isinstance(_read(path), dict)


def test_who_disputes_a_verdict_is_asked_for_what_decides_it() -> None:
    form = _read(ROOT / ".github" / "ISSUE_TEMPLATE" / "verdict.yml")
    required = {each["id"] for each in form["body"] if each.get("validations", {}).get("required")}
    assert required == {"policy", "case", "got", "expected", "source"}


def test_every_supported_python_runs_everything() -> None:
    """One workflow calls `.ci/run` on each Python that the metadata names."""
    workflow = _read(ROOT / ".github" / "workflows" / "ci.yml")
    (job,) = workflow["jobs"].values()
    named = (ROOT / "pyproject.toml").read_text("utf-8")
    versions = job["strategy"]["matrix"]["python"]
    assert versions == [version for version in ("3.11", "3.12", "3.13", "3.14") if f":: {version}" in named]
    assert ".ci/run" in job["steps"][-1]["run"]


def test_six_decisions_are_recorded_in_one_form() -> None:
    pages = sorted((ROOT / "docs" / "decisions").glob("*.md"))
    assert len(pages) >= 6
    for number, page in enumerate(pages, 1):
        assert page.name.startswith(f"{number:04}-")
        headings = [line for line in page.read_text("utf-8").splitlines() if line.startswith("## ")]
        assert headings == ["## Context", "## Decision", "## Consequences"]
