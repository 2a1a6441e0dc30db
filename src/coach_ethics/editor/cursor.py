"""Where in a policy file a cursor stands: under which keys, and behind what. The text may be unfinished."""

from __future__ import annotations

import re

from attrs import frozen

_KEY = re.compile(
    r"""(?P<indent>\s*)(?P<dash>(?:-\s+)*)["']?(?P<key>[^\s"'#:{}\[\],][^"'#:{}\[\]]*?)["']?\s*:(?:\s|$)"""
)
_WORD = re.compile(r"[\w.-]+")
MOST_LINES = 2_000
"""How far above the cursor its keys are looked for."""


@frozen
class Cursor:
    """`path` are the keys that it stands under, the outermost first; `before` what is written there before it.

    `at_key` is whether a key is expected at it, and not a value. Items of lists have no part in the path.
    """

    path: tuple[str, ...]
    before: str
    at_key: bool


def cursor_at(lines: list[str], line: int, column: int) -> Cursor:
    """Where the cursor stands, by line and column counted from 0."""
    text = lines[line][:column] if line < len(lines) else ""
    if found := _KEY.match(text):
        indent, inner = len(found["indent"]) + len(found["dash"]), text[found.end() :]
        path = (*_above(lines, line, indent), found["key"].strip())
        return _within_braces(path, inner)
    bare = re.match(r"\s*(?:-\s+)*", text)
    start = bare.end() if bare else 0
    outer = _above(lines, line, start, item="-" in text[:start])
    if text[start:].startswith(("{", "[")):
        return _within_braces(outer, text[start:])
    listed = "-" in text[:start] and not re.fullmatch(r"[\w.]*", text[start:])
    return Cursor(outer, text[start:], at_key=not listed and re.fullmatch(r"[\w.-]*", text[start:]) is not None)


def _above(lines: list[str], line: int, indent: int, *, item: bool = False) -> tuple[str, ...]:
    """The keys above a line that it is indented under."""
    keys: list[str] = []
    for number in range(line - 1, max(-1, line - MOST_LINES), -1):
        found = _KEY.match(lines[number])
        if not found:
            continue
        outer, inner = len(found["indent"]), len(found["indent"]) + len(found["dash"])
        # A list may begin in the column of its key.
        if inner < indent or (item and not found["dash"] and inner == indent - 2):
            keys.append(found["key"].strip())
            indent = inner
        if found["dash"] and outer < indent:
            indent, item = outer + 1, False
        if indent == 0:
            break
    return tuple(reversed(keys))


def _within_braces(path: tuple[str, ...], text: str) -> Cursor:
    """The cursor behind some text that may open lists and mappings."""
    open_: list[tuple[str, tuple[str, ...]]] = []
    start, quote = 0, ""
    for place, sign in enumerate(text):
        if quote:
            quote = "" if sign == quote else quote
        elif sign in "\"'" and not text[start:place].strip():
            quote = sign
        elif sign in "[{":
            open_.append((sign, path))
            start = place + 1
        elif sign in "]}" and open_:
            path = open_.pop()[1]
            start = place + 1
        elif sign == "," and open_:
            path = open_[-1][1]
            start = place + 1
        elif sign == ":" and open_ and open_[-1][0] == "{" and text[place + 1 : place + 2] in (" ", ""):
            path = (*open_[-1][1], text[start:place].strip().strip("\"'"))
            start = place + 1
    at_key = bool(open_) and open_[-1] == ("{", path)
    return Cursor(path, text[start:].lstrip(), at_key)


def word_at(text: str, column: int) -> tuple[str, int]:
    """The name that a column lies in, and where it begins; an empty one where there is none."""
    for found in _WORD.finditer(text):
        if found.start() <= column <= found.end():
            return found[0].rstrip("."), found.start()
    return "", column
