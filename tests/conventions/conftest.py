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
def sources(root: Path) -> dict[Path, ast.Module]:
    """Every module below `src`, parsed once, by its path."""
    return {path: ast.parse(path.read_text("utf-8")) for path in sorted((root / "src").rglob("*.py"))}


@pytest.fixture(scope="session")
def modules(package: Path, sources: dict[Path, ast.Module]) -> dict[str, ast.Module]:
    """Every module of the library, by its path below the package, such as `model/walk.py`.

    Those of the studies come with them, by their path below `src`.
    """
    of_package = {path: path.relative_to(package) for path in sources if package in path.parents}
    studies = package.parent / "coach_ethics_studies"
    of_studies = {path: path.relative_to(package.parent) for path in sources if studies in path.parents}
    return {name.as_posix(): sources[path] for path, name in (of_package | of_studies).items()}
