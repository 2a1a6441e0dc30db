"""What the command line takes from this package through entry points: `validate`, and `compare --known`."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Annotated, TypeAlias

import typer

from coach_ethics.cli.options import EngineName, FormatName, complete_policy
from coach_ethics.cli.output import Exit, Format, bad_input_explained, present
from coach_ethics.cli.policy_named import asked_policies
from coach_ethics.cli.standard_input import source_at
from coach_ethics.model.policy import Policy
from coach_ethics.problems import PolicyProblems, Problem
from coach_ethics.render.document import Document
from coach_ethics.source import Source
from coach_ethics_studies.disagreements.read import known_disagreements
from coach_ethics_studies.disagreements.recover import recover
from coach_ethics_studies.disagreements.render import recovery_document
from coach_ethics_studies.json import recovery_json, validation_json
from coach_ethics_studies.validation.read import published_judgements
from coach_ethics_studies.validation.render import Asked, validation_document
from coach_ethics_studies.validation.validate import OptionOutcome
from coach_ethics_studies.validation.validate import validate as validate_cases

PolicyNames: TypeAlias = Annotated[
    list[str] | None,
    typer.Option(
        "--policy",
        "-p",
        metavar="POLICY",
        help="Put every case to this policy, a shipped one or a file; may be given more than once. Default: the codes "
        "that each case names.",
        autocompletion=complete_policy,
        show_default=False,
    ),
]


def validate(
    judgements: Annotated[
        Path | None,
        typer.Argument(
            metavar="JUDGEMENTS",
            help="A file of published judgements. `-` reads standard input. Default: the shipped ones.",
            show_default=False,
        ),
    ] = None,
    policies: PolicyNames = None,
    engine: EngineName = None,
    format_: FormatName = Format.TEXT,
) -> None:
    """Compare codes with published vignettes and exam items: where they agree, where they don't, and why.

    With `--policy`, every case is put to that policy instead of to the codes that it names: a body's own code is held
    to its board's own decisions by `coach-ethics validate decisions.yaml --policy our-code.yaml`.

    Exit status 1 means that a code disagrees with a source somewhere.
    """
    with bad_input_explained():
        given = asked_policies(policies or ())
        found = validate_cases(published_judgements(_source(judgements), given), given, engine=engine)
        asked = Asked(None if judgements is None else str(judgements), tuple(policies or ()))
        present(validation_document(found, asked), lambda: validation_json(found), format_)
    if found.outcomes()[OptionOutcome.DISAGREES]:
        raise typer.Exit(Exit.FINDINGS)


def _source(path: Path | None) -> Source | None:
    if path is None:
        return None
    source = source_at(path)
    if isinstance(source, Problem):
        raise PolicyProblems([source])
    return source


def known(
    codes: Sequence[Policy], *, timeout: float, told: Callable[[str], None]
) -> tuple[Document, Callable[[], str], bool]:
    """`compare --known`: what was found of the known disagreements, as a document and as JSON; whether none was asked.

    Raises as `recover` does.
    """
    found = recover(known_disagreements(), codes, timeout=timeout, told=told)
    return recovery_document(found), lambda: recovery_json(found), not any(each.sought for each in found.recovered)
