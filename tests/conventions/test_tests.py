"""Rules for tests: none is passed over without saying why."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

WORDS = {"skip", "skipif", "xfail", "importorskip", "fail"}


def _unrecognised(tree: ast.AST) -> Iterator[tuple[int, bool]]:
    """Each skip or expected failure: its line, and whether it gives a reason."""
    called = {node.func: node for node in ast.walk(tree) if isinstance(node, ast.Call)}
    for node in ast.walk(tree):
        if isinstance(node, ast.Attribute) and node.attr in WORDS and _of_pytest(node.value):
            call = called.get(node)
            named = call is not None and any(keyword.arg == "reason" for keyword in call.keywords)
            placed = call is not None and isinstance(node.value, ast.Name) and node.attr != "importorskip" and call.args
            yield node.lineno, bool(named or placed)


def _of_pytest(node: ast.expr) -> bool:
    """`pytest` or `pytest.mark`."""
    match node:
        case ast.Name(id="pytest") | ast.Attribute(value=ast.Name(id="pytest"), attr="mark"):
            return True
        case _:
            return False


def test_what_is_passed_over_has_its_reason(root: Path) -> None:
    """`skip`, `skipif`, `xfail` and `importorskip` say why."""
    unexplained = [
        f"{path.relative_to(root)}:{line}"
        for path in sorted((root / "tests").rglob("*.py"))
        for line, explained in _unrecognised(ast.parse(path.read_text("utf-8")))
        if not explained
    ]
    assert unexplained == []
