"""What is wrong with a text that isn't YAML, in an author's words and at the author's slip.

A parser stops where it can't go on, in its own terms, and often lines behind the slip. What it says of the place is
read here together with the lines themselves; the same is said whichever parser stopped.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator

from attrs import frozen

from coach_ethics.problems import Problem, quoted, spelt
from coach_ethics.source import Source, Span


@frozen
class Stopped:
    """Where a parser stopped, as (line, column), and what it said; `since` is where it began what it couldn't end."""

    source: Source
    said: str
    at: tuple[int, int]
    since: tuple[int, int] | None = None

    def line(self, number: int) -> str:
        """A line of the text; empty where there is none."""
        lines = self.source.lines
        return lines[number - 1] if 0 < number <= len(lines) else ""

    def near(self) -> Iterator[int]:
        """The line where the parser stopped, then the last one before it that has anything in it."""
        yield self.at[0]
        yield from self.before(self.at[0], 1)

    def before(self, number: int, most: int = 1000) -> Iterator[int]:
        """The lines before one that have more in them than a remark, the nearest first."""
        for other in range(number - 1, 0, -1):
            if most and self.line(other).strip() and not self.line(other).lstrip().startswith("#"):
                most -= 1
                yield other


def unreadable(stopped: Stopped) -> Problem:
    """The problem (Y102): the first slip that is found, else what the parser said."""
    for look in _SLIPS:
        if (slip := look(stopped)) is not None:
            return slip
    said = stopped.said.splitlines()[0][:200] if stopped.said else "it can't be read"
    return _problem(stopped, stopped.at, said, "something before this place is not valid YAML")


def _problem(stopped: Stopped, at: tuple[int, int], said: str, fix: str, width: int = 1) -> Problem:
    line, column = at
    return Problem("Y102", f"this is not YAML: {said}", Span(stopped.source, line, column, line, column + width), fix)


_BULLETS = "‐‑‒–—―−•·*"
_START = re.compile(r"(?P<indent> *)(?P<dash>(?:- +)*)(?:(?P<key>[^\s:#'\"\[\]{},&*!|>%@`][^:#]*?):(?: +|$))?")
"""How a line begins: how far it is indented, as an item of a list or not, and the key, if any."""


def _value(line: str) -> tuple[str, int]:
    """What stands on a line behind its key, and its column."""
    found = _START.match(line)
    end = found.end() if found else 0
    return line[end:].rstrip(), end + 1


def _odd_indent(stopped: Stopped) -> Problem | None:
    for number in (stopped.at[0], *stopped.before(stopped.at[0])):
        line = stopped.line(number)
        blank = line[: len(line) - len(line.lstrip("\ufeff\u200b\u2060 \t\xa0" + _SPACES))]
        odd = next((place for place, sign in enumerate(blank) if sign not in " \t"), None)
        if odd is not None and number + odd > 1:
            said = f"the line begins with {spelt(blank[odd])}, which only looks like a space"
            return _problem(stopped, (number, odd + 1), said, "delete it, and indent with plain spaces")
    return None


_SPACES = "\u1680\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2007\u2008\u2009\u200a\u202f\u205f\u3000"


def _bullet(stopped: Stopped) -> Problem | None:
    for number in stopped.near():
        line = stopped.line(number)
        text = line.lstrip(" ")
        if text[:1] in tuple(_BULLETS) and text[1:2] == " ":
            said = f"the line begins with {spelt(text[0])}"
            return _problem(
                stopped, (number, len(line) - len(text) + 1), said, "begin each item of a list with `-` and a space"
            )
    return None


def _tab(stopped: Stopped) -> Problem | None:
    line = stopped.line(stopped.at[0])
    tab = line[: len(line) - len(line.lstrip())].find("\t")
    if tab < 0:
        return None
    return _problem(
        stopped, (stopped.at[0], tab + 1), "the line is indented with a tab", "indent with spaces, not tabs"
    )


