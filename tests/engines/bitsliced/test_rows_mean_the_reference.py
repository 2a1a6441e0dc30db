"""Row by row, circuits give what the reference gives each situation: on whole numbers, and compiled, however the facts
lie in memory; unknowns included, and on both sides of the end of a block."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from itertools import pairwise
from random import Random
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from coach_ethics.deontics.program import Program, lower
from coach_ethics.engines.bitsliced.translate import (
    AskedCode,
    AskedCount,
    AskedForeign,
    AskedTruth,
    CodePlanes,
    translate,
)
from coach_ethics.engines.bitsliced.whole_numbers import run
from coach_ethics.engines.reference import evaluate
from coach_ethics.findings import Truth
from coach_ethics.model.conditions import Named
from coach_ethics.model.policy import Policy
from coach_ethics.model.situation import Situation
from coach_ethics.model.vocabulary import Boolean, Enumeration, Fact, Integer, Value
from coach_ethics.testing.strategies import Sizes, policies
from coach_ethics.testing.telling_values import telling_values

SMALL = Sizes(facts=5, parameters=2, concepts=3, acts=3, norms=5, properties=1, leaves=6)
COUNT = {"ci": 40, "few": 6}.get(settings.get_current_profile_name() or "", 20)
DIFFERENT, BEHIND = 40, 77
"""So many different rows, repeated until they fill a block and so many rows more."""

Lists = dict[str, list[Value | None]]


@st.composite
def cohorts(draw: st.DrawFn) -> tuple[Policy, list[Situation], frozenset[str]]:
    """A policy, situations near its thresholds, and facts for which there is no column."""
    policy = draw(policies(SMALL, texts=("",)))
    chance, telling = Random(draw(st.integers(0, 2**32))), telling_values(policy)
    left_out = draw(st.frozensets(st.sampled_from([fact.name for fact in policy.vocabulary]), max_size=1))
    rows = [
        Situation(
            {
                name: None if chance.random() < 0.25 else chance.choice(values)
                for name, values in telling.items()
                if name not in left_out
            }
        )
        for _ in range(DIFFERENT)
    ]
    return policy, rows, left_out


Cohort = tuple[Policy, list[Situation], frozenset[str]]


def _lists(policy: Policy, rows: Sequence[Situation], left_out: frozenset[str]) -> Lists:
    return {fact.name: [row[fact.name] for row in rows] for fact in policy.vocabulary if fact.name not in left_out}


def _meanings(program: Program, rows: Sequence[Situation]) -> dict[str, list[Truth]]:
    meant = [evaluate(program, row) for row in rows]
    return {each.name: [row[each.name] for row in meant] for each in program.definitions}


@settings(max_examples=COUNT)
@given(cohort=cohorts())
def test_whole_numbers(cohort: Cohort) -> None:
    policy, rows, _ = cohort
    program, lists = lower(policy), _lists(*cohort)
    meant = _meanings(program, rows)
    asked = [AskedTruth(Named(name)) for name in meant]
    assert dict(zip(meant, run(translate(program, lists, asked), lists, len(rows)), strict=True)) == meant
    pairs = [*pairwise(meant)]
    codes = [AskedCode(((Named(one), 5), (Named(other), 2)), 3) for one, other in pairs]
    for (one, other), answer in zip(pairs, run(translate(program, lists, codes), lists, len(rows)), strict=True):
        assert isinstance(answer, bytes)
        both = zip(meant[one], meant[other], strict=True)
        assert [*answer] == [5 if first else 2 if second else 3 for first, second in both]
    counts = [AskedCount(Named(name)) for name in meant]
    assert [*run(translate(program, lists, counts), lists, len(rows))] == [meant[name].count(True) for name in meant]


def _filled(lists: Lists, rows: int) -> Lists:
    return {name: (values * (rows // len(values) + 1))[:rows] for name, values in lists.items()}


def _polars_text(fact: Fact, values: list[Value | None]) -> Any:
    import polars as pl

    types: Mapping[type, Any] = {Boolean: pl.Boolean, Integer: pl.Int64, Enumeration: pl.String}
    return pl.Series(fact.name, values, types[type(fact.type)])


def _polars_codes(fact: Fact, values: list[Value | None]) -> Any:
    """Enumerations in another order, with words of their own; numbers as short as they can be."""
    import polars as pl

    if isinstance(fact.type, Enumeration):
        return pl.Series(fact.name, values, pl.Enum(["-", *reversed(fact.type.values)]))
    series = _polars_text(fact, values)
    return series.shrink_dtype() if isinstance(fact.type, Integer) else series


def _polars_categories(fact: Fact, values: list[Value | None]) -> Any:
    import polars as pl

    series = _polars_text(fact, values)
    # Several chunks, and an offset into bits that isn't a byte's.
    series = series.cast(pl.Categorical) if isinstance(fact.type, Enumeration) else series
    return pl.concat([series.head(3), series, series.head(5)]).slice(3, len(values))


def _arrow(fact: Fact, values: list[Value | None]) -> Any:
    import pyarrow as pa

    types = {Boolean: pa.bool_(), Integer: pa.int64(), Enumeration: pa.string()}
    column = pa.array([*values[:3], *values], types[type(fact.type)])
    if isinstance(fact.type, Enumeration) and len(fact.name) % 2:
        column = column.dictionary_encode()
    return pa.chunked_array([column]).slice(3)


@pytest.mark.parametrize("column", [_polars_text, _polars_codes, _polars_categories, _arrow])
@settings(max_examples=max(COUNT // 4, 3))
@given(cohort=cohorts())
def test_compiled(column: Any, cohort: Cohort) -> None:
    pytest.importorskip("numba", reason="numba isn't installed")
    pytest.importorskip("polars", reason="Polars isn't installed")
    import polars as pl
    import pyarrow as pa

    from coach_ethics.engines.bitsliced.frames import AnswerColumn, assessed, first_false
    from coach_ethics.engines.bitsliced.machine import ROWS

    policy, situations, _ = cohort
    program, size = lower(policy), ROWS + BEHIND
    lists = _filled(_lists(*cohort), size)
    meant = {name: (truths * size)[:size] for name, truths in _meanings(program, situations).items()}
    columns = [column(fact, lists[fact.name]) for fact in policy.vocabulary if fact.name in lists]
    rows = range(size)
    frame: Any = (
        pa.table([rows, *columns], names=["row", *lists])
        if column is _arrow
        else pl.DataFrame({"row": rows}).hstack(columns)
    )
    truths = [AskedTruth(Named(name)) for name in meant]
    pairs = [*pairwise(meant)]
    codes = [AskedCode(((Named(one), 5), (Named(other), 2)), 3) for one, other in pairs]
    counts = [AskedCount(Named(name)) for name in meant]
    read = [fact.name for fact in policy.vocabulary if fact.name in lists and not isinstance(fact.type, Boolean)]
    translation = translate(program, lists, [*truths, *codes, *counts, *map(AskedForeign, read)])
    assert sum(isinstance(each, CodePlanes) for each in translation.answers) == len(codes)
    words = tuple("abcdefgh")
    made = [
        *(AnswerColumn(f"t {name}", certain=at % 3 == 2) for at, name in enumerate(meant)),
        *(AnswerColumn(f"c {at}", words) for at in range(len(codes))),
    ]
    found, numbers = assessed(frame, translation, {name: name for name in lists}, made)
    for at, (name, expected) in enumerate(meant.items()):
        assert _list(found[f"t {name}"]) == ([each is True for each in expected] if at % 3 == 2 else expected)
    for at, (one, other) in enumerate(pairs):
        both = zip(meant[one], meant[other], strict=True)
        assert _list(found[f"c {at}"]) == ["f" if first else "c" if second else "d" for first, second in both]
    assert [*numbers] == [*(meant[name].count(True) for name in meant), *(0 for _ in read)]
    first = first_false(frame, translate(program, lists, truths), {name: name for name in lists}, 3)
    assert first == [tuple(row for row, each in enumerate(meant[name]) if each is False)[:3] for name in meant]


def _list(column: Any) -> list[Any]:
    return list(column.to_list() if hasattr(column, "to_list") else column.to_pylist())
