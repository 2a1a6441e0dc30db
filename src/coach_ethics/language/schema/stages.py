"""Messages for whatever doesn't fit a layout, and their codes: policies name the key, other data the path to it."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from datetime import date
from enum import Enum, auto
from types import MappingProxyType
from typing import TypeAlias, assert_never

from attrs import evolve, frozen

from coach_ethics.language.schema.shapes import (
    FREE_NAME,
    LONGEST_NAME,
    QUOTATION_MARKS,
    Anything,
    ConditionText,
    DayShape,
    FactsShape,
    Flag,
    JsonShape,
    ListShape,
    MappingShape,
    Maybe,
    Only,
    OrWord,
    Record,
    Shape,
    Text,
    ValueShape,
    Variants,
    Whole,
    WordShape,
)
from coach_ethics.language.yaml import Mapping as MappingNode
from coach_ethics.language.yaml import Node, Scalar, Sequence, value_of
from coach_ethics.model.vocabulary import value_text
from coach_ethics.problems import UNSEEN, WITHOUT_WIDTH, quoted, spelt


class Fault(Enum):
    """In which way a part of a file doesn't fit the shape that it should have."""

    KIND = auto()
    KEY = auto()
    MISSING = auto()
    EMPTY = auto()
    GROUP = auto()
    DAY = auto()
    TOGETHER = auto()
    MANY = auto()
    ENOUGH = auto()
    NAME = auto()
    WORD = auto()
    BOUNDS = auto()


@frozen
class Misfit:
    """What is said of something that doesn't fit; `word` may be a slip for one of `words`."""

    fault: Fault
    message: str
    fix: str
    word: str = ""
    words: tuple[str, ...] = ()


Wording: TypeAlias = Callable[[Node, Shape, str], Misfit]


@frozen
class Stage:
    """Where a text is read: the code of each fault, the wording of a misfit, and whether problems tell their paths."""

    codes: Mapping[Fault, str]
    wording: Wording
    paths: bool = True


def shown(node: Node) -> str:
    """What stands somewhere, in words."""
    match node:
        case Scalar(text):
            return "nothing" if value_of(node) is None else f"`{quoted(text)}`"
        case Sequence():
            return "a list"
        case MappingNode():
            return "a mapping"
        case _:
            assert_never(node)


def listed(words: tuple[str | bool, ...]) -> str:
    """Words one after the other."""
    return ", ".join(f"`{value_text(word)}`" for word in words)


def by_path(node: Node, shape: Shape, what: str) -> Misfit:
    """What is said in data whose parts have paths: what is expected there."""
    # `nothing` may be a word of its own there.
    found = "an empty value (null)" if isinstance(node, Scalar) and value_of(node) is None else shown(node)
    match shape:
        case Record(kind, keys):
            fix = f"write its keys: {listed(tuple(key.name for key in keys))}"
            return Misfit(Fault.KIND, f"expected {kind}, but found {found}", fix)
        case Variants(kind, tag):
            return Misfit(Fault.KIND, f"expected {kind}, but found {found}", f"write its keys, first `{tag}`")
        case ListShape():
            fix = "write each in square brackets or after a `-`"
            return Misfit(Fault.KIND, f"expected a list, but found {found}", fix)
        case MappingShape() | FactsShape() | JsonShape():
            wanted = {FactsShape: "facts", JsonShape: "a mapping"}.get(type(shape), what)
            return Misfit(Fault.KIND, f"expected {wanted}, but found {found}", "write `name: value`")
        case Text() | ConditionText():
            return Misfit(Fault.KIND, f"expected a text, but found {found}", "write a text")
        case Flag():
            return Misfit(Fault.KIND, f"{found} is neither true nor false", _instead(node, shape))
        case Whole(_, _, counted):
            if isinstance(node, Scalar) and is_whole(node):
                return Misfit(Fault.BOUNDS, f"{found} is not {counted}", f"expected {expected(shape)}")
            return Misfit(Fault.KIND, f"{found} is not a whole number", _instead(node, shape))
        case Only(words):
            word = node.text if isinstance(node, Scalar) else ""
            fix = f"expected {listed(words)}"
            return Misfit(Fault.WORD, f"{found} is not allowed here", fix, word, tuple(map(str, words)))
        case DayShape():
            return _no_day(node, "a day", "write year-month-day: `2026-01-31`")
        case WordShape() | ValueShape() | Anything():
            return Misfit(Fault.NAME, f"{found} is not allowed here", f"expected {expected(shape)}")
        case Maybe(of):
            return by_path(node, of, what)
        case OrWord(words, Record() as of) if len(words) > 1 and isinstance(node, Scalar):
            return evolve(by_path(node, Only(words), what), fix=f"expected {listed(words)}; or {expected(of)}")
        case OrWord(words, of):
            misfit = by_path(node, of, what)
            return evolve(misfit, fix=f"{misfit.fix}; or write {listed(words)}")
        case _:
            assert_never(shape)