def _never_closed(stopped: Stopped) -> Problem | None:
    if "quoted scalar" in stopped.said or "quoted-scalar" in stopped.said or "-quoted" in stopped.said:
        if "escape" in stopped.said or "hexdecimal" in stopped.said:
            fix = "in double quotation marks `\\` has a meaning of its own: put the text in single ones"
            return _problem(stopped, stopped.since or stopped.at, "a `\\` in this text begins no escape", fix)
        if stopped.since:
            fix = "a text that starts with a quotation mark must end with the same one; within it, write the mark twice"
            if stopped.line(stopped.since[0])[stopped.since[1] - 1 :][:1] == '"':
                fix = "a text that starts with a quotation mark must end with the same one"
            return _problem(stopped, stopped.since, "this quotation mark is never closed", fix)
    for kind, opening, ending in (("sequence", "[", "]"), ("mapping", "{", "}")):
        if f"flow {kind}" in stopped.said:
            what = "list" if kind == "sequence" else "mapping"
            fix = f"a {what} that starts with `{opening}` must end with `{ending}`, with commas between its parts"
            if stopped.since and stopped.since[0] < stopped.at[0]:
                return _problem(stopped, stopped.since, f"this `{opening}` is never closed", fix)
            return _problem(stopped, stopped.at, f"`,` or `{ending}` is missing here", fix)
    return None


_QUOTED = re.compile(r""""(?:[^"\\]|\\.)*"|'(?:[^']|'')*'|\[[^\[\]]*\]|\{[^{}]*\}""")


def _text_goes_on(stopped: Stopped) -> Problem | None:
    """Behind a closing quotation mark or bracket the text goes on."""
    for number in stopped.near():
        value, column = _value(stopped.line(number))
        found = _QUOTED.match(value)
        rest = value[found.end() :] if found else ""
        if not found or not rest.strip() or rest.lstrip().startswith(("#", ":", ",")):
            continue
        opening = value[0]
        if opening in "[{":
            said = f"text follows what `{opening}` began"
            fix = f"put a text that starts with `{opening}` in quotation marks"
        else:
            said = f"text follows the second `{opening}`, which ends what the first one began"
            fix = _requoted(value)
        return _problem(stopped, (number, column), said, fix, len(value))
    return None


def _requoted(value: str) -> str:
    """How a text that has quotation marks in it is written."""
    inner = value[1:-1] if value[-1] == value[0] and len(value) > 1 else value
    for mark in "'\"":
        if mark not in inner:
            return f"put the whole text in quotation marks that don't occur in it: `{mark}{quoted(inner)}{mark}`"
    return "write the text on the next line, indented, behind `>-`"


_OPENERS = {
    "*": "an alias",
    "&": "an anchor",
    "!": "a tag",
    "|": "a block",
    ">": "a block",
    "-": "a list",
    "?": "a key",
}
_STARTS = "*&!|>?-%@`"
_BEGUN = ("alias", "anchor", "block scalar", "sequence entries", "mapping keys", "cannot start any token", "tag")


def _special_start(stopped: Stopped) -> Problem | None:
    value, column = _value(stopped.line(stopped.at[0]))
    if value[:1] not in tuple(_STARTS) or not any(word in stopped.said for word in _BEGUN):
        return None
    begins = f"begins {_OPENERS[value[0]]}" if value[0] in _OPENERS else "can't begin a text"
    sign = "a backtick" if value[0] == "`" else f"`{value[0]}`"
    fix = f"put a text that starts with {sign} in quotation marks"
    return _problem(stopped, (stopped.at[0], column), f"{sign} {begins}", fix)


def _colon_in_text(stopped: Stopped) -> Problem | None:
    line, (number, column) = stopped.line(stopped.at[0]), stopped.at
    if "mapping values" not in stopped.said or _first_colon(line) == column:
        return None
    value, _ = _value(line)
    fix = "put a text that contains a colon and a space in quotation marks"
    if value[:1] in tuple("“”„«»‘’‚"):
        fix = f"{fix}, straight ones: {spelt(value[0])} is a letter like any other here"
    return _problem(stopped, (number, column), "a colon in a text that isn't in quotation marks", fix)


