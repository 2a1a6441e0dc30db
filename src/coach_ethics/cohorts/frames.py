"""A policy over a cohort: the caller's own frame, with a column for each act."""

from __future__ import annotations

import warnings
from collections.abc import Iterable, Iterator, Mapping, Sequence
from difflib import get_close_matches
from functools import lru_cache
from pathlib import Path
from types import MappingProxyType
from typing import TYPE_CHECKING, TypeVar, cast

from coach_ethics.assessment.preparation import Prepared, in_force, names_of_kind, prepared
from coach_ethics.cohorts import naming
from coach_ethics.deontics.program import Kind, Program, name_of
from coach_ethics.facts.vocabulary import Fact
from coach_ethics.findings import Status
from coach_ethics.ir.conditions import And, Condition, Named, Not, Or
from coach_ethics.ir.policy import Policy
from coach_ethics.problems import CaseProblems, Problem, quoted

if TYPE_CHECKING:  # narwhals is loaded with the first frame
    from coach_ethics.engines.columnar.outputs import Label, Labels, Output, Reading
    from coach_ethics.engines.columnar.run import Table
    from coach_ethics.engines.columnar.translate import Translation

F = TypeVar("F")

STATUSES = tuple(status.value for status in Status)
"""The words in a column of statuses."""


def assess_frame(
    frame: F,
    policy: Policy | str | Path,
    *,
    columns: Mapping[str, str] | None = None,
    prefix: str = naming.PREFIX,
    concepts: bool = False,
    norms: bool = False,
    conflicts: bool = False,
    settled: bool = False,
    choices: bool = False,
    check: bool = True,
) -> F:
    """What the policy says of every row: the frame, of the caller's own kind, with one column a status behind its own.

    A row is a situation. Facts are read from the columns of the same name, or from those that `columns` maps them to;
    null is not known, and so is a fact without a column, which is warned of. The columns added are called by `prefix`
    and the act; a status is one of `STATUSES`, in an enumeration type where the library has one. On request, further
    Boolean columns with null for not known: `concepts`, `norms` (in force), `conflicts`; and `settled`, whether no
    unknown fact can change the status. `choices` adds two columns of texts, as `patterns.py` describes them.

    A lazy frame stays lazy, but for two small queries: the check of words and numbers, left out with `check=False`
    where it is known that all of them fit, and with `choices` the distinct normative situations.

    Raises CaseProblems where the frame can't be read as situations (K101 to K108) and where narwhals isn't installed
    (E502), PolicyProblems where the policy can't be read or closed.
    """
    ready = prepared(policy, "reference")
    added = tuple(_outputs(ready, prefix, concepts, norms, conflicts, settled))
    if not choices:
        return cast(F, run_outputs(frame, ready, added, columns or {}, check=check))
    from coach_ethics.cohorts.patterns import with_choices

    return cast(F, with_choices(frame, ready, added, columns or {}, prefix, check=check))


def _outputs(
    ready: Prepared, prefix: str, concepts: bool, norms: bool, conflicts: bool, settled: bool
) -> Iterator[Output]:
    _require_narwhals()
    from coach_ethics.engines.columnar.outputs import Certainty, Truths

    policy = ready.policy
    for act in policy.acts:
        yield status_output(act.name, naming.status_column(act.name, prefix))
        if settled:
            yield Certainty(naming.settled_column(act.name, prefix), _settled(act.name))
    if concepts:
        for concept in policy.concepts:
            yield Truths(naming.concept_column(concept.name, prefix), Named(concept.name))
    if norms:
        for norm in policy.norms:
            yield Truths(naming.norm_column(norm.name, prefix), Named(in_force(norm.name)))
    if conflicts:
        for name, clashing in names_of_kind(ready.program, Kind.CONFLICT):
            yield Truths(naming.conflict_column(clashing, prefix), Named(name))


