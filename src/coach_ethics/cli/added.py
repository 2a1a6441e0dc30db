"""What other packages add to the command line, by the entry points that they are installed with.

A verb is an entry point of the group `coach_ethics.verbs`, under its name. An option of ours that another package
implements, such as `compare --known`, is one of the group `coach_ethics.options`, called `compare.known`. So the
command line knows packages above it by what they declare, and imports none of them.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

import typer

if TYPE_CHECKING:
    from importlib.metadata import EntryPoints

_VERBS, _OPTIONS = "coach_ethics.verbs", "coach_ethics.options"


def added_verbs() -> tuple[str, ...]:
    """The names of the verbs that other packages add, sorted."""
    return tuple(sorted({each.name for each in _declared(_VERBS)}))


def added_verb(name: str) -> Callable[..., None]:
    """The verb of a name that another package adds. Raises KeyError where none does."""
    return _loaded(_VERBS, name)


def added_option(verb: str, option: str) -> Callable[..., Any]:
    """The implementation of an option of a verb. Raises typer.BadParameter where no installed package has one."""
    try:
        return _loaded(_OPTIONS, f"{verb}.{option}")
    except KeyError:
        message = "no installed package provides this; it comes with `coach_ethics_studies` (reinstall coach-ethics)"
        raise typer.BadParameter(message, param_hint=f"--{option}") from None


def _loaded(group: str, name: str) -> Callable[..., Any]:
    found = next((each for each in _declared(group) if each.name == name), None)
    if found is None:
        raise KeyError(name)
    loaded: Callable[..., Any] = found.load()
    return loaded


def _declared(group: str) -> EntryPoints:
    from importlib.metadata import entry_points  # late: most commands need nothing that is added

    return entry_points(group=group)
