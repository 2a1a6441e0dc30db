"""A cohort by the bit-sliced engine: where it is the faster one, with the same answers as expressions give.

It is so for eager frames of up to some thousand rows, of every library, where to write expressions takes longer than
everything else; and with numba (the extra `fast`) for large ones of Polars and PyArrow, from their own memory. What it
doesn't do is left to expressions: None is returned, and nothing has been said or warned of.
"""

from __future__ import annotations

import sys
from collections.abc import Iterator, Mapping, Sequence
from functools import lru_cache
from typing import TYPE_CHECKING, Any, assert_never

from attrs import frozen

from coach_ethics.assessment.preparation import Prepared
from coach_ethics.cohorts.chance import Positions
from coach_ethics.cohorts.impossible import broken_as, rules_of, warn_of
from coach_ethics.cohorts.translation import fitting_facts, opened, translated, warn_of_missing
from coach_ethics.deontics.program import Program
from coach_ethics.engines.bitsliced.run import compiles
from coach_ethics.engines.bitsliced.translate import (
    AskedCode,
    AskedCodeCount,
    AskedCount,
    AskedForeign,
    AskedOfRows,
    AskedTruth,
    CircuitTranslation,
    translate,
)
from coach_ethics.engines.bitsliced.whole_numbers import ForeignValueError, run
from coach_ethics.engines.columnar.columns import ColumnForm
from coach_ethics.engines.columnar.outputs import AddedColumn, CertaintyColumn, Label, TruthColumn
from coach_ethics.engines.columnar.queries import MOST_SHOWN, Occurrence, Tally
from coach_ethics.engines.columnar.run import OpenedTable, evaluated
from coach_ethics.engines.columnar.values import lists_of, row_number, with_lists
from coach_ethics.model.conditions import Condition, Not
from coach_ethics.model.vocabulary import Boolean, Fact, Value
from coach_ethics.problems import CaseProblems

if TYPE_CHECKING:  # what the extra `fast` brings is loaded with the first frame that it is for
    from coach_ethics.engines.bitsliced.frames import AnswerColumn

FEW_ROWS = 10_000
"""Up to so many rows, Python's whole numbers are faster than expressions, whose making takes longer than their work."""

A_FEW_ROWS = 1_000
"""Up to so many rows, they are faster even where numba is loaded."""

MANY_ROWS = 50_000
"""From so many rows on, numba is loaded for them."""

MOST_LABELS = 8
"""A column of more labels is left to expressions."""


def sliced(
    table: OpenedTable,
    ready: Prepared,
    outputs: tuple[AddedColumn, ...],
    columns: Mapping[str, str],
    *,
    check: bool,
    always: bool = False,
    warn: bool = True,
) -> object | None:
    """The caller's frame with the outputs behind its own columns, as `assess_frame` has it; None where expressions do.

    With `always`, also where they may be faster; `warn` says whether to tell of facts that have no column.
    """
    rows = row_number(table)
    if rows is None or any(isinstance(each, Label) and len(each.categories) > MOST_LABELS for each in outputs):
        return None
    many = _has_memory(table) and (_worth_it(rows) or (always and rows > FEW_ROWS and compiles()))
    if not many and rows > FEW_ROWS:
        return None
    rules = rules_of(ready, table) if check else ()
    try:
        facts = fitting_facts(table, ready.program, outputs, columns, check=False, also=rules)
    except CaseProblems:
        return None  # columnar queries say at once all that is wrong
    work = _work(ready.program, frozenset(_present(facts, table)), outputs, rules)
    found = _many(table, work, facts, check=check) if many else _few(table, work, facts, rows)
    if found is None:
        return None
    if warn:
        warn_of_missing(table, ready.program, outputs, columns)
    warn_of(broken_as(ready, found.broken))
    return found.frame


def streamed(
    table: OpenedTable, ready: Prepared, outputs: tuple[AddedColumn, ...], columns: Mapping[str, str]
) -> object | None:
    """The same of a lazy frame of Polars or of Spark, which comes in batches and stays lazy; None where expressions do.

    Its columns have been checked. Of Spark, workers need this library, with the extra `fast`.
    """
    spark = table.frame.implementation.is_pyspark()
    if not (table.lazy and (spark or table.frame.implementation.is_polars()) and compiles()):
        return None
    from coach_ethics.engines.bitsliced.frames import in_arrow_batches, in_batches

    def work(batch: object) -> object:
        opened_batch = opened(batch)
        found = sliced(opened_batch, ready, outputs, columns, check=False, always=True, warn=False)
        if found is not None:
            return found
        return evaluated(
            opened_batch, translated(opened_batch, ready.program, outputs, columns, check=False, warn=False)
        )

    if spark:
        return in_arrow_batches(table.native, work, _made(outputs), list(table.columns))
    lazy: object = in_batches(table.native, work, _made(outputs))
    return lazy


