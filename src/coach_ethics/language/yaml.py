"""YAML: a text becomes a small frozen tree with a place on every node, or problems. Only this imports the library.

YAML 1.2 as far as data goes: `true`, `false` and `null` are words with a meaning, `yes`, `no` and `on` are plain text,
duplicate keys are faults. JSON is YAML, so JSON files are read the same way. What is hostile (deep nesting, aliases
that multiply, control characters, huge files) is a problem, never an exception: the C parser is asked for one event at
a time and the tree is built on a stack of our own, within the bounds below.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache
from typing import TYPE_CHECKING, Any, TypeAlias, assert_never

from attrs import evolve, field, frozen

from coach_ethics.language.yaml_faults import Stopped, unreadable
from coach_ethics.problems import Problem, quoted
from coach_ethics.source import NOT_TEXT, Source, Span, legible

if TYPE_CHECKING:  # the library is loaded with the first text, since it takes as long as all of `syntax` does
    import yaml

LARGEST = 500_000
"""The most characters that a text may have."""
MOST_NODES = 50_000
"""The most values and keys that a text may have, counting what aliases stand for."""
DEEPEST = 40
"""The most levels that lists and mappings may be nested."""

Plain: TypeAlias = "bool | int | str | list[Plain] | dict[str, Plain] | None"
"""Plain Python data. A number with a fraction, `.nan`, and a date stay the text that they were written as."""


@frozen
class Scalar:
    """A value as written. Where it is `plain`, without quotation marks, `true` and `12` mean what they say."""

    text: str
    plain: bool
    span: Span = field(eq=False, repr=False)


@frozen
class Sequence:
    """A list."""

    items: tuple[Node, ...]
    span: Span = field(eq=False, repr=False)


@frozen
class Mapping:
    """Keys and values in the order of the text. Every key is there once."""

    entries: tuple[tuple[Scalar, Node], ...]
    span: Span = field(eq=False, repr=False)


Node: TypeAlias = Scalar | Sequence | Mapping


def compose(source: Source) -> tuple[Node | None, tuple[Problem, ...]]:
    """The tree of a text, and all that is wrong with it as YAML.

    The tree is None where there is nothing to go on with; it may be there together with problems (a key written twice
    keeps its first value).
    """
    import yaml

    refused = _refused(source)
    if refused:
        return None, (refused,)
    builder = _Builder(_with_whole_characters(source))
    try:
        return builder.build(), tuple(builder.problems)
    except yaml.MarkedYAMLError as error:
        return None, (*builder.problems, _unreadable(source, error))
    except yaml.YAMLError as error:
        message = f"this is not YAML: {str(error).splitlines()[0][:200]}"
        return None, (*builder.problems, Problem("Y102", message, _top(source), "save it as plain text"))


def _with_whole_characters(source: Source) -> Source:
    """JSON may write a character as two escapes (a surrogate pair); YAML, as which it is read, knows it as one."""
    if not source.text.lstrip("\ufeff \t\r\n").startswith(("{", "[")):
        return source
    return evolve(source, text=_PAIR.sub(_as_one, source.text))


def _as_one(pair: re.Match[str]) -> str:
    high, low = int(pair["high"], 16), int(pair["low"], 16)
    return f"{pair['before']}\\U{0x10000 + (high - 0xD800) * 0x400 + low - 0xDC00:08X}"


def _evenly(text: str, *, pure: bool) -> str:
    """The text as both of the library's parsers read alike, the one in C and the one in Python; every place is kept.

    Only the former takes tabs between words, and `?` within braces.
    """
    text = _TABS.sub(lambda found: " " * len(found[0]), text) if "\t" in text else text
    if "\t" in text and text.lstrip().startswith(("{", "[")):
        text = text.replace("\t", " ")
    return _WITHIN.sub(_QUESTION_MARK, text) if pure else text


_TABS = re.compile(r"(?<=[^\s])[ \t]*\t[ \t]*|^[ \t]*\t[ \t]*$", re.MULTILINE)
_WITHIN = re.compile(r"(?<=[^\s\[{,])\?")
_QUESTION_MARK = "\ufdd0"
"""Stands for `?` in a text that the parser in Python reads; no character of any script."""

_PAIR = re.compile(
    r"(?P<before>(?<!\\)(?:\\\\)*)\\u(?P<high>[dD][89abAB][0-9a-fA-F]{2})\\u(?P<low>[dD][c-fC-F][0-9a-fA-F]{2})"
)


def value_of(scalar: Scalar) -> bool | int | str | None:
    """What a scalar says: a Boolean, a whole number of at most 18 digits, None for `null` or nothing, else its text."""
    text = scalar.text
    if not scalar.plain:
        return text
    if text in _WORDS:
        return _WORDS[text]
    if _INTEGER.fullmatch(text):
        return int(text)
    return text


def plain(node: Node) -> Plain:
    """A tree as plain Python data."""
    match node:
        case Scalar():
            return value_of(node)
        case Sequence(items):
            return [plain(item) for item in items]
        case Mapping(entries):
            return {key.text: plain(value) for key, value in entries}
        case _:
            assert_never(node)


def emit(data: dict[str, Any]) -> str:
    """Plain data as YAML text, block style, in the order given; `compose` reads it back as it was."""
    import yaml

    text: str = yaml.dump(
        data, Dumper=_dumper(), sort_keys=False, allow_unicode=True, width=110, default_flow_style=False, indent=2
    )
    return text


def path_spans(node: Node) -> dict[str, Span]:
    """Where each part of a tree stands, by its path: `$`, `$.commitments[2].missed`.

    A value that is a list or a mapping is placed at its key.
    """
    return dict(_placed("$", node.span, node))


def _placed(path: str, span: Span, node: Node) -> Iterator[tuple[str, Span]]:
    yield path, span
    match node:
        case Scalar():
            return
        case Sequence(items):
            for index, item in enumerate(items):
                yield from _placed(f"{path}[{index}]", item.span, item)
        case Mapping(entries):
            for key, value in entries:
                yield from _placed(f"{path}.{key.text}", value.span if isinstance(value, Scalar) else key.span, value)
        case _:
            assert_never(node)


_WORDS: dict[str, bool | None] = {
    **dict.fromkeys(("true", "True", "TRUE"), True),
    **dict.fromkeys(("false", "False", "FALSE"), False),
    **dict.fromkeys(("", "~", "null", "Null", "NULL")),
}
_INTEGER = re.compile(r"[-+]?[0-9]{1,18}")
_FRACTION = re.compile(r"[-+]?[0-9]{1,18}(?:\.[0-9]{0,18})?")
_TURNING = "\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069"
_BYTE_ORDER_MARK = "\ufeff"


def _top(source: Source) -> Span:
    return Span(source, 1, 1, 1, 1)


def _refused(source: Source) -> Problem | None:
    """What can't even be given to the parser."""
    text = source.text
    if len(text) > LARGEST:
        # What was read of a file may itself be cut, so that nobody knows how many there are.
        message = f"the text has more than {LARGEST:,} characters"
        return Problem("Y105", message, _top(source), "split it into several files")
    if found := NOT_TEXT.search(text, 1 if text.startswith(_BYTE_ORDER_MARK) else 0):
        before = text[: found.start()].splitlines(keepends=True)
        line = before[-1] if before and before[-1].splitlines()[0] == before[-1] else ""
        number = max(1, len(before) if line else len(before) + 1)
        span = Span(source, number, len(line) + 1, number, len(line) + 2)
        return _not_text(found[0], span, "save the file as plain text in UTF-8")
    return None


