"""validate, compare --known, coverage --picture; and the pages that they made."""

from __future__ import annotations

import json
from pathlib import Path

from tests.cli.conftest import Run

DOCS = Path(__file__).parents[2] / "docs"


def test_validation_takes_a_file_of_ones_own(run: Run, tmp_path: Path) -> None:
    path = tmp_path / "mine.yaml"
    path.write_text(
        "judgements:\n"
        "  - {id: M1, title: naming, tier: A, concludes: Don't., codes: [icf-2020],"
        " put: {consent.to_naming: none, coaching.ended: false},"
        " held: [{says: name, does: [name_client], verdict: wrong}]}\n"
        "  - {id: M2, title: nothing, tier: A, not_put: there is no conclusion}\n",
        "utf-8",
    )
    ended = run("validate", path, "--format", "json")
    data = json.loads(ended.out)
    assert (ended.status, data["outcomes"]["agrees"], data["not_put"]) == (0, 1, {"M2": "there is no conclusion"})


def test_validation_names_the_file_that_it_read(run: Run, tmp_path: Path) -> None:
    path = tmp_path / "m.yaml"
    path.write_text("judgements: [{id: M2, title: nothing, tier: A, not_put: there is no conclusion}]\n", "utf-8")
    said = " ".join(run("validate", path, "--format", "markdown").out.split())
    assert f"Generated with `coach-ethics validate {path} --format markdown`" in said
    assert f"The cases are encoded in `{path}`: facts, options as acts" in said
    assert "coach_ethics_studies" not in said
    assert "our own words" not in said


def test_validation_puts_cases_to_a_policy_of_ones_own(run: Run, tmp_path: Path) -> None:
    """And says which files the cases and the policy came from."""
    cases, code = tmp_path / "board.yaml", tmp_path / "own.yaml"
    cases.write_text(
        "judgements: [{id: B1, title: naming, tier: our board, concludes: Don't., put: {consent.to_naming: none},"
        " held: [{says: name, does: [name_client], verdict: wrong}]}]\n",
        "utf-8",
    )
    code.write_text(
        "policy: own\ntitle: Our own\nacts: {name_client: {means: Name the client.}}\n"
        "norms: {ask: {must_not: name_client, when: consent.to_naming == none, because: It is hers.}}\n",
        "utf-8",
    )
    ended = run("validate", cases, "--policy", code, "--format", "markdown")
    said = " ".join(ended.out.split())
    assert ended.status == 0
    assert f"Generated with `coach-ethics validate {cases} --policy {code} --format markdown`" in said
    assert f"put to `{code}`" in said
    data = json.loads(run("validate", cases, "-p", code, "--format", "json").out)
    assert data["by_policy"]["own"]["table"]["agreement"]["share"] == 1.0


def test_validation_says_that_codes_disagree(run: Run, tmp_path: Path) -> None:
    path = tmp_path / "mine.yaml"
    path.write_text(
        "judgements:\n"
        "  - {id: M1, title: naming, tier: A, concludes: Do., codes: [icf-2020], note: The code is stricter.,"
        " put: {consent.to_naming: none, coaching.ended: false},"
        " held: [{says: name, does: [name_client], verdict: best}]}\n",
        "utf-8",
    )
    ended = run("validate", path)
    assert ended.status == 1
    assert "Where they disagree, and why" in ended.out
    assert "The code is stricter." in ended.out


def test_coverage_draws_the_themes(run: Run, tmp_path: Path) -> None:
    picture = tmp_path / "themes.svg"
    ended = run("coverage", "seven-point", "--picture", picture)
    assert ended.status == 0
    assert picture.read_text("utf-8").startswith("<svg")
    ended = run("coverage", "seven-point", "--picture", tmp_path / "nowhere" / "themes.svg")
    assert (ended.status, "F105" in ended.err) == (2, True)


def test_validation_made_its_page(run: Run) -> None:
    """Whoever changes a code makes the page anew, by the command that stands in it."""
    assert run("validate", "--format", "markdown").out == (DOCS / "validation.md").read_text("utf-8")


def test_coverage_made_its_picture(run: Run, tmp_path: Path) -> None:
    codes = (DOCS / "coverage.md").read_text("utf-8").partition("`coach-ethics coverage ")[2].partition(" --")[0]
    run("coverage", *codes.split(), "--picture", tmp_path / "coverage.svg")
    assert (tmp_path / "coverage.svg").read_text("utf-8") == (DOCS / "coverage.svg").read_text("utf-8")


def test_known_disagreements_are_looked_for_between_the_codes_that_are_named(run: Run) -> None:
    ended = run("compare", "icf-2020", "aoec", "--known", "--format", "json")
    data = json.loads(ended.out)
    assert (ended.status, data["policies"]) == (1, ["icf-2020", "aoec"])
    assert {each["id"] for each in data["disagreements"] if each["found"]} >= {"1", "7"}
