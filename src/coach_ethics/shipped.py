"""The policies that travel with the library: found inside the package when installed, beside `src` in a checkout."""

from __future__ import annotations

from pathlib import Path
from typing import TypeAlias

Shelf: TypeAlias = tuple[tuple[Path, int], ...]
"""The files of shipped policies, and when each was changed last."""


def shipped_folder() -> Path | None:
    """The folder of shipped policies, or None where there is none."""
    here = Path(__file__).resolve().parent
    places = (here / "policies", here.parent.parent / "policies")
    return next((place for place in places if place.is_dir()), None)


def shipped_paths() -> tuple[Path, ...]:
    """The files of all shipped policies, sorted by name."""
    folder = shipped_folder()
    found = folder.rglob("*.yaml") if folder else ()
    return tuple(sorted(found, key=lambda path: path.stem))


def shelf() -> Shelf:
    """The shipped policies as they stand now: what is worked out of them holds as long as this stays the same."""
    return tuple((path, path.stat().st_mtime_ns) for path in shipped_paths())


def shipped_names() -> tuple[str, ...]:
    """The names of all shipped policies, sorted."""
    return tuple(path.stem for path in shipped_paths())


def shipped_path(name: str) -> Path | None:
    """The file of a shipped policy, or None where none has that name."""
    return next((path for path in shipped_paths() if path.stem == name), None)
