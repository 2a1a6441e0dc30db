"""The digest of a tree: the same for equal trees, on every machine and in every process."""

from __future__ import annotations

import json
from datetime import date
from enum import Enum
from typing import cast

import attrs


def digest(tree: object) -> str:
    """The SHA-256 of a frozen tree in hexadecimal; positions, which equality ignores, don't count."""
    import hashlib  # it brings OpenSSL, and most programs that import the package take no digest

    text = json.dumps(_canonical(tree), ensure_ascii=True, separators=(",", ":"))
    return hashlib.sha256(text.encode("ascii")).hexdigest()


def _canonical(node: object) -> object:
    if attrs.has(type(node)):
        class_ = cast("type[attrs.AttrsInstance]", type(node))
        parts = (getattr(node, field.name) for field in attrs.fields(class_) if field.eq)
        return [type(node).__name__, *map(_canonical, parts)]
    if isinstance(node, Enum):
        return str(node.value)
    if isinstance(node, tuple):
        return list(map(_canonical, node))
    if isinstance(node, frozenset):
        return ["set", *sorted(map(_canonical, node), key=json.dumps)]
    if isinstance(node, date):
        return node.isoformat()
    assert node is None or isinstance(node, str | int | bool), "INVARIANT (canonical): a tree holds only plain leaves"
    return node
