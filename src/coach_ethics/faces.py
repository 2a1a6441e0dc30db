"""Faces of packages: their public names, each loaded when it is first asked for (PEP 562).

The names of a face are written once, as imports in the stub `__init__.pyi` beside it. Type checkers read them there,
and so does this module. Whatever else a package has is private.
"""

from __future__ import annotations

import ast
from collections.abc import Callable, Mapping
from functools import cache
from importlib import import_module
from pkgutil import get_data


def face(package: str) -> tuple[Callable[[str], object], Callable[[], list[str]]]:
    """The `__getattr__` and the `__dir__` of a package that has the names of its stub."""

    def get(name: str) -> object:
        if name == "__all__":
            return names()
        place = _places(package).get(name)
        if place is None:
            raise AttributeError(f"module {package!r} has no attribute {name!r}")
        return getattr(import_module(place), name)

    def names() -> list[str]:
        return sorted(_places(package))

    return get, names


@cache
def _places(package: str) -> Mapping[str, str]:
    """Each name of a face, with the module that has it."""
    stub = ast.parse(get_data(package, "__init__.pyi") or b"")
    imports = (node for node in stub.body if isinstance(node, ast.ImportFrom) and node.module)
    return {name.name: str(node.module) for node in imports for name in node.names}