def _not_text(character: str, span: Span, otherwise: str) -> Problem:
    help_ = "remove it: it reverses the direction of the text that follows" if character in _TURNING else otherwise
    return Problem("Y107", f"the character U+{ord(character):04X} doesn't belong in a text", span, help_)


def _unreadable(source: Source, error: yaml.MarkedYAMLError) -> Problem:
    mark, since = error.problem_mark or error.context_mark, error.context_mark
    at = (1, 1) if mark is None else (mark.line + 1, mark.column + 1)
    said = ", ".join(part for part in (error.context, error.problem) if part)
    if "maximum nesting depth" in said:
        return _too_deep(Span(source, *at, at[0], at[1] + 1))
    return unreadable(Stopped(source, said, at, (since.line + 1, since.column + 1) if since else None))


def _too_deep(span: Span) -> Problem:
    message = f"lists and mappings are nested more than {DEEPEST} levels deep"
    return Problem("Y106", message, span, "policies and engagements are much flatter")


class _HopelessError(Exception):
    """There is nothing to go on with; the problem is already noted."""


@frozen
class _Open:
    """A list or mapping whose end has not been read yet: its start, its anchor, and what is in it so far."""

    event: Any
    number: int
    parts: list[Node] = field(factory=list)


class _Builder:
    """Builds the tree from the parser's events; keeps the problems."""

    def __init__(self, source: Source) -> None:
        self.source = source
        self.problems: list[Problem] = []
        self._open: list[_Open] = []
        self._anchored: dict[str, tuple[Node, int]] = {}
        self._nodes = 0
        self._root: Node | None = None

    def build(self) -> Node | None:
        import yaml

        loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
        text = _evenly(self.source.text.removeprefix(_BYTE_ORDER_MARK), pure=loader is yaml.SafeLoader)
        documents, scalar = 0, yaml.ScalarEvent
        try:
            for event in yaml.parse(text, Loader=loader):
                if type(event) is scalar:  # most events are
                    plain_ = event.style in (None, "")
                    self._put(Scalar(self._text(event), plain_, self._span(event)), event, 1)
                elif isinstance(event, yaml.DocumentStartEvent):
                    documents += 1
                    if documents > 1:
                        help_ = "a file must hold a single document; remove the line with `---`, or split the file"
                        self._problem("Y103", "a second document starts here", event, help_)
                        return self._root
                else:
                    self._take(event)
        except _HopelessError:
            return None
        if documents == 0:
            self.problems.append(
                Problem(
                    "Y101",
                    "the text is empty",
                    _top(self.source),
                    "write something in it",
                )
            )
        return self._root

    def _take(self, event: Any) -> None:
        import yaml

        match event:  # open: events of the YAML library
            case yaml.AliasEvent():
                self._put_alias(event)
            case yaml.SequenceStartEvent() | yaml.MappingStartEvent():
                if len(self._open) >= DEEPEST:
                    self.problems.append(_too_deep(self._span(event)))
                    raise _HopelessError
                self._open.append(_Open(event, self._nodes))
            case yaml.SequenceEndEvent():
                done = self._open.pop()
                self._put(Sequence(tuple(done.parts), self._span(done.event, event)), done.event, self._since(done))
            case yaml.MappingEndEvent():
                done = self._open.pop()
                self._put(self._mapping(done, event), done.event, self._since(done))
            case _:
                return

    def _text(self, event: Any) -> str:
        """What a scalar says; what only an escape such as `\\e` could bring in is noted and taken out.

        Line ends of every system count as one, in escapes too: a lone carriage return writes over what stands there.
        """
        text: str = event.value.replace(_QUESTION_MARK, "?")
        if event.style != '"':  # there are no escapes elsewhere, and what the text itself has was looked at
            return text
        if "\r" in text:
            text = text.replace("\r\n", "\n").replace("\r", "\n")
        if found := NOT_TEXT.search(text):
            self.problems.append(_not_text(found[0], self._span(event), "remove the escape that stands for it"))
        return legible(text) if found else text

    def _since(self, done: _Open) -> int:
        return self._nodes - done.number + 1

    def _put(self, node: Node, event: Any, size: int, *, fresh: bool = True) -> None:
        self._nodes += 1 if fresh else size
        if self._nodes > MOST_NODES:
            message = f"there are more than {MOST_NODES:,} values here, including those that aliases stand for"
            self._problem("Y105", message, event, "split it into several files")
            raise _HopelessError
        if event.anchor and fresh:
            self._anchored[event.anchor] = (node, size)
        if getattr(event, "tag", None) is not None:
            help_ = "remove the tag; put a text that looks like a number or a YAML word in quotation marks"
            self._problem("Y109", f"`{quoted(event.tag)}` is a tag, and tags have no meaning here", event, help_)
        if self._open:
            self._open[-1].parts.append(node)
        else:
            self._root = node

    def _put_alias(self, event: Any) -> None:
        if event.anchor in self._anchored:
            node, size = self._anchored[event.anchor]
        else:
            message = f"`*{quoted(event.anchor)}` refers to nothing that was written before it"
            self._problem("Y108", message, event, "write it out in full")
            raise _HopelessError
        self._put(node, event, size, fresh=False)

    def _mapping(self, done: _Open, end: Any) -> Mapping:
        entries: dict[str, tuple[Scalar, Node]] = {}
        numbers: dict[float, Scalar] = {}
        for key, value in zip(done.parts[::2], done.parts[1::2], strict=True):
            if not isinstance(key, Scalar):
                message = "expected a key, but found a list or a mapping"
                self.problems.append(Problem("Y110", message, key.span, "a key must be a word or a text"))
            elif key.text in entries:
                first = entries[key.text][0].span
                help_ = f"it first appears on line {first.line}, column {first.column}"
                self.problems.append(Problem("Y104", f"`{quoted(key.text)}` is written twice", key.span, help_))
            else:
                entries[key.text] = (key, value)
                self._check_number(key, numbers)
        return Mapping(tuple(entries.values()), self._span(done.event, end))

    def _check_number(self, key: Scalar, numbers: dict[float, Scalar]) -> None:
        """Note a key that is one number with another (`2.1`, `2.10`): to editors they are one key."""
        if key.plain and _FRACTION.fullmatch(key.text):
            other = numbers.setdefault(float(key.text), key)
            if other is not key:
                message = f"`{quoted(other.text)}` and `{quoted(key.text)}` are one number, unless in quotation marks"
                fix = f'write `"{other.text}"` and `"{key.text}"`'
                self.problems.append(Problem("Y104", message, key.span, fix))

    def _span(self, start: Any, end: Any = None) -> Span:
        one, other = start.start_mark, (end or start).end_mark
        return Span(self.source, one.line + 1, one.column + 1, other.line + 1, other.column + 1)

    def _problem(self, code: str, message: str, event: Any, help_: str | None) -> None:
        self.problems.append(Problem(code, message, self._span(event), help_))


@lru_cache(maxsize=1)
def _dumper() -> type[yaml.SafeDumper]:
    import yaml

    class Dumper(yaml.SafeDumper):
        """Writes every part out, since a part that is written once and pointed at is hard to read."""

        def ignore_aliases(self, data: object) -> bool:
            return True

    return Dumper
