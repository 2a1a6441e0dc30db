"""Chance that is the same on every machine: the numbers of Python's `random`, where NumPy is there drawn by it.

Both have the same generator (the Mersenne Twister) and make the same fractions of its state, so that what a seed gives
doesn't depend on what is installed; NumPy draws thirty times as many in the same time.
"""

from __future__ import annotations

from bisect import bisect
from collections.abc import Sequence
from importlib.util import find_spec
from itertools import accumulate
from random import Random
from typing import Any, TypeAlias

Positions: TypeAlias = Any
"""Whole numbers from 0: a list, or an array of NumPy."""


class Chance:
    """A stream of fractions from 0 to below 1, as `Random(seed)` has it."""

    def __init__(self, seed: str = "", *, numpy: bool | None = None) -> None:
        self._random = Random()
        self._numpy: Any = None
        if find_spec("numpy") is not None if numpy is None else numpy:
            from numpy.random import RandomState

            self._numpy = RandomState(0)
        self.begin(seed)

    def begin(self, seed: str) -> None:
        """Begin another stream: thirty times as fast as to make one."""
        self._random.seed(seed)
        if self._numpy is not None:
            _, state, _ = self._random.getstate()
            self._numpy.set_state(("MT19937", state[:-1], state[-1]))

    def fractions(self, count: int) -> Any:
        """The next so many."""
        if self._numpy is not None:
            return self._numpy.random_sample(count)
        return [self._random.random() for _ in range(count)]

    def choices(self, size: int, weights: Sequence[float] | None, count: int) -> Positions:
        """So many numbers below a size, each as often as any other or as the weights say: those of `Random.choices`."""
        fractions = self.fractions(count)
        if weights is None:
            if self._numpy is not None:
                fractions *= size + 0.0
                return fractions.astype(_whole(size))
            return [int(fraction * (size + 0.0)) for fraction in fractions]
        bounds = list(accumulate(weights))
        total = bounds[-1] + 0.0
        if self._numpy is not None:
            from numpy import minimum, searchsorted

            return minimum(searchsorted(bounds, fractions * total, side="right"), size - 1).astype(_whole(size))
        return [bisect(bounds, fraction * total, 0, size - 1) for fraction in fractions]


def _whole(size: int) -> str:
    """The smallest numbers of NumPy that hold these positions and one more: less memory is gone through."""
    return "uint8" if size < 256 else "int64"


def false_rows(truths: Any, most: int) -> Positions:
    """The first so many rows in which something isn't true."""
    if isinstance(truths, list):
        return [row for row, truth in enumerate(truths) if not truth][:most]
    from numpy import flatnonzero

    return flatnonzero(~truths)[:most]


def replaced(positions: Positions, other: int, fractions: Any, share: float) -> Positions:
    """The positions, with another one, above them all, wherever the fraction that was drawn is below a share."""
    if isinstance(positions, list) or isinstance(fractions, list):
        return [other if fraction < share else at for fraction, at in zip(fractions, positions, strict=True)]
    from numpy import maximum

    # The greater of two whole numbers, since to choose between columns row by row takes thirty times as long.
    return maximum(positions, (fractions < share).astype(positions.dtype) * positions.dtype.type(other))


def picked(values: Positions, rows: Positions) -> Positions:
    """What stands in these rows."""
    return [values[row] for row in rows] if isinstance(values, list) else values[rows]


def joined(parts: Sequence[Positions]) -> Positions:
    """Parts of a column, one behind the other."""
    if any(isinstance(part, list) for part in parts) or not parts:
        return [each for part in parts for each in listed(part)]
    from numpy import concatenate

    return concatenate(parts)


def listed(values: Positions) -> list[int]:
    """A column as a list, whatever it was."""
    return values if isinstance(values, list) else list(values.tolist())