def status_output(act: str, column: str, names: Mapping[str, str] = MappingProxyType({})) -> Label:
    """The column with the status of an act: the table of `findings.finding`, row by row.

    `names` says what names of the program are called, where they aren't called by themselves.
    """
    from coach_ethics.engines.columnar.outputs import Label

    required, forbidden, permission = (Named(names.get(each.name, each.name)) for each in _truths(act))
    silent = (Not(required), Not(forbidden))
    cases: tuple[tuple[Condition, str], ...] = (
        (And((required, forbidden)), Status.DILEMMA.value),
        (required, Status.REQUIRED.value),
        (forbidden, Status.FORBIDDEN.value),
        (And((*silent, permission)), Status.PERMITTED.value),
        (And((*silent, Not(permission))), Status.UNREGULATED.value),
    )
    return Label(column, cases, Status.UNDETERMINED.value, STATUSES)


def _settled(act: str) -> Condition:
    """True where `findings.finding` says settled, else not known.

    Both verdicts are known, and where both are no, so is the permission.
    """
    required, forbidden, permission = _truths(act)
    return And((_known(required), _known(forbidden), Or((required, forbidden, _known(permission)))))


def _truths(act: str) -> tuple[Named, Named, Named]:
    required, forbidden, permission = (
        Named(name_of(kind, act)) for kind in (Kind.REQUIRED, Kind.FORBIDDEN, Kind.PERMISSION)
    )
    return required, forbidden, permission


def _known(condition: Condition) -> Condition:
    return Or((condition, Not(condition)))


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


def opened(frame: object) -> Table:
    """The frame, opened. Raises CaseProblems: K101 for what is no frame, E502 where narwhals isn't installed."""
    _require_narwhals()
    from coach_ethics.engines.columnar.run import open_table

    try:
        return open_table(frame)
    except TypeError:
        message = f"`{type(frame).__name__}` is not a frame"
        help_ = "give a frame of Polars, DuckDB, PyArrow, pandas, PySpark or Dask"
        raise CaseProblems([Problem("K101", message, help=help_)]) from None


def _require_narwhals() -> None:
    """Raises CaseProblems (E502) where it isn't installed."""
    import coach_ethics.engines.columnar  # noqa: F401 - loading it says what is missing


def translated(
    table: Table,
    program: Program,
    outputs: tuple[Output, ...],
    columns: Mapping[str, str],
    *,
    check: bool,
    counted: bool = False,
    warn: bool = True,
) -> Translation:
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
        _warn_of([name for name in facts_read(program, outputs) if name not in there], table.columns)
    labels = Labels.PLACES if counted else table.labels
    return _translation(program, tuple(readings(facts, table).items()), outputs, table.stem, labels)


def _facts_there(
    table: Table, program: Program, outputs: tuple[Output, ...], columns: Mapping[str, str]
) -> list[tuple[str, Fact]]:
    """The facts that the outputs read and that have a column, with its name."""
    from coach_ethics.engines.columnar.translate import facts_read

    read = ((naming.column_of(name, columns), program.vocabulary[name]) for name in facts_read(program, outputs))
    return [(column, fact) for column, fact in read if column in table.columns]


@lru_cache(maxsize=64)
def _translation(
    program: Program, readings: tuple[tuple[str, Reading], ...], outputs: tuple[Output, ...], stem: str, labels: Labels
) -> Translation:
    """A policy is translated once for all frames of one shape."""
    from coach_ethics.engines.columnar.translate import translate

    return translate(program, dict(readings), outputs, stem, labels=labels)


def _warn_of(missing: Sequence[str], present: Iterable[str]) -> None:
    if missing:
        told = ", ".join(f"`{name}`" for name in missing)
        many = "facts have no column, and count" if len(missing) > 1 else "fact has no column, and counts"
        near = ((name, get_close_matches(name, missing, n=1, cutoff=_NEAR)) for name in present)
        slips = "".join(f"; is the column `{quoted(name)}` meant as `{facts[0]}`?" for name, facts in near if facts)
        warnings.warn(f"{len(missing)} {many} as not known: {told}{slips}", stacklevel=_CALLER)


_NEAR = 0.85
"""How alike a column's name has to be to a fact's to be taken for a slip: two letters in a dozen may be wrong."""

_CALLER = 5
"""How far the caller of `assess_frame` is from where the warning is given."""
