"""Reads dilemmas from YAML. What policies say of them is worked out when they are told."""

from __future__ import annotations

from collections.abc import Mapping
from importlib.resources import files

from attrs import frozen

from coach_ethics.language.policies.declarations import text
from coach_ethics.language.schema.document import facts_under, read_as
from coach_ethics.language.schema.read import entry, items
from coach_ethics.language.schema.shapes import Key, ListShape, MappingShape, Record, Text, ValueShape
from coach_ethics.language.schema.words import DOTTED, KEBAB, SNAKE
from coach_ethics.language.yaml import Node, Scalar
from coach_ethics.model.vocabulary import Value
from coach_ethics.source import Source

_DILEMMA = Record(
    "a dilemma",
    (
        Key("id", Text(), "its id", required=True),
        Key("title", Text(), "what it is about", required=True),
        Key("told", Text(), "the case as a coach would tell it", required=True),
        Key("policy", KEBAB, "the policy whose answer is given in full", required=True),
        Key("codes", ListShape(KEBAB), "the codes that are asked as well"),
        Key("about", ListShape(SNAKE, least=1), "the acts that are in question", required=True),
        Key("given", MappingShape(DOTTED, ValueShape()), "the facts", required=True),
    ),
)

DILEMMAS = Record("dilemmas", (Key("dilemmas", ListShape(_DILEMMA), "every dilemma", required=True),))
"""The layout of a file of dilemmas."""


@frozen
class HardCase:
    """A case as a coach would tell it: its facts, the acts in question, and the policies that are asked about it."""

    id: str
    title: str
    told: str
    policy: str
    about: tuple[str, ...]
    given: Mapping[str, Value]
    codes: tuple[str, ...] = ()


def dilemmas(source: Source | None = None) -> tuple[HardCase, ...]:
    """The dilemmas in a text, by default those in this folder. Raises PolicyProblems."""
    tree = read_as(source or _shipped(), DILEMMAS)
    return tuple(map(_hard_case, items(entry(tree, "dilemmas"))))


def _shipped() -> Source:
    name = "dilemmas.yaml"
    return Source(name, files(__package__).joinpath(name).read_text("utf-8"))


def _hard_case(node: Node) -> HardCase:
    return HardCase(
        text(node, "id"),
        text(node, "title"),
        text(node, "told"),
        text(node, "policy"),
        _names(node, "about"),
        facts_under(entry(node, "given")),
        _names(node, "codes"),
    )


def _names(node: Node, key: str) -> tuple[str, ...]:
    return tuple(each.text for each in items(entry(node, key)) if isinstance(each, Scalar))
