"""`coach-ethics since` and `coach-ethics timeline`: what has changed in an engagement, and what will by itself."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path
from typing import Annotated

import typer

from coach_ethics.assessment.ahead import ahead
from coach_ethics.assessment.since import since as changes_since
from coach_ethics.cli.cases import assess_file
from coach_ethics.cli.options import CaseFile, DayOption, EngineName, FormatName, LanguageName, PolicyName, day
from coach_ethics.cli.output import Format, bad_input_explained, complain, present
from coach_ethics.cli.policy_named import asked_policy, name_or_path
from coach_ethics.cli.standard_input import STANDARD_INPUT, given_text
from coach_ethics.coaching.read import read_engagement
from coach_ethics.problems import CaseProblems, Problem
from coach_ethics.render.calendar import calendar_file
from coach_ethics.render.json import since_json, timeline_json
from coach_ethics.render.since import ahead_document, since_document


def _day_option(name: str, of: str) -> object:
    return typer.Option(name, parser=day, metavar="DAY", help=f"The date of {of}. Default: today.", show_default=False)


def since(
    before: Annotated[Path, typer.Argument(metavar="BEFORE", help="The case as it was.", show_default=False)],
    after: Annotated[Path, typer.Argument(metavar="AFTER", help="The case as it is now.", show_default=False)],
    policy: PolicyName = "essay",
    engine: EngineName = None,
    format_: FormatName = Format.TEXT,
    before_on: Annotated[datetime | None, _day_option("--before-on", "BEFORE")] = None,
    on: Annotated[datetime | None, _day_option("--on", "AFTER")] = None,
    language: LanguageName = None,
) -> None:
    """Tell what has changed from one state of a case to another, or from one day to another.

    Each act of which something else is said now, with the fewest changed facts that explain it, and the records from
    which these follow. BEFORE and AFTER may be the same file, on two days.
    """
    with bad_input_explained():
        then = assess_file(before, policy, engine, before_on, language=language)
        now = assess_file(after, policy, engine, on, language=language)
        found = changes_since(then, now)
        present(since_document(found, now.prepared.policy), lambda: since_json(found), format_)


def timeline(
    engagement: CaseFile,
    until: Annotated[
        datetime,
        typer.Option(
            "--until",
            parser=day,
            metavar="DAY",
            help="The last date to look at, as year-month-day.",
            show_default=False,
        ),
    ],
    policy: PolicyName = "essay",
    engine: EngineName = None,
    format_: FormatName = Format.TEXT,
    on: DayOption = None,
    language: LanguageName = None,
    calendar: Annotated[
        Path | None,
        typer.Option(
            "--calendar",
            metavar="FILE",
            help="Also write a calendar file (such as `due.ics`) of what is due: acts and days, and no facts.",
            show_default=False,
        ),
    ] = None,
) -> None:
    """Tell on which days ahead something changes by itself, and what: consent expires, a term is over.

    No day is looked at that doesn't follow from the records or from the policy.
    """
    with bad_input_explained():
        asked = asked_policy(policy, on, language)
        named = asked if policy == STANDARD_INPUT else name_or_path(policy)
        read = read_engagement(given_text(engagement), asked.vocabulary)
        found = ahead(read, named, until, on=on, engine=engine, language=language)
        if calendar is not None:
            _write(calendar, calendar_file(found))
        present(ahead_document(found), lambda: timeline_json(found), format_)


def _write(path: Path, made: bytes) -> None:
    try:
        path.write_bytes(made)
    except OSError as failure:
        message = f"`{path}` can't be written: {failure.strerror or failure}"
        raise CaseProblems([Problem("F105", message, help="check who may write it")]) from None
    complain(f"the calendar was written to {path}")