def engine_for(rows: int) -> str | None:
    """The engine for a table of so many rows that streams, where another one than usual is worth it."""
    return "bitsliced" if compiles() and rows >= MANY_ROWS else None


def _made(outputs: Sequence[AddedColumn]) -> list[AnswerColumn]:
    from coach_ethics.engines.bitsliced.frames import AnswerColumn

    return [
        AnswerColumn(each.column, each.categories if isinstance(each, Label) else (), isinstance(each, CertaintyColumn))
        for each in outputs
    ]


def tallied_rows(
    table: OpenedTable,
    program: Program,
    labels: tuple[Label, ...],
    pairs: tuple[tuple[str, str], ...],
    facts: Sequence[tuple[str, Fact]],
) -> Tally | None:
    """What `queries.tallied` counts of pairs of these columns, which needn't be made for it; None where it has to."""
    rows = row_number(table)
    if rows is None or not (_has_memory(table) and _worth_it(rows)):
        return None
    from coach_ethics.engines.bitsliced.frames import UnreadableColumnError, counted

    present = frozenset(_present(facts, table))
    held = {fact.name: name for name, fact in facts if fact.name in present}
    try:
        numbers = iter(counted(table.native, _of_pairs(program, present, labels, pairs), held))
    except UnreadableColumnError:
        return None
    values = range(len(labels[0].categories))
    return rows, {pair: tuple((next(numbers), next(numbers)) for _ in values) for pair in pairs}


@lru_cache(maxsize=16)
def _of_pairs(
    program: Program, present: frozenset[str], labels: tuple[Label, ...], pairs: tuple[tuple[str, str], ...]
) -> CircuitTranslation:
    """How many rows have each code in the second column of a pair, and how many of them another in the first."""
    codes = {each.column: _asked(each) for each in labels}
    asked = []
    for base, other in pairs:
        for code in range(len(labels[0].categories)):
            one, changed = codes[other], codes[base]
            assert isinstance(one, AskedCode), "INVARIANT (labels): they have codes"
            assert isinstance(changed, AskedCode), "INVARIANT (labels): they have codes"
            asked += [AskedCodeCount(code, one), AskedCodeCount(code, one, changed)]
    return translate(program, present, asked)


def true_rows(
    columns: Mapping[str, Positions], values: Mapping[str, Sequence[Value]], program: Program, condition: Condition
) -> Any:
    """Whether a condition is certainly true, row by row of facts at positions among values, as an array of NumPy.

    None where expressions say it.
    """
    some = next(iter(columns.values()))
    if any(isinstance(each, list) for each in columns.values()) or not _worth_it(len(some)):
        return None
    from coach_ethics.engines.bitsliced.frames import where_true

    return where_true(columns, values, _of_condition(program, frozenset(columns), condition), len(some))


@lru_cache(maxsize=64)
def _of_condition(program: Program, present: frozenset[str], condition: Condition) -> CircuitTranslation:
    return translate(program, present, (AskedTruth(condition),))


def _worth_it(rows: int) -> bool:
    """Whether so many rows are left to the machine: loading numba is worth it for them, or it is loaded."""
    return compiles() and (rows >= MANY_ROWS or (rows > A_FEW_ROWS and _loaded()))


def _loaded() -> bool:
    return "coach_ethics.engines.bitsliced.machine" in sys.modules


def _has_memory(table: OpenedTable) -> bool:
    return table.frame.implementation.is_polars() or table.frame.implementation.is_pyarrow()


def _present(facts: Sequence[tuple[str, Fact]], table: OpenedTable) -> Iterator[str]:
    return (fact.name for name, fact in facts if table.columns[name].form is not ColumnForm.NOTHING)


