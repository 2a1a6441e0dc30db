"""Shares and means, how sure they are, and agreement beyond what chance would give.

They are worked out here, since the libraries that have them are many times the size of all of this.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from math import sqrt
from statistics import NormalDist

from attrs import frozen


@frozen
class Proportion:
    """How many `hits` there are among `of`: 8 of 10. Of weighted rows, neither need be whole.

    >>> low, high = Proportion(8, 10).interval()
    >>> f"{Proportion(8, 10).share} ({low:.2f} to {high:.2f})"
    '0.8 (0.49 to 0.94)'
    """

    hits: float
    of: float

    @property
    def share(self) -> float | None:
        """From 0 to 1; None of nothing."""
        return self.hits / self.of if self.of else None

    def interval(self, confidence: float = 0.95) -> tuple[float, float]:
        """Wilson's score interval for the share, both ends from 0 to 1; of nothing, all that could be.

        E. B. Wilson, Probable inference, the law of succession, and statistical inference (1927). Unlike the interval
        around the share itself, it holds for few observations and for shares near 0 and 1.
        """
        if not self.of:
            return 0.0, 1.0
        z = NormalDist().inv_cdf((1 + confidence) / 2)
        share, weight = self.hits / self.of, z**2 / self.of
        middle, half = share + weight / 2, z * sqrt(share * (1 - share) / self.of + weight / (4 * self.of))
        low, high = (middle - half) / (1 + weight), (middle + half) / (1 + weight)
        # of none and of all, one end is exact, and only nearly so by this arithmetic
        return (max(low, 0.0) if self.hits else 0.0), (min(high, 1.0) if self.hits < self.of else 1.0)


def cohens_kappa(ratings: Mapping[tuple[object, object], int]) -> float | None:
    """The share of agreement beyond chance, of the most that it could be; from how often two gave each pair of ratings.

    J. Cohen, A coefficient of agreement for nominal scales (1960). None where nothing was rated, or where both gave one
    and the same rating throughout, since then chance alone would give full agreement.

    >>> round(cohens_kappa({("yes", "yes"): 20, ("yes", "no"): 5, ("no", "yes"): 10, ("no", "no"): 15}), 3)
    0.4
    """
    total = sum(ratings.values())
    if not total:
        return None
    one, other = Counter[object](), Counter[object]()
    for (left, right), count in ratings.items():
        one[left] += count
        other[right] += count
    by_chance = sum(count * other[rating] for rating, count in one.items()) / total**2
    if by_chance == 1:
        return None
    equal = sum(count for (left, right), count in ratings.items() if left == right) / total
    return (equal - by_chance) / (1 - by_chance)


def normal_interval(mean: float, error: float | None, confidence: float) -> tuple[float, float]:
    """What an estimated mean with this standard error is between, with a confidence; itself where it is exact."""
    half = NormalDist().inv_cdf((1 + confidence) / 2) * (error or 0.0)
    return mean - half, mean + half
