"""Very many whole numbers at once: what stands for a million values takes no more room than what stands for ten."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator, Sequence
from itertools import accumulate, chain
from typing import overload

from attrs import field, frozen


@frozen
class NumberRuns(Sequence[int]):
    """Ascending numbers, as `runs` of consecutive ones, apart from each other and in order.

    >>> from coach_ethics.model.numbers import NumberRuns
    >>> numbers = NumberRuns((range(0, 1), range(5, 1_000_001)))
    >>> len(numbers), numbers[0], numbers[-1], 3 in numbers
    (999997, 0, 1000000, False)
    """

    runs: tuple[range, ...]
    _ends: tuple[int, ...] = field(init=False, repr=False, eq=False)

    def __attrs_post_init__(self) -> None:
        object.__setattr__(self, "_ends", tuple(accumulate(map(len, self.runs))))

    def __len__(self) -> int:
        return self._ends[-1] if self._ends else 0

    def __iter__(self) -> Iterator[int]:
        return chain.from_iterable(self.runs)

    def __contains__(self, value: object) -> bool:
        return any(value in run for run in self.runs)

    @overload
    def __getitem__(self, place: int) -> int: ...

    @overload
    def __getitem__(self, place: slice) -> tuple[int, ...]: ...

    def __getitem__(self, place: int | slice) -> int | tuple[int, ...]:
        if isinstance(place, slice):
            return tuple(self[each] for each in range(*place.indices(len(self))))
        at = place + len(self) if place < 0 else place
        if not 0 <= at < len(self):
            raise IndexError(place)
        run = bisect_right(self._ends, at)
        return self.runs[run][at - (self._ends[run - 1] if run else 0)]

    def without(self, number: int) -> NumberRuns:
        """All of the numbers but this one."""
        cut: list[range] = []
        for run in self.runs:
            cut += (range(run.start, number), range(number + 1, run.stop)) if number in run else (run,)
        return NumberRuns(tuple(run for run in cut if run))
