"""What the rules of the house look at: the checkout, and its Python files as syntax trees."""

from __future__ import annotations

import ast
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]


@pytest.fixture(scope="session")
def root() -> Path:
    """The checkout."""
    return ROOT


@pytest.fixture(scope="session")
def package(root: Path) -> Path:
    """The package's own folder."""
    return root / "src" / "coach_ethics"


@pytest.fixture(scope="session")
def modules(package: Path) -> dict[str, ast.Module]:
    """Every module of the library, parsed, by its path below the package, such as `model/walk.py`.

    Those of the studies come with them, by their path below `src`.
    """
    studies = package.parent / "coach_ethics_studies"
    found = {path: path.relative_to(package) for path in sorted(package.rglob("*.py"))}
    found |= {path: path.relative_to(package.parent) for path in sorted(studies.rglob("*.py"))}
    return {name.as_posix(): ast.parse(path.read_text("utf-8")) for path, name in found.items()}
