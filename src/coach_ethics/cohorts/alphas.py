"""Krippendorff's alpha, from the library of that name, and its interval by a bootstrap over units."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from importlib.util import find_spec
from random import Random
from typing import TypeAlias

from coach_ethics.cohorts.scales import Scale
from coach_ethics.problems import CaseProblems, Problem

Unit: TypeAlias = tuple[object, ...]
"""The ratings that one thing was given, in any order."""

Interval: TypeAlias = tuple[float, float]
"""An interval of 95 per cent, from its low to its high end."""


def alpha_of(units: Mapping[Unit, int], scale: Scale) -> float | None:
    """Krippendorff's alpha of units, each with how often it occurs; None where it isn't defined.

    Raises CaseProblems (E502) where krippendorff isn't installed.
    """
    if find_spec("krippendorff") is None:
        message = "Krippendorff's alpha needs krippendorff, which isn't installed here"
        raise CaseProblems([Problem("E502", message, help="`pip install 'coach-ethics[ratings]'`")])
    import krippendorff

    words = _words(units, scale)
    # A unit that nobody else rated says nothing of agreement; with a single rating in use, alpha isn't defined.
    told = [([unit.count(word) for word in words], count) for unit, count in units.items() if len(unit) > 1]
    if sum(any(unit[at] for unit, _ in told) for at in range(len(words))) < 2:
        return None
    repeated = [unit for unit, count in told for _ in range(count)]
    domain = words if scale.level == "interval" else range(len(words))
    return float(krippendorff.alpha(value_counts=repeated, value_domain=[*domain], level_of_measurement=scale.level))


def _words(units: Mapping[Unit, int], scale: Scale) -> list[object]:
    """The ratings in use, in the scale's order."""
    used = {rating for unit in units for rating in unit}
    if scale.order is not None:
        return [rating for rating in scale.order if rating in used]
    if scale.level == "interval":
        return sorted(used)  # type: ignore[type-var]  # they are numbers, as `Scale.require` has seen to
    return sorted(used, key=str)


def alpha_interval(units: Mapping[Unit, int], scale: Scale, draws: int, seed: int) -> Interval | None:
    """The interval of alpha, by the percentiles of so many draws of as many units with replacement.

    Draws in which alpha isn't defined say nothing. Source: Efron and Tibshirani, An Introduction to the Bootstrap
    (1993), chapter 13.
    """
    chance = Random(f"{seed}/alpha")
    # in an order that a frame's groups and its rows have no part in, so that the same seed draws the same
    told = sorted((unit for unit in units if len(unit) > 1), key=str)
    counts = [units[unit] for unit in told]
    drawn = (Counter(chance.choices(told, counts, k=sum(counts))) for _ in range(draws))
    return percentiles([alpha for each in drawn if (alpha := alpha_of(each, scale)) is not None])


def percentiles(values: list[float]) -> Interval | None:
    """The values between which 95 per cent of them lie; None where there are none."""
    if not values:
        return None
    ordered, last = sorted(values), len(values) - 1
    return ordered[round(0.025 * last)], ordered[round(0.975 * last)]
