"""What a JSON Schema speaks of."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any


def property_names(schema: Any) -> Iterator[str]:
    """The names of all properties, however deep."""
    if isinstance(schema, dict):
        yield from schema.get("properties", ())
        for part in schema.values():
            yield from property_names(part)
    elif isinstance(schema, list):
        for part in schema:
            yield from property_names(part)
