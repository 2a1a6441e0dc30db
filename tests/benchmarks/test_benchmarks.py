"""The bars that docs/benchmarks.md tells of, held; run with `pytest tests/benchmarks`, on a quiet machine."""

from __future__ import annotations

import pytest
from tests.benchmarks import growth, one_situation
from tests.benchmarks.cohorts import HAND, measured
from tests.benchmarks.made_up import made_up
from tests.benchmarks.measure import Times, exponent


@pytest.mark.parametrize("name", one_situation.policies())
def test_one_situation(name: str) -> None:
    """`compiled` beats every rules engine 20 times over, and keeps to 3 times plain Python; `durable` isn't behind."""
    rows, missing = one_situation.compared(one_situation.policies()[name], repetitions=7)
    assert not missing
    expression = f"times faster than {one_situation.EXPRESSION}"  # no rules engine, and told of in docs/benchmarks.md
    assert {what: bar for what, bar in one_situation.bars(rows).items() if what != expression and not bar[2]} == {}


def test_a_cohort_in_polars_keeps_up_with_expressions_written_by_hand() -> None:
    hand, ours = (Times(tuple(measured(name, 1_000_000, 7)[0])) for name in (HAND, "Polars, values not checked"))
    assert ours.median <= 1.5 * hand.median


def test_the_package_is_there_at_once() -> None:
    assert growth.imports(11)[1] <= growth.IMPORT_BAR


def test_nothing_grows_faster_than_the_square_of_the_norms() -> None:
    found = growth.grown({norms: made_up(norms, 40, norms // 3) for norms in (30, 60, 120)})
    for name, times in found.items():
        assert exponent(list(times), [each.median for each in times.values()]) <= 2, name
