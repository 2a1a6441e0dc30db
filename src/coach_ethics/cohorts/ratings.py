"""How far ratings agree: people's with each other, and a policy's statuses with people's.

Kappa, of two, is worked out here and in `scales.py`; alpha, of any number, in `alphas.py`.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from itertools import combinations
from typing import Any, TypeAlias

from attrs import frozen

from coach_ethics.arguments import takes
from coach_ethics.cohorts.alphas import Interval, Unit, alpha_interval, alpha_of
from coach_ethics.cohorts.scales import Level, Scale, scale_of, weighted_kappa
from coach_ethics.cohorts.translation import opened
from coach_ethics.displays import brief
from coach_ethics.engines.columnar.queries import counted
from coach_ethics.model.proportions import cohens_kappa
from coach_ethics.problems import CaseProblems, Problem, did_you_mean, quoted

Rated: TypeAlias = Mapping[tuple[object, ...], int]
"""How many rows have each combination of ratings; None where a rater gave none."""


@frozen
class PairAgreement:
    """Two raters over the `rows` that both rated: the share of equal ratings (`raw`), and Cohen's kappa (nominal).

    Where ratings have an order, `weighted` is kappa with the squares of distances in it as weights. All are None where
    no row was rated by both; kappa also where both gave one and the same rating throughout, since then nothing tells
    agreement from chance. Sources: Cohen, A coefficient of agreement for nominal scales (1960); Weighted kappa (1968).

    >>> import polars as pl
    >>> from coach_ethics.cohorts import agreement
    >>> agreement(pl.DataFrame({"one": ["a", "b"], "two": ["a", "b"]}), ["one", "two"]).pairs[0]
    PairAgreement(raters=('one', 'two'), rows=2, raw=1.0, kappa=1.0, weighted=None)
    """

    raters: tuple[str, str]
    rows: int
    raw: float | None
    kappa: float | None
    weighted: float | None = None


@frozen
class Agreement:
    """Every pair of raters, and Krippendorff's alpha over all: None where it isn't defined.

    `interval` is that of alpha, by a bootstrap over rows, where one was asked for. Source: Krippendorff, Content
    Analysis (2004), chapter 11.

    >>> import polars as pl
    >>> from coach_ethics.cohorts import agreement
    >>> agreement(pl.DataFrame({"one": ["a", "b"], "two": ["a", "b"]}), ["one", "two"]).alpha
    1.0
    """

    pairs: tuple[PairAgreement, ...]
    alpha: float | None
    interval: Interval | None = None

    __repr__ = brief


@takes(ratings=Iterable[str], missing=Collection, collapse=Mapping | None, order=Iterable | None, bootstrap=int)
def agreement(
    frame: object,
    ratings: Sequence[str],
    *,
    missing: Collection[object] = (),
    collapse: Mapping[Any, object] | None = None,
    level: Level | None = None,
    order: Iterable[object] | None = None,
    bootstrap: int = 0,
    seed: int = 0,
) -> Agreement:
    """How far the ratings in these columns agree. Null and the values in `missing` count as no rating.

    A status column counts as a rater, with the words of statuses as ratings; give `missing=["undetermined"]` to leave
    out what the policy couldn't say, and `collapse={"unregulated": "permitted"}` to count one rating as another.

    Ratings are nominal, either equal or not, unless an `order` is given, from the least to the greatest: then alpha is
    ordinal, and pairs have a weighted kappa. A `level` says otherwise: `nominal`, `ordinal` or, for numbers,
    `interval`.
    With a `bootstrap` of so many draws of rows, alpha has an interval of 95 per cent; the same `seed` gives the same.

    Raises CaseProblems for a column that isn't there or fewer than two (K118), for two columns with several ratings
    each and none in common (K126), for a level without what it needs and ratings that the order doesn't have (K139),
    and where krippendorff, which the extra `ratings` brings, isn't installed (E502).

    >>> import polars as pl
    >>> from coach_ethics.cohorts import agreement
    >>> rated = pl.DataFrame({"one": ["a", "a", "b", "b"], "two": ["a", "b", "b", None]})
    >>> [(pair.rows, round(pair.kappa, 2)) for pair in agreement(rated, ["one", "two"]).pairs]
    [(3, 0.4)]
    """
    scale = scale_of(level, order)
    table = opened(frame)
    unknown = [name for name in ratings if name not in table.columns]
    if unknown or len(set(ratings)) < 2:
        raise CaseProblems(_faulty(unknown, table.columns))
    rows: Counter[tuple[object, ...]] = Counter()
    for row, count in counted(table, ratings):
        rows[tuple(collapsed(rating, tuple(missing), collapse or {}) for rating in row)] += count
    if foreign := list(_in_other_words(ratings, rows)):
        raise CaseProblems(foreign)
    scale.require({rating for row in rows for rating in row if rating is not None})
    pairs = (
        _pair((ratings[one], ratings[other]), _between(rows, one, other), scale) for one, other in _pairs(len(ratings))
    )
    units: Counter[Unit] = Counter()
    for row, count in rows.items():
        units[tuple(sorted((rating for rating in row if rating is not None), key=str))] += count
    alpha = alpha_of(units, scale)
    interval = alpha_interval(units, scale, bootstrap, seed) if bootstrap and alpha is not None else None
    return Agreement(tuple(pairs), alpha, interval)


def collapsed(rating: object, missing: Collection[object], collapse: Mapping[Any, object]) -> object:
    """A rating as it counts; None for none."""
    return None if rating is None or rating in missing else collapse.get(rating, rating)


def _in_other_words(ratings: Sequence[str], rows: Rated) -> Iterator[Problem]:
    """K126 for each pair of raters who use different words: then they couldn't agree, whatever they mean."""
    words = [{row[at] for row in rows if row[at] is not None} for at in range(len(ratings))]
    for one, other in _pairs(len(ratings)):
        if min(len(words[one]), len(words[other])) > 1 and words[one].isdisjoint(words[other]):
            shown = [", ".join(f"`{quoted(str(word))}`" for word in _first(words[at])) for at in (one, other)]
            columns = f"`{ratings[one]}` ({shown[0]}) and `{ratings[other]}` ({shown[1]})"
            message = f"{columns} have no rating in common, so they can't agree"
            help_ = "write ratings alike in all columns, such as the statuses `required` and `forbidden`"
            yield Problem("K126", message, path=f"$.{ratings[one]}", help=help_)


