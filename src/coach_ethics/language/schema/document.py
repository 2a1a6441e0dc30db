"""A whole file of a given shape: composed and checked, or refused with all its problems."""

from __future__ import annotations

from collections.abc import Mapping

from coach_ethics.language.diagnostics import Diagnostics
from coach_ethics.language.schema.read import conform, entries
from coach_ethics.language.schema.shapes import Record
from coach_ethics.language.yaml import Node, Scalar, compose, value_of
from coach_ethics.model.vocabulary import Value
from coach_ethics.problems import PolicyProblems
from coach_ethics.source import Source


def read_as(source: Source, shape: Record) -> Node:
    """A text of a given shape. Raises PolicyProblems."""
    faults = Diagnostics()
    tree, problems = compose(source)
    faults.extend(problems)
    good = None if tree is None else conform(tree, shape, faults, shape.what)
    if good is None or faults.problems:
        raise PolicyProblems(faults.problems)
    return good


def facts_under(node: Node | None) -> Mapping[str, Value]:
    """Facts and their values, as they are written."""
    found: dict[str, Value] = {}
    for name, value in entries(node):
        known = value_of(value) if isinstance(value, Scalar) else None
        if known is not None:
            found[name.text] = known
    return found
