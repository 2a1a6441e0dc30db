"""`coach-ethics judge`: whether a course of action is permissible."""

from __future__ import annotations

from typing import Annotated

import typer

from coach_ethics.cli.cases import assess_file
from coach_ethics.cli.options import CaseFile, DayOption, EngineName, FormatName, LanguageName, PolicyName
from coach_ethics.cli.output import Exit, Format, bad_input_explained, present
from coach_ethics.render.json import judgement_json
from coach_ethics.render.judgement import judgement_document


def judge(
    case: CaseFile,
    acts: Annotated[
        list[str], typer.Argument(metavar="ACT", help="The acts that are done together.", show_default=False)
    ],
    policy: PolicyName = "essay",
    engine: EngineName = None,
    format_: FormatName = Format.TEXT,
    on: DayOption = None,
    language: LanguageName = None,
) -> None:
    """Judge a course of action: whether you may do these acts together, and what that would breach."""
    with bad_input_explained():
        result = assess_file(case, policy, engine, on, language=language)
        judgement = result.judge(act.replace(" ", "_") for act in acts)
        present(judgement_document(judgement, result), lambda: judgement_json(judgement), format_)
    if not judgement.permissible:
        raise typer.Exit(Exit.FINDINGS)
