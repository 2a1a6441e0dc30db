"""`coach-ethics coverage`: how much of each code is encoded, and what the codes say theme by theme."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from coach_ethics.analysis.coverage.clauses import coverage as coverage_of
from coach_ethics.analysis.coverage.themes import read_themes, shipped_themes
from coach_ethics.analysis.proofs.clauses import Standing
from coach_ethics.cli.added import added_option
from coach_ethics.cli.cases import warn
from coach_ethics.cli.options import FormatName, complete_policy
from coach_ethics.cli.output import Exit, Format, bad_input_explained, present
from coach_ethics.cli.policy_named import asked_policies
from coach_ethics.cli.standard_input import source_at
from coach_ethics.language.files import misnamed
from coach_ethics.problems import PolicyProblems, Problem
from coach_ethics.render.coverage import coverage_document
from coach_ethics.render.json import coverage_json
from coach_ethics.source import Source


def coverage(
    codes: Annotated[
        list[str],
        typer.Argument(
            metavar="CODE",
            help="Codes: files, or names of shipped codes.",
            autocompletion=complete_policy,
            show_default=False,
        ),
    ],
    picture: Annotated[
        Path | None,
        typer.Option("--picture", help="Also draw the matrix of themes and codes, as an SVG file.", show_default=False),
    ] = None,
    themes: Annotated[
        Path | None,
        typer.Option(
            "--themes",
            help="Compare the codes by the themes of this file, and as it says what facts of your own stand for.",
            show_default=False,
        ),
    ] = None,
    format_: FormatName = Format.TEXT,
) -> None:
    """Show which clauses of codes are encoded, excused, not verified or not covered, and compare the codes by theme.

    Exit status 1 means that a clause is not covered, or that a norm has no scenario.
    """
    draw = None if picture is None else added_option("coverage", "picture")
    with bad_input_explained():
        policies = asked_policies(codes)
        warn(name for each in policies if each.span and (name := misnamed(each.name, each.span)))
        found = coverage_of(policies, shipped_themes() if themes is None else read_themes(_source(themes), policies))
        if picture is not None and draw is not None:
            _write(draw(found), picture)
        present(
            coverage_document(found, *(() if themes is None else (f"--themes {themes}",))),
            lambda: coverage_json(found),
            format_,
        )
    if any(code.clauses[Standing.NOT_COVERED] or code.without_scenario for code in found.codes):
        raise typer.Exit(Exit.FINDINGS)


def _source(path: Path) -> Source:
    source = source_at(path)
    if isinstance(source, Problem):
        raise PolicyProblems([source])
    return source


def _write(svg: str, path: Path) -> None:
    try:
        path.write_text(svg, "utf-8")
    except OSError as error:
        message = f"`{path}` can't be written: {error.strerror or error}"
        raise PolicyProblems([Problem("F105", message, help="choose another file for the picture")]) from None
