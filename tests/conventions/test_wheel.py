"""What a user installs: the wheel carries the policies and the types, and needs nothing of the checkout."""

from __future__ import annotations

import os
import re
import subprocess
import sys
import tarfile
import tomllib
import zipfile
from email import message_from_string
from pathlib import Path

import pytest

import coach_ethics

WITHOUT_DURABLE_RULES = """
import sys
sys.modules["durable_rules_engine"] = None   # importing it fails
import coach_ethics as ce
assert ce.__file__.startswith(sys.argv[1]), ce.__file__
print(ce.assess({"block.present": True}, "essay").engine)
"""
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


def test_a_plain_install_compiles_nothing(wheel: Path) -> None:
    """durable_rules, which is C, comes with an extra only; every extra is for users, none for developers."""
    archive = zipfile.ZipFile(wheel)
    (metadata,) = (name for name in archive.namelist() if name.endswith(".dist-info/METADATA"))
    told = message_from_string(archive.read(metadata).decode())
    needed = [each for each in told.get_all("Requires-Dist", []) if "extra ==" not in each]
    assert {re.split(r"[^\w-]", each)[0].lower() for each in needed} == {"attrs", "cattrs", "pyyaml", "rich", "typer"}
    extras = {"analysis", "calendar", "durable", "editor", "fast", "files", "frames", "mcp", "plots", "ratings", "site"}
    extras |= {"testing", "translating", "web"}
    assert set(told.get_all("Provides-Extra", [])) == extras
    assert told["Version"] == coach_ethics.__version__


def test_a_plain_install_assesses_in_silence(wheel: Path, tmp_path: Path) -> None:
    """Without durable_rules, and with every warning an error, a case is assessed by the compiled engine."""
    zipfile.ZipFile(wheel).extractall(tmp_path)
    command = [sys.executable, "-W", "error", "-c", WITHOUT_DURABLE_RULES, str(tmp_path)]
    environment = os.environ | {"PYTHONPATH": str(tmp_path)}
    run = subprocess.run(
        command, cwd=tmp_path, env=environment, capture_output=True, text=True, timeout=120, check=False
    )
    assert (run.returncode, run.stdout, run.stderr) == (0, "compiled\n", "")


def test_the_version_stands_in_one_place(root: Path) -> None:
    """`version.py`; metadata and the command line read it, and the changelog has an entry for it."""
    written = re.compile(rf"\b{re.escape(coach_ethics.__version__)}\b")
    places = [
        path.relative_to(root).as_posix()
        for path in [root / "pyproject.toml", *(root / "src").rglob("*.py")]
        if written.search(path.read_text("utf-8"))
    ]
    assert places == ["src/coach_ethics/version.py"]
    assert f"\n## {coach_ethics.__version__}" in (root / "CHANGELOG.md").read_text("utf-8")


def test_the_address_of_the_project_stands_in_one_place(root: Path) -> None:
    """One line of `pyproject.toml` sets it, and no page or file quotes it."""
    urls = tomllib.loads((root / "pyproject.toml").read_text("utf-8"))["project"]["urls"]
    (address,) = urls.values()
    pages = [*root.glob("*.md"), *root.glob("*.cff"), *(root / ".github").rglob("*.*"), *(root / "docs").rglob("*.md")]
    assert [path.name for path in pages if address in path.read_text("utf-8")] == []


def test_the_checkout_works_from_anywhere(root: Path, tmp_path: Path) -> None:
    """In an editable install, too, every shipped policy can be loaded by its name from any folder."""
    names = _names(root)
    command = [sys.executable, "-c", READ_EVERY_POLICY, str(root), *names]
    run = subprocess.run(command, cwd=tmp_path, capture_output=True, text=True, timeout=120, check=False)
    assert run.returncode == 0, run.stderr