def by_key(node: Node, shape: Shape, what: str) -> Misfit:
    """What is said in policies: `what` is the key for which this can't stand."""
    if not isinstance(node, Scalar) or isinstance(shape, Record | Variants | MappingShape | ListShape):
        found = shown(node) if not isinstance(node, Scalar) or not node.text else f"`{quoted(node.text)}`"
        return Misfit(Fault.KIND, f"expected {what}, but found {found}", f"expected {expected(shape)}")
    if value_of(node) is None:
        return Misfit(Fault.KIND, f"{what} has no value", f"write {expected(shape)}, or remove the key")
    match shape:  # partial: every other fault is told by its place alone
        case WordShape():
            return Misfit(Fault.NAME, f"{shown(node)} can't be a name here", name_fix(node.text, shape))
        case DayShape():
            return _no_day(node, "a date", "write it as year-month-day: `2026-01-31`")
        case _:
            return Misfit(Fault.KIND, f"{shown(node)} is not {what}", _instead(node, shape))


def _no_day(node: Node, what: str, fix: str) -> Misfit:
    if isinstance(node, Scalar) and DAY.fullmatch(node.text):
        return Misfit(Fault.DAY, f"there is no such date as `{node.text}`", "check the calendar")
    return Misfit(Fault.DAY, f"{shown(node)} is not {what}", fix)


def _instead(node: Node, shape: Shape) -> str:
    """The fix for what is no number, or neither true nor false, or no value."""
    if not isinstance(node, Scalar):
        return f"expected {expected(shape)}"
    if isinstance(shape, Flag) and (meant := _MEANT.get(node.text.strip().lower())):
        return f"write `{meant}`; `{node.text}` is a plain word here"
    if not node.plain and not isinstance(value_of(evolve(node, plain=True)), str):
        return "remove the quotation marks; within them it is a text"
    meant_otherwise = isinstance(shape, Whole) and not re.fullmatch(r"-?\d+", node.text.strip())
    if meant_otherwise and (digits := _number_meant(node.text)) is not None:
        return f"write `{digits}`: digits alone"
    return f"expected {expected(shape)}"


def _number_meant(text: str) -> int | None:
    """The whole number that was written with something between its digits, as a word, or with a fraction of nothing."""
    bare = re.sub(r"(?<=\d)[,'_ \u00a0\u2009\u202f](?=\d{3}(?!\d))", "", text.strip())
    bare = re.sub(r"^[\u2010-\u2015\u2212](?=\d)", "-", re.sub(r"\.0+$", "", bare))
    if re.fullmatch(r"-?\d{1,18}", bare):
        return int(bare)
    return _NUMBERS.get(text.strip().lower())


_NUMBERS = MappingProxyType(
    {
        word: number
        for number, words in enumerate(
            ["zero", "one,once", "two,twice", "three", "four", "five", "six", "seven", "eight", "nine", "ten"]
        )
        for word in words.split(",")
    }
)
_MEANT = MappingProxyType({"yes": "true", "on": "true", "no": "false", "off": "false", "y": "true", "n": "false"})


def name_fix(name: str, shape: WordShape) -> str:
    """The fix for a name that doesn't have the form of its kind: what was probably meant, or the form in words."""
    form = f"write {shape.form}, at most {LONGEST_NAME} characters"
    parts = [part.strip() for part in name.split(",")]
    if len(parts) > 1 and all(fits(part, shape) for part in parts):
        return f"write a list in square brackets: `[{', '.join(parts)}]`"
    if name == MERGE_KEY:
        return NO_MERGING
    meant = meant_name(name, shape)
    if meant is None:
        return form
    if odd := _odd(name):
        return f"write `{meant}`: {spelt(odd)} can't be part of a name"
    return f"write `{meant}`, in {shape.form.partition(', such')[0]}"


