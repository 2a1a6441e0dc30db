"""The application: its verbs, in the order in which help lists them."""

from __future__ import annotations

from typing import Annotated

import typer

from coach_ethics.cli import (
    ask,
    assess,
    change,
    check,
    cohort,
    compare,
    coverage,
    export,
    facts,
    judge,
    mutate,
    new,
    policies,
    prove,
    schema,
    show,
    test,
    validate,
    why,
)
from coach_ethics.cli.output import version

application = typer.Typer(
    name="coach-ethics",
    help="Reason about a coach's duties: what must I do, what must I not do, what are my choices, and why?\n\n"
    "It supports a coach's own judgement and supervision, and replaces neither. Nothing about a case is logged or "
    "sent anywhere.",
    epilog="Exit status: 0 all is well, 1 there are findings, 2 the input can't be used.",
    no_args_is_help=True,
    pretty_exceptions_enable=False,
    context_settings={"help_option_names": ["--help", "-h"]},
)


@application.callback()
def _application(
    version_: Annotated[
        bool, typer.Option("--version", help="Print the version and end.", callback=version, is_eager=True)
    ] = False,
) -> None:
    pass


_CASES, _POLICIES, _AUTHORS = "A case", "The policies", "Writing policies"

application.command("assess", rich_help_panel=_CASES)(assess.assess)
application.command("ask", rich_help_panel=_CASES)(ask.ask)
application.command("why", rich_help_panel=_CASES)(why.why)
application.command("change", rich_help_panel=_CASES)(change.change)
application.command("judge", rich_help_panel=_CASES)(judge.judge)
application.command("cohort", rich_help_panel=_CASES)(cohort.cohort)
application.command("policies", rich_help_panel=_POLICIES)(policies.policies)
application.command("show", rich_help_panel=_POLICIES)(show.show)
application.command("facts", rich_help_panel=_POLICIES)(facts.facts)
application.command("new", rich_help_panel=_AUTHORS)(new.new)
application.command("check", rich_help_panel=_AUTHORS)(check.check)
application.command("test", rich_help_panel=_AUTHORS)(test.run_tests)
application.command("prove", rich_help_panel=_AUTHORS)(prove.prove)
application.command("mutate", rich_help_panel=_AUTHORS)(mutate.mutate_policies)
application.command("compare", rich_help_panel=_AUTHORS)(compare.compare)
application.command("coverage", rich_help_panel=_AUTHORS)(coverage.coverage)
application.command("validate", rich_help_panel=_AUTHORS)(validate.validate)
application.command("schema", rich_help_panel=_AUTHORS)(schema.schema)
application.command("export", rich_help_panel=_AUTHORS)(export.export)
