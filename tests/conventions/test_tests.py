"""Rules for tests: none is passed over without saying why, none depends on how fast a machine is."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

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


WAITING = {"tests/cli/test_ask_terminal.py", "tests/cli/test_cohort.py", "tests/cli/test_process.py"}
"""Tests that wait for what another process does, and give it a minute."""
TELLING = {
    "src/coach_ethics/analysis/proofs/prove.py",
    "src/coach_ethics/analysis/limits.py",
    "src/coach_ethics/assessment/assess.py",  # to its observer
}
"""Modules that tell how long something took, or how long is left where whoever asks has set a limit."""


def test_seconds_belong_in_benchmarks(root: Path) -> None:
    """Neither a test nor a search of the library looks at the clock: on a busy machine it would fail, or give up."""
    paths = [*sorted((root / "tests").rglob("*.py")), *sorted((root / "src").rglob("*.py"))]
    names = {path.relative_to(root).as_posix(): path for path in paths if "benchmarks" not in path.parts}
    timed = {name for name, path in names.items() if IMPORTS_TIME.search(path.read_text("utf-8"))}
    assert timed == WAITING | TELLING


IMPORTS_TIME = re.compile(r"^(import time|from time import)\b", re.MULTILINE)


@pytest.mark.xdist_group("together")
def test_groups_go_to_one_process(request: pytest.FixtureRequest) -> None:
    """xdist knows a group by the end of a name, where a version of pytest lets it; else each process makes all anew."""
    by_groups = request.config.getoption("loadgroup", default=False)
    assert not by_groups or request.node.nodeid.endswith("@together")
