"""`coach-ethics facts`: the facts that a case can state."""

from __future__ import annotations

from typing import Annotated

import typer

from coach_ethics.cli.options import FormatName, complete_policy
from coach_ethics.cli.output import Format, bad_input_explained, present
from coach_ethics.cli.policy_named import asked_policy
from coach_ethics.coaching.vocabulary import STANDARD
from coach_ethics.render.facts import facts_document
from coach_ethics.render.json import facts_json


def facts(
    policy: Annotated[
        str | None,
        typer.Option(
            "--policy",
            "-p",
            metavar="POLICY",
            help="Include the facts that this policy declares.",
            autocompletion=complete_policy,
            show_default=False,
        ),
    ] = None,
    format_: FormatName = Format.TEXT,
) -> None:
    """List the facts that a case can state: their names, values and questions."""
    with bad_input_explained():
        vocabulary = asked_policy(policy).vocabulary if policy else STANDARD
    present(facts_document(vocabulary), lambda: facts_json(vocabulary), format_)
