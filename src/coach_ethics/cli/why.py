"""`coach-ethics why`: why an act has its status."""

from __future__ import annotations

from typing import Annotated

import typer

from coach_ethics.cli.cases import assess_file
from coach_ethics.cli.options import CaseFile, Day, EngineName, FormatName, PolicyName
from coach_ethics.cli.output import Format, bad_input_explained, present
from coach_ethics.render.explanation import explanation_document
from coach_ethics.render.json import explanation_json


def why(
    case: CaseFile,
    act: Annotated[
        str, typer.Argument(metavar="ACT", help="What to explain, such as `renegotiate`.", show_default=False)
    ],
    policy: PolicyName = "essay",
    engine: EngineName = None,
    format_: FormatName = Format.TEXT,
    on: Day = None,
) -> None:
    """Say why you must, may or must not do something.

    From the answer down to the norms, their reasons, and the facts of the case that decide it.
    """
    with bad_input_explained():
        result = assess_file(case, policy, engine, on)
        explanation = result.why(act.replace(" ", "_"))
        present(explanation_document(explanation, result), lambda: explanation_json(explanation), format_)
