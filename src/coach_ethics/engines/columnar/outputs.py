"""What may be asked of a program, row by row: the columns that a run adds to a frame."""

from __future__ import annotations

from collections.abc import Iterable
from enum import Enum
from typing import TypeAlias, assert_never

from attrs import frozen

from coach_ethics.model.conditions import Condition, Named


class Labels(Enum):
    """How a library writes labels: in a type for enumerations, by their places among the categories, or as texts."""

    ENUMERATION = "enumeration"
    PLACES = "places"
    TEXTS = "texts"


@frozen(cache_hash=True)
class FactReading:
    """How a fact is read from a frame: the name of its column, and what has to be known of that (see `columns.py`).

    `words` are columns that say already whether it holds a word: pairs of the word and the column's name.
    """

    column: str
    categories: tuple[str, ...] | None = None
    cast: bool = False
    convert: str = ""
    words: tuple[tuple[str, str], ...] = ()


@frozen(cache_hash=True)
class TruthColumn:
    """True, False, or null where the condition is not known."""

    column: str
    condition: Condition


@frozen(cache_hash=True)
class CertaintyColumn:
    """True where the condition is certainly true, else False: never null."""

    column: str
    condition: Condition


@frozen(cache_hash=True)
class Label:
    """The label of the first case whose condition is certainly true, else `otherwise`: one of `categories`."""

    column: str
    cases: tuple[tuple[Condition, str], ...]
    otherwise: str
    categories: tuple[str, ...]


@frozen(cache_hash=True)
class Pattern:
    """A text with a sign for each name: `1` true, `0` false, `?` not known."""

    column: str
    names: tuple[str, ...]


Output: TypeAlias = TruthColumn | CertaintyColumn | Label | Pattern


def conditions_of(outputs: Iterable[Output]) -> tuple[Condition, ...]:
    """Every condition that the outputs ask for, as often as they do."""
    return tuple(condition for output in outputs for condition in _asked(output))


def _asked(output: Output) -> tuple[Condition, ...]:
    match output:
        case TruthColumn(_, condition) | CertaintyColumn(_, condition):
            return (condition,)
        case Label(_, cases):
            return tuple(condition for condition, _ in cases)
        case Pattern(_, names):
            # Each sign is asked for twice: whether it is true, and whether it is false.
            return tuple(Named(name) for name in names for _ in range(2))
        case _:
            assert_never(output)
