"""`coach-ethics show`: a policy as a text to be read."""

from __future__ import annotations

from enum import StrEnum
from typing import Annotated

import typer

from coach_ethics.cli.options import complete_policy
from coach_ethics.cli.output import Format, bad_input_explained, present
from coach_ethics.coaching.policies import load_policy
from coach_ethics.render.policy import policy_document


class ReadingOption(StrEnum):
    """How to print a publication."""

    TEXT = "text"
    MARKDOWN = "markdown"


def show(
    policy: Annotated[
        str,
        typer.Argument(
            metavar="POLICY",
            help="A shipped policy by its name, or a policy file.",
            autocompletion=complete_policy,
            show_default=False,
        ),
    ],
    format_: Annotated[ReadingOption, typer.Option("--format", "-f", help="How to print it.")] = ReadingOption.TEXT,
) -> None:
    """Print a policy as a text to be read: what it asks for, when and why, in words."""
    with bad_input_explained():
        document = policy_document(load_policy(policy))
    present(document, str, Format(format_.value))
