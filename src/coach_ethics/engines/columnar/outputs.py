"""What may be asked of a program, row by row: the columns that a run adds to a frame."""

from __future__ import annotations

from collections.abc import Iterable
from enum import Enum
from typing import TypeAlias, assert_never

from attrs import frozen

from coach_ethics.model.conditions import Comparison, Condition, FactTerm, Literal, Named, Operator
from coach_ethics.model.vocabulary import Integer


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


AddedColumn: TypeAlias = TruthColumn | CertaintyColumn | Label
"""What may be said of a row in a column of its own."""


@frozen(cache_hash=True)
class Pattern:
    """A text with a sign for each name: `1` true, `0` false, `?` not known."""

    column: str
    names: tuple[str, ...]


@frozen(cache_hash=True)
class RowKey:
    """A text that is the same in rows of one kind: the `pattern` of names where `closed` is certainly true, else `OPEN`
    and what is known.

    What is known of a fact is the place of the first of its `cells` that is true, else `?`; of `numbers`, their value.
    """

    column: str
    closed: Condition
    pattern: tuple[str, ...]
    cells: tuple[tuple[Condition, ...], ...]
    numbers: tuple[FactTerm, ...]


OPEN = "="
"""With this begins the key of a row of which not everything is closed."""


@frozen(cache_hash=True)
class Refined:
    """An output, or where the text in a column has a sign at a `place`, what that says: `sign_of` it."""

    meant: AddedColumn
    codes: str
    place: int

    @property
    def column(self) -> str:
        """The name of the column, which is the output's."""
        return self.meant.column


def sign_of(value: str | bool | None, output: AddedColumn) -> str:
    """What stands for a label of an output, or for its truth value."""
    if isinstance(output, Label):
        return str(output.categories.index(str(value)))
    return "?" if value is None else str(int(bool(value)))


Output: TypeAlias = AddedColumn | Pattern | RowKey | Refined


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
        case RowKey(_, closed, pattern, cells, numbers):
            signs = (Named(name) for name in pattern for _ in range(2))
            return (closed, *signs, *(cell for each in cells for cell in each), *map(_mentioned, numbers))
        case Refined(meant):
            return _asked(meant)
        case _:
            assert_never(output)


def _mentioned(number: FactTerm) -> Condition:
    assert isinstance(number.type, Integer), "INVARIANT (numbers): they are integers"
    return Comparison(number, Operator.EQ, Literal(number.type.minimum))
