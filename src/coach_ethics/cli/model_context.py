"""`coach-ethics mcp`: the library as tools of a language model."""

from __future__ import annotations

from typing import Annotated

import typer

from coach_ethics.cli.options import complete_policy
from coach_ethics.cli.output import bad_input_explained, extra_needed
from coach_ethics.cli.policy_named import name_or_path


def mcp(
    policy: Annotated[
        list[str] | None,
        typer.Option(
            "--policy",
            "-p",
            metavar="POLICY",
            help="A policy to answer by, by name or file; may be repeated: the first is the one that is meant where "
            "none is named. Default: all shipped policies, first `essay`.",
            autocompletion=complete_policy,
            show_default=False,
        ),
    ] = None,
) -> None:
    """Serve a language model with tools, by the Model Context Protocol, over standard input and output.

    The model fills in facts, and the library decides: the tools refuse what isn't in the vocabulary, and tell what is
    derived apart from what was assumed. Needs the extra `mcp`.
    """
    with bad_input_explained():
        needs = "the tools need the SDK of the Model Context Protocol, which isn't installed here"
        with extra_needed("mcp", needs):
            from coach_ethics.assistant.server import serve_on_standard_streams
        from coach_ethics.assistant.tools import Assistant
        from coach_ethics.coaching.policies import policy_named
        from coach_ethics.service.catalogue import catalogue

        asked = [name_or_path(each) for each in policy or ()]
        default = "essay"
        if asked:
            default = asked[0] if isinstance(asked[0], str) else policy_named(asked[0]).name
        assistant = Assistant(catalogue(asked or None), default)
    serve_on_standard_streams(assistant)
