"""`coach-ethics publish`: policies as a web site of static files."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from coach_ethics.cli.options import complete_policy
from coach_ethics.cli.output import bad_input_explained, extra_needed, say
from coach_ethics.cli.policy_named import asked_policies
from coach_ethics.cli.progress import progress


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
    out: Annotated[Path, typer.Option("--out", "-o", metavar="DIR", help="The folder to write.", show_default=False)],
    title: Annotated[str, typer.Option("--title", help="The title of the site.")] = "Codes of ethics for coaches",
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

    Needs the extra `site`.
    """
    with bad_input_explained():
        with extra_needed("site", "a site needs Jinja2, which isn't installed here"):
            from coach_ethics.site.dialogue import with_dialogue
            from coach_ethics.site.publish import publish as write
            from coach_ethics.site.publish import site_of
        asked = asked_policies(policies)
        with progress("publishing") as at:
            site = site_of(asked, title)
            if runtime is not None:
                site = with_dialogue(site, asked, runtime)
            for path in write(site, out):
                at(str(path))
    say(f"Written to {out}: {len(site.pages)} pages. Open {out / 'index.html'}")