def _first_colon(line: str) -> int:
    found = _START.match(line)
    return found.end("key") + 1 if found and found["key"] else 0


def _cut_by_a_remark(stopped: Stopped) -> Problem | None:
    number = next(stopped.before(stopped.at[0], 1), 0)
    value, column = _value(stopped.line(number))
    cut = value.find(" #")
    if cut < 0 or value[:1] in "\"'" or stopped.at[1] != _indent(stopped.line(stopped.at[0])) + 1:
        return None
    if _indent(stopped.line(stopped.at[0])) <= _indent(stopped.line(number)) or _first_colon(
        stopped.line(stopped.at[0])
    ):
        return None
    said = "the text ends before this `#`, which begins a remark, and yet goes on below"
    return _problem(stopped, (number, column + cut + 1), said, "put a text that contains ` #` in quotation marks")


def _indent(line: str) -> int:
    return len(line) - len(line.lstrip(" "))


_LAYOUT = ("mapping values", "block mapping", "block collection", "<block end>", "block sequence", "<document start>")


def _indentation(stopped: Stopped) -> Problem | None:
    """A line that begins in a column in which nothing that it could belong to begins."""
    number, line = stopped.at[0], stopped.line(stopped.at[0])
    if not any(word in stopped.said for word in _LAYOUT) or stopped.at[1] not in (
        _indent(line) + 1,
        _first_colon(line),
    ):
        return None
    above = next(stopped.before(number, 1), 0)
    if "mapping values" in stopped.said and above:
        # What is above has its value already, so that one of the two is indented wrongly.
        siblings = [other for other in stopped.before(above, 3) if _indent(stopped.line(other)) == _indent(line)]
        wrong, like = (above, number) if siblings else (number, above)
        return _moved(stopped, wrong, like)
    opened = _opened(stopped, number, item=line.lstrip().startswith("- "))
    return (
        None if not opened else _moved(stopped, number, min(opened, key=lambda each: abs(each[1] - _indent(line)))[0])
    )


def _opened(stopped: Stopped, number: int, *, item: bool) -> list[tuple[int, int]]:
    """The lines above that begin what isn't ended yet, and how far each is indented; for an item, those of lists."""
    found: list[tuple[int, int]] = []
    least = 10_000
    for other in stopped.before(number):
        line = stopped.line(other)
        if _indent(line) < least and (_first_colon(line) or line.lstrip().startswith("-")):
            least = _indent(line)
            found.append((other, least))
    lists = [each for each in found if stopped.line(each[0]).lstrip().startswith("-")]
    return lists if item and lists else found


def _moved(stopped: Stopped, wrong: int, like: int) -> Problem:
    line = stopped.line(wrong)
    column, wanted = _indent(line) + 1, _indent(stopped.line(like)) + 1
    start = _START.match(line)
    dash = "- " if line.lstrip().startswith("- ") else ""
    word = dash + quoted((start["key"] if start else None) or line.strip().removeprefix(dash)[:20].split(" ")[0])
    said = f"`{word}` begins in column {column}, but what it belongs with begins in column {wanted}"
    fix = f"begin it in column {wanted}, as line {like} does"
    return _problem(stopped, (wrong, column), said, fix, len(word))


def _no_colon(stopped: Stopped) -> Problem | None:
    if "expected ':'" not in stopped.said or not stopped.since:
        return None
    number, column = stopped.since
    line = stopped.line(number)[column - 1 :]
    glued = re.match(r"[\w.-]+:(?=\S)", line)
    said = "a space is missing behind the colon" if glued else "a key without a colon"
    return _problem(
        stopped, (number, column), said, "write a key, a colon, a space and what it says", max(1, len(line))
    )


_SLIPS: tuple[Callable[[Stopped], Problem | None], ...] = (
    _odd_indent,
    _bullet,
    _tab,
    _text_goes_on,
    _never_closed,
    _special_start,
    _cut_by_a_remark,
    _colon_in_text,
    _indentation,
    _no_colon,
)
