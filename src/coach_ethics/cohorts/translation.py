"""A caller's frame, opened and checked, and a policy's outputs translated for it."""

from __future__ import annotations

import warnings
from collections.abc import Collection, Mapping, Sequence
from functools import lru_cache
from typing import TYPE_CHECKING

from coach_ethics.assessment.preparation import Prepared
from coach_ethics.cohorts import naming
from coach_ethics.deontics.program import Program
from coach_ethics.model.vocabulary import Fact
from coach_ethics.problems import CaseProblems, Problem, nearest, quoted

if TYPE_CHECKING:  # narwhals is loaded with the first frame
    from coach_ethics.engines.columnar.outputs import FactReading, Labels, Output
    from coach_ethics.engines.columnar.run import OpenedTable
    from coach_ethics.engines.columnar.translate import ExpressionTranslation


def run_outputs(
    frame: object, ready: Prepared, outputs: tuple[Output, ...], columns: Mapping[str, str], *, check: bool
) -> object:
    """The frame with these outputs, checked as `assess_frame` says."""
    from coach_ethics.cohorts.columns import with_words_compared
    from coach_ethics.engines.columnar.run import evaluated

    table = opened(frame)
    if check:
        table = with_words_compared(_facts_there(table, ready.program, outputs, columns), table)
    return evaluated(table, translated(table, ready.program, outputs, columns, check=check))


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
    counted: bool = False,
    warn: bool = True,
) -> ExpressionTranslation:
    """The outputs as expressions over the columns of a frame that has been checked for what they read.

    Labels that will only be `counted` are written by their places. `warn` says whether to tell of facts that have no
    column.
    """
    from coach_ethics.cohorts.columns import problems_of_types, problems_of_values, readings
    from coach_ethics.engines.columnar.outputs import Labels
    from coach_ethics.engines.columnar.translate import facts_read

    problems = [
        *naming.problems_of_mapping(columns, program.vocabulary, table.columns),
        *naming.problems_of_names((each.column for each in outputs), table.columns, case_matters=table.case_matters),
    ]
    if problems:
        raise CaseProblems(problems)
    facts = _facts_there(table, program, outputs, columns)
    problems = [*problems_of_types(facts, table)]
    if check:
        wrong = {problem.path for problem in problems}
        fitting = [(name, fact) for name, fact in facts if f"$.{name}" not in wrong and table.columns[name].kleene]
        problems += problems_of_values(fitting, table)
    if problems:
        raise CaseProblems(problems)
    if warn:
        there = {fact.name for _, fact in facts}
        others = table.columns.keys() - {column for column, _ in facts}
        _warn_of([name for name in facts_read(program, outputs) if name not in there], others)
    labels = Labels.PLACES if counted else table.labels
    return _translation(program, tuple(readings(facts, table).items()), outputs, table.stem, labels)


def _facts_there(
    table: OpenedTable, program: Program, outputs: tuple[Output, ...], columns: Mapping[str, str]
) -> list[tuple[str, Fact]]:
    """The facts that the outputs read and that have a column, with its name."""
    from coach_ethics.engines.columnar.translate import facts_read

    read = ((naming.column_of(name, columns), program.vocabulary[name]) for name in facts_read(program, outputs))
    return [(column, fact) for column, fact in read if column in table.columns]


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
        warnings.warn(f"{len(missing)} {many} as not known: {told}{slips}", stacklevel=_CALLER)


_NEAR = 1 / 6
"""How much of a column's name may differ from a fact's where it is taken for a slip: two letters in a dozen."""

_CALLER = 6
"""How far the caller of `assess_frame` is from where the warning is given."""
