"""Finds the policies that others extend: beside the file first, then among those that are shipped."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path
from typing import TypeAlias

from coach_ethics.language.yaml import LARGEST
from coach_ethics.problems import Problem, Severity
from coach_ethics.shipped import shipped_names, shipped_path
from coach_ethics.source import Source, Span

ENDINGS = (".yaml", ".yml", ".json")
"""How the names of policy files end."""

Find: TypeAlias = Callable[[str, Source], "Source | Problem | None"]
"""Gives the text of the policy of a name, as wanted by a text; a problem where it can't be read; None where there is
none."""


def find_beside_or_shipped(name: str, wanted_by: Source) -> Source | Problem | None:
    """`name.yaml`, `.yml` or `.json` in the folder of the file that wants it, else the shipped policy of that name."""
    folder = Path(wanted_by.name).parent if wanted_by.name.endswith(ENDINGS) else None
    beside = [folder / f"{name}{ending}" for ending in ENDINGS] if folder else []
    if (there := next(filter(is_file, beside), None)) is not None:
        return open_source(there)
    shipped = shipped_path(name)
    return None if shipped is None else open_source(shipped)


def names_beside_or_shipped(wanted_by: Source) -> tuple[str, ...]:
    """All names that could be found, for suggestions."""
    folder = _folder(wanted_by)
    beside = (path for ending in ENDINGS for path in folder.glob(f"*{ending}")) if folder else ()
    return tuple(sorted({*(path.stem for path in beside), *shipped_names()}))


def misnamed(policy: str, name: Span) -> Problem | None:
    """The problem (X406) that a policy's file has another name than the policy, so that no other could extend it."""
    path = Path(name.source.name)
    if path.suffix not in ENDINGS or path.stem == policy:
        return None
    message = f"the file `{path.name}` contains the policy `{policy}`, so that no policy can extend it"
    return Problem(
        "X406", message, name, f"name the file `{policy}{path.suffix}`, or the policy `{path.stem}`", Severity.WARNING
    )


def is_text(given: str) -> bool:
    """Whether what somebody gave is a text itself, and not the name of something or the path to it."""
    return "\n" in given or "\r" in given or _START_OF_A_TEXT.match(given) is not None


_START_OF_A_TEXT = re.compile(r"""\s*(\{|["']?[a-z_][a-z0-9_.]*["']?\s*:(\s|$))""")


def is_file(path: Path) -> bool:
    """Whether there is such a file; a path that can't be looked up is none."""
    try:
        return path.is_file()
    except (OSError, ValueError):
        return False


def is_folder(path: Path) -> bool:
    """Whether there is such a folder; a path that can't be looked up is none."""
    try:
        return path.is_dir()
    except (OSError, ValueError):
        return False


def _folder(source: Source) -> Path | None:
    """The folder of a text that came from a file."""
    path = Path(source.name)
    return path.parent if path.suffix in ENDINGS and is_file(path) else None


def open_source(path: Path) -> Source | Problem:
    """The text of a file; a problem (X404) where it can't be read, or (Y105, Y107) isn't text of a bearable size."""
    try:
        with path.open("rb") as file:
            data = file.read(4 * LARGEST + 1)
    except IsADirectoryError:
        return Problem("X404", f"`{path}` can't be read: it is a folder", help="name a file in it")
    except (OSError, ValueError) as error:
        reason = getattr(error, "strerror", None) or "it can't be opened"
        return Problem("X404", f"`{path}` can't be read: {reason.lower()}", help="check the path")
    return source_of(str(path), data)


def source_of(name: str, data: bytes) -> Source | Problem:
    """The text that bytes hold in UTF-8; a problem (Y107) with its place where they don't."""
    try:
        # Line ends of every system count as one, as editors do.
        return Source(name, data.decode("utf-8"))
    except UnicodeDecodeError as error:
        source = Source(name, data[: error.start].decode("utf-8") + "\ufffd")
        line = len(source.lines)
        column = len(source.lines[-1])
        message = f"the byte {data[error.start]:#04x} is not text in UTF-8"
        if len(data) > 4 * LARGEST:
            return Problem("Y105", f"the text has more than {LARGEST:,} characters", help="split it into several files")
        return Problem("Y107", message, Span(source, line, column, line, column + 1), "save the file in UTF-8")
