"""What the documents show of R runs, and comes to what this library says; where there is an R."""

from __future__ import annotations

import csv
import re
import shutil
import subprocess
from pathlib import Path
from random import Random

import polars as pl
import pytest

from coach_ethics.research import LongRatings, codebook, codebook_table, component_effects, read_codebook, read_table

PAGE = Path(__file__).parents[2] / "docs" / "research.md"
NEEDED = ("haven", "sandwich")


def _absent() -> str:
    """Why R can't be tried here; empty where it can."""
    if shutil.which("Rscript") is None:
        return "there is no Rscript here"
    asked = f"cat(Filter(Negate(requireNamespace), c({', '.join(repr(each) for each in NEEDED)})))"
    ran = subprocess.run(["Rscript", "--vanilla", "-e", asked], capture_output=True, text=True, check=False)
    return f"R has no package {ran.stdout}" if ran.stdout.strip() else ""


def test_r_reads_and_writes_what_this_library_does(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The same effects, with the same errors; and SPSS as R writes it is read."""
    if why := _absent():
        pytest.skip(why)
    monkeypatch.chdir(tmp_path)
    random = Random(1)
    rows = [
        {
            "respondent": f"R{who}",
            "consent.to_disclosure": random.choice(["oral", "refused", "written"]),
            "harm.likelihood": random.choice(["imminent", "none"]),
            "rating": random.choice(["forbidden", "permitted", "required"]),
        }
        for who in range(12)
        for _ in range(6)
    ]
    long = pl.DataFrame(rows)
    long.write_csv("long.csv")
    (script,) = re.findall(r"```r\n(.*?)```", PAGE.read_text("utf-8"), re.DOTALL)
    ran = subprocess.run(["Rscript", "--vanilla", "-e", script], capture_output=True, text=True, check=False)
    assert ran.returncode == 0, ran.stderr

    levels = {"consent.to_disclosure": ["oral", "refused", "written"], "harm.likelihood": ["imminent", "none"]}
    ours = {
        f"{each.factor}{each.level}": (each.value, each.low, each.high)
        for each in component_effects(LongRatings(long, levels, ["rating"], of=["forbidden"]))
    }
    with Path("effects.csv").open(encoding="utf-8") as file:
        theirs = {row["level"]: (float(row["value"]), float(row["error"])) for row in csv.DictReader(file)}
    assert len(theirs) == 4
    for level, (value, error) in theirs.items():
        if level != "(Intercept)":
            half = 1.959963984540054 * error
            assert ours[level] == pytest.approx((value, value - half, value + half), abs=1e-9)

    columns = {"sponsor.present": "sponsor_present", "harm.likelihood": "danger"}
    book = read_codebook(codebook_table(codebook("essay", [*columns], columns=columns)), "essay")
    read = read_table("vignettes.sav", book, "essay").frame()
    assert read["sponsor.present"].to_list() == [True, False, None]
    assert read["harm.likelihood"].to_list() == ["likely", "none", "imminent"]
