"""Archives and receipts: what is kept of a study, and that it is still so."""

from __future__ import annotations

import hashlib
import json
from pathlib import Path
from typing import Any

import polars as pl
import pytest
from tests.frame_libraries import LIBRARIES

import coach_ethics as ce
from coach_ethics.cohorts import Study, Variant, compare_on, policies_of, sample
from coach_ethics.model import meaning_digest
from coach_ethics.research import (
    Deposit,
    Design,
    archive,
    check_cohort_receipt,
    codebook,
    cohort_receipt,
    read_codebook,
)

ABOUT = Deposit("Collusion", ("Doe, Jo", "Roe, Al"), "CC-BY-4.0", "Who may take the credit.")


@pytest.fixture(scope="module")
def policies() -> dict[str, ce.Policy]:
    policy = ce.load_policy("collusion")
    return {"as it stands": policy, **policies_of(policy, (Variant("patient/4", {"persistent": 4}),))}


@pytest.fixture(scope="module")
def cohort() -> Any:
    return sample("collusion", 40, seed=3, unknown=0.1)


@pytest.fixture(scope="module")
def study(cohort: Any, policies: dict[str, ce.Policy]) -> Study:
    return compare_on(cohort, policies, notes={"seed": 3})


def test_an_archive_is_whole(
    study: Study, policies: dict[str, ce.Policy], cohort: Any, plan: Design, tmp_path: Path
) -> None:
    """Everything that a reader needs: the numbers, the rows, the policies, what cells mean, and who says so."""
    book = codebook("collusion", ["block.present", "commitment.missed_in_a_row"])
    given: Any = {"policies": policies, "tables": {"cohort": cohort}, "codebook": book, "design": plan}
    files = archive(study, tmp_path / "one", ABOUT, **given)
    place = tmp_path / "one"
    assert sorted(str(each.relative_to(place)) for each in files) == [
        ".zenodo.json",
        "README.md",
        "codebook.csv",
        "data/cohort.csv",
        "design.csv",
        "design.json",
        "manifest-sha256.txt",
        "policies/as-it-stands.yaml",
        "policies/patient-4.yaml",
        "study.csv",
        "study.json",
    ]
    kept = ce.load_policy(place / "policies" / "patient-4.yaml")
    assert meaning_digest(kept) == study.policies[1].digest
    assert read_codebook(place / "codebook.csv", "collusion") == book
    assert pl.read_csv(place / "data/cohort.csv", infer_schema_length=None).equals(cohort)
    assert pl.read_csv(place / "study.csv").height == len(study.rows)
    told = json.loads((place / "study.json").read_text("utf-8"))
    assert (told["library"], told["notes"], told["policies"][1]["parameters"]) == (
        ce.__version__,
        {"seed": 3},
        {"persistent": 4},
    )
    zenodo = json.loads((place / ".zenodo.json").read_text("utf-8"))
    assert (zenodo["creators"], zenodo["license"]) == ([{"name": "Doe, Jo"}, {"name": "Roe, Al"}], "CC-BY-4.0")
    assert json.loads((place / "design.json").read_text("utf-8"))["seed"] == 7
    readme = (place / "README.md").read_text("utf-8")
    assert study.policies[0].digest in readme
    assert "- seed: 3" in readme
    for line in (place / "manifest-sha256.txt").read_text("utf-8").splitlines():
        digest, _, name = line.partition("  ")
        assert hashlib.sha256((place / name).read_bytes()).hexdigest() == digest
    again = archive(study, tmp_path / "two", ABOUT, **given)
    assert [each.read_bytes() for each in files] == [each.read_bytes() for each in again]


def test_what_can_not_be_archived_is_said(study: Study, policies: dict[str, ce.Policy], tmp_path: Path) -> None:
    (tmp_path / "note.txt").write_text("mine", "utf-8")
    other = {"as it stands": policies["patient/4"], "nobody": policies["patient/4"]}
    with pytest.raises(ce.CaseProblems) as refused:
        archive(study, tmp_path, ABOUT, policies=other, tables={"a/b": pl.DataFrame({"a": [1]})})
    told = str(refused.value)
    for message in (
        "isn't an empty folder",
        "the study has no policy `nobody`",
        "`as it stands` isn't the policy that the study compared",
        "the policy `patient/4` of the study is missing",
        "`a/b` can't be the name of a file",
    ):
        assert message in told
    assert [each.name for each in tmp_path.iterdir()] == ["note.txt"]


@pytest.mark.parametrize("library", [each for each in LIBRARIES if not each.slow], ids=lambda library: library.name)
def test_a_receipt_is_the_same_on_every_library(cohort: Any, library: Any) -> None:
    values = {name: cohort[name].to_list() for name in cohort.columns}
    if library.absent():
        pytest.skip(library.absent())
    frame = library.make(values, ce.load_policy("collusion").vocabulary)
    kept = cohort_receipt(cohort, "collusion", notes={"seed": 3})
    assert check_cohort_receipt(kept, frame, "collusion") == ()


def test_a_receipt_shows_what_is_no_longer_so(cohort: Any) -> None:
    """Another cell, another order of rows, another policy: each is named, and nothing else."""
    kept = cohort_receipt(cohort, "collusion", notes={"seed": 3})
    assert check_cohort_receipt(kept, cohort, "collusion") == ()
    changed = cohort.with_columns(pl.lit(False).alias("block.named"))
    first, *others = check_cohort_receipt(kept, changed, "collusion")
    assert first == "facts.block.named"
    assert others
    assert all(name.startswith("statuses.") for name in others)
    patient = policies_of(ce.load_policy("collusion"), (Variant("it", {"persistent": 4}),))["it"]
    found = check_cohort_receipt(kept, cohort, patient)
    assert "policy.digest" in found
    assert not any(name.startswith("facts.") for name in found)
    assert "rows" in check_cohort_receipt(kept, cohort.head(3), "collusion")
    for text in ("{}", "[]", "no JSON"):
        with pytest.raises(ce.CaseProblems, match="K142"):
            check_cohort_receipt(text, cohort, "collusion")
