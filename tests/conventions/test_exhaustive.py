"""Rules for closed sums: who adds a member is shown every place that has to learn about it.

A `match` ends in `assert_never(...)`, so that the type checker names it (or in the name of an invariant, so that the
agreement tests do); a table keyed by an enumeration has all its members, so that a test here names it. What does
otherwise says why in a comment: on the line of the `match`, `# open: ...` where what is matched isn't closed, or
`# partial: ...` where the rest is meant to be alike; at a table or above it, `# partial: ...`. What says nothing stands
in `not_exhaustive.txt`, and may only leave it.
"""

from __future__ import annotations

import ast
import re
from collections import Counter
from collections.abc import Iterator, Mapping
from enum import Enum
from importlib import import_module
from pathlib import Path
from types import ModuleType

import pytest

EXPLAINED = re.compile(r"# (open|partial): \w+ \w+")
ALLOWED = Path(__file__).with_name("not_exhaustive.txt")


@pytest.fixture(scope="module")
def allowed() -> Counter[str]:
    """Places that don't keep the rules yet, each as often as it doesn't."""
    return Counter(line for line in ALLOWED.read_text("utf-8").splitlines() if line and not line.startswith("#"))


def test_what_is_matched_is_matched_to_the_end(sources: Mapping[Path, ast.Module], allowed: Counter[str]) -> None:
    """A member more in a closed sum, and the type checker lists every `match` over it."""
    found = Counter(place for path, tree in sources.items() for place in _open_ended(path, tree))
    _require(found, Counter({place: count for place, count in allowed.items() if " " not in place}))


def test_a_table_has_all_members_of_its_enumeration(sources: Mapping[Path, ast.Module], allowed: Counter[str]) -> None:
    """A member more in an enumeration, and this test lists every table over it."""
    found = Counter(place for path, tree in sources.items() for place in _incomplete(path, tree))
    _require(found, Counter({place: count for place, count in allowed.items() if place.startswith("table ")}))


def test_kinds_of_norms_are_compared_in_one_place(sources: Mapping[Path, ast.Module], allowed: Counter[str]) -> None:
    """What a kind of norm asks stands in `model/modality.py`: elsewhere a new kind would be passed over in silence."""
    found = Counter(f"compared {_module(path)}" for path, tree in sources.items() for _ in _compared(tree, "Modality"))
    _require(found, Counter({place: count for place, count in allowed.items() if place.startswith("compared ")}))


def _compared(tree: ast.Module, enumeration: str) -> Iterator[ast.Compare]:
    for node in ast.walk(tree):
        if isinstance(node, ast.Compare):
            sides = [each for side in (node.left, *node.comparators) for each in ast.walk(side)]
            if any(isinstance(each, ast.Attribute) and _is(each.value, enumeration) for each in sides):
                yield node


def _is(node: ast.expr, name: str) -> bool:
    return isinstance(node, ast.Name) and node.id == name


def _require(found: Counter[str], allowed: Counter[str]) -> None:
    assert dict(found - allowed) == {}, "it neither handles every member nor says why"
    assert dict(allowed - found) == {}, f"put right: strike it from {ALLOWED.name}"


def _open_ended(path: Path, tree: ast.Module) -> Iterator[str]:
    lines = path.read_text("utf-8").splitlines()
    for function, node in _matches(tree, ""):
        if not _ends(node.cases[-1]) and not EXPLAINED.search(lines[node.lineno - 1]):
            yield f"{_module(path)}:{function}"


def _matches(node: ast.AST, within: str) -> Iterator[tuple[str, ast.Match]]:
    """Each `match` below a node, with the dotted name of the function that it stands in."""
    for child in ast.iter_child_nodes(node):
        name = child.name if isinstance(child, ast.FunctionDef | ast.ClassDef) else ""
        inside = ".".join(filter(None, (within, name)))
        if isinstance(child, ast.Match):
            yield inside, child
        yield from _matches(child, inside)


def _ends(case: ast.match_case) -> bool:
    """In a call of `assert_never`, or in the name of the invariant that rules out what is left."""
    match case.body:
        case [ast.Expr(ast.Call(func=ast.Name(id="assert_never")))]:
            return True
        case [ast.Raise(exc=ast.Call(func=ast.Name(id="AssertionError"), args=[ast.Constant(value=str(said))]))]:
            return said.startswith("INVARIANT (")
        case _:
            return False


def _incomplete(path: Path, tree: ast.Module) -> Iterator[str]:
    lines = path.read_text("utf-8").splitlines()
    module = import_module(_module(path))
    for name, line in _assigned(tree):
        table = getattr(module, name, None)
        if isinstance(table, Mapping) and (missing := _missing(table)) is not None:
            explained = any(EXPLAINED.search(each) for each in lines[max(0, line - 2) : line])
            if missing and not explained:
                yield f"table {_module(path)}:{name}"
            assert missing or not explained, f"{_module(path)}:{name} has every member, and needs no reason"


def _assigned(tree: ast.Module) -> Iterator[tuple[str, int]]:
    for node in tree.body:
        match node:
            case ast.Assign(targets=[ast.Name(id=name)]) | ast.AnnAssign(target=ast.Name(id=name)):
                yield name, node.lineno
            case _:
                pass


def _missing(table: Mapping[object, object]) -> set[Enum] | None:
    """The members that a table over one enumeration lacks; None for another table."""
    kinds = {type(key) for key in table}
    if len(kinds) != 1 or not issubclass(kind := kinds.pop(), Enum):
        return None
    return set(kind) - {key for key in table if isinstance(key, Enum)}


def _module(path: Path) -> str:
    parts = path.with_suffix("").parts
    return ".".join(parts[len(parts) - parts[::-1].index("src") :]).removesuffix(".__init__")


def test_what_lacks_a_member_is_found(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Both rules, tried on a module that breaks them."""
    written = """
from enum import Enum

class Sign(Enum):
    STOP = "stop"
    GO = "go"

ALL = {Sign.STOP: 1, Sign.GO: 2}
SOME = {Sign.STOP: 1}
# partial: whoever may go needs no word
MEANT = {Sign.STOP: 1}

def told(sign):
    match sign:
        case Sign.STOP:
            return 1

class Road:
    def told(self, sign):
        match sign:  # partial: whoever may go needs no word
            case Sign.STOP:
                return 1
        match sign:
            case Sign.STOP:
                return 1
            case _:
                assert_never(sign)
"""
    path = tmp_path / "src" / "signs_of_a_test.py"
    path.parent.mkdir()
    path.write_text(written, "utf-8")
    monkeypatch.syspath_prepend(path.parent)
    tree = ast.parse(written)
    assert list(_incomplete(path, tree)) == ["table signs_of_a_test:SOME"]
    assert list(_open_ended(path, tree)) == ["signs_of_a_test:told"]
    assert isinstance(import_module("signs_of_a_test"), ModuleType)
