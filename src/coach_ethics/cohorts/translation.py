"""A caller's frame, opened and checked, and a policy's outputs translated for it."""

from __future__ import annotations

import sys
import warnings
from collections.abc import Collection, Mapping, Sequence
from functools import lru_cache
from types import FrameType
from typing import TYPE_CHECKING

from coach_ethics.cohorts import naming
from coach_ethics.deontics.program import Program
from coach_ethics.model.vocabulary import Fact
from coach_ethics.problems import CaseProblems, Problem, nearest, quoted

if TYPE_CHECKING:  # narwhals is loaded with the first frame
    from coach_ethics.engines.columnar.outputs import FactReading, Labels, Output
    from coach_ethics.engines.columnar.run import OpenedTable
    from coach_ethics.engines.columnar.translate import ExpressionTranslation


def opened(frame: object) -> OpenedTable:
    """The frame, opened. Raises CaseProblems: K101 for what is no frame, E502 where narwhals isn't installed."""
    require_narwhals()
    from coach_ethics.engines.columnar.run import open_table

    try:
        return open_table(frame)
    except TypeError:
        message = f"`{type(frame).__name__}` is not a frame"
        help_ = "give a frame of Polars, DuckDB, PyArrow, pandas, PySpark or Dask"
        raise CaseProblems([Problem("K101", message, help=help_)]) from None


def require_narwhals() -> None:
    """Raises CaseProblems (E502) where it isn't installed."""
    import coach_ethics.engines.columnar  # noqa: F401 - loading it says what is missing


def translated(
    table: OpenedTable,
    program: Program,
    outputs: tuple[Output, ...],
    columns: Mapping[str, str],
    *,
    check: bool,
    also: tuple[Output, ...] = (),
    labels: Labels | None = None,
    warn: bool = True,
) -> ExpressionTranslation:
    """The outputs as expressions over the columns of a frame that has been checked for what they read, and `also` for
    what others do.

    `labels` says how labels are written, by default as the library of the frame has them; `warn`, whether to tell of
    facts that have no column.
    """
    from coach_ethics.cohorts.columns import readings

    facts = fitting_facts(table, program, outputs, columns, check=check, also=also)
    if warn:
        warn_of_missing(table, program, outputs, columns)
    return _translation(program, tuple(readings(facts, table).items()), outputs, table.stem, labels or table.labels)


def fitting_facts(
    table: OpenedTable,
    program: Program,
    outputs: tuple[Output, ...],
    columns: Mapping[str, str],
    *,
    check: bool,
    also: tuple[Output, ...] = (),
) -> list[tuple[str, Fact]]:
    """The facts that the outputs read, and `also` others, each with its column, which can hold it; with `check`, does.

    Raises CaseProblems for what doesn't fit (K102 to K108, E503).
    """
    from coach_ethics.cohorts.columns import problems_of_types, problems_of_values

    problems = [
        *naming.problems_of_mapping(columns, program.vocabulary, table.columns),
        *naming.problems_of_names((each.column for each in outputs), table.columns, case_matters=table.case_matters),
    ]
    if problems:
        raise CaseProblems(problems)
    facts = facts_there(table, program, (*outputs, *also), columns)
    problems = [*problems_of_types(facts, table)]
    if check:
        wrong = {problem.path for problem in problems}
        fitting = [(name, fact) for name, fact in facts if f"$.{name}" not in wrong and table.columns[name].kleene]
        problems += problems_of_values(fitting, table)
    if problems:
        raise CaseProblems(problems)
    return facts


def warn_of_missing(
    table: OpenedTable, program: Program, outputs: tuple[Output, ...], columns: Mapping[str, str]
) -> None:
    """Warns of facts that the outputs read and that have no column."""
    there = facts_there(table, program, outputs, columns)
    facts, held = {fact.name for _, fact in there}, {column for column, _ in there}
    missing = [name for name in facts_read_by(program, outputs) if name not in facts]
    _warn_of(missing, table.columns.keys() - held)


def facts_there(
    table: OpenedTable, program: Program, outputs: tuple[Output, ...], columns: Mapping[str, str]
) -> list[tuple[str, Fact]]:
    """The facts that the outputs read and that have a column, with its name."""
    read = ((naming.column_of(name, columns), program.vocabulary[name]) for name in facts_read_by(program, outputs))
    return [(column, fact) for column, fact in read if column in table.columns]


@lru_cache(maxsize=256)
def facts_read_by(program: Program, outputs: tuple[Output, ...]) -> tuple[str, ...]:
    """The facts that the outputs depend on, in the vocabulary's order; remembered."""
    from coach_ethics.engines.columnar.translate import facts_read

    return facts_read(program, outputs)


@lru_cache(maxsize=64)
def _translation(
    program: Program,
    readings: tuple[tuple[str, FactReading], ...],
    outputs: tuple[Output, ...],
    stem: str,
    labels: Labels,
) -> ExpressionTranslation:
    """A policy is translated once for all frames of one shape."""
    from coach_ethics.engines.columnar.translate import translate

    return translate(program, dict(readings), outputs, stem, labels=labels)


def _warn_of(missing: Sequence[str], others: Collection[str]) -> None:
    """Warns of facts without a column; `others` are the columns that hold no fact, of which one may have been meant."""
    if missing:
        told = ", ".join(f"`{name}`" for name in missing)
        many = "facts have no column and count" if len(missing) > 1 else "fact has no column and counts"
        near = ((name, nearest(name, missing, _NEAR)) for name in sorted(others))
        slips = "".join(f"; is the column `{quoted(name)}` meant as `{fact}`?" for name, fact in near if fact)
        warn_caller(UserWarning(f"{len(missing)} {many} as not known: {told}{slips}"))


def warn_caller(warning: UserWarning) -> None:
    """Warn at the place from which this library was called."""
    frame: FrameType | None = sys._getframe(1)
    depth, library = 2, __name__.partition(".")[0]
    while frame is not None and str(frame.f_globals.get("__name__")).partition(".")[0] == library:
        frame, depth = frame.f_back, depth + 1
    warnings.warn(warning, stacklevel=depth)


_NEAR = 1 / 6
"""How much of a column's name may differ from a fact's where it is taken for a slip: two letters in a dozen."""
