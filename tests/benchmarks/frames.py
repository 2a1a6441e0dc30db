"""Cohorts as frames, as Parquet, and the essay's statuses as one would write them in Polars by hand."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any, assert_never

import numpy as np
import polars as pl
from tests.benchmarks.peers.task import Task, task

from coach_ethics.cohorts.naming import status_column
from coach_ethics.deontics.program import Kind, lower, name_of
from coach_ethics.findings import Status
from coach_ethics.model.conditions import (
    And,
    Comparison,
    Condition,
    Constant,
    FactTerm,
    Holds,
    Literal,
    Membership,
    Named,
    Not,
    Operator,
    Or,
    Term,
)
from coach_ethics.model.policy import Policy
from coach_ethics.model.vocabulary import Boolean, Enumeration, FactType, Integer

CHUNK = 1_000_000
STATUSES = tuple(status.value for status in Status)


def cohort(policy: Policy, rows: int, unknown: float = 0.3, seed: int = 1) -> pl.DataFrame:
    """A made-up cohort with a column for every fact that the policy's statuses depend on, texts for enumerators."""
    random = np.random.default_rng(seed)
    columns = {fact: _column(policy.vocabulary[fact].type, rows, unknown, random) for fact in task(lower(policy)).facts}
    return pl.DataFrame(columns)


def _column(type_: FactType, rows: int, unknown: float, random: np.random.Generator) -> pl.Series:
    missing = pl.Series(random.random(rows, dtype=np.float32) < unknown)
    match type_:
        case Boolean():
            drawn = pl.Series(random.integers(0, 2, rows, dtype=np.int8)).cast(pl.Boolean)
        case Integer(minimum, maximum):
            # Small numbers, since that is where the thresholds are.
            drawn = pl.Series(random.integers(minimum, min(maximum, minimum + 9) + 1, rows, dtype=np.int64))
        case Enumeration(values):
            words = pl.Series(values)
            drawn = words.gather(pl.Series(random.integers(0, len(values), rows, dtype=np.uint32)))
        case _:
            assert_never(type_)
    return pl.select(pl.when(~missing).then(drawn)).to_series()


def write_cohort(policy: Policy, rows: int, folder: Path, unknown: float = 0.3) -> None:
    """The cohort as Parquet files of a million rows each, so that writing takes little memory."""
    for number, start in enumerate(range(0, rows, CHUNK)):
        cohort(policy, min(CHUNK, rows - start), unknown, seed=number).write_parquet(
            folder / f"part-{number:05}.parquet"
        )


def by_hand(frame: pl.LazyFrame, policy: Policy) -> pl.LazyFrame:
    """The statuses as a careful author would write them in Polars: what is used twice is a column of its own."""
    set_ = task(lower(policy))
    for name, condition in set_.steps.items():
        frame = frame.with_columns(_expression(condition, set_).alias(set_.locals[name]))
    statuses = [_status(act.name, set_).alias(status_column(act.name)) for act in policy.acts]
    return frame.with_columns(statuses).drop(set_.locals.values())


def _status(act: str, set_: Task) -> pl.Expr:
    required, forbidden, permission = (
        _expression(set_.answers[name_of(kind, act)], set_) for kind in (Kind.REQUIRED, Kind.FORBIDDEN, Kind.PERMISSION)
    )
    labels = {each: pl.lit(each, pl.Enum(STATUSES)) for each in STATUSES}
    silent = ~required & ~forbidden
    return (
        pl.when(required & forbidden)
        .then(labels[Status.DILEMMA])
        .when(required)
        .then(labels[Status.REQUIRED])
        .when(forbidden)
        .then(labels[Status.FORBIDDEN])
        .when(silent & permission)
        .then(labels[Status.PERMITTED])
        .when(silent & ~permission)
        .then(labels[Status.UNREGULATED])
        .otherwise(labels[Status.UNDETERMINED])
    )


def _expression(condition: Condition, set_: Task) -> pl.Expr:
    match condition:
        case Constant(value):
            return pl.lit(value)
        case Holds(fact):
            return pl.col(fact)
        case Named(name):
            return pl.col(set_.locals[name])
        case Comparison(left, comparison, right):
            one, other = _term(left), _term(right)
            return one == other if comparison is Operator.EQ else one < other
        case Membership(term, members):
            return pl.any_horizontal([_term(term) == each for each in members])
        case Not(operand):
            return ~_expression(operand, set_)
        case And(operands):
            return pl.all_horizontal([_expression(each, set_) for each in operands])
        case Or(operands):
            return pl.any_horizontal([_expression(each, set_) for each in operands])
        case _:
            assert_never(condition)


def _term(term: Term) -> pl.Expr:
    match term:
        case FactTerm(name):
            return pl.col(name)
        case Literal(value):
            return pl.lit(value)
        case _:
            assert_never(term)


def rows_of(frame: pl.DataFrame) -> list[Mapping[str, Any]]:
    """The rows as plain facts, nulls left out."""
    return [{name: value for name, value in row.items() if value is not None} for row in frame.iter_rows(named=True)]
