"""JSON Schemas (2020-12), made from the layouts that the reader walks, so that editors and servers can help."""

from __future__ import annotations

from typing import Any, TypeAlias, assert_never

from coach_ethics.language.schema.layout import POLICY
from coach_ethics.language.schema.shapes import (
    FREE_NAME,
    LONGEST_NAME,
    Anything,
    ConditionText,
    DayShape,
    FactsShape,
    Flag,
    JsonShape,
    Key,
    ListShape,
    MappingShape,
    Maybe,
    Only,
    OrWord,
    Record,
    Shape,
    Text,
    ValueShape,
    Variants,
    Whole,
    WordShape,
)
from coach_ethics.language.schema.stages import FACT
from coach_ethics.model.vocabulary import Boolean, Enumeration, FactType, Integer

Schema: TypeAlias = dict[str, Any]


def policy_schema() -> Schema:
    """The JSON Schema of a policy file, as plain data."""
    return json_schema(POLICY, "policy", "What a coach's facts count as, and what they demand.")


def json_schema(shape: Shape, name: str, description: str) -> Schema:
    """The JSON Schema of a whole text of a shape, as plain data.

    Every part is written where it belongs and none is pointed at, so that the whole means the same within another
    document, such as the components of an OpenAPI description.
    """
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "$id": f"urn:coach-ethics:{name}",
        "title": f"coach-ethics {name}",
        **_schema(shape),
        "description": description,
    }


def _schema(shape: Shape) -> Schema:
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
        case ValueShape(free):
            word = {} if free else {"pattern": "^[A-Za-z_][A-Za-z0-9_]*$"}
            return {"type": ["boolean", "integer", "string"], **word}
        case Anything():
            return {}
        case JsonShape():
            return {"type": "object"}
        case DayShape():
            return {"type": "string", "format": "date", "pattern": "^[0-9]{4}-[0-9]{2}-[0-9]{2}$"}
        case ListShape():
            return _listing(shape)
        case MappingShape(names, of, most):
            form = {"propertyNames": _schema(names) if isinstance(names, WordShape) else {"pattern": f"^{FREE_NAME}$"}}
            return {
                "type": "object",
                **form,
                "additionalProperties": _schema(of),
                "maxProperties": most,
            }
        case Maybe(of):
            return _or_null(_schema(of))
        case OrWord((word,), of):
            return {"anyOf": [{"const": word}, _schema(of)]}
        case OrWord(words, of):
            return {"anyOf": [{"enum": list(words)}, _schema(of)]}
        case FactsShape():
            return {"type": "object", **_facts(shape), "additionalProperties": False}
        case Record():
            return _record(shape)
        case Variants():
            return _variants(shape)
        case _:
            assert_never(shape)


def _listing(shape: ListShape) -> Schema:
    item = _schema(shape.of)
    least = {"minItems": shape.least} if shape.least else {}
    listed = {"type": "array", "items": item, **least, "maxItems": shape.most}
    return {"anyOf": [item, listed]} if shape.single else listed


def _or_null(schema: Schema) -> Schema:
    match schema:  # open: a JSON Schema, as plain data
        case {"type": str(type_)}:
            return {**schema, "type": [type_, "null"]}
        case {"type": list(types)}:
            return {**schema, "type": [*types, "null"]}
        case {"enum": list(words)}:
            return {**schema, "enum": [*words, None]}
        case {"anyOf": list(parts)}:
            return {**schema, "anyOf": [*parts, {"type": "null"}]}
        case _:
            return {"anyOf": [schema, {"type": "null"}]}


def _facts(shape: FactsShape) -> Schema:
    """The facts of a vocabulary, each with what it takes; and others, where there may be any."""
    known = {fact.name: {"description": fact.means, **fact_schema(fact.type)} for fact in shape.vocabulary}
    others = (
        {"patternProperties": {f"^{FACT.pattern}$": {"type": ["boolean", "integer", "string", "null"]}}}
        if shape.own
        else {}
    )
    return {"properties": known, **others}


def fact_schema(type_: FactType) -> Schema:
    """The JSON Schema of the values of a fact; null for not known."""
    match type_:
        case Boolean():
            return {"type": ["boolean", "null"]}
        case Integer(minimum, maximum):
            return {"type": ["integer", "null"], "minimum": minimum, "maximum": maximum}
        case Enumeration(values):
            return {"type": ["string", "null"], "enum": [*values, None]}
        case _:
            assert_never(type_)


def _record(shape: Record) -> Schema:
    groups = [{"oneOf": [{"required": [name]} for name in group]} for group in shape.exactly_one]
    never = [{"not": {"required": list(pair)}} for pair in shape.never]
    required = [key.name for key in shape.keys if key.required]
    facts = _facts(shape.facts) if shape.facts else {"properties": {}}
    return {
        "type": "object",
        **({"description": shape.means} if shape.means else {}),
        **facts,
        "properties": {**{key.name: _key(key) for key in shape.keys}, **facts["properties"]},
        **({"required": required} if required else {}),
        "additionalProperties": shape.open,
        **({"allOf": [*groups, *never]} if groups or never else {}),
    }


def _key(key: Key) -> Schema:
    return {**_schema(key.shape), **({"description": key.means} if key.means else {})}


def _variants(shape: Variants) -> Schema:
    words = tuple(word for word, _ in shape.records)
    branches = []
    for word, record in shape.records:
        tag = Key(shape.tag, Only((word,)), shape.means, required=True)
        tagged = _record(Record(record.what, (tag, *record.keys)))
        branches.append({"if": {"properties": {shape.tag: {"const": word}}}, "then": tagged})
    return {
        "type": "object",
        "properties": {shape.tag: {"enum": list(words)}},
        "required": [shape.tag],
        "allOf": branches,
    }
