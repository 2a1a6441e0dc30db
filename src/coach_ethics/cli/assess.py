"""`coach-ethics assess`: what one policy says about an engagement, or several policies side by side."""

from __future__ import annotations

from typing import Annotated

import typer

from coach_ethics.assessment.assessment import Assessment
from coach_ethics.cli.cases import assess_file, assess_file_under
from coach_ethics.cli.options import CaseFile, DayOption, EngineName, FormatName, complete_policy
from coach_ethics.cli.output import Format, bad_input_explained, present
from coach_ethics.coaching.audiences import Audience
from coach_ethics.render.assessment import assessment_document
from coach_ethics.render.compare_case import case_comparison_document
from coach_ethics.render.json import assessment_json, case_comparison_json

PolicyNames = Annotated[
    list[str] | None,
    typer.Option(
        "--policy",
        "-p",
        metavar="POLICY",
        help="The name of a shipped policy (`coach-ethics policies` lists them) or a policy file. Default: `essay`. "
        "Repeat it to assess the case under several policies, side by side and jointly.",
        autocompletion=complete_policy,
        show_default=False,
    ),
]

AudienceName = Annotated[
    Audience,
    typer.Option("--for", help="Who is to see it: what they don't know is taken as not known.", show_default=True),
]


def assess(
    case: CaseFile,
    policy: PolicyNames = None,
    engine: EngineName = None,
    format_: FormatName = Format.TEXT,
    on: DayOption = None,
    audience: AudienceName = Audience.COACH,
) -> None:
    """Assess a case: what you must and must not do, your choices, the reasons, and what to find out next.

    With `--for`, as somebody else may see it: by what they know themselves, so that it can be shown to them.
    """
    with bad_input_explained():
        match list(dict.fromkeys(policy or ["essay"])):  # open: there may be any number
            case [one]:
                _present_one(assess_file(case, one, engine, on, audience), format_)
            case several:
                found = assess_file_under(case, several, engine, on, audience)
                if len(found.results) == 1:  # one policy by several names
                    _present_one(found.results[0], format_)
                else:
                    present(case_comparison_document(found), lambda: case_comparison_json(found), format_)


def _present_one(result: Assessment, format_: Format) -> None:
    present(assessment_document(result), lambda: assessment_json(result), format_)
