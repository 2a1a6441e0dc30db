"""`coach-ethics coverage` with a body's own themes."""

from __future__ import annotations

import json
from pathlib import Path

from tests.cli.conftest import Run

OURS = (
    "policy: ours\nversion: {}\n"
    "facts:\n  intimacy.partner: {{type: enum, values: [none, client], ask: Who?, means: who}}\n"
    "acts: {{be_intimate: {{means: Be intimate}}}}\n"
    "norms: {{no-intimacy: {{must_not: be_intimate, when: intimacy.partner != none, because: Power.}}}}\n"
)
THEMES = (
    "themes:\n  - theme: an intimate relationship\n    act: be_intimate\n"
    "    given: {relationship.intimate_with: client, coaching.ended: false}\n"
    "facts:\n  intimacy.partner: {as: relationship.intimate_with, values: {nobody: none}}\n"
)


def test_codes_are_compared_by_themes_of_ones_own(run: Run, tmp_path: Path) -> None:
    ours = tmp_path / "ours.yaml"
    ours.write_text(OURS.format(1), "utf-8")
    (tmp_path / "themes.yaml").write_text(THEMES, "utf-8")
    out = run("coverage", ours, "icf-2025", "--themes", tmp_path / "themes.yaml", "--format", "markdown").out
    assert "| an intimate relationship | must not | must not (3.6) |" in out
    assert f"ours icf-2025 --themes {tmp_path / 'themes.yaml'} --format markdown`" in out
    assert "Unless a theme says otherwise, `intimacy.partner` follows `relationship.intimate_with`." in out
    found = json.loads(run("coverage", ours, "--themes", tmp_path / "themes.yaml", "--format", "json").out)
    (theme,) = found["themes"]
    assert theme["says"][0]["status"] == "forbidden"
    assert [own["fact"] for own in found["own_facts"]] == ["intimacy.partner"]


def test_versions_of_one_code_have_columns_of_their_own(run: Run, tmp_path: Path) -> None:
    for version in (1, 2):
        (tmp_path / f"{version}.yaml").write_text(OURS.format(version), "utf-8")
    out = run("coverage", tmp_path / "1.yaml", tmp_path / "2.yaml", "--format", "markdown").out
    assert "| theme | ours 1 | ours 2 |" in out
    assert "# Coverage of ours 1 and ours 2" in out


def test_a_file_of_themes_that_does_not_fit_is_explained(run: Run, tmp_path: Path) -> None:
    ours = tmp_path / "ours.yaml"
    ours.write_text(OURS.format(1), "utf-8")
    (tmp_path / "themes.yaml").write_text(THEMES.replace("intimacy.partner", "intimacy.partnr"), "utf-8")
    ended = run("coverage", ours, "--themes", tmp_path / "themes.yaml")
    assert ended.status == 2
    assert "did you mean `intimacy.partner`?" in ended.err
    ended = run("coverage", ours, "--themes", tmp_path / "nowhere.yaml")
    assert ended.status == 2
    assert "can't be read" in ended.err
