"""Reads known disagreements and themes from YAML."""

from __future__ import annotations

from collections.abc import Mapping
from importlib.resources import files

from coach_ethics.language.diagnostics import Diagnostics
from coach_ethics.language.policies.declarations import text
from coach_ethics.language.schema.layout import DOTTED, KEBAB, SNAKE
from coach_ethics.language.schema.read import conform, entries, entry, items
from coach_ethics.language.schema.shapes import Key, ListShape, MappingShape, Only, Record, Text, ValueShape
from coach_ethics.language.yaml import Node, Scalar, compose, value_of
from coach_ethics.model.published import KnownDisagreement, Query, Saying, Theme
from coach_ethics.model.vocabulary import Value as FactValue
from coach_ethics.problems import PolicyProblems
from coach_ethics.source import Source

_TEXT = Text()
_FACTS = MappingShape(DOTTED, ValueShape())

DISAGREEMENTS = Record(
    "known disagreements",
    (
        Key(
            "disagreements",
            ListShape(
                Record(
                    "a disagreement",
                    (
                        Key("id", _TEXT, "its number", required=True),
                        Key("title", _TEXT, "what it is about", required=True),
                        Key("means", _TEXT, "what is at stake", required=True),
                        Key(
                            "questions",
                            ListShape(
                                Record(
                                    "a question",
                                    (
                                        Key("about", _TEXT, "the situation in words", required=True),
                                        Key("act", SNAKE, "the act", required=True),
                                        Key("given", _FACTS, "the facts", required=True),
                                        Key("says", MappingShape(KEBAB, Only(tuple(Saying))), "by code", required=True),
                                    ),
                                )
                            ),
                            "situations in which it shows",
                        ),
                        Key("out_of_reach", _TEXT, "what can't be found, and why"),
                    ),
                )
            ),
            "the disagreements",
            required=True,
        ),
    ),
)
"""The layout of a file of known disagreements."""


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
                        Key("given", _FACTS, "the facts", required=True),
                    ),
                )
            ),
            "the themes",
            required=True,
        ),
    ),
)
"""The layout of a file of themes."""


def known_disagreements(source: Source | None = None) -> tuple[KnownDisagreement, ...]:
    """The known disagreements in a text, by default those that travel with the library. Raises PolicyProblems."""
    tree = read_as(source or shipped_text("disagreements.yaml"), DISAGREEMENTS)
    return tuple(map(_disagreement, items(entry(tree, "disagreements"))))


def themes(source: Source | None = None) -> tuple[Theme, ...]:
    """The themes in a text, by default those that travel with the library. Raises PolicyProblems."""
    tree = read_as(source or shipped_text("themes.yaml"), THEMES)
    return tuple(map(_theme, items(entry(tree, "themes"))))


def _theme(node: Node) -> Theme:
    return Theme(text(node, "theme"), text(node, "act"), facts_under(entry(node, "given")))


def shipped_text(name: str) -> Source:
    """A text that travels with the library."""
    return Source(name, files("coach_ethics").joinpath("published", name).read_text("utf-8"))


def read_as(source: Source, shape: Record) -> Node:
    """A text of a given shape. Raises PolicyProblems."""
    faults = Diagnostics()
    tree, problems = compose(source)
    faults.extend(problems)
    good = None if tree is None else conform(tree, shape, faults, shape.what)
    if good is None or faults.problems:
        raise PolicyProblems(faults.problems)
    return good


def _disagreement(node: Node) -> KnownDisagreement:
    return KnownDisagreement(
        id=text(node, "id"),
        title=text(node, "title"),
        means=text(node, "means"),
        queries=tuple(map(_query, items(entry(node, "questions")))),
        out_of_reach=text(node, "out_of_reach"),
    )


def _query(node: Node) -> Query:
    says = {name.text: Saying(value.text) for name, value in entries(entry(node, "says")) if isinstance(value, Scalar)}
    return Query(text(node, "about"), text(node, "act"), facts_under(entry(node, "given")), says)


def facts_under(node: Node | None) -> Mapping[str, FactValue]:
    """Facts and their values, as they are written."""
    found: dict[str, FactValue] = {}
    for name, value in entries(node):
        known = value_of(value) if isinstance(value, Scalar) else None
        if known is not None:
            found[name.text] = known
    return found
