"""`coach-ethics language-server`: problems, completions and meanings in an editor."""

from __future__ import annotations

from coach_ethics.cli.output import bad_input_explained
from coach_ethics.problems import PolicyProblems, Problem


def language_server() -> None:
    """Serve an editor that speaks the Language Server Protocol, over standard input and output.

    It marks problems as policies are written, completes names, conditions and values, shows what names mean, and goes
    to definitions. Needs the extra `editor`.
    """
    with bad_input_explained():
        try:
            from coach_ethics.editor.server import server
        except ImportError as missing:
            message = "the language server needs pygls, which isn't installed here"
            fix = "`pip install 'coach-ethics[editor]'`"
            raise PolicyProblems([Problem("E502", message, help=fix)]) from missing
    server().start_io()
