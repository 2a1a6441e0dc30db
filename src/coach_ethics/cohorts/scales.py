"""Scales of ratings: how far apart two ratings are, and kappa weighted by that."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable, Mapping
from typing import Any, Literal, TypeAlias, get_args

from attrs import frozen

from coach_ethics.problems import CaseProblems, Problem, quoted

Level: TypeAlias = Literal["nominal", "ordinal", "interval"]
"""How far apart ratings are: equal or not, by their order, or by their numbers."""


@frozen
class Scale:
    """A level of measurement, and the ratings from the least to the greatest, where they have an order."""

    level: Level
    order: tuple[object, ...] | None

    def require(self, ratings: Collection[object]) -> None:
        """Raises CaseProblems (K139) for ratings that the scale doesn't have."""
        if self.order is not None:
            strange = [each for each in ratings if each not in self.order]
            what, help_ = "the order doesn't have", "add it to the order, or give it as missing or collapsed"
        else:
            strange = [each for each in ratings if self.level == "interval" and not _is_number(each)]
            what, help_ = "is no number, as an interval scale needs:", "give the level `ordinal` and the order"
        if strange:
            named = ", ".join(f"`{quoted(str(each))}`" for each in sorted(strange, key=str)[:_MOST_SHOWN])
            message = f"{what} {named}" if self.order is not None else f"{named} {what.rstrip(':')}"
            raise CaseProblems([Problem("K139", message, path="$.order", help=help_)])


_MOST_SHOWN = 5


def _is_number(rating: object) -> bool:
    return isinstance(rating, int | float) and not isinstance(rating, bool)


def scale_of(level: Level | None, order: Iterable[object] | None) -> Scale:
    """The scale with these ratings; where they have an order, it is ordinal, unless a level is given.

    Raises CaseProblems (K139) for an unknown level, and for `ordinal` without an order.
    """
    if level is None:
        level = "nominal" if order is None else "ordinal"
    if level not in get_args(Level):
        help_ = "give one of " + ", ".join(f"`{each}`" for each in get_args(Level))
        raise CaseProblems([Problem("K139", f"`{quoted(str(level))}` is no level of measurement", help=help_)])
    if level == "ordinal" and order is None:
        help_ = "give the ratings from the least to the greatest, as `order`"
        raise CaseProblems([Problem("K139", "ordinal ratings need an order", path="$.order", help=help_)])
    return Scale(level, None if order is None else tuple(dict.fromkeys(order)))


def weighted_kappa(rated: Mapping[tuple[Any, Any], float], scale: Scale) -> float | None:
    """Cohen's kappa with the squares of the distances in the order as weights of disagreement; None without an order.

    >>> round(weighted_kappa({("low", "low"): 4, ("low", "high"): 2, ("high", "high"): 4}, scale_of(
    ...     "ordinal", ["low", "high"])), 2)
    0.62
    """
    if scale.order is None:
        return None
    place = {rating: at for at, rating in enumerate(scale.order)}
    return kappa_by({(a, b): (place[a] - place[b]) ** 2 for a in place for b in place}, rated)


def kappa_by(weights: Mapping[tuple[Any, Any], float], rated: Mapping[tuple[Any, Any], float]) -> float | None:
    """Cohen's kappa with these weights of disagreement. None where nothing was rated, or no disagreement is expected.

    Source: Cohen, Weighted kappa: nominal scale agreement with provision for scaled disagreement (1968).
    """
    total = sum(rated.values())
    one, other = Counter[object](), Counter[object]()
    for (left, right), count in rated.items():
        one[left] += count  # type: ignore[assignment]  # shares are counted as well
        other[right] += count  # type: ignore[assignment]  # shares are counted as well
    by_chance = sum(weights[a, b] * left * right for a, left in one.items() for b, right in other.items())
    if not total or not by_chance:
        return None
    return 1 - total * sum(weights[pair] * count for pair, count in rated.items()) / by_chance
