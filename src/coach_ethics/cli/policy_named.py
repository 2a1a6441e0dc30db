"""The policy behind a name on the command line, where a name may be that of a file."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from pathlib import Path

from coach_ethics.catalogues.available import half_told
from coach_ethics.cli.output import complain
from coach_ethics.cli.standard_input import STANDARD_INPUT, source_at
from coach_ethics.coaching.policies import in_language, policy_named, read_policy
from coach_ethics.language.editions import day_asked, editions_at
from coach_ethics.language.files import ENDINGS, is_file, is_folder
from coach_ethics.language.load import shipped_editions
from coach_ethics.language.policies.rebind import dated
from coach_ethics.model.policy import Policy
from coach_ethics.problems import PolicyProblems, Problem, describe
from coach_ethics.shipped import shipped_path


def asked_policy(name: str, on: datetime | None = None, language: str | None = None) -> Policy:
    """The policy that a user names: a shipped one, a file's, that on standard input (`-`), or of a family the edition
    in effect on the day; its texts in a `language`, where one is named.

    Where it isn't translated, a note says so on standard error. Raises PolicyProblems as `load_policy` does; an edition
    that is named itself is taken whatever the day.
    """
    asked = in_language(_as_written(name, on), language)
    if language is not None and (note := half_told(asked)) is not None:
        complain(describe(note))
    return asked


def _as_written(name: str, on: datetime | None) -> Policy:
    if name != STANDARD_INPUT:
        return policy_named(name_or_path(name), on=on)
    source = source_at(Path(name))
    if isinstance(source, Problem):
        raise PolicyProblems([source])
    return dated(read_policy(source), day_asked(on, PolicyProblems))


def asked_policies(names: Iterable[str], on: datetime | None = None, language: str | None = None) -> tuple[Policy, ...]:
    """Several policies, their texts in a `language`, where one is named.

    Raises PolicyProblems with what is wrong with any of them.
    """
    found: list[Policy] = []
    problems: list[Problem] = []
    for name in names:
        try:
            found.append(asked_policy(name, on, language))
        except PolicyProblems as wrong:
            problems += wrong.problems
    if problems:
        raise PolicyProblems(problems)
    return tuple(found)


def name_or_path(name: str) -> str | Path:
    """What a user means: a path where it looks like one, or where there is such a file and no shipped policy."""
    path = Path(name)
    if name.endswith(ENDINGS) or "/" in name or "\\" in name:
        return path
    if "\n" in name or shipped_path(name) is not None:
        return name
    if is_file(path):
        return path
    if shipped_editions(name):
        return name
    return path if editions_at(path) or is_folder(path) else name
