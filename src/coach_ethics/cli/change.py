"""`coach-ethics change`: what would change an act's status."""

from __future__ import annotations

from enum import StrEnum
from typing import Annotated

import typer

from coach_ethics.assessment.assessment import Assessment
from coach_ethics.assessment.what_if import Change
from coach_ethics.cli.cases import assess_file
from coach_ethics.cli.options import CaseFile, DayOption, EngineName, FormatName, LanguageName, PolicyName
from coach_ethics.cli.output import Format, bad_input_explained, present
from coach_ethics.findings import Status
from coach_ethics.render.json import changes_json, determining_json
from coach_ethics.render.what_if import Wanted, changes_document, determining_document


class To(StrEnum):
    """What the change should achieve."""

    ALLOW = "allow"
    FORBID = "forbid"
    DETERMINE = "determine"
    REQUIRED = "required"
    FORBIDDEN = "forbidden"
    DILEMMA = "dilemma"
    PERMITTED = "permitted"
    UNREGULATED = "unregulated"
    UNDETERMINED = "undetermined"


def change(
    case: CaseFile,
    act: Annotated[str, typer.Argument(metavar="ACT", help="The act, such as `renegotiate`.", show_default=False)],
    to: Annotated[
        To, typer.Option("--to", help="The aim: allow or forbid the act, determine its status, or give it this status.")
    ] = To.ALLOW,
    policy: PolicyName = "essay",
    engine: EngineName = None,
    format_: FormatName = Format.TEXT,
    on: DayOption = None,
    language: LanguageName = None,
) -> None:
    """Show what would allow an act, forbid it, determine its status, or give it another status.

    Lists all smallest sets of changes to the facts; first those that can still be brought about.
    """
    with bad_input_explained():
        result = assess_file(case, policy, engine, on, language=language)
        name = act.replace(" ", "_")
        match to:  # partial: every other word is a status
            case To.DETERMINE:
                determining = result.what_would_determine(name)
                present(determining_document(determining, name, result), lambda: determining_json(determining), format_)
            case To.ALLOW:
                _present(result.what_would_allow(name), name, "allow", result, format_)
            case To.FORBID:
                _present(result.what_would_forbid(name), name, "forbid", result, format_)
            case _:
                status = Status(to.value)
                _present(result.changes(name, status), name, status, result, format_)


def _present(found: tuple[Change, ...], act: str, wanted: Wanted, result: Assessment, format_: Format) -> None:
    present(changes_document(found, act, wanted, result), lambda: changes_json(found), format_)
