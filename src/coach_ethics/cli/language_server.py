"""`coach-ethics language-server`: problems, completions and meanings in an editor."""

from __future__ import annotations

from coach_ethics.cli.output import bad_input_explained, extra_needed


def language_server() -> None:
    """Serve an editor that speaks the Language Server Protocol, over standard input and output.

    It marks problems as policies are written, completes names, conditions and values, shows what names mean, and goes
    to definitions. Needs the extra `editor`.
    """
    needs = "the language server needs pygls, which isn't installed here"
    with bad_input_explained(), extra_needed("editor", needs):
        from coach_ethics.editor.server import server
    server().start_io()
