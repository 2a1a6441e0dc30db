"""What a user installs: the wheel carries the policies and the types, and needs nothing of the checkout."""

from __future__ import annotations

import os
import subprocess
import sys
import tarfile
import zipfile
from pathlib import Path

import pytest

READ_EVERY_POLICY = """
import sys, coach_ethics
assert coach_ethics.__file__.startswith(sys.argv[1]), coach_ethics.__file__
for name in sys.argv[2:]:
    assert coach_ethics.load_policy(name).name, name
import coach_ethics_studies.validation.read as cases
assert cases.published_judgements()
"""


def _build(root: Path, folder: Path, target: str) -> Path:
    command = [sys.executable, "-m", "hatchling", "build", "-t", target, "-d", str(folder)]
    run = subprocess.run(command, cwd=root, capture_output=True, text=True, timeout=120, check=False)
    assert run.returncode == 0, run.stdout + run.stderr
    (built,) = folder.iterdir()
    return built


def _names(root: Path) -> list[str]:
    names = [path.stem for path in (root / "policies").rglob("*.yaml")]
    assert names
    return names


@pytest.fixture(scope="module")
def wheel(root: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The wheel, built from the checkout."""
    return _build(root, tmp_path_factory.mktemp("wheel"), "wheel")


def test_the_wheel_carries_policies_and_types(wheel: Path, root: Path) -> None:
    """Every shipped policy and `py.typed` are in the wheel; tests aren't."""
    names = set(zipfile.ZipFile(wheel).namelist())
    shipped = {f"coach_ethics/{path.relative_to(root).as_posix()}" for path in (root / "policies").rglob("*.yaml")}
    assert shipped
    assert shipped | {"coach_ethics/py.typed", "coach_ethics/__init__.pyi"} <= names
    assert "coach_ethics_studies/validation/judgements.yaml" in names
    assert [name for name in names if name.startswith("tests") or "__pycache__" in name] == []


def test_the_source_distribution_builds_the_same_wheel(wheel: Path, root: Path, tmp_path: Path) -> None:
    """A wheel built from the source distribution has the same files as one built from the checkout."""
    with tarfile.open(_build(root, tmp_path / "sdist", "sdist")) as archive:
        archive.extractall(tmp_path / "source", filter="data")
    (source,) = (tmp_path / "source").iterdir()
    again = _build(source, tmp_path / "again", "wheel")
    assert sorted(zipfile.ZipFile(again).namelist()) == sorted(zipfile.ZipFile(wheel).namelist())


def test_the_wheel_works_by_itself(wheel: Path, root: Path, tmp_path: Path) -> None:
    """From the wheel alone, in an empty folder, every shipped policy can be loaded by its name."""
    installed, empty = tmp_path / "installed", tmp_path / "empty"
    empty.mkdir()
    zipfile.ZipFile(wheel).extractall(installed)
    names = _names(root)
    command = [sys.executable, "-c", READ_EVERY_POLICY, str(installed), *names]
    environment = os.environ | {"PYTHONPATH": str(installed)}
    run = subprocess.run(command, cwd=empty, env=environment, capture_output=True, text=True, timeout=120, check=False)
    assert run.returncode == 0, run.stderr


def test_the_checkout_works_from_anywhere(root: Path, tmp_path: Path) -> None:
    """In an editable install, too, every shipped policy can be loaded by its name from any folder."""
    names = _names(root)
    command = [sys.executable, "-c", READ_EVERY_POLICY, str(root), *names]
    run = subprocess.run(command, cwd=tmp_path, capture_output=True, text=True, timeout=120, check=False)
    assert run.returncode == 0, run.stderr
