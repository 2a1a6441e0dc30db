"""A whole text of a given shape: read and checked, or refused with all its problems."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from contextlib import suppress
from typing import Any

from attrs import evolve

from coach_ethics.json_formats import JsonFormat
from coach_ethics.language.data import Data
from coach_ethics.language.diagnostics import Diagnostics, EnoughError
from coach_ethics.language.schema.read import conform, entries
from coach_ethics.language.schema.shapes import Key, ListShape, Only, Record, Shape, Text
from coach_ethics.language.schema.stages import Stage, stage_of
from coach_ethics.language.trees import json_data, tree_of
from coach_ethics.language.yaml import Node, Scalar, Sequence, compose, path_spans, plain, value_of
from coach_ethics.model.vocabulary import Value
from coach_ethics.problems import CaseProblems, PolicyProblems, Problem, Problems
from coach_ethics.source import Source

POLICY_ASKED = Record(
    "the policy",
    (
        Key("name", Text(), "its name", required=True),
        Key("version", Text(), "its version", required=True),
        Key("digest", Text(), "the digest of what it means", required=True),
    ),
    open=True,
)
"""How documents say of which policy they speak."""


def read_as(source: Source, shape: Record) -> Node:
    """A text of a given shape, in YAML. Raises PolicyProblems."""
    tree, problems = compose(source)
    return _checked(tree, problems, shape, shape.what, Diagnostics(), PolicyProblems)


def read_one_or_more(source: Source, shape: Record, stage: Stage) -> tuple[Data, ...]:
    """What a text in JSON or YAML holds: one record of a shape, or a list of them. Raises CaseProblems.

    What a value says is kept as it is written; it was only checked.
    """
    # JSON is read as JSON has it, so that nothing in it means anything else to YAML.
    data, tree, problems = _json(source) or (None, *compose(source))
    several = isinstance(tree, Sequence)
    try:
        _checked(tree, problems, ListShape(shape) if several else shape, shape.what, Diagnostics(stage), CaseProblems)
    except CaseProblems as found:
        # Places are looked for only where something is wrong.
        written, _ = compose(source)
        spans = path_spans(written) if written else {}
        placed = [evolve(each, span=each.span or spans.get(each.path or "")) for each in found.problems]
        raise CaseProblems(placed) from None
    assert tree is not None, "INVARIANT (checked): what was checked is there"
    said: Any = plain(tree) if data is None else data
    return tuple(said) if several else (said,)


def _json(source: Source) -> tuple[object, Node, tuple[Problem, ...]] | None:
    if not source.text.lstrip("\ufeff \t\r\n").startswith(("{", "[")):
        return None
    try:
        data = json_data(source.text)
        return data, tree_of(data), ()
    except ValueError:
        return None


def read_kept(text: str, format_: JsonFormat, layout: Record, refused: Problem) -> Data:
    """A JSON document that was written in a format, as plain data.

    `layout` says what it holds besides its `format`. Raises CaseProblems where the text is no such document: `refused`,
    and under the code of that problem everything in it that doesn't fit.
    """
    try:
        data = json_data(text)
        tree = tree_of(data)
    except ValueError:
        raise CaseProblems([refused, *_doubled_keys(text)]) from None
    if not isinstance(data, dict) or data.get("format") != format_.value:
        raise CaseProblems([refused])
    formatted = evolve(layout, keys=(Key("format", Only((format_.value,)), "what it is"), *layout.keys))
    try:
        good = _checked(tree, (), formatted, layout.what, Diagnostics(stage_of(refused.code)), CaseProblems)
    except CaseProblems as found:
        raise CaseProblems([refused, *found.problems]) from None
    return {**data, **{name.text: plain(value) for name, value in entries(good)}}


def read_data(data: object, layout: Record, code: str) -> Data:
    """Plain data of a given shape, such as another program sends, under the keys of the layout.

    Raises CaseProblems under one code with everything that doesn't fit, each with its path.
    """
    good = _checked(tree_of(data), (), layout, layout.what, Diagnostics(stage_of(code)), CaseProblems)
    return {name.text: plain(value) for name, value in entries(good)}


def _doubled_keys(text: str) -> tuple[Problem, ...]:
    """Where an object of a JSON text has a key twice."""
    _, problems = compose(Source("<text>", text)) if text.lstrip("\ufeff \t\r\n").startswith("{") else (None, ())
    return tuple(each for each in problems if each.code == "Y104")


def _checked(
    tree: Node | None,
    problems: Iterable[Problem],
    shape: Shape,
    what: str,
    faults: Diagnostics,
    wrong: type[Problems],
) -> Node:
    good = None
    with suppress(EnoughError):
        faults.extend(problems)
        good = None if tree is None else conform(tree, shape, faults, what)
    if good is None or faults.problems:
        raise wrong(faults.problems)
    return good


def facts_under(node: Node | None) -> Mapping[str, Value]:
    """Facts and their values, as they are written."""
    found: dict[str, Value] = {}
    for name, value in entries(node):
        known = value_of(value) if isinstance(value, Scalar) else None
        if known is not None:
            found[name.text] = known
    return found