def _first(words: Iterable[object]) -> list[object]:
    return sorted(words, key=str)[:_MOST_SHOWN]


_MOST_SHOWN = 5


def _pairs(raters: int) -> list[tuple[int, int]]:
    return list(combinations(range(raters), 2))


def _faulty(unknown: Sequence[str], columns: Collection[str]) -> list[Problem]:
    if not unknown:
        return [
            Problem("K118", "agreement needs at least two different columns", help="name the columns of the raters")
        ]
    messages = ((name, f"`{quoted(name)}` is not a column of the frame") for name in unknown)
    return [Problem("K118", message, help=did_you_mean(name, columns)) for name, message in messages]


def _between(rows: Rated, one: int, other: int) -> Counter[tuple[object, object]]:
    """How often the two gave each pair of ratings, where both gave one."""
    found: Counter[tuple[object, object]] = Counter()
    for row, count in rows.items():
        if row[one] is not None and row[other] is not None:
            found[row[one], row[other]] += count
    return found


def _pair(raters: tuple[str, str], rated: Counter[tuple[object, object]], scale: Scale) -> PairAgreement:
    total = rated.total()
    if not total:
        return PairAgreement(raters, 0, None, None)
    equal = sum(count for (one, other), count in rated.items() if one == other) / total
    return PairAgreement(raters, total, equal, cohens_kappa(rated), weighted_kappa(rated, scale))
