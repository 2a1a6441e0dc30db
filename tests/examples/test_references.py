"""The references are complete: every key of the language, every verb and option of the command line."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import typer.main

from coach_ethics.cli.application import application
from coach_ethics.language.schema.layout import POLICY
from coach_ethics.language.schema.shapes import ListShape, MappingShape, Record, Shape, Variants

DOCS = Path(__file__).parents[2] / "docs"


def _keys(shape: Shape) -> Iterator[str]:
    match shape:
        case Record(_, keys):
            for key in keys:
                yield key.name
                yield from _keys(key.shape)
        case Variants(_, tag, _, records):
            yield tag
            for word, record in records:
                yield word
                yield from _keys(record)
        case ListShape(of):
            yield from _keys(of)
        case MappingShape(_, of):
            yield from _keys(of)
        case _:
            return


def test_the_language_reference_has_every_key() -> None:
    """Each key of a policy file is described in a table or text, and stands in the example that is run."""
    text = (DOCS / "language.md").read_text("utf-8")
    keys = set(_keys(POLICY))
    assert len(keys) > 50
    assert sorted(key for key in keys if f"`{key}`" not in text and f"`{key}:" not in text) == []


def test_the_command_line_reference_has_every_verb_and_option() -> None:
    text = (DOCS / "cli.md").read_text("utf-8")
    command = typer.main.get_command(application)
    verbs = getattr(command, "commands")  # noqa: B009 - the command is a group, which its type doesn't say
    assert len(verbs) >= 10
    missing = [verb for verb in verbs if not re.search(rf"`{verb}\b", text)]
    options = {
        option
        for each in (command, *verbs.values())
        for parameter in each.params
        for option in parameter.opts
        if option.startswith("--") and option != "--help"
    }
    assert (missing, sorted(option for option in options if option not in text)) == ([], [])
