"""`coach-ethics change`: what would change an act's status."""

from __future__ import annotations

from enum import StrEnum
from typing import Annotated, assert_never

import typer

from coach_ethics.cli.cases import assess_file
from coach_ethics.cli.options import CaseFile, Day, EngineName, FormatName, PolicyName
from coach_ethics.cli.output import Format, bad_input_explained, present
from coach_ethics.render.change import changes_document, changes_json, settling_document, settling_json


class To(StrEnum):
    """What the change is to bring about."""

    ALLOW = "allow"
    FORBID = "forbid"
    SETTLE = "settle"


def change(
    case: CaseFile,
    act: Annotated[
        str, typer.Argument(metavar="ACT", help="What it is about, such as `renegotiate`.", show_default=False)
    ],
    to: Annotated[To, typer.Option("--to", help="What is to be brought about: allow it, forbid it, or settle it.")] = (
        To.ALLOW
    ),
    policy: PolicyName = "essay",
    engine: EngineName = None,
    format_: FormatName = Format.TEXT,
    on: Day = None,
) -> None:
    """Say what would allow something, forbid it, or settle whether you may.

    All smallest sets of changes of facts, first those that can still be brought about.
    """
    with bad_input_explained():
        result = assess_file(case, policy, engine, on)
        name = act.replace(" ", "_")
        match to:
            case To.SETTLE:
                settling = result.what_would_settle(name)
                present(settling_document(settling, name, result), lambda: settling_json(settling), format_)
            case To.ALLOW | To.FORBID:
                found = result.what_would_allow(name) if to is To.ALLOW else result.what_would_forbid(name)
                present(changes_document(found, name, to.value, result), lambda: changes_json(found), format_)
            case _:
                assert_never(to)