def meant_name(name: str, shape: WordShape) -> str | None:
    """The name of a form that another text was probably meant as."""
    return next((each for each in _meant_names(name) if fits(each, shape)), None)


def in_disguise(name: str, shape: WordShape | Text) -> str | None:
    """The name that this one would be without quotation marks that belong to it, or signs that can't be seen."""
    bare = UNSEEN.sub(" ", WITHOUT_WIDTH.sub("", name)).strip(" \"'" + QUOTATION_MARKS)
    if isinstance(shape, Text):
        return bare if bare and not re.fullmatch(FREE_NAME, name.strip(), re.DOTALL) else None
    return bare if bare != name and fits(bare, shape) else None


def _odd(name: str) -> str | None:
    return next((sign for sign in name if UNSEEN.match(sign) or sign in _ODD), None)


def _meant_names(name: str) -> Iterator[str]:
    """What a name may have been meant as: without what can't be seen, with hyphens or underscores between its words."""
    bare = UNSEEN.sub(" ", WITHOUT_WIDTH.sub("", name)).strip(" \t\n" + _ODD)
    plain = re.sub(f"[{_DASHES}]", "-", bare)
    plain = re.sub(r"\s*\.\s*", ".", plain)
    for each in (plain, re.sub(r"(?<=[a-z])(?=[A-Z])", "-", plain).lower()):
        for joined in ("_", "-") if "_" in each else ("-", "_"):
            yield re.sub(r"[\s_-]+", joined, each)


_DASHES = "\u2010\u2011\u2012\u2013\u2014\u2015\u2212"
_ODD = _DASHES + QUOTATION_MARKS + "\"'"
MERGE_KEY = "<<"
NO_MERGING = "merge keys have no meaning here: write out what it stands for"
DAY = re.compile("[0-9]{4}-[0-9]{2}-[0-9]{2}")
"""The form of a day: year, month and day."""
FACT = re.compile(r"[a-z][a-z0-9_]*(\.[a-z][a-z0-9_]*)+")
"""The form of a fact's name: words joined by full stops."""


def fits(name: str, shape: WordShape) -> bool:
    """Whether a name has the form of its kind."""
    return len(name) <= LONGEST_NAME and re.fullmatch(shape.pattern, name) is not None


def is_whole(node: Scalar) -> bool:
    """Whether a scalar is a whole number."""
    value = value_of(node)
    return isinstance(value, int) and not isinstance(value, bool)


def is_day(node: Scalar) -> bool:
    """Whether a scalar is a day of the calendar."""
    try:
        return DAY.fullmatch(node.text) is not None and bool(date.fromisoformat(node.text))
    except ValueError:
        return False


def expected(shape: Shape) -> str:
    """What fits a shape, in words."""
    match shape:
        case Text():
            return "a text"
        case WordShape():
            return "a name"
        case ConditionText():
            return "a condition"
        case Whole(least, most):
            return f"a whole number from {least:,} to {most:,}"
        case Flag():
            return "`true` or `false`"
        case Only(words):
            return " or ".join(f"`{value_text(word)}`" for word in words)
        case ValueShape(free):
            return f"`true`, `false`, a whole number or {'a text' if free else 'the name of a value'}"
        case Anything():
            return "anything"
        case DayShape():
            return "a date such as `2026-01-31`"
        case ListShape(of, _, single):
            return f"{expected(of)}, or a list" if single else "a list"
        case MappingShape() | FactsShape() | JsonShape():
            return "a mapping of names"
        case Maybe(of):
            return expected(of)
        case OrWord(words, of):
            return f"{expected(of)}, or {listed(words)}"
        case Record(what) | Variants(what):
            return f"a mapping: {what}"
        case _:
            assert_never(shape)


POLICY_FILE = Stage(
    MappingProxyType(
        {
            Fault.KIND: "S201",
            Fault.KEY: "S202",
            Fault.MISSING: "S203",
            Fault.EMPTY: "S204",
            Fault.GROUP: "S205",
            Fault.DAY: "S206",
            Fault.TOGETHER: "S207",
            Fault.MANY: "S209",
            Fault.ENOUGH: "S210",
            Fault.NAME: "N101",
            Fault.WORD: "S201",
            Fault.BOUNDS: "S201",
        }
    ),
    by_key,
    paths=False,
)
"""Policies, and files like them."""


def stage_of(code: str) -> Stage:
    """Data all of whose faults have one code."""
    return Stage(MappingProxyType(dict.fromkeys(Fault, code)), by_path)
