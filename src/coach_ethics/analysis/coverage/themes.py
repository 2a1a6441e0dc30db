"""Themes by which codes are compared, and their reader."""

from __future__ import annotations

from collections.abc import Mapping
from importlib.resources import files

from attrs import frozen

from coach_ethics.language.policies.declarations import text
from coach_ethics.language.schema.document import facts_under, read_as
from coach_ethics.language.schema.layout import DOTTED, SNAKE
from coach_ethics.language.schema.read import entry, items
from coach_ethics.language.schema.shapes import Key, ListShape, MappingShape, Record, Text, ValueShape
from coach_ethics.language.yaml import Node
from coach_ethics.model.vocabulary import Value
from coach_ethics.source import Source


@frozen
class Theme:
    """A theme over which codes are set side by side: an act, and a plain situation to ask about."""

    theme: str
    act: str
    given: Mapping[str, Value]


_TEXT = Text()
THEMES = Record(
    "themes",
    (
        Key(
            "themes",
            ListShape(
                Record(
                    "a theme",
                    (
                        Key("theme", _TEXT, "what it is about", required=True),
                        Key("act", SNAKE, "the act", required=True),
                        Key("given", MappingShape(DOTTED, ValueShape()), "the facts", required=True),
                    ),
                )
            ),
            "the themes",
            required=True,
        ),
    ),
)
"""The layout of a file of themes."""


def themes(source: Source | None = None) -> tuple[Theme, ...]:
    """The themes in a text, by default those that travel with the library. Raises PolicyProblems."""
    tree = read_as(source or _shipped(), THEMES)
    return tuple(map(_theme, items(entry(tree, "themes"))))


def _shipped() -> Source:
    name = "themes.yaml"
    return Source(name, files(__package__).joinpath(name).read_text("utf-8"))


def _theme(node: Node) -> Theme:
    return Theme(text(node, "theme"), text(node, "act"), facts_under(entry(node, "given")))
