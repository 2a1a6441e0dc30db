"""What a fact does to ratings, of people and of codes: marginal means, and average marginal component effects.

Sources: Hainmueller, Hopkins and Yamamoto, Causal Inference in Conjoint Analysis (2014); for marginal means, Leeper,
Hobolt and Tilley, Measuring Subgroup Preferences in Conjoint Experiments (2020).
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from typing import TYPE_CHECKING, Any, Literal, TypeAlias

from attrs import field, frozen

from coach_ethics.arguments import takes
from coach_ethics.cohorts.translation import opened, require_narwhals
from coach_ethics.model.vocabulary import value_text
from coach_ethics.problems import CaseProblems, Problem, did_you_mean, quoted
from coach_ethics.research.clustered import Estimate, Z, regression
from coach_ethics.research.optimal import Matrix, require_numpy

if TYPE_CHECKING:  # narwhals is loaded with the first frame
    from coach_ethics.engines.columnar.queries import Eager

EffectKind: TypeAlias = Literal["mean", "effect"]
"""A marginal mean, or an effect against the first level of a fact."""


@frozen
class FactorEffect:
    """What the ratings in a column are where a factor has a level: the mean, or the effect against its first level.

    `low` and `high` are the ends of an interval of 95 per cent, robust to clusters of respondents; None where there is
    none, as for what a code says, which is no sample. `rows` are those with the level.

    >>> import polars as pl
    >>> from coach_ethics.research import LongRatings, marginal_means
    >>> long = pl.DataFrame({"respondent": ["a", "a", "b", "b"], "danger": [True, False] * 2, "rating": [1, 0, 1, 1]})
    >>> print(marginal_means(LongRatings(long, "danger", "rating"))[1])
    rating: mean where danger is true: 1.00 (1.00 to 1.00)
    """

    column: str
    kind: EffectKind
    factor: str
    level: object
    value: float
    low: float | None
    high: float | None
    rows: int

    def __str__(self) -> str:
        between = "" if self.low is None else f" ({self.low:.2f} to {self.high:.2f})"
        return f"{self.column}: {self.kind} where {self.factor} is {value_text(self.level)}: {self.value:.2f}{between}"


def _names(given: str | Iterable[str]) -> tuple[str, ...]:
    return (given,) if isinstance(given, str) else tuple(given)


def _factors(given: Mapping[str, Sequence[object]] | Iterable[str] | str) -> Mapping[str, Sequence[object]]:
    """For each factor its levels in order; none where those that occur are meant."""
    return dict(given) if isinstance(given, Mapping) else dict.fromkeys(_names(given), ())


@frozen(eq=False)
class LongRatings:
    """Ratings in long format, a row for each respondent and vignette, and what is asked of them.

    `factors` are columns with what varied, by name; or with their levels in order, as the `levels` of a design are.
    `ratings` are the columns to be explained, of people or of codes: numbers; or, given `of`, texts that count as 1
    where they are among these, such as `of=["forbidden"]`, and as 0 elsewhere. Rows without a rating are left out, and
    so are those in `missing`, such as `["undetermined"]`. Columns named in `codes` are what codes say: each distinct
    combination of levels counts once, and has no interval. Other intervals are robust to clusters of the same
    `respondent`; None takes every row by itself.

    >>> import polars as pl
    >>> from coach_ethics.research import LongRatings, marginal_means
    >>> danger = [True, True, False, False]
    >>> long = pl.DataFrame({"respondent": ["a", "b"] * 2, "danger": danger, "rating": list("yynn")})
    >>> [(each.level, each.value) for each in marginal_means(LongRatings(long, "danger", "rating", of=["y"]))]
    [(False, 0.0), (True, 1.0)]
    """

    frame: object = field(repr=False)
    factors: Mapping[str, Sequence[object]] = field(converter=_factors)
    ratings: tuple[str, ...] = field(converter=_names)
    codes: tuple[str, ...] = field(default=(), converter=_names, kw_only=True)
    of: Collection[object] | None = field(default=None, kw_only=True)
    missing: Collection[object] = field(default=(), kw_only=True)
    respondent: str | None = field(default="respondent", kw_only=True)


@takes(long=LongRatings)
def marginal_means(long: LongRatings) -> tuple[FactorEffect, ...]:
    """The mean of each column of ratings at each level of each factor, of raters and codes side by side.

    Raises CaseProblems (K118) for columns that aren't there, (K139) for ratings that are no numbers, and (E502) where
    numpy isn't installed.

    >>> import polars as pl
    >>> from coach_ethics.research import LongRatings, marginal_means
    >>> long = pl.DataFrame({"respondent": ["a", "a", "b", "b"], "danger": [True, False] * 2, "rating": [3, 1, 4, 2]})
    >>> [(each.level, each.value) for each in marginal_means(LongRatings(long, "danger", "rating"))]
    [(False, 1.5), (True, 3.5)]
    """
    return _effects("mean", long)


@takes(long=LongRatings)
def component_effects(long: LongRatings) -> tuple[FactorEffect, ...]:
    """The average marginal component effect (AMCE) of each level of each factor, against the first level that occurs.

    By one regression on all factors, so that they needn't be balanced, as in a design with constraints. Raises as
    `marginal_means` does.

    >>> import polars as pl
    >>> from coach_ethics.research import LongRatings, component_effects
    >>> long = pl.DataFrame({"respondent": ["a", "a", "b", "b"], "danger": [True, False] * 2, "rating": [3, 1, 4, 2]})
    >>> [(each.level, round(each.value, 3)) for each in component_effects(LongRatings(long, "danger", "rating"))]
    [(False, 0.0), (True, 2.0)]
    """
    return _effects("effect", long)


@takes(effects=Iterable[FactorEffect])
def frame_of_effects(effects: Iterable[FactorEffect], library: Eager = "polars") -> Any:
    """Effects as a tidy frame of `polars`, `pandas` or `pyarrow`; levels as texts.

    Raises CaseProblems for another library (K123), and where it isn't installed (E502).

    >>> import polars as pl
    >>> from coach_ethics.research import LongRatings, frame_of_effects, marginal_means
    >>> long = pl.DataFrame({"respondent": ["a", "b"], "danger": [True, False], "rating": [1, 0]})
    >>> frame_of_effects(marginal_means(LongRatings(long, "danger", "rating"))).columns
    ['column', 'kind', 'factor', 'level', 'value', 'low', 'high', 'rows']
    """
    require_narwhals()
    from coach_ethics.engines.columnar.queries import frame_of

    told = tuple(effects)
    names = ("column", "kind", "factor", "level", "value", "low", "high", "rows")
    columns: dict[str, list[Any]] = {name: [getattr(each, name) for each in told] for name in names}
    columns["level"] = [value_text(level) for level in columns["level"]]
    return frame_of(columns, library)


@frozen
class _Read:
    """Ratings that were read: the levels of factors, row by row and in order; numbers; who gave them."""

    factors: Mapping[str, Sequence[object]]
    levels: Mapping[str, Sequence[object]]
    ratings: Mapping[str, Sequence[float | None]]
    codes: Collection[str]
    clusters: Sequence[object]


def _read(long: LongRatings) -> _Read:
    """Raises CaseProblems."""
    require_numpy()
    table = opened(long.frame)
    from coach_ethics.engines.columnar.queries import columns_of

    asked = [*long.factors, *long.ratings, *long.codes, *([long.respondent] if long.respondent else [])]
    if unknown := [name for name in asked if name not in table.columns]:
        told = ((name, f"`{quoted(str(name))}` is not a column of the frame") for name in unknown)
        raise CaseProblems(Problem("K118", text, help=did_you_mean(name, table.columns)) for name, text in told)
    read = columns_of(table, asked)
    numbers = {name: [*_numbers(name, read[name], long)] for name in dict.fromkeys([*long.ratings, *long.codes])}
    size = len(read[asked[0]]) if asked else 0
    clusters = read[long.respondent] if long.respondent else range(size)
    varied = {name: read[name] for name in long.factors}
    levels = {name: own or _levels(varied[name]) for name, own in long.factors.items()}
    return _Read(varied, levels, numbers, long.codes, clusters)


def _numbers(name: str, column: Sequence[object], long: LongRatings) -> Iterator[float | None]:
    """The numbers of a column of ratings. Raises CaseProblems (K139) for what is none."""
    for rating in column:
        if rating is None or rating in long.missing:
            yield None
        elif long.of is not None:
            yield float(rating in long.of)
        elif isinstance(rating, int | float):
            yield float(rating)
        else:
            message = f"`{quoted(str(rating))}` in `{quoted(name)}` is no number"
            help_ = "give numbers, or say with `of` which ratings count as 1"
            raise CaseProblems([Problem("K139", message, path=f"$.{name}", help=help_)])


def _effects(kind: EffectKind, long: LongRatings) -> tuple[FactorEffect, ...]:
    """By column, then by factor and level."""
    read = _read(long)
    return tuple(each for column in long.ratings for each in _of_column(kind, column, _rows(read, column), read))


def _levels(column: Sequence[object]) -> list[object]:
    """The levels of a factor; in order where they have one, as numbers and truth values do."""
    found = [*dict.fromkeys(each for each in column if each is not None)]
    numbers = all(isinstance(each, int | float) for each in found)
    return sorted(found) if numbers else found  # type: ignore[type-var]  # numbers have an order


def _rows(long: _Read, column: str) -> list[int]:
    """The rows that count: those with a rating and all levels; of a code, one for each combination of levels."""
    rows = [
        at
        for at, rating in enumerate(long.ratings[column])
        if rating is not None and all(own[at] is not None for own in long.factors.values())
    ]
    if column in long.codes:
        rows = list({tuple(own[at] for own in long.factors.values()): at for at in reversed(rows)}.values())[::-1]
    return rows


def _of_column(kind: EffectKind, column: str, rows: list[int], long: _Read) -> Iterator[FactorEffect]:
    import numpy as np

    if not rows:
        return
    outcome = np.array([long.ratings[column][at] for at in rows], dtype=float)
    clusters = [0 if column in long.codes else long.clusters[at] for at in rows]
    there = {
        name: {level: np.array([long.factors[name][at] == level for at in rows]) for level in own}
        for name, own in long.levels.items()
    }
    estimates = _means(there, outcome, clusters) if kind == "mean" else _against_first(there, outcome, clusters)
    for (name, level), estimate in estimates.items():
        half = None if estimate.error is None else Z * estimate.error
        low, high = (None, None) if half is None else (estimate.value - half, estimate.value + half)
        yield FactorEffect(column, kind, name, level, estimate.value, low, high, int(there[name][level].sum()))


_There: TypeAlias = Mapping[str, Mapping[object, Matrix]]
"""For each factor and level, which rows have it."""


def _means(there: _There, outcome: Matrix, clusters: Sequence[object]) -> dict[tuple[str, object], Estimate]:
    import numpy as np

    found: dict[tuple[str, object], Estimate] = {}
    for name, own in there.items():
        for level, holds in own.items():
            if holds.any():
                which = [each for each, here in zip(clusters, holds, strict=True) if here]
                (found[name, level],) = regression(np.ones((len(which), 1)), outcome[holds.astype(bool)], which)
    return found


def _against_first(there: _There, outcome: Matrix, clusters: Sequence[object]) -> dict[tuple[str, object], Estimate]:
    import numpy as np

    # The first level that occurs is what others are held against: of a code, the first may be undetermined throughout.
    occurring = {name: [level for level in own if own[level].any()] for name, own in there.items()}
    keys = [(name, level) for name, own in occurring.items() for level in own[1:]]
    model = np.column_stack([np.ones(len(outcome)), *(there[name][level] for name, level in keys)]).astype(float)
    _, *estimates = regression(model, outcome, clusters)
    told = dict(zip(keys, estimates, strict=True))
    return {
        (name, level): told.get((name, level), Estimate(0.0, None)) for name, own in occurring.items() for level in own
    }
