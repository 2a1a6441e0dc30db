"""The JSON Schema (2020-12) of engagement files, made from the classes that the reader builds."""

from __future__ import annotations

import inspect
from datetime import date
from enum import StrEnum
from types import UnionType
from typing import Any, TypeAlias, Union, assert_never, get_args, get_origin, get_type_hints

import attrs

from coach_ethics.arguments import takes
from coach_ethics.coaching.engagement import Engagement
from coach_ethics.coaching.vocabulary import STANDARD
from coach_ethics.model.vocabulary import Boolean, Enumeration, Fact, FactType, Integer, Vocabulary

Schema: TypeAlias = dict[str, Any]

_OWN = r"^[a-z][a-z0-9_]*(\.[a-z][a-z0-9_]*)+$"
"""The form of a fact's name: words joined by full stops."""


@takes(vocabulary=Vocabulary)
def engagement_schema(vocabulary: Vocabulary = STANDARD) -> Schema:
    """The JSON Schema of an engagement file, as plain data.

    Facts of the vocabulary, under `facts` or at the top, are described; others, which a policy may declare, are let
    through.

    >>> from coach_ethics.coaching import engagement_schema
    >>> "consents" in engagement_schema()["properties"]
    True
    """
    definitions: dict[str, Schema] = {}
    records = _record(Engagement, definitions)
    facts = {fact.name: _fact(fact) for fact in vocabulary}
    others = {_OWN: {"type": ["boolean", "integer", "string", "null"]}}
    stated = {"type": ["object", "null"], "properties": facts, "patternProperties": others}
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": "coach-ethics engagement",
        **records,
        "properties": {
            **{name: about for name, about in records["properties"].items() if name not in ("facts", "places")},
            "facts": {**stated, "additionalProperties": False, "description": "facts that are stated directly"},
            **facts,
        },
        "patternProperties": others,
        "$defs": definitions,
    }


def _record(class_: type, definitions: dict[str, Schema]) -> Schema:
    hints = get_type_hints(class_)
    return {
        "type": "object",
        "description": inspect.cleandoc(class_.__doc__ or "").partition("\n\n")[0].replace("\n", " "),
        "properties": {
            field.name: _of(hints[field.name], definitions)
            for field in attrs.fields(class_)
            if field.name not in ("facts", "places")
        },
        "additionalProperties": False,
    }


def _of(annotation: Any, definitions: dict[str, Schema]) -> Schema:
    """What an annotation admits. Everything may be unknown, which is `null` or left out."""
    if get_origin(annotation) in (Union, UnionType):
        parts = [_of(part, definitions) for part in get_args(annotation) if part is not type(None)]
        return {"anyOf": [*parts, {"type": "null"}]}
    if get_origin(annotation) is tuple:
        return {"type": "array", "items": _of(get_args(annotation)[0], definitions)}
    if attrs.has(annotation):
        if annotation.__name__ not in definitions:
            definitions[annotation.__name__] = {}  # taken, in case it holds itself
            definitions[annotation.__name__] = _record(annotation, definitions)
        return {"$ref": f"#/$defs/{annotation.__name__}"}
    if issubclass(annotation, StrEnum):
        return {"enum": [member.value for member in annotation]}
    if annotation is date:
        return {"type": "string", "format": "date", "pattern": "^[0-9]{4}-[0-9]{2}-[0-9]{2}$"}
    if annotation is bool:
        return {"type": "boolean"}
    if annotation is int:
        return {"type": "integer"}
    assert annotation is str, "INVARIANT (records): an engagement holds records, enumerators, days and plain values"
    # A text may stand without quotation marks and look like a number or a Boolean.
    return {"type": ["string", "number", "boolean"]}


def _fact(fact: Fact) -> Schema:
    return {**_value(fact.type), "description": fact.means}


def _value(type_: FactType) -> Schema:
    match type_:
        case Boolean():
            return {"type": ["boolean", "null"]}
        case Integer(minimum, maximum):
            return {"type": ["integer", "null"], "minimum": minimum, "maximum": maximum}
        case Enumeration(values):
            return {"enum": [*values, None]}
        case _:
            assert_never(type_)
