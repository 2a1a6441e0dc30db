"""Within a room, too, imports go one way; the layers between rooms are import-linter's contracts."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from graphlib import CycleError, TopologicalSorter


def _imported(tree: ast.Module, names: frozenset[str]) -> Iterator[str]:
    """The modules of the package that are imported anywhere in this one: at its top, in a function, for types alone."""
    for node in ast.walk(tree):
        match node:
            case ast.Import(names=aliases):
                yield from (alias.name for alias in aliases if alias.name in names)
            case ast.ImportFrom(module=str(module), names=aliases):
                below = {f"{module}.{alias.name}" for alias in aliases} & names
                yield from below or {module} & names


def _dotted(path: str) -> str:
    """The name under which a module is imported."""
    name = path.removesuffix(".py").replace("/", ".")
    return name if name.startswith("coach_ethics_studies.") else f"coach_ethics.{name}"


def circle(modules: dict[str, ast.Module], room: str) -> list[str]:
    """Modules of a room that import each other in a circle; none where there is no such circle."""
    of_room = {_dotted(path): tree for path, tree in modules.items() if path.startswith(f"{room}/")}
    graph = {name: set(_imported(tree, frozenset(of_room))) - {name} for name, tree in of_room.items()}
    try:
        TopologicalSorter(graph).prepare()
    except CycleError as found:
        return [str(name) for name in found.args[1]]
    return []


def test_no_module_imports_itself_through_others(modules: dict[str, ast.Module]) -> None:
    """An import that is made late, or for types alone, hides a circle; it doesn't break it."""
    rooms = {path.split("/")[0] for path in modules if "/" in path}
    assert {room: found for room in rooms if (found := circle(modules, room))} == {}


def test_a_circle_is_found_wherever_its_imports_stand() -> None:
    late = ast.parse("def f():\n    from coach_ethics.facts import two\n")
    typed = ast.parse("if TYPE_CHECKING:\n    from coach_ethics.facts.one import One\n")
    assert set(circle({"facts/one.py": late, "facts/two.py": typed}, "facts")) == {
        "coach_ethics.facts.one",
        "coach_ethics.facts.two",
    }
