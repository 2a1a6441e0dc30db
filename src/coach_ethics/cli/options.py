"""The arguments and options that several verbs share."""

from __future__ import annotations

import re
from datetime import datetime
from pathlib import Path
from typing import Annotated, TypeAlias

import typer

from coach_ethics.cli.output import Format
from coach_ethics.engines.registry import EVALUATORS
from coach_ethics.problems import quoted
from coach_ethics.shipped import shipped_names


def complete_policy(incomplete: str) -> list[str]:
    """For shell completion."""
    return [name for name in shipped_names() if name.startswith(incomplete)]


def day(written: str) -> datetime:
    """The day that was written. Raises typer.BadParameter for anything else."""
    if not _DAY.fullmatch(written):
        raise typer.BadParameter(f"`{quoted(written)}` is not a date; write year-month-day, such as `2026-01-31`")
    try:
        return datetime.fromisoformat(written)
    except ValueError:
        raise typer.BadParameter(f"there is no such date as `{written}`") from None


_DAY = re.compile("[0-9]{4}-[0-9]{2}-[0-9]{2}")


def _complete_engine(incomplete: str) -> list[str]:
    """For shell completion."""
    return [name for name in EVALUATORS if name.startswith(incomplete)]


CaseFile: TypeAlias = Annotated[
    Path,
    typer.Argument(
        metavar="CASE",
        help="The case: an engagement, or a mapping of facts, in YAML or JSON. `-` reads standard input.",
        show_default=False,
    ),
]
PolicyName: TypeAlias = Annotated[
    str,
    typer.Option(
        "--policy",
        "-p",
        metavar="POLICY",
        help="The name of a shipped policy (`coach-ethics policies` lists them) or a policy file. `-` reads standard "
        "input.",
        autocompletion=complete_policy,
    ),
]
PolicyFiles: TypeAlias = Annotated[
    list[str] | None,
    typer.Argument(
        metavar="POLICY",
        help="Policy files, folders to search for them, or names of shipped policies. `-` reads standard input. "
        "Default: all shipped policies.",
        autocompletion=complete_policy,
        show_default=False,
    ),
]
EngineName: TypeAlias = Annotated[
    str | None,
    typer.Option(
        "--engine",
        metavar="ENGINE",
        help=f"The engine to use: {', '.join(EVALUATORS)}. All give the same answers.",
        autocompletion=_complete_engine,
        show_default=False,
    ),
]
FormatName: TypeAlias = Annotated[Format, typer.Option("--format", "-f", help="The output format.")]
LanguageName: TypeAlias = Annotated[
    str | None,
    typer.Option(
        "--language",
        "-l",
        metavar="LANGUAGE",
        help="The language to answer in: `fr`, `de`. What isn't translated stays as it is. Default: the policy's own.",
        show_default=False,
    ),
]
DayOption: TypeAlias = Annotated[
    datetime | None,
    typer.Option(
        "--on",
        parser=day,
        metavar="DAY",
        help="The date to assess, as year-month-day (`2026-01-31`). Default: today.",
        show_default=False,
    ),
]
