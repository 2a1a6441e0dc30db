"""`coach-ethics show`: a policy as a readable text."""

from __future__ import annotations

from enum import StrEnum
from typing import Annotated

import typer

from coach_ethics.cli.options import LanguageName, complete_policy
from coach_ethics.cli.output import Format, bad_input_explained, present
from coach_ethics.cli.policy_named import asked_policy
from coach_ethics.render.policy import policy_document


class ReadingOption(StrEnum):
    """How to print a policy."""

    TEXT = "text"
    MARKDOWN = "markdown"
    HTML = "html"


def show(
    policy: Annotated[
        str,
        typer.Argument(
            metavar="POLICY",
            help="The name of a shipped policy, or a policy file.",
            autocompletion=complete_policy,
            show_default=False,
        ),
    ],
    format_: Annotated[ReadingOption, typer.Option("--format", "-f", help="The output format.")] = ReadingOption.TEXT,
    language: LanguageName = None,
    expressions: Annotated[
        bool, typer.Option("--expressions", help="Print each condition as it is written, too, below its words.")
    ] = False,
) -> None:
    """Print a policy as a readable text: what it requires, when and why."""
    with bad_input_explained():
        document = policy_document(asked_policy(policy, language=language), expressions=expressions)
    present(document, str, Format(format_.value))
