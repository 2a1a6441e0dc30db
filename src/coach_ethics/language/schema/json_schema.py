"""The JSON Schema (2020-12) of policy files, made from the layout that the reader walks, so that editors can help."""

from __future__ import annotations

from typing import Any, TypeAlias, assert_never

from coach_ethics.language.schema.layout import POLICY
from coach_ethics.language.schema.shapes import (
    LONGEST_NAME,
    ConditionText,
    DayShape,
    Flag,
    Key,
    ListShape,
    MappingShape,
    Only,
    Record,
    Shape,
    Text,
    ValueShape,
    Variants,
    Whole,
    WordShape,
)

Schema: TypeAlias = dict[str, Any]


def policy_schema() -> Schema:
    """The JSON Schema of a policy file, as plain data."""
    definitions: dict[str, Schema] = {}
    whole = _record(POLICY, definitions)
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": "coach-ethics policy",
        "description": "What a coach's facts count as, and what they demand.",
        **whole,
        "$defs": definitions,
    }


def _schema(shape: Shape, definitions: dict[str, Schema]) -> Schema:
    match shape:
        case Text():
            return {"type": ["string", "number", "boolean"]}
        case WordShape(pattern):
            return {"type": "string", "pattern": f"^(?:{pattern})$", "maxLength": LONGEST_NAME}
        case ConditionText():
            return {"type": ["string", "boolean"], "minLength": 1}
        case Whole(least, most):
            return {"type": "integer", "minimum": least, "maximum": most}
        case Flag():
            return {"type": "boolean"}
        case Only(words):
            return {"enum": list(words)}
        case ValueShape():
            return {"type": ["boolean", "integer", "string"], "pattern": "^[A-Za-z_][A-Za-z0-9_]*$"}
        case DayShape():
            return {"type": "string", "format": "date", "pattern": "^[0-9]{4}-[0-9]{2}-[0-9]{2}$"}
        case ListShape():
            return _listing(shape, definitions)
        case MappingShape(names, of, most):
            form = {"propertyNames": _schema(names, definitions)} if isinstance(names, WordShape) else {}
            return {
                "type": "object",
                **form,
                "additionalProperties": _schema(of, definitions),
                "maxProperties": most,
            }
        case Record(what):
            return _defined(what, _record(shape, definitions), definitions)
        case Variants(what):
            return _defined(what, _variants(shape, definitions), definitions)
        case _:
            assert_never(shape)


def _listing(shape: ListShape, definitions: dict[str, Schema]) -> Schema:
    item = _schema(shape.of, definitions)
    least = {"minItems": shape.least} if shape.least else {}
    listed = {"type": "array", "items": item, **least, "maxItems": shape.most}
    return {"anyOf": [item, listed]} if shape.single else listed


def _defined(what: str, schema: Schema, definitions: dict[str, Schema]) -> Schema:
    """A part that has a name of its own is written once and pointed at."""
    name = what.removeprefix("an ").removeprefix("a ").replace(" ", "-").replace("`", "")
    assert definitions.setdefault(name, schema) == schema, "INVARIANT (definitions): one shape a name"
    return {"$ref": f"#/$defs/{name}"}


def _record(shape: Record, definitions: dict[str, Schema]) -> Schema:
    groups = [{"oneOf": [{"required": [name]} for name in group]} for group in shape.exactly_one]
    never = [{"not": {"required": list(pair)}} for pair in shape.never]
    required = [key.name for key in shape.keys if key.required]
    return {
        "type": "object",
        "properties": {key.name: _key(key, definitions) for key in shape.keys},
        **({"required": required} if required else {}),
        "additionalProperties": False,
        **({"allOf": [*groups, *never]} if groups or never else {}),
    }


def _key(key: Key, definitions: dict[str, Schema]) -> Schema:
    return {"description": key.means, **_schema(key.shape, definitions)}


def _variants(shape: Variants, definitions: dict[str, Schema]) -> Schema:
    words = tuple(word for word, _ in shape.records)
    branches = []
    for word, record in shape.records:
        tag = Key(shape.tag, Only((word,)), shape.means, required=True)
        tagged = _record(Record(record.what, (tag, *record.keys)), definitions)
        branches.append({"if": {"properties": {shape.tag: {"const": word}}}, "then": tagged})
    return {
        "type": "object",
        "properties": {shape.tag: {"enum": list(words)}},
        "required": [shape.tag],
        "allOf": branches,
    }
