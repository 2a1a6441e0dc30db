"""The OpenAPI description of operations, made from the layouts by which requests are read and what writes answers."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any, assert_never

from coach_ethics.coaching.layout import engagement_schema
from coach_ethics.json_formats import JsonFormat
from coach_ethics.language.schema.json_schema import Schema, json_schema
from coach_ethics.language.schema.shapes import Record
from coach_ethics.render.derived_schema import answer_schema_from, document_name
from coach_ethics.render.result_forms import RESULTS
from coach_ethics.service.operations import OPERATIONS, Operation, OwnAnswer
from coach_ethics.service.problem_details import DETAILS, MEDIA_TYPE, TITLES, UNFIT

_SCHEMAS = "#/components/schemas/"
_CASE = {"$ref": f"{_SCHEMAS}Engagement"}
_DETAILS = OwnAnswer("ProblemDetails", DETAILS)
_OF_ITS_OWN = ("$schema", "$id", "title")
"""The keys of a schema that stands by itself."""


def components(*formats: JsonFormat) -> Schema:
    """The schemas that descriptions point at: those of what operations answer, and of documents in further formats.

    A document has the schema that `result_schema` gives it, the parts of which stand beside it.
    """
    from coach_ethics.render.result_types import result_schema  # loads what makes every result

    own = {each.answers.name: each.answers for each in OPERATIONS if isinstance(each.answers, OwnAnswer)}
    whole = {name: answer_schema_from(each.keys, RESULTS) for name, each in (own | {_DETAILS.name: _DETAILS}).items()}
    told = {each for operation in OPERATIONS if isinstance(operation.answers, tuple) for each in operation.answers}
    for format_ in sorted({*told, *formats, JsonFormat.QUESTION}):
        whole[document_name(format_)] = result_schema(format_.value.split()[1])
    found: Schema = {"Engagement": _part(engagement_schema())}
    for name, schema in whole.items():
        for part, said in {name: _part(schema), **schema["$defs"]}.items():
            assert found.setdefault(part, said) == said, f"INVARIANT (one schema a name): {part}"
    return {name: _pointing(found[name]) for name in sorted(found)}


def _part(schema: Schema) -> Schema:
    """A schema as a part of a document."""
    return {key: each for key, each in schema.items() if key not in (*_OF_ITS_OWN, "$defs")}


def _pointing(schema: Any) -> Any:
    """A schema that points at others where OpenAPI has them."""
    if isinstance(schema, list):
        return [_pointing(each) for each in schema]
    if not isinstance(schema, dict):
        return schema
    if isinstance(at := schema.get("$ref"), str):
        return {**schema, "$ref": at.replace("#/$defs/", _SCHEMAS)}
    return {key: _pointing(each) for key, each in schema.items()}


def request_schema(layout: Record) -> Schema:
    """The JSON Schema of a request."""
    described = _part(json_schema(layout, "request", layout.means))
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
    match operation.answers:
        case OwnAnswer(name):
            good = _named(name)
        case tuple() as formats:
            good = response_schema(*formats)
        case answers:
            assert_never(answers)
    return {
        200: {"description": operation.summary, "content": {"application/json": {"schema": good}}},
        **refused(sorted({400, 413, 415, UNFIT, *operation.refusals})),
    }


def refused(statuses: Iterable[int]) -> dict[int | str, dict[str, Any]]:
    """What OpenAPI says of the responses by which a request is refused: these statuses, and whatever else there is."""
    content = {MEDIA_TYPE: {"schema": _named(_DETAILS.name)}}
    titles: dict[int | str, str] = {each: TITLES[each] for each in statuses}
    return {
        each: {"description": title, "content": content}
        for each, title in {**titles, "default": "Any other problem"}.items()
    }


def response_schema(*formats: JsonFormat) -> Schema:
    """The JSON Schema of a document of the library's, in one of these formats."""
    pointed = [_named(document_name(each)) for each in formats]
    return pointed[0] if len(pointed) == 1 else {"anyOf": pointed}


def _named(name: str) -> Schema:
    return {"$ref": f"{_SCHEMAS}{name}"}
