"""What a seed gives is the same whatever is installed, and what Python's own `random` gives."""

from __future__ import annotations

from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from coach_ethics.cohorts.chance import Chance, false_rows, joined, listed, picked

WEIGHTS = st.none() | st.lists(st.floats(0.001, 10), min_size=1, max_size=9)


@given(seed=st.text(max_size=9), weights=WEIGHTS, counts=st.lists(st.integers(0, 50), max_size=3))
def test_numpy_draws_what_python_does(seed: str, weights: list[float] | None, counts: list[int]) -> None:
    pytest.importorskip("numpy", reason="NumPy isn't installed")
    size = len(weights) if weights else 7
    with_numpy, without, own = Chance(seed, numpy=True), Chance(seed, numpy=False), Random(seed)
    for count in counts:
        expected = own.choices(range(size), weights, k=count)
        assert listed(with_numpy.choices(size, weights, count)) == expected
        assert without.choices(size, weights, count) == expected
    assert listed(with_numpy.fractions(3)) == without.fractions(3) == [own.random() for _ in range(3)]


@given(truths=st.lists(st.booleans(), min_size=1), most=st.integers(0, 9))
def test_arrays_are_as_lists(truths: list[bool], most: int) -> None:
    numpy = pytest.importorskip("numpy", reason="NumPy isn't installed")
    rows = false_rows(truths, most)
    assert listed(false_rows(numpy.array(truths), most)) == rows
    values = list(range(len(truths)))
    assert listed(picked(numpy.array(values), rows)) == picked(values, rows)
    assert listed(joined([numpy.array(values), numpy.array(rows, dtype="int64")])) == joined([values, rows])
