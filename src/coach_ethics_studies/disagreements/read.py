"""Reads known disagreements from YAML."""

from __future__ import annotations

from importlib.resources import files

from coach_ethics.language.policies.declarations import text
from coach_ethics.language.schema.document import facts_under, read_as
from coach_ethics.language.schema.read import entries, entry, items
from coach_ethics.language.schema.shapes import Key, ListShape, MappingShape, Only, Record, Text, ValueShape
from coach_ethics.language.schema.words import DOTTED, KEBAB, SNAKE
from coach_ethics.language.yaml import Node, Scalar
from coach_ethics.source import Source
from coach_ethics_studies.disagreements.known import KnownDisagreement, Query, Saying

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


def known_disagreements(source: Source | None = None) -> tuple[KnownDisagreement, ...]:
    """The known disagreements in a text, by default those in this folder. Raises PolicyProblems."""
    tree = read_as(source or _shipped(), DISAGREEMENTS)
    return tuple(map(_disagreement, items(entry(tree, "disagreements"))))


def _shipped() -> Source:
    name = "disagreements.yaml"
    return Source(name, files(__package__).joinpath(name).read_text("utf-8"))


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
