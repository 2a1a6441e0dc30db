"""`coach-ethics why`: why an act has its status."""

from __future__ import annotations

from typing import Annotated

import typer

from coach_ethics.cli.cases import assess_file
from coach_ethics.cli.options import CaseFile, DayOption, EngineName, FormatName, LanguageName, PolicyName
from coach_ethics.cli.output import Format, bad_input_explained, present
from coach_ethics.render.explanation import explanation_document
from coach_ethics.render.json import explanation_json
from coach_ethics.render.reasons import reasons_document, reasons_for


def why(
    case: CaseFile,
    act: Annotated[
        str, typer.Argument(metavar="ACT", help="The act to explain, such as `renegotiate`.", show_default=False)
    ],
    policy: PolicyName = "essay",
    engine: EngineName = None,
    format_: FormatName = Format.TEXT,
    on: DayOption = None,
    language: LanguageName = None,
) -> None:
    """Explain why you must, may or must not do something.

    From the answer down to the norms, their reasons and the deciding facts of the case; then which facts the answer
    needs, and which alone are enough for it.
    """
    with bad_input_explained():
        result = assess_file(case, policy, engine, on, language=language)
        name = act.replace(" ", "_")
        explanation = result.why(name)
        reasons = reasons_for(name, result)
        present(
            (*explanation_document(explanation, result), *reasons_document(reasons, name, result)),
            lambda: explanation_json(explanation, reasons),
            format_,
        )
