"""How far respondents agree with one another about vignettes, and each code with them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable, Mapping, Sequence
from random import Random
from typing import Any

from attrs import frozen

from coach_ethics.arguments import takes
from coach_ethics.cohorts.alphas import Interval, Unit, alpha_interval, alpha_of, percentiles
from coach_ethics.cohorts.ratings import collapsed
from coach_ethics.cohorts.scales import Level, Scale, scale_of, weighted_kappa
from coach_ethics.cohorts.translation import opened
from coach_ethics.model.proportions import cohens_kappa
from coach_ethics.problems import CaseProblems, Problem, did_you_mean, quoted


@frozen
class CodeAgreement:
    """How far what a code says agrees with respondents, over all their answers.

    `raw` is the share of equal ratings, `kappa` Cohen's and `weighted` with squared distances where ratings have an
    order; `interval` is that of kappa, by a bootstrap over respondents, since one respondent's answers aren't
    independent. None where they aren't defined, or weren't asked for.

    >>> import polars as pl
    >>> from coach_ethics.research import rater_agreement
    >>> asked = {"respondent": list("aabb"), "vignette": [1, 2] * 2}
    >>> long = pl.DataFrame({**asked, "rating": list("ynyn"), "code": list("ynyy")})
    >>> rater_agreement(long, codes=["code"]).codes[0].raw
    0.75
    """

    code: str
    answers: int
    raw: float | None
    kappa: float | None
    weighted: float | None
    interval: Interval | None

    def __str__(self) -> str:
        return f"{self.code}: kappa {_told(self.kappa, self.interval)}"


@frozen
class RaterAgreement:
    """How far `respondents` agree about `vignettes`: Krippendorff's alpha, with an interval by a bootstrap over
    vignettes, and Fleiss' kappa where each vignette has as many ratings; and what codes say beside them.

    Sources: Krippendorff, Content Analysis (2004); Fleiss, Measuring nominal scale agreement among many raters (1971).

    >>> import polars as pl
    >>> from coach_ethics.research import rater_agreement
    >>> long = pl.DataFrame({"respondent": list("aabb"), "vignette": [1, 2] * 2, "rating": list("ynyn")})
    >>> found = rater_agreement(long)
    >>> found.respondents, found.alpha, found.fleiss
    (2, 1.0, 1.0)
    """

    respondents: int
    vignettes: int
    answers: int
    alpha: float | None
    interval: Interval | None
    fleiss: float | None
    codes: tuple[CodeAgreement, ...]

    def __str__(self) -> str:
        first = f"{self.respondents} respondents, {self.vignettes} vignettes: alpha {_told(self.alpha, self.interval)}"
        return "\n".join((first, *(f"  {each}" for each in self.codes)))


def _told(value: float | None, interval: Interval | None) -> str:
    if value is None:
        return "isn't defined"
    return f"{value:.2f}" + (f" ({interval[0]:.2f} to {interval[1]:.2f})" if interval else "")


@takes(
    respondent=str,
    vignette=str,
    rating=str,
    codes=Iterable[str],
    missing=Collection,
    collapse=Mapping | None,
    order=Iterable | None,
    bootstrap=int,
)
def rater_agreement(
    frame: object,
    *,
    respondent: str = "respondent",
    vignette: str = "vignette",
    rating: str = "rating",
    codes: Iterable[str] = (),
    missing: Collection[object] = (),
    collapse: Mapping[Any, object] | None = None,
    level: Level | None = None,
    order: Iterable[object] | None = None,
    bootstrap: int = 0,
    seed: int = 0,
) -> RaterAgreement:
    """How far respondents agree, in long format: a row for each `respondent` and `vignette`, with its `rating`.

    `codes` are columns with what codes say of the vignette, such as those that `assess_frame` adds. `missing`,
    `collapse`, `level`, `order`, `bootstrap` and `seed` are as `agreement` takes them; collapsing goes for codes, too.

    Raises CaseProblems for columns that aren't there and for a respondent who rated a vignette twice (K118), for a
    level without what it needs and ratings that the order doesn't have (K139), and where krippendorff, which the extra
    `ratings` brings, isn't installed (E502).

    >>> import polars as pl
    >>> from coach_ethics.research import rater_agreement
    >>> long = pl.DataFrame({"respondent": list("aabb"), "vignette": [1, 2] * 2, "rating": [1, 2, 1, 3]})
    >>> round(rater_agreement(long, level="interval").alpha, 2)
    0.73
    """
    scale = scale_of(level, order)
    asked, none = [respondent, vignette, rating, *codes], tuple(missing)
    rows = [
        (row[0], row[1], *(collapsed(each, none, collapse or {}) for each in row[2:])) for row in _rows(frame, asked)
    ]
    rows = [row for row in rows if row[2] is not None]
    _require_once(rows)
    scale.require({each for row in rows for each in row[2:] if each is not None})
    ratings: dict[object, list[object]] = {}
    for row in rows:
        ratings.setdefault(row[1], []).append(row[2])
    units = Counter[Unit](tuple(sorted(own, key=str)) for own in ratings.values())
    alpha = alpha_of(units, scale)
    return RaterAgreement(
        respondents=len({row[0] for row in rows}),
        vignettes=len(ratings),
        answers=len(rows),
        alpha=alpha,
        interval=alpha_interval(units, scale, bootstrap, seed) if bootstrap and alpha is not None else None,
        fleiss=fleiss_kappa(units),
        codes=tuple(_beside(name, at, rows, scale, bootstrap, seed) for at, name in enumerate(asked[3:], 3)),
    )


def _rows(frame: object, asked: Sequence[str]) -> list[tuple[Any, ...]]:
    """Raises CaseProblems (K118) for columns that aren't there."""
    table = opened(frame)
    from coach_ethics.engines.columnar.queries import columns_of

    if unknown := [name for name in asked if name not in table.columns]:
        told = ((name, f"`{quoted(str(name))}` is not a column of the frame") for name in unknown)
        raise CaseProblems(Problem("K118", text, help=did_you_mean(name, table.columns)) for name, text in told)
    columns = columns_of(table, asked)
    return [*zip(*(columns[name] for name in asked), strict=True)]


