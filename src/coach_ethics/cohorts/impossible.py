"""Rows of a cohort that can't be: they break a constraint of the vocabulary, or of the policy.

A case that does is refused. In a cohort such rows are counted and the first ones named; their statuses mean nothing.
What breaks no one constraint and can't be all the same shows only where one looks for what is determined.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from functools import lru_cache, partial
from pathlib import Path

from attrs import frozen

from coach_ethics.arguments import takes
from coach_ethics.assessment.act_diagram import truths_in
from coach_ethics.assessment.possible import broken_by_all
from coach_ethics.assessment.preparation import Prepared, prepared
from coach_ethics.cohorts.translation import opened, translated, warn_caller
from coach_ethics.engines.columnar.outputs import Labels, Output, TruthColumn
from coach_ethics.engines.columnar.queries import Occurrence, holds_not, occurrences
from coach_ethics.engines.columnar.run import OpenedTable, staged
from coach_ethics.engines.columnar.translate import ExpressionTranslation
from coach_ethics.model.conditions import TRUE, Condition
from coach_ethics.model.policy import Constraint, Policy


@frozen
class ImpossibleRows:
    """Rows of a cohort that break a constraint, or several together: how many, and the first of them.

    `means` says what the constraint rules out. `rows` are counted from 0; None where the rows of a frame have no order.

    >>> import polars as pl
    >>> from coach_ethics.cohorts import impossible_rows
    >>> cohort = pl.DataFrame({"sponsor.present": [True, False], "disclosure.recipient": ["sponsor", "sponsor"]})
    >>> impossible_rows(cohort, "essay")[0].rows
    (1,)
    """

    constraints: tuple[str, ...]
    means: str
    count: int
    rows: tuple[int, ...] | None

    def __str__(self) -> str:
        rows = "1 row breaks" if self.count == 1 else f"{self.count:,} rows break"
        named = ", ".join(f"`{each}`" for each in self.constraints)
        what = "the constraint" if len(self.constraints) == 1 else "one or another of the constraints"
        said = f" ({self.means})" if self.means else ""
        where = "" if self.rows is None else f", first in row {', '.join(map(str, self.rows))}"
        return f"{rows} {what} {named}{said}{where}; {'its' if self.count == 1 else 'their'} statuses mean nothing"


@takes(columns=Mapping | None)
def impossible_rows(
    frame: object, policy: Policy | str | Path, *, columns: Mapping[str, str] | None = None
) -> tuple[ImpossibleRows, ...]:
    """The rows of a cohort that break constraints: the vocabulary's, or the policy's own. Nothing where none does.

    `frame` and `columns` are as `assess_frame` takes them, and so are the problems raised. This is what `assess_frame`
    warns of: small queries, also on a lazy frame.

    >>> import polars as pl
    >>> from coach_ethics.cohorts import impossible_rows
    >>> cohort = pl.DataFrame({"sponsor.present": [True, False], "disclosure.recipient": ["sponsor", "sponsor"]})
    >>> [(each.constraints, each.count) for each in impossible_rows(cohort, "essay")]
    [(('no-sponsor-no-recipient',), 1)]
    """
    ready, table = prepared(policy, "reference"), opened(frame)
    translated(table, ready.program, rules_of(ready, table), columns or {}, check=True, warn=False)
    return tuple(broken_in(table, ready, columns or {}))


def rules_of(ready: Prepared, table: OpenedTable) -> tuple[TruthColumn, ...]:
    """A column for each constraint: whether a row keeps it."""
    return tuple(TruthColumn(f"{table.stem}rule{at}", each) for at, each in enumerate(conditions_kept(ready)))


@lru_cache(maxsize=64)
def conditions_kept(ready: Prepared) -> tuple[Condition, ...]:
    """For each constraint, what is false of the rows that break it.

    What is broken whatever is known is a fault of the policy (L016), and not of a row.
    """
    rules = ready.policy.constraints
    always = broken_by_all(rules, partial(truths_in, ready))
    return tuple(TRUE if each in always else each.always for each in rules)


def broken_in(table: OpenedTable, ready: Prepared, columns: Mapping[str, str]) -> Iterator[ImpossibleRows]:
    """The rows that break one constraint or another. The columns that hold facts have been checked."""
    rules = rules_of(ready, table)
    translation = translated(table, ready.program, rules, columns, check=False, warn=False)
    frame = staged(table, translation)
    found = occurrences(table, frame, {each.column: holds_not(each.column) for each in rules})
    for each, constraint in zip(rules, ready.policy.constraints, strict=True):
        if each.column in found:
            yield _rows((constraint,), found[each.column])


def broken_as(ready: Prepared, found: Mapping[int, Occurrence]) -> Iterator[ImpossibleRows]:
    """The rows that break constraints, where that is found already, by the constraints' places."""
    for place, where in found.items():
        yield _rows((ready.policy.constraints[place],), where)


def broken_together(names: Iterable[str], ready: Prepared, found: Occurrence) -> ImpossibleRows:
    """Rows that keep each of these constraints, as far as is known, and can't keep all of them."""
    among = frozenset(names)
    return _rows(tuple(each for each in ready.policy.constraints if each.name in among), found)


def _rows(constraints: tuple[Constraint, ...], found: Occurrence) -> ImpossibleRows:
    means = "; ".join(each.means for each in constraints if each.means)
    return ImpossibleRows(tuple(each.name for each in constraints), means, found.count, found.rows)


def checked(
    table: OpenedTable,
    ready: Prepared,
    outputs: tuple[Output, ...],
    columns: Mapping[str, str],
    *,
    check: bool,
    labels: Labels | None = None,
) -> ExpressionTranslation:
    """The outputs translated, as `translated` does; with `check`, rows that break a constraint are warned of."""
    also = rules_of(ready, table) if check else ()
    translation = translated(table, ready.program, outputs, columns, check=check, also=also, labels=labels)
    if check:
        warn_of(broken_in(table, ready, columns))
    return translation


class ImpossibleRowsWarning(UserWarning):
    """Some rows of a cohort break a constraint: those that were `found`.

    >>> import warnings
    >>> import polars as pl
    >>> import coach_ethics as ce
    >>> from coach_ethics.cohorts import ImpossibleRowsWarning
    >>> cohort = pl.DataFrame({"sponsor.present": [False], "disclosure.recipient": ["sponsor"]})
    >>> with warnings.catch_warnings(record=True) as caught:
    ...     warnings.simplefilter("always")
    ...     assessed = ce.assess_frame(cohort, "essay")
    >>> [each.message.found.count for each in caught if each.category is ImpossibleRowsWarning]
    [1]
    """

    def __init__(self, found: ImpossibleRows) -> None:
        super().__init__(str(found))
        self.found = found


def warn_of(found: Iterable[ImpossibleRows]) -> None:
    """Warns of rows that can't be."""
    for each in found:
        warn_caller(ImpossibleRowsWarning(each))
