"""Single values of an engagement file: texts, flags, counts, days, words; and what is said where one doesn't fit."""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import date
from enum import StrEnum
from typing import Any, TypeAlias

from coach_ethics.language.yaml import Scalar, value_of
from coach_ethics.problems import quoted

PlainTree: TypeAlias = Any
"""A file's tree as cattrs wants it: dictionaries, lists, None, and scalars that still know how they were written."""


class MisfitError(ValueError):
    """A value doesn't fit its place: the code, what is wrong, and the fix.

    Where it is a word that isn't one of `words`, whoever tells of it may look for the nearest.
    """

    def __init__(self, code: str, message: str, help_: str, word: str = "", words: tuple[str, ...] = ()) -> None:
        super().__init__(message)
        self.code, self.message, self.help, self.word, self.words = code, message, help_, word, words


def kind_of(class_: type) -> str:
    """A kind of record in words: the name of its class, spelt out."""
    words = _KINDS.get(class_.__name__) or re.sub("(?<!^)([A-Z])", r" \1", class_.__name__).lower()
    return words if class_.__name__ in _KINDS else f"{'an' if words[0] in 'aeiou' else 'a'} {words}"


_KINDS = {
    "AgreedBy": "the parties who agreed",
    "Client": "the client",
    "Coach": "the coach",
    "Sponsor": "the sponsor",
    "Contract": "the contract",
    "Confidentiality": "the rules on confidentiality",
    "Ending": "the rules on ending",
    "Limit": "a limit of confidentiality",
    "Due": "an entry of the history",
    "Disclosures": "the disclosures",
    "Supervision": "the coach's supervision",
}


def shown(tree: PlainTree) -> str:
    """What stands somewhere, in words."""
    match tree:
        case Scalar(text):
            return f"`{quoted(text)}`"
        case list():
            return "a list"
        case dict():
            return "a mapping"
        case _:
            return "nothing"


def listed(words: Iterable[str]) -> str:
    """Words one after the other."""
    return ", ".join(f"`{word}`" for word in words)


def text_of(tree: PlainTree, _: object) -> str:
    """A text, as it was written. Raises MisfitError otherwise."""
    if not isinstance(tree, Scalar):
        raise MisfitError("F204", f"{shown(tree)} stands where a text should be", "write a text")
    return tree.text


def flag_of(tree: PlainTree, _: object) -> bool:
    """True or false. Raises MisfitError otherwise."""
    value = value_of(tree) if isinstance(tree, Scalar) else tree
    if not isinstance(value, bool):
        meant = {"yes": "true", "on": "true", "no": "false", "off": "false"}.get(str(value).lower())
        help_ = f"write `{meant}`" if meant else "it takes `true` or `false`"
        raise MisfitError("F204", f"{shown(tree)} is neither true nor false", help_)
    return value


def count_of(tree: PlainTree, _: object) -> int:
    """A whole number. Raises MisfitError otherwise."""
    value = value_of(tree) if isinstance(tree, Scalar) else tree
    if not isinstance(value, int) or isinstance(value, bool):
        raise MisfitError("F204", f"{shown(tree)} is not a whole number", "write it in digits, such as `2`")
    return value


def day_of(tree: PlainTree, _: object) -> date:
    """A day that exists. Raises MisfitError otherwise."""
    text = tree.text if isinstance(tree, Scalar) else ""
    if not _DAY.fullmatch(text):
        raise MisfitError("F205", f"{shown(tree)} is not a day", "write year-month-day: `2026-01-31`")
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise MisfitError("F205", f"there is no day `{text}`", "look at the calendar") from None


_DAY = re.compile("[0-9]{4}-[0-9]{2}-[0-9]{2}")


def enumerator_of(tree: PlainTree, class_: type[StrEnum]) -> StrEnum:
    """One of the words of an enumeration. Raises MisfitError otherwise."""
    words = tuple(member.value for member in class_)
    word = tree.text if isinstance(tree, Scalar) else ""
    if word not in words:
        raise MisfitError("F206", f"{shown(tree)} can't stand here", f"it takes {listed(words)}", word, words)
    return class_(word)
