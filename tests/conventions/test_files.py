"""Rules for files: what they are called, how long and how deep they are, and that silence has its reason."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator
from pathlib import Path

LONGEST = 400
SAYS_NOTHING = {"utils", "util", "helpers", "helper", "common", "core", "base", "types", "config", "misc", "manager"}
SILENCED = re.compile(r"#\s*(?P<what>noqa|type:\s*ignore|pragma:\s*no cover)(?P<rest>.*)")
WITH_CODES_AND_REASON = re.compile(r"(:\s*[A-Z]+\d+(,\s*[A-Z]+\d+)*|\[[\w, -]+\])\W+\w+\W+\w+")


def _python(root: Path) -> Iterator[tuple[str, str]]:
    for folder in ("src", "tests", "examples"):
        for path in sorted((root / folder).rglob("*.py")):
            yield path.relative_to(root).as_posix(), path.read_text("utf-8")


def test_names_say_something(root: Path) -> None:
    """No file or folder is called by a word that would fit any other just as well."""
    paths = [*(root / "src").rglob("*"), *(root / "tests").rglob("*.py")]
    assert [str(path) for path in paths if path.stem.removeprefix("test_") in SAYS_NOTHING] == []


def test_files_are_short(root: Path) -> None:
    """No file is longer than a reader can hold."""
    counts = {path: text.count("\n") for path, text in _python(root)}
    assert {path: lines for path, lines in counts.items() if lines > LONGEST} == {}


def test_folders_are_shallow(package: Path) -> None:
    """Two folders deep at most."""
    deep = [path for path in package.rglob("*.py") if len(path.relative_to(package).parents) > 3]
    assert deep == []


def test_every_silenced_check_has_its_reason(root: Path) -> None:
    """`noqa` and `type: ignore` name what they silence, and say why in at least two words."""
    unexplained = [
        f"{path}:{number}: {line.strip()}"
        for path, text in _python(root)
        if path != "tests/conventions/test_files.py"
        for number, line in enumerate(text.splitlines(), 1)
        for found in [SILENCED.search(line)]
        if found and not WITH_CODES_AND_REASON.match(found["rest"])
    ]
    assert unexplained == []


def test_every_ignored_lint_has_its_reason(root: Path) -> None:
    """Each lint that `pyproject.toml` ignores has a comment beside it."""
    text = (root / "pyproject.toml").read_text("utf-8")
    lint = tomllib.loads(text)["tool"]["ruff"]["lint"]
    ignored = [*lint["ignore"], *lint["per-file-ignores"]]
    lines = [line for line in text.splitlines() if any(f'"{name}"' in line for name in ignored)]
    assert len(lines) >= len(ignored)
    assert [line for line in lines if "#" not in line] == []


def test_what_ci_runs_elsewhere_is_there() -> None:
    """A path that has moved makes pytest run nothing at all on the other interpreters."""
    root = Path(__file__).parents[2]
    named = re.findall(r"\btests/[\w./-]+", (root / ".ci" / "run").read_text("utf-8"))
    assert named
    assert [path for path in named if not (root / path).exists()] == []
