"""The faces of the library, and what each of their names says of itself."""

from __future__ import annotations

import ast
import inspect
from collections.abc import Iterable
from functools import cache
from importlib import import_module
from itertools import pairwise
from pathlib import Path
from types import FunctionType, ModuleType

from attrs import frozen

FRONT = "coach_ethics"
PACKAGE = Path(__file__).parents[2] / "src" / FRONT
FACES = (FRONT, *sorted(f"{FRONT}.{stub.parent.name}" for stub in PACKAGE.glob("*/__init__.pyi")))
"""The packages that have a face: the front one, and then the others by name."""


@frozen
class PublicName:
    """A name of a face: what it stands for, where that is defined, and what is said of it there."""

    face: str
    name: str
    module: str
    stands_for: object
    doc: str

    @property
    def path(self) -> str:
        """How a program writes it."""
        return f"{self.face}.{self.name}"

    @property
    def signature(self) -> str:
        """The name, with the parameters of a function and their defaults."""
        if not isinstance(self.stands_for, FunctionType):
            return self.name
        return self.name + str(inspect.Signature(list(map(_plain, _parameters(self.stands_for)))))


def _parameters(function: FunctionType) -> Iterable[inspect.Parameter]:
    return inspect.signature(function).parameters.values()


class _Elided:
    """Stands for a default that is too long to read."""

    def __repr__(self) -> str:
        return "..."


def _plain(parameter: inspect.Parameter) -> inspect.Parameter:
    """Without its annotation, and with its default only where that is short."""
    short = parameter.default is parameter.empty or len(repr(parameter.default)) <= 12
    return parameter.replace(annotation=parameter.empty, default=parameter.default if short else _Elided())


@cache
def public_names() -> tuple[PublicName, ...]:
    """All names of all faces."""
    return tuple(_public(face, name, module) for face in FACES for name, module in sorted(_imported(face).items()))


def _imported(face: str) -> dict[str, str]:
    folder = PACKAGE.parent.joinpath(*face.split("."))
    stub = ast.parse((folder / "__init__.pyi").read_text("utf-8"))
    return {
        name.name: str(node.module) for node in stub.body if isinstance(node, ast.ImportFrom) for name in node.names
    }


def _public(face: str, name: str, module: str) -> PublicName:
    stands_for = getattr(import_module(face), name)
    if isinstance(stands_for, type | FunctionType):
        return PublicName(face, name, module, stands_for, inspect.getdoc(stands_for) or "")
    return PublicName(face, name, module, stands_for, _said_below(import_module(module), name))


def _said_below(module: ModuleType, name: str) -> str:
    """The string below an assignment, which documents what has no docstring of its own."""
    body = ast.parse(inspect.getsource(module)).body
    for node, after in pairwise(body):
        match node, after:
            case (
                ast.Assign(targets=[ast.Name(id=assigned)]) | ast.AnnAssign(target=ast.Name(id=assigned)),
                ast.Expr(value=ast.Constant(value=str(said))),
            ) if assigned == name:
                return inspect.cleandoc(said)
            case _:
                pass
    return ""


def page() -> str:
    """docs/api.md: each face with its names, and the first sentence that each says of itself."""
    lines = [
        "# Public names",
        "",
        "Programs may rely on these names, and on no others: what isn't listed here is private, and may change without"
        " notice. `help(coach_ethics.assess)` and its like tell what each takes, gives and raises, with an example.",
        "",
        "Generated with `GOLDEN=write pytest tests/conventions/test_public_api.py`.",
    ]
    for face in FACES:
        lines += ["", f"## `{face}`", "", _sentence(inspect.getdoc(import_module(face)) or ""), ""]
        lines += [f"- `{each.signature}`: {_sentence(each.doc)}" for each in public_names() if each.face == face]
    return "\n".join(lines) + "\n"


def _sentence(doc: str) -> str:
    """What stands before the first empty line, in one line."""
    return " ".join(doc.partition("\n\n")[0].split())