@frozen(eq=False)
class _Work:
    """What is asked of the rows: the outputs, and whether they keep constraints."""

    program: Program
    present: frozenset[str]
    outputs: tuple[AddedColumn, ...]
    rules: tuple[TruthColumn, ...]

    def translated(self, *asked: AskedOfRows) -> CircuitTranslation:
        """The circuit that answers this."""
        return translate(self.program, self.present, asked)


@lru_cache(maxsize=64)
def _work(
    program: Program, present: frozenset[str], outputs: tuple[AddedColumn, ...], rules: tuple[TruthColumn, ...]
) -> _Work:
    return _Work(program, present, outputs, rules)


@lru_cache(maxsize=64)
def _with_rules(work: _Work) -> CircuitTranslation:
    """The outputs, then for each constraint whether a row keeps it."""
    return work.translated(*map(_asked, (*work.outputs, *work.rules)))


@lru_cache(maxsize=64)
def _with_counts(work: _Work, *, check: bool) -> CircuitTranslation:
    """The outputs, then how many rows break each constraint, and with `check` how many have a foreign value."""
    vocabulary = work.program.vocabulary
    read = (fact.name for fact in vocabulary if fact.name in work.present and not isinstance(fact.type, Boolean))
    broken = (AskedCount(Not(rule.condition)) for rule in work.rules)
    return work.translated(*map(_asked, work.outputs), *broken, *map(AskedForeign, read if check else ()))


@lru_cache(maxsize=64)
def _of_rules(work: _Work, places: tuple[int, ...]) -> CircuitTranslation:
    """Whether a row keeps these constraints."""
    return work.translated(*(_asked(work.rules[place]) for place in places))


def _asked(output: AddedColumn) -> AskedOfRows:
    match output:
        case TruthColumn(_, condition) | CertaintyColumn(_, condition):
            return AskedTruth(condition)
        case Label(_, cases, otherwise, categories):
            coded = tuple((condition, categories.index(label)) for condition, label in cases)
            return AskedCode(coded, categories.index(otherwise))
        case _:
            assert_never(output)


@frozen(eq=False)
class _Sliced:
    """A frame with its results, and by their places the constraints that are broken, and where."""

    frame: object
    broken: Mapping[int, Occurrence]


def _few(table: OpenedTable, work: _Work, facts: Sequence[tuple[str, Fact]], rows: int) -> _Sliced | None:
    """By whole numbers, over lists."""
    held = _held(work, facts)
    lists = lists_of(table, held.values())
    try:
        found = run(_with_rules(work), {fact: lists[name] for fact, name in held.items()}, rows)
    except ForeignValueError:
        return None
    made = [(output, _values(output, answer)) for output, answer in zip(work.outputs, found, strict=False)]
    broken = {}
    for place, truths in enumerate(found[len(made) :]):
        assert isinstance(truths, list), "INVARIANT (answers): they are in the order of the questions"
        if where := [row for row, truth in enumerate(truths) if truth is False]:
            broken[place] = Occurrence(len(where), tuple(where[:MOST_SHOWN]))
    return _Sliced(with_lists(table, made), broken)


def _values(output: AddedColumn, answer: Any) -> list[Any]:
    match output:
        case TruthColumn():
            return list(answer)
        case CertaintyColumn():
            return [truth is True for truth in answer]
        case Label(_, _, _, categories):
            return [categories[code] for code in answer]
        case _:
            assert_never(output)


def _many(table: OpenedTable, work: _Work, facts: Sequence[tuple[str, Fact]], *, check: bool) -> _Sliced | None:
    """By the machine, over the memory of the frame."""
    from coach_ethics.engines.bitsliced.frames import UnreadableColumnError, assessed, first_false

    made = _made(work.outputs)
    held = _held(work, facts)
    try:
        frame, counts = assessed(table.native, _with_counts(work, check=check), held, made)
        if any(counts[len(work.rules) :]):
            return None  # what columnar queries find wrong, they say
        broken = {place: count for place, count in enumerate(counts[: len(work.rules)]) if count}
        where = first_false(table.native, _of_rules(work, tuple(broken)), held, MOST_SHOWN) if broken else []
    except UnreadableColumnError:
        return None
    return _Sliced(
        frame, {place: Occurrence(count, rows) for (place, count), rows in zip(broken.items(), where, strict=True)}
    )


def _held(work: _Work, facts: Sequence[tuple[str, Fact]]) -> dict[str, str]:
    return {fact.name: name for name, fact in facts if fact.name in work.present}
