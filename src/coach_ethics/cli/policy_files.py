"""The policy files behind the names that a user gives: files, folders, shipped policies."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path

from coach_ethics.cli.policy_named import name_or_path
from coach_ethics.cli.standard_input import STANDARD_INPUT, source_at
from coach_ethics.coaching.policies import holds_no_policy
from coach_ethics.language.load import source_named
from coach_ethics.problems import PolicyProblems, Problem
from coach_ethics.shipped import shipped_path, shipped_paths
from coach_ethics.source import Source

ENDINGS = (".yaml", ".yml")
"""The file name extensions of policies."""


def sources_named(names: Sequence[str] | None) -> tuple[Source, ...]:
    """The named texts, each once; without names, those of all shipped policies.

    Raises PolicyProblems listing every name that can't be found or read.
    """
    found, problems = sources_and_problems(names)
    if problems:
        raise PolicyProblems(problems)
    return found


def sources_and_problems(names: Sequence[str] | None) -> tuple[tuple[Source, ...], tuple[Problem, ...]]:
    """The texts as in `sources_named`, and a problem for each name that can't be found or read."""
    found: dict[str, Source] = {}
    problems: list[Problem] = []
    for each in _named(names or [str(path) for path in shipped_paths()]):
        if isinstance(each, Problem):
            problems.append(each)
        else:
            found[each.name] = each
    return tuple(found.values()), tuple(problems)


def _named(names: Sequence[str]) -> Iterator[Source | Problem]:
    for name in names:
        path = Path(name)
        if name == STANDARD_INPUT:
            yield source_at(path)
        elif path.is_dir():
            yield from _in_folder(path)
        elif path.exists():
            yield source_at(near(path))
        elif (shipped := shipped_path(name)) is not None:
            yield source_at(near(shipped))
        else:
            yield from _by_name(name)


def _in_folder(folder: Path) -> Iterator[Source | Problem]:
    """The policies in a folder, and problems for files that can't be read; other texts beside them are skipped."""
    paths = sorted(
        path
        for path in folder.rglob("*")
        if path.suffix in ENDINGS and not any(part.startswith(".") for part in path.relative_to(folder).parts)
    )
    found = [
        each for each in map(source_at, map(near, paths)) if isinstance(each, Problem) or not holds_no_policy(each)
    ]
    if not found:
        said = f"there is no policy file in the folder `{folder}`"
        yield Problem("F103", said, help="policy files end in `.yaml`; `coach-ethics new` writes one to start with")
    yield from found


def near(path: Path) -> Path:
    """The path relative to the current folder, so that messages stay short."""
    here = Path.cwd()
    return path.relative_to(here) if path.is_absolute() and path.is_relative_to(here) else path


def _by_name(name: str) -> Iterator[Source | Problem]:
    try:
        yield source_named(name_or_path(name))
    except PolicyProblems as found:
        yield from found.problems
