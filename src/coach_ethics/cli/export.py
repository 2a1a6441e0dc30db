"""`coach-ethics export`: a policy in the form of another rules engine."""

from __future__ import annotations

from typing import Annotated

import typer

from coach_ethics.cli.options import PolicyName
from coach_ethics.cli.output import bad_input_explained, say
from coach_ethics.cli.policy_named import asked_policy
from coach_ethics.deontics.program import lower
from coach_ethics.engines.registry import EXPORTERS
from coach_ethics.engines.registry import export as export_program


def export(
    policy: PolicyName = "essay",
    to: Annotated[
        str, typer.Option("--to", metavar="ENGINE", help=f"The engine to export to: {', '.join(EXPORTERS)}.")
    ] = EXPORTERS[0],
) -> None:
    """Print a policy as rules for another engine, to be run without this library."""
    with bad_input_explained():
        say(export_program(to, lower(asked_policy(policy))))
