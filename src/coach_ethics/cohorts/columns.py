"""Whether the columns of a frame fit the facts that are read from them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from types import MappingProxyType
from typing import TypeAlias, assert_never

from coach_ethics.engines.columnar.columns import FORMS, Column, ColumnForm
from coach_ethics.engines.columnar.outputs import FactReading
from coach_ethics.engines.columnar.queries import MOST_COMPARED, Among, ColumnMisfit, Fit, Within, misfits
from coach_ethics.engines.columnar.run import OpenedTable, reading, with_words
from coach_ethics.model.vocabulary import Boolean, Enumeration, Fact, FactType, Integer, expected
from coach_ethics.problems import Problem, did_you_mean, quoted

_WIDEST = 2**63

Facts: TypeAlias = Sequence[tuple[str, Fact]]
"""Facts with the names of the columns that hold them. Two facts may be read from one column."""


def problems_of_types(facts: Facts, table: OpenedTable) -> Iterator[Problem]:
    """Columns whose type can't hold their fact.

    K105: null wouldn't mean not known (one problem for all, since one fix is enough). K106: another type. E503:
    numbers beyond 64 bits.
    """
    unkleene = [(name, fact) for name, fact in facts if not table.columns[name].kleene]
    help_ = _types_with_nulls(unkleene)
    if len(unkleene) > 1:
        told = ", ".join(f"`{fact.name}` (`{table.columns[name].type}`)" for name, fact in unkleene)
        message = (
            f"{len(unkleene)} columns can't hold their facts, because missing values there would count as known: {told}"
        )
        yield Problem("K105", message, help=help_)
    for name, fact in facts:
        column = table.columns[name]
        wanted = FORMS[type(fact.type)]
        if isinstance(fact.type, Integer) and not -_WIDEST < fact.type.minimum <= fact.type.maximum < _WIDEST:
            message = f"`{fact.name}` has numbers beyond 64 bits, which a frame can't hold"
            yield Problem("E503", message, path=f"$.{name}")
        elif not column.kleene:
            if len(unkleene) > 1:
                continue
            message = f"`{column.type}` can't hold `{fact.name}`, because missing values there would count as known"
            yield Problem("K105", message, path=f"$.{name}", help=help_)
        elif column.form not in (wanted, ColumnForm.NOTHING):
            message = f"`{column.type}` can't hold `{fact.name}`, whose values are {expected(fact.type)}"
            yield Problem("K106", message, path=f"$.{name}", help=_cast(fact.type, column))


def _types_with_nulls(facts: Facts) -> str:
    """The fix for columns of a lazy pandas-like frame, whose values can't be looked at: each fact's own type."""
    types = {name: _NULLABLE[type(fact.type)] for name, fact in facts}
    return f"`frame.astype({types})` gives types with nulls"


_NULLABLE: Mapping[type, str] = MappingProxyType({Boolean: "boolean", Integer: "Int64", Enumeration: "string"})


def _cast(type_: FactType, column: Column) -> str:
    if column.type == "JSON":
        return "take a plain text out of it with `->>` instead of `->`, and cast that where the fact isn't one of words"
    match type_:
        case Boolean():
            return "make it a Boolean column, with null for unknown"
        case Integer():
            return "cast it to an integer type, with null for unknown"
        case Enumeration():
            return "make it a text column, with null for unknown"
        case _:
            assert_never(type_)


def problems_of_values(facts: Facts, table: OpenedTable) -> tuple[Problem, ...]:
    """Values that don't fit their facts: words that are no enumerators (K107), numbers out of bounds (K108).

    This computes one small query over the columns of enumerations and integers, also on a lazy frame.
    """
    fits = {fact.name: (name, fit) for name, fact in facts if (fit := _fit(fact.type, table.columns[name]))}
    found = misfits(table, fits)
    return tuple(_problem(name, fact, found[fact.name]) for name, fact in facts if fact.name in found)


def _fit(type_: FactType, column: Column) -> Fit | None:
    """What has to be looked at; None where the type of the column alone says that every value fits."""
    if column.form is ColumnForm.NOTHING:
        return None
    match type_:
        case Boolean():
            return None
        case Integer(minimum, maximum):
            return Within(minimum, maximum)
        case Enumeration(values):
            return None if column.categories is not None and set(column.categories) <= set(values) else Among(values)
        case _:
            assert_never(type_)


def _problem(name: str, fact: Fact, misfit: ColumnMisfit) -> Problem:
    rows = "1 row has" if misfit.count == 1 else f"{misfit.count:,} rows have"
    shown = ", ".join(f"`{quoted(str(value))}` ({count:,})" for value, count in misfit.values)
    more = ", ..." if sum(count for _, count in misfit.values) < misfit.count else ""
    where = "" if misfit.rows is None else f", first in row {', '.join(map(str, misfit.rows))}"
    message = f"{rows} a value that `{fact.name}` can't have: {shown}{more}{where}"
    if isinstance(fact.type, Enumeration):
        near = did_you_mean(str(misfit.values[0][0]), fact.type.values)
        return Problem("K107", message, path=f"$.{name}", help=near or f"expected {expected(fact.type)}")
    return Problem("K108", message, path=f"$.{name}", help=f"expected {expected(fact.type)}; null where it isn't known")


def readings(facts: Facts, table: OpenedTable) -> dict[str, FactReading]:
    """How each fact is read; one whose column can hold nothing is not known in any row."""
    found = {fact.name: reading(name, table, _words(name, fact, table)) for name, fact in facts}
    return {fact: each for fact, each in found.items() if each is not None}


def with_words_compared(facts: Facts, table: OpenedTable) -> OpenedTable:
    """The table with the enumerators of these facts compared beforehand, where that is worth it."""
    return with_words(table, ((name, word) for name, fact in facts for word in _enumerators(fact)))


def _words(name: str, fact: Fact, table: OpenedTable) -> tuple[tuple[str, str], ...]:
    return tuple((each, table.words[name, each]) for each in _enumerators(fact) if (name, each) in table.words)


def _enumerators(fact: Fact) -> tuple[str, ...]:
    """Those of an enumeration that isn't so long that looking a word up is faster."""
    return fact.type.values if isinstance(fact.type, Enumeration) and len(fact.type.values) <= MOST_COMPARED else ()
