"""What isn't installed is told of in a sentence, with the fix, and only where it is needed."""

from __future__ import annotations

import subprocess
import sys

import pytest

WITHOUT = """
import sys
from importlib.util import find_spec
import importlib.util
missing = set(sys.argv[1].split(","))
importlib.util.find_spec = lambda name, *rest: None if name in missing else find_spec(name, *rest)
import coach_ethics as ce
try:
    exec(sys.argv[2])
except ce.CaseProblems as wrong:
    print(wrong)
"""
STUDY = """
from coach_ethics.cohorts.sampling import sample
from coach_ethics.cohorts.study import sweep
from coach_ethics.cohorts.plots import changes
from coach_ethics.cohorts.ratings import agreement
cohort = sample("essay", 5, seed=1)
"""
NEEDED = [
    ("narwhals", "ce.assess_frame(None, 'essay')", "cohorts need narwhals, which isn't installed here", "frames"),
    ("narwhals", STUDY, "cohorts need narwhals, which isn't installed here", "frames"),
    ("matplotlib", f"{STUDY}\nchanges(sweep(cohort, 'essay', {{}}))", "figures need matplotlib", "plots"),
    ("krippendorff", f"{STUDY}\nagreement(cohort, cohort.columns[:2])", "alpha needs krippendorff", "ratings"),
    (
        "polars",
        "from coach_ethics.cli.application import application; application(['cohort', 'x.parquet'])",
        "cohorts in files need Polars",
        "frames",
    ),
]


@pytest.mark.parametrize(("missing", "program", "told", "extra"), NEEDED)
def test_what_is_missing(missing: str, program: str, told: str, extra: str) -> None:
    pytest.importorskip("narwhals", reason="narwhals isn't installed")
    run = subprocess.run(
        [sys.executable, "-c", WITHOUT, missing, program], capture_output=True, text=True, timeout=60, check=False
    )
    words = run.stdout + run.stderr
    assert "Traceback" not in words
    assert f"error E502: {told}" in words.replace("Krippendorff's ", "")
    assert f"= help: `pip install 'coach-ethics[{extra}]'`" in words
