"""`coach-ethics validate`: the codes held to published judgement."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from coach_ethics.assessment.validation import OptionOutcome
from coach_ethics.assessment.validation import validate as validate_cases
from coach_ethics.cli.cases import source_at
from coach_ethics.cli.options import EngineName, FormatName
from coach_ethics.cli.output import Exit, Format, bad_input_explained, present
from coach_ethics.language.judgements import published_judgements
from coach_ethics.problems import PolicyProblems, Problem
from coach_ethics.render.validation import validation_document, validation_json
from coach_ethics.source import Source


def validate(
    judgements: Annotated[
        Path | None,
        typer.Argument(
            metavar="JUDGEMENTS",
            help="A file of published judgements. `-` reads the standard input. Left out: those that are shipped.",
            show_default=False,
        ),
    ] = None,
    engine: EngineName = None,
    format_: FormatName = Format.TEXT,
) -> None:
    """Put published vignettes and exam items to the codes, and say where they agree, where not, and why.

    Exit status 1 means that a code disagrees with a source somewhere.
    """
    with bad_input_explained():
        found = validate_cases(published_judgements(_source(judgements)), engine=engine)
        present(validation_document(found), lambda: validation_json(found), format_)
    if found.outcomes()[OptionOutcome.DISAGREES]:
        raise typer.Exit(Exit.FINDINGS)


def _source(path: Path | None) -> Source | None:
    if path is None:
        return None
    source = source_at(path)
    if isinstance(source, Problem):
        raise PolicyProblems([source])
    return source
