"""Rules for problems: their codes are documented, their messages are written as the house writes."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from pathlib import Path

CODE = re.compile(r"[A-Z][0-9]{3}")


def _codes(modules: dict[str, ast.Module]) -> set[str]:
    return {
        node.value
        for tree in modules.values()
        for node in ast.walk(tree)
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and CODE.fullmatch(node.value)
    }


def test_every_code_is_documented(modules: dict[str, ast.Module], root: Path) -> None:
    """The codes in the sources and those in `docs/problems.md` are the same."""
    documented = set(CODE.findall((root / "docs" / "problems.md").read_text("utf-8")))
    assert (sorted(_codes(modules) - documented), sorted(documented - _codes(modules))) == ([], [])


def test_messages_are_sentences_without_their_ends(modules: dict[str, ast.Module]) -> None:
    """A message begins in lower case (or with the author's text in backticks) and ends without a full stop."""
    messages = [(path, message) for path, tree in modules.items() for message in _messages(tree)]
    assert messages
    wrong = [
        f"{path}: {message}"
        for path, message in messages
        if message[:1].isupper() or message.endswith((".", "!", " ")) or "\n" in message
    ]
    assert wrong == []


def _messages(tree: ast.AST) -> Iterator[str]:
    """Whatever is passed right after a problem's code."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Call):
            for code, message in zip(node.args, node.args[1:], strict=False):
                if isinstance(code, ast.Constant) and isinstance(code.value, str) and CODE.fullmatch(code.value):
                    yield from _text(message)


def _text(node: ast.expr) -> Iterator[str]:
    match node:
        case ast.Constant(value=str(text)):
            yield text
        case ast.JoinedStr(values=parts):
            # What is filled in stands as `_`, which is neither upper case nor a full stop.
            yield "".join(str(part.value) if isinstance(part, ast.Constant) else "_" for part in parts)
