"""The OpenAPI description of operations, made from the layouts by which requests are read."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from coach_ethics.coaching.layout import engagement_schema
from coach_ethics.json_formats import JsonFormat
from coach_ethics.language.schema.json_schema import Schema, json_schema
from coach_ethics.language.schema.shapes import Record
from coach_ethics.service.operations import Operation
from coach_ethics.service.problem_details import MEDIA_TYPE, PROBLEM_SCHEMA, TITLES, UNFIT

_CASE = {"$ref": "#/components/schemas/Engagement"}
_PROBLEM = {"$ref": "#/components/schemas/Problem"}


def components() -> Schema:
    """The schemas that descriptions point at."""
    return {"Engagement": engagement_schema(), "Problem": dict(PROBLEM_SCHEMA)}


def request_schema(layout: Record) -> Schema:
    """The JSON Schema of a request."""
    schema = json_schema(layout, "request", layout.means)
    described = {key: value for key, value in schema.items() if key not in ("$schema", "$id", "title")}
    properties: dict[str, Any] = described["properties"]
    for key in properties.keys() & {"case", "given"}:
        properties[key] = {**_CASE, "description": properties[key]["description"]}
    if "cases" in properties:
        properties["cases"] = {**properties["cases"], "items": _CASE}
    return described


def request_body(operation: Operation) -> Schema:
    """What OpenAPI says of the body of a request."""
    return {"required": True, "content": {"application/json": {"schema": request_schema(operation.layout)}}}


def responses(operation: Operation) -> dict[int | str, dict[str, Any]]:
    """What OpenAPI says of the responses to a request."""
    good = response_schema(operation.answers) if operation.answers else _with_keys(operation.keys)
    return {
        200: {"description": operation.summary, "content": {"application/json": {"schema": good}}},
        **refused(sorted({400, 413, 415, UNFIT, *operation.refusals})),
    }


def refused(statuses: Iterable[int]) -> dict[int | str, dict[str, Any]]:
    """What OpenAPI says of the responses by which a request is refused."""
    return {each: {"description": TITLES[each], "content": {MEDIA_TYPE: {"schema": _PROBLEM}}} for each in statuses}


def response_schema(format_: JsonFormat) -> Schema:
    """The JSON Schema of a document of the library's."""
    told = [format_.value]
    if format_ is JsonFormat.CHANGES:  # what would determine a status is asked for in the same way
        told.append(JsonFormat.DETERMINING.value)
    return {"type": "object", "required": ["format"], "properties": {"format": {"enum": told}}}


def _with_keys(keys: tuple[str, ...]) -> Schema:
    return {"type": "object", "required": list(keys), "properties": {key: {} for key in keys}}
