"""The application: its verbs, in the order in which help lists them."""

from __future__ import annotations

from collections.abc import Callable
from inspect import cleandoc
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

_VERBS: tuple[tuple[str, str, Callable[..., None]], ...] = (
    ("assess", _CASES, assess.assess),
    ("ask", _CASES, ask.ask),
    ("why", _CASES, why.why),
    ("change", _CASES, change.change),
    ("judge", _CASES, judge.judge),
    ("cohort", _CASES, cohort.cohort),
    ("policies", _POLICIES, policies.policies),
    ("show", _POLICIES, show.show),
    ("facts", _POLICIES, facts.facts),
    ("new", _AUTHORS, new.new),
    ("check", _AUTHORS, check.check),
    ("test", _AUTHORS, test.run_tests),
    ("prove", _AUTHORS, prove.prove),
    ("mutate", _AUTHORS, mutate.mutate_policies),
    ("compare", _AUTHORS, compare.compare),
    ("coverage", _AUTHORS, coverage.coverage),
    ("validate", _AUTHORS, validate.validate),
    ("schema", _AUTHORS, schema.schema),
    ("export", _AUTHORS, export.export),
)


def _flowing(text: str | None) -> str:
    """A docstring whose paragraphs are broken where the window ends, and not also where the source's lines end."""
    return "\n\n".join(" ".join(paragraph.split()) for paragraph in cleandoc(text or "").split("\n\n"))


for _name, _joint, _verb in _VERBS:
    application.command(_name, help=_flowing(_verb.__doc__), rich_help_panel=_joint)(_verb)
