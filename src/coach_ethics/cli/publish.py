"""`coach-ethics publish`: policies as a web site of static files."""

from __future__ import annotations

from importlib.util import find_spec
from pathlib import Path
from typing import Annotated

import typer

from coach_ethics.analysis.compare.changes import are_versions
from coach_ethics.analysis.coverage.themes import read_themes, shipped_themes
from coach_ethics.cli.options import LanguageName, complete_policy
from coach_ethics.cli.output import bad_input_explained, complain, extra_needed, say
from coach_ethics.cli.policy_named import asked_policies
from coach_ethics.cli.progress import progress
from coach_ethics.cli.standard_input import given_text
from coach_ethics.model.policy import Policy
from coach_ethics.render.words import counted, listed
from coach_ethics.site.order import TITLE, Pairs, SiteOrder

_MOST_NAMED = 3
"""How many files of others are named."""


def publish(
    policies: Annotated[
        list[str],
        typer.Argument(
            metavar="POLICY",
            help="Policies: files, or names of shipped ones.",
            autocompletion=complete_policy,
            show_default=False,
        ),
    ],
    out: Annotated[
        Path, typer.Option("--out", "-o", metavar="DIR", help="The folder to write into.", show_default=False)
    ],
    title: Annotated[str, typer.Option("--title", help="The title of the site.")] = TITLE,
    since: Annotated[
        list[str] | None,
        typer.Option(
            "--since",
            metavar="OLD",
            help="An earlier version of one of the policies: what has changed since then gets a page, for a vote. Can "
            "be given several times.",
            autocompletion=complete_policy,
            show_default=False,
        ),
    ] = None,
    pairs: Annotated[
        Pairs,
        typer.Option(
            "--compare",
            help="Which policies to compare two by two, a second or two each: the first with each other one, all, or "
            "none. All but `none` compare versions of one policy with each other.",
        ),
    ] = Pairs.FIRST,
    themes: Annotated[
        Path | None,
        typer.Option("--themes", help="Compare the policies by the themes of this file.", show_default=False),
    ] = None,
    language: LanguageName = None,
    runtime: Annotated[
        Path | None,
        typer.Option(
            "--runtime",
            metavar="DIR",
            help="The folder of the npm package `pyodide`: adds a dialogue with each policy and a playground, which "
            "run in the reader's browser.",
            show_default=False,
        ),
    ] = None,
) -> None:
    """Publish policies as a web site of static files, which works from any web server and from a disk.

    Each policy gets a page, clause by clause, and one of pictures; two of them a page side by side; versions of one a
    page of what changes, for a vote. The pages ask nobody else for anything, and are whole without JavaScript. With
    `--runtime`, readers can ask each policy about a case of their own, in a dialogue in the page. Needs the extra
    `site`.
    """
    with bad_input_explained():
        with extra_needed("site", "a site needs Jinja2, which isn't installed here"):
            from coach_ethics.site.dialogue import with_dialogue
            from coach_ethics.site.publish import site_of
            from coach_ethics.site.writing import publish as write
        asked, before = (asked_policies(each, language=language) for each in (policies, since or ()))
        _require_versions(before, asked)
        given = shipped_themes() if themes is None else read_themes(given_text(themes), asked)
        with progress("publishing") as at:
            order = SiteOrder(asked, title, before, _possible(pairs, asked, before), given, at)
            site = site_of(order) if runtime is None else with_dialogue(site_of(order), order, runtime)
            found = write(site, out)
    say(f"Written to {out}: {counted(len(found.written), 'file')}. Open {out / 'index.html'}")
    if found.removed:
        complain(f"note: {counted(len(found.removed), 'file')} of an earlier run removed")
    if found.others:
        first, more = map(str, found.others[:_MOST_NAMED]), len(found.others) - _MOST_NAMED
        told = [*first, *([f"{more} more"] if more > 0 else [])]
        complain(f"note: not of this site, and left as they are: {listed(told)}")
    if runtime is None:
        complain("note: without a dialogue; `--runtime` adds it, from the folder of the npm package `pyodide`")


def _require_versions(before: tuple[Policy, ...], asked: tuple[Policy, ...]) -> None:
    """Each earlier version is one of a policy that is published."""
    for old in before:
        if not any(are_versions(old, new) for new in asked):
            said = f"`{old.name}` is a version of none of these policies; versions have one name, or one `family`"
            raise typer.BadParameter(said, param_hint="--since")


def _possible(pairs: Pairs, asked: tuple[Policy, ...], before: tuple[Policy, ...]) -> Pairs:
    """What can be compared here: without a solver, nothing, unless it was asked for by name."""
    if pairs is Pairs.FIRST and len(asked) > 1 and not before and find_spec("z3") is None:
        complain("note: nothing is compared, since z3 isn't installed here; `pip install 'coach-ethics[analysis]'`")
        return Pairs.NONE
    return pairs