def _require_once(rows: Iterable[tuple[Any, ...]]) -> None:
    twice = [pair for pair, count in Counter((row[0], row[1]) for row in rows).items() if count > 1]
    if twice:
        who, what = twice[0]
        message = f"`{quoted(str(who))}` rated the vignette `{quoted(str(what))}` more than once"
        more = f", and so in {len(twice) - 1:,} more cases" if len(twice) > 1 else ""
        help_ = "keep one rating of each respondent and vignette; null is none"
        raise CaseProblems([Problem("K118", message + more, help=help_)])


def _beside(
    code: str, at: int, rows: Sequence[tuple[Any, ...]], scale: Scale, bootstrap: int, seed: int
) -> CodeAgreement:
    by_respondent: dict[object, Counter[tuple[object, object]]] = {}
    for row in rows:
        if row[at] is not None:
            by_respondent.setdefault(row[0], Counter())[row[2], row[at]] += 1
    tables = [by_respondent[each] for each in sorted(by_respondent, key=str)]
    whole = _sum(tables)
    total = whole.total()
    raw = sum(count for (one, other), count in whole.items() if one == other) / total if total else None
    chance = Random(f"{seed}/{code}")
    drawn = (cohens_kappa(_sum(chance.choices(tables, k=len(tables)))) for _ in range(bootstrap if tables else 0))
    interval = percentiles([kappa for kappa in drawn if kappa is not None])
    return CodeAgreement(code, total, raw, cohens_kappa(whole), weighted_kappa(whole, scale), interval)


def _sum(tables: Iterable[Counter[tuple[object, object]]]) -> Counter[tuple[object, object]]:
    found: Counter[tuple[object, object]] = Counter()
    for each in tables:
        found.update(each)
    return found


def fleiss_kappa(units: Mapping[Unit, int]) -> float | None:
    """Fleiss' kappa of units with equally many ratings; None where they differ, or nothing tells from chance."""
    sizes = {len(unit) for unit in units}
    if len(sizes) != 1 or min(sizes) < 2:
        return None
    (size,), total = sizes, sum(units.values())
    counts = Counter(rating for unit, count in units.items() for rating in unit for _ in range(count))
    by_chance = sum((count / (total * size)) ** 2 for count in counts.values())
    if by_chance == 1:
        return None
    pairs = sum(count * sum(n * (n - 1) for n in Counter(unit).values()) for unit, count in units.items())
    return (pairs / (total * size * (size - 1)) - by_chance) / (1 - by_chance)
