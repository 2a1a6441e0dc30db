"""Plain data as a tree that the schema reads: what a program gives instead of a text."""

from __future__ import annotations

import json
import math
import re
from collections.abc import Mapping as MappingABC
from datetime import date, datetime
from typing import Any, assert_never

from coach_ethics.language.yaml import DEEPEST, Mapping, Node, Scalar, Sequence, value_of
from coach_ethics.model.vocabulary import own_scalar
from coach_ethics.problems import CaseProblems, Problem, quoted
from coach_ethics.source import Source, Span

NOWHERE = Span(Source("<data>", ""), 1, 1, 1, 1)
"""The place of whatever stands in no text."""


def tree_of(data: object) -> Node:
    """Dictionaries, lists, texts, numbers, Booleans, days and None as a tree; all of it is nowhere.

    Raises CaseProblems (Y111) for what is none of these, and (Y106) where data are nested too deep.
    """
    problems: list[Problem] = []
    tree = _tree(data, "$", problems)
    if problems:
        raise CaseProblems(problems)
    return tree


def _tree(data: object, path: str, problems: list[Problem], depth: int = 0) -> Node:
    if depth > DEEPEST:
        problems.append(Problem("Y106", f"data are nested more than {DEEPEST} levels deep", path=path))
        return _scalar("")
    match data:  # open: plain data, by its Python types
        case MappingABC():
            pairs = ((_key(key, path, problems), key, value) for key, value in data.items())
            return Mapping(
                tuple((name, _tree(value, f"{path}.{key}", problems, depth + 1)) for name, key, value in pairs), NOWHERE
            )
        case list() | tuple():
            parts = (_tree(item, f"{path}[{place}]", problems, depth + 1) for place, item in enumerate(data))
            return Sequence(tuple(parts), NOWHERE)
        case None:
            return _scalar("")
        case bool():
            return _scalar(str(data).lower())
        case int() if abs(data) >= 10**18:
            return _scalar(hex(data))  # no whole number of ours, and too long to be written out
        case int() | float():
            return _scalar(str(data))
        case str():
            return Scalar(str(data), False, NOWHERE)
        case datetime():
            return _scalar(data.date().isoformat())
        case date():
            return _scalar(data.isoformat())
        case _ if (own := own_scalar(data)) is not data:
            return _tree(own, path, problems, depth + 1)
        case _:
            message = f"`{quoted(repr(data))}` is not data that can be read"
            problems.append(Problem("Y111", message, path=path, help="use texts, numbers, dates, lists and mappings"))
            return _scalar("")


def _scalar(text: str) -> Scalar:
    return Scalar(text, True, NOWHERE)


def _key(key: object, path: str, problems: list[Problem]) -> Scalar:
    if not isinstance(key, str):
        message = f"expected a key, but found `{quoted(repr(key))}`"
        problems.append(Problem("Y110", message, path=path, help="a key must be a word or a text"))
    return Scalar(str(key), False, NOWHERE)


def json_text(node: Node) -> str:
    """A tree as JSON text; a number with a point in it is one here, which files otherwise don't have."""
    return json.dumps(_json(node), ensure_ascii=False)


def _json(node: Node) -> Any:
    match node:
        case Scalar(text, True) if _NUMBER.fullmatch(text) and math.isfinite(number := json.loads(text)):
            return number
        case Scalar():
            return value_of(node)
        case Sequence(items):
            return list(map(_json, items))
        case Mapping(entries):
            return {key.text: _json(value) for key, value in entries}
        case _:
            assert_never(node)


_NUMBER = re.compile(r"-?(?:0|[1-9][0-9]{0,17})(?:\.[0-9]{1,30})?(?:[eE][+-]?[0-9]{1,3})?")


def json_data(text: str) -> Any:
    """What a JSON text says. Raises ValueError for what is none, or has a key twice."""
    try:
        return json.loads(text.removeprefix("\ufeff"), object_pairs_hook=_once)
    except RecursionError:
        raise ValueError("it is nested too deeply") from None


def _once(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    found = dict(pairs)
    if len(found) < len(pairs):
        raise ValueError("a key is written twice")
    return found
