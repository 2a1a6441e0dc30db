"""`coach-ethics assess`: what one policy says about an engagement, or several policies side by side."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from typing import Annotated

import typer

from coach_ethics.assessment.assessment import Assessment
from coach_ethics.cli.cases import assess_file, assess_file_under
from coach_ethics.cli.options import CaseFile, DayOption, EngineName, FormatName, LanguageName, complete_policy
from coach_ethics.cli.output import Format, bad_input_explained, present, say
from coach_ethics.coaching.audiences import Audience
from coach_ethics.render.assessment import assessment_document
from coach_ethics.render.brief import brief_json
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
    language: LanguageName = None,
    audience: AudienceName = Audience.COACH,
    brief: Annotated[
        bool,
        typer.Option("--brief", help="Print a short form in JSON, one line a policy, as for a language model."),
    ] = False,
    words: Annotated[
        bool,
        typer.Option("--words", help="In JSON, say what the names of acts, facts, concepts and norms mean as well."),
    ] = False,
) -> None:
    """Assess a case: what you must and must not do, your choices, the reasons, and what to find out next.

    With `--for`, as somebody else may see it: by what they know themselves, so that it can be shown to them.
    """
    with bad_input_explained():
        match list(dict.fromkeys(policy or ["essay"])):  # open: there may be any number
            case [one]:
                _present((assess_file(case, one, engine, on, audience, language),), format_, brief=brief, words=words)
            case several:
                found = assess_file_under(case, several, engine, on, audience, language)
                if brief or len(found.results) == 1:  # one policy by several names
                    _present(found.results, format_, brief=brief, words=words)
                else:
                    present(case_comparison_document(found), lambda: case_comparison_json(found), format_)


def _present(results: Sequence[Assessment], format_: Format, *, brief: bool, words: bool) -> None:
    for result in results:
        if brief:
            say(brief_json(result, words))
        else:
            present(assessment_document(result), partial(assessment_json, result, words), format_)
