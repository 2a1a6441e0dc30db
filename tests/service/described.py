"""Responses held to the OpenAPI description of the service that gave them."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from typing import Any
from urllib.parse import quote

import httpx
from attrs import frozen
from jsonschema import Draft202012Validator
from referencing import Registry
from referencing.jsonschema import DRAFT202012

_ROOT = "urn:description"


@frozen
class Description:
    """What a service says of itself."""

    document: Mapping[str, Any]

    def check(self, response: httpx.Response) -> None:
        """A response is of a media type that is declared for its status, and fits the schema of that."""
        response.read()
        method, path = response.request.method.lower(), self._path(response.request.url.path)
        if path is None or method not in self.document["paths"][path]:
            return  # nothing is asked there
        declared = self.document["paths"][path][method]["responses"]
        status = str(response.status_code) if str(response.status_code) in declared else "default"
        kind = response.headers["content-type"]
        assert kind in declared[status]["content"], (path, response.status_code, kind)
        parts = ("paths", path, method, "responses", status, "content", kind, "schema")
        self._validator(parts).validate(json.loads(response.text))

    def _path(self, asked: str) -> str | None:
        paths = self.document["paths"]
        return next((each for each in paths if re.fullmatch(re.sub(r"{\w+}", "[^/]+", each), asked)), None)

    def _validator(self, parts: tuple[str, ...]) -> Draft202012Validator:
        registry = Registry().with_resource(_ROOT, DRAFT202012.create_resource(dict(self.document)))
        pointer = "/".join(quote(each.replace("~", "~0").replace("/", "~1")) for each in parts)
        return Draft202012Validator({"$ref": f"{_ROOT}#/{pointer}"}, registry=registry)
