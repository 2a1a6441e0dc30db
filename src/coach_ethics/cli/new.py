"""`coach-ethics new`: a starter policy."""

from __future__ import annotations

from importlib.resources import files
from pathlib import Path
from typing import Annotated

import typer

from coach_ethics.cli.output import bad_input_explained, say
from coach_ethics.cli.standard_input import STANDARD_INPUT
from coach_ethics.language.schema.shapes import LONGEST_NAME
from coach_ethics.language.schema.stages import fits
from coach_ethics.language.schema.words import KEBAB
from coach_ethics.problems import PolicyProblems, Problem, quoted
from coach_ethics.shipped import shipped_names

STARTER = "starter"
"""The policy's name in its template."""


def new(
    name: Annotated[
        str, typer.Argument(metavar="NAME", help="The name of the policy, such as `our-code`.", show_default=False)
    ],
    out: Annotated[
        Path | None,
        typer.Option("--out", "-o", help="The file to write. Default: `NAME.yaml` in this folder. `-` prints it."),
    ] = None,
) -> None:
    """Write a small starter policy. It is explained line by line, and passes `check` and `test`."""
    with bad_input_explained():
        _check_name(name)
        path = out or Path(f"{name}.yaml")
        text = starter(name)
        if str(path) == STANDARD_INPUT:
            say(text)
            return
        _write(path, text)
    say(f"Written to {path}. Next: coach-ethics check {path}, coach-ethics test {path}")


def _check_name(name: str) -> None:
    """Raises PolicyProblems for an invalid name (N101), or the name of a shipped policy (N109)."""
    if not fits(name, KEBAB):
        said = f"`{quoted(name)}` can't be the name of a policy"
        raise PolicyProblems([Problem("N101", said, help=f"write {KEBAB.form}, at most {LONGEST_NAME}")])
    if name in shipped_names():
        said = f"`{name}` is the name of a shipped policy, which the new one would hide from policies beside it"
        fix = f"choose another name; `extends: [{name}]` in the file builds on the shipped one"
        raise PolicyProblems([Problem("N109", said, help=fix)])


def starter(name: str) -> str:
    """The text of the starter policy under the given name."""
    template = files("coach_ethics.cli").joinpath(f"{STARTER}.yaml").read_text("utf-8")
    return template.replace(f"policy: {STARTER}", f"policy: {name}", 1)


def _write(path: Path, text: str) -> None:
    """Write a new file; raises PolicyProblems (F104) where there is one already, or (F105) it can't be written."""
    try:
        with path.open("x", encoding="utf-8") as file:
            file.write(text)
    except FileExistsError:
        said = f"`{path}` already exists"
        raise PolicyProblems([Problem("F104", said, help="choose another file with `--out`")]) from None
    except OSError as failure:
        reason = (failure.strerror or "the system refuses").lower()
        fix = "choose another file with `--out`"
        raise PolicyProblems([Problem("F105", f"`{path}` can't be written: {reason}", help=fix)]) from None
