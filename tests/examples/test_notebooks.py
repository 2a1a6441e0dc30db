"""The notebooks run, and show what they are kept with."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

pytest.importorskip("nbclient", reason="nbclient isn't installed")
pytest.importorskip("ipykernel", reason="ipykernel isn't installed")
pytest.importorskip("z3", reason="z3 isn't installed")
pytest.importorskip("matplotlib", reason="matplotlib isn't installed")
pytest.importorskip("polars", reason="polars isn't installed")

from tests.examples.notebooks import FOLDER, keep, read, run, shown

NOTEBOOKS = sorted(FOLDER.glob("*.ipynb"))


def test_each_kind_of_reader_has_one() -> None:
    assert [each.stem for each in NOTEBOOKS] == ["a_coach", "a_researcher", "an_ethics_officer"]


@pytest.mark.filterwarnings("ignore::DeprecationWarning")  # the kernel's own
@pytest.mark.parametrize("path", NOTEBOOKS, ids=lambda path: path.stem)
def test_a_notebook_shows_what_it_is_kept_with(path: Path) -> None:
    """Words to the letter, and a picture where there was one; `GOLDEN=write` keeps what it shows now."""
    found = run(path)
    if os.environ.get("GOLDEN") == "write":
        keep(found, path)
    kept = shown(read(path))
    assert not any("<Figure" in words for cell in kept for output in cell for words in output.values())
    for one, other in zip(shown(found), kept, strict=True):
        assert one == other
