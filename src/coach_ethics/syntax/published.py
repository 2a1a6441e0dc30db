"""Reads published judgements and known disagreements from YAML."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from importlib.resources import files

from coach_ethics.facts.vocabulary import Value as FactValue
from coach_ethics.ir.published import KnownDisagreement, Option, PublishedCase, Query, Saying, Scoring, Theme, Verdict
from coach_ethics.problems import PolicyProblems
from coach_ethics.source import Source
from coach_ethics.syntax.declarations import text
from coach_ethics.syntax.faults import Faults
from coach_ethics.syntax.layout import DOTTED, KEBAB, SNAKE
from coach_ethics.syntax.shapes import Flag, Key, Listing, Only, Record, Table, Text, Value
from coach_ethics.syntax.structure import conform, entries, entry, items
from coach_ethics.syntax.yaml_tree import Node, Scalar, compose, value_of

_TEXT = Text()
_FACTS = Table(DOTTED, Value())
_ACTS = Listing(SNAKE)

_OPTION = Record(
    "an option",
    (
        Key("says", _TEXT, "the option in a few words", required=True),
        Key("does", _ACTS, "the acts that it does"),
        Key("omits", _ACTS, "the acts that it leaves undone"),
        Key("verdict", Only(tuple(Verdict)), "what the source says of it", required=True),
        Key("given", _FACTS, "facts of its own"),
        Key("expect_open", Listing(DOTTED), "facts that the source leaves out and on which a code turns"),
    ),
)

JUDGEMENTS = Record(
    "published judgements",
    (
        Key(
            "judgements",
            Listing(
                Record(
                    "a published case",
                    (
                        Key("id", _TEXT, "its id in the collection", required=True),
                        Key("title", _TEXT, "what it is about", required=True),
                        Key("tier", _TEXT, "how much the source weighs", required=True),
                        Key("url", _TEXT, "where it can be read"),
                        Key("concludes", _TEXT, "what the source concludes"),
                        Key("scoring", Only(tuple(Scoring)), "how far rejected options are rejected"),
                        Key("codes", Listing(KEBAB), "the codes that it is put to"),
                        Key("nearest", Flag(), "whether the source cites none of them"),
                        Key("put", _FACTS, "the facts"),
                        Key("held", Listing(_OPTION), "the options"),
                        Key("note", _TEXT, "what has to be said of it"),
                        Key("not_put", _TEXT, "why it isn't put to any code"),
                    ),
                )
            ),
            "every case of the collections",
            required=True,
        ),
    ),
)
"""The layout of a file of published judgements."""

DISAGREEMENTS = Record(
    "known disagreements",
    (
        Key(
            "disagreements",
            Listing(
                Record(
                    "a disagreement",
                    (
                        Key("id", _TEXT, "its number", required=True),
                        Key("title", _TEXT, "what it is about", required=True),
                        Key("means", _TEXT, "what is at stake", required=True),
                        Key(
                            "questions",
                            Listing(
                                Record(
                                    "a question",
                                    (
                                        Key("about", _TEXT, "the situation in words", required=True),
                                        Key("act", SNAKE, "the act", required=True),
                                        Key("given", _FACTS, "the facts", required=True),
                                        Key("says", Table(KEBAB, Only(tuple(Saying))), "by code", required=True),
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
            Listing(
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


def published_judgements(source: Source | None = None) -> tuple[PublishedCase, ...]:
    """The published cases in a text, by default those that travel with the library. Raises PolicyProblems."""
    tree = _read(source or _shipped("judgements.yaml"), JUDGEMENTS)
    return tuple(map(_case, items(entry(tree, "judgements"))))


def known_disagreements(source: Source | None = None) -> tuple[KnownDisagreement, ...]:
    """The known disagreements in a text, by default those that travel with the library. Raises PolicyProblems."""
    tree = _read(source or _shipped("disagreements.yaml"), DISAGREEMENTS)
    return tuple(map(_disagreement, items(entry(tree, "disagreements"))))


def themes(source: Source | None = None) -> tuple[Theme, ...]:
    """The themes in a text, by default those that travel with the library. Raises PolicyProblems."""
    tree = _read(source or _shipped("themes.yaml"), THEMES)
    return tuple(map(_theme, items(entry(tree, "themes"))))


def _theme(node: Node) -> Theme:
    return Theme(text(node, "theme"), text(node, "act"), _facts(entry(node, "given")))


def _shipped(name: str) -> Source:
    return Source(name, files("coach_ethics").joinpath("published", name).read_text("utf-8"))


def _read(source: Source, shape: Record) -> Node:
    faults = Faults()
    tree, problems = compose(source)
    faults.extend(problems)
    good = None if tree is None else conform(tree, shape, faults, shape.what)
    if good is None or faults.problems:
        raise PolicyProblems(faults.problems)
    return good


def _case(node: Node) -> PublishedCase:
    return PublishedCase(
        id=text(node, "id"),
        title=text(node, "title"),
        tier=text(node, "tier"),
        url=text(node, "url"),
        concludes=text(node, "concludes"),
        scoring=Scoring(text(node, "scoring") or Scoring.EXPLAINED),
        codes=_names(node, "codes"),
        nearest=text(node, "nearest") == "true",
        put=_facts(entry(node, "put")),
        held=tuple(map(_option, items(entry(node, "held")))),
        note=text(node, "note"),
        not_put=text(node, "not_put"),
    )


def _option(node: Node) -> Option:
    return Option(
        says=text(node, "says"),
        verdict=Verdict(text(node, "verdict")),
        does=_names(node, "does"),
        omits=_names(node, "omits"),
        given=_facts(entry(node, "given")),
        expect_open=_names(node, "expect_open"),
    )


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
    return Query(text(node, "about"), text(node, "act"), _facts(entry(node, "given")), says)


def _names(node: Node, key: str) -> tuple[str, ...]:
    return tuple(_scalars(items(entry(node, key))))


def _scalars(nodes: Iterable[Node]) -> Iterable[str]:
    return (node.text for node in nodes if isinstance(node, Scalar))


def _facts(node: Node | None) -> Mapping[str, FactValue]:
    found: dict[str, FactValue] = {}
    for name, value in entries(node):
        known = value_of(value) if isinstance(value, Scalar) else None
        if known is not None:
            found[name.text] = known
    return found
