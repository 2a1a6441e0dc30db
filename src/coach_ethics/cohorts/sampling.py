"""Synthetic cohorts: situations drawn from a policy's vocabulary, reproducibly.

Each fact is drawn by itself, from its marginal weights, with a stream of chance of its own: a fact that is added, or a
marginal that is changed, leaves what is drawn for facts unconnected with it as it was. Constraints are honoured as
`draw.py` says: given marginals are kept, and facts without one are drawn again until no constraint is broken, so
that they are distributed as independent facts are, given the others and that the constraints hold. (Without a sponsor
there is less that can be said.) What is unknown is chosen last, by itself.
"""

from __future__ import annotations

import warnings
from collections import Counter
from collections.abc import Collection, Iterator, Mapping
from pathlib import Path
from typing import Any

from coach_ethics.arguments import takes
from coach_ethics.assessment.preparation import prepared
from coach_ethics.cohorts.chance import Chance, Positions, replaced
from coach_ethics.cohorts.draw import Drawer, Drawing, Group, drawn, groups
from coach_ethics.deontics.dependencies import facts_that_matter
from coach_ethics.engines.columnar.queries import Makes, frame_of_positions, require_maker
from coach_ethics.model.marginals import Marginal, faulty_marginals, is_share, unknown_fact, weights
from coach_ethics.model.policy import Policy
from coach_ethics.model.vocabulary import Fact, Vocabulary, domain, value_text
from coach_ethics.problems import CaseProblems, Problem, quoted


@takes(seed=int, marginals=Mapping | None)
def sample(
    policy: Policy | str | Path,
    n: int,
    *,
    seed: int,
    marginals: Mapping[str, Marginal] | None = None,
    unknown: float | Mapping[str, float] = 0.0,
    library: Makes = "polars",
) -> Any:
    """A frame of `n` situations: a column for each fact that the policy reads, and for each that has a marginal.

    The same arguments give the same cohort, on every machine. `policy` is a policy, or the name, path or text of one.
    `marginals` gives weights; a fact without one takes each value equally often. `unknown` is the share of rows, from
    0 to 1, in which a fact isn't known, for all facts or for each. `library` is `polars`, `pandas` or `pyarrow`.

    A given marginal is kept, though constraints connect its fact with others: these are drawn to fit. Where given
    marginals can't be together, a warning says by how much they had to give way.

    Raises CaseProblems for marginals, shares and numbers of rows that can't be (K116), for a library in which frames
    of facts aren't made (K123), and where hardly any draw meets the constraints (K117); PolicyProblems where the
    policy can't be read.

    >>> from coach_ethics.cohorts import sample
    >>> cohort = sample("collusion", 1_000, seed=27, marginals={"block.named": 0.9}, unknown=0.1)
    >>> cohort.height, cohort["block.named"].mean() > 0.85
    (1000, True)
    """
    ready = prepared(policy, "reference")
    vocabulary, given = ready.policy.vocabulary, marginals or {}
    problems = [*faulty_marginals(given, vocabulary), *_faulty_shares(unknown, vocabulary)]
    if not isinstance(n, int) or isinstance(n, bool) or n < 0:
        problems.append(Problem("K116", f"`{n}` is not a number of rows", path="$.n", help="give a whole number"))
    if problems:
        raise CaseProblems(problems)
    require_maker(library)
    read = {*facts_that_matter(ready.program), *given}
    drawers = {fact.name: _drawer(fact, given.get(fact.name), seed) for fact in vocabulary if fact.name in read}
    drawing = Drawing(drawers, vocabulary, library)
    columns: dict[str, Positions] = {}
    for group in groups(ready.policy, tuple(drawers)):
        found, again = drawn(group, drawing, n, given)
        columns.update(found)
        if again:
            _warn_of(group, again, found, drawers, given)
    hiding = Chance()
    hidden = {}
    for name, each in drawers.items():
        hiding.begin(f"{seed}/unknown/{name}")
        hidden[name] = _hidden(columns[name], len(each.values), _share(unknown, name), hiding)
    values = {name: each.values for name, each in drawers.items()}
    return frame_of_positions(hidden, values, vocabulary, library)


def _warn_of(
    group: Group,
    again: int,
    found: Mapping[str, Positions],
    drawers: Mapping[str, Drawer],
    given: Collection[str],
) -> None:
    """Tell of given marginals that the constraints don't let be, each with the value that is the farthest off."""
    rows = len(next(iter(found.values())))
    moved = []
    for fact in (fact for fact in group.facts if fact in given):
        drawer = drawers[fact]
        counts = Counter(drawer.values[at] for at in found[fact])
        weights = dict(zip(drawer.values, drawer.weights or (), strict=True))
        wanted = {value: weight / sum(weights.values()) for value, weight in weights.items()}
        value = max(wanted, key=lambda each: abs(counts[each] / rows - wanted[each]))
        moved.append(
            f"`{fact}` is {value_text(value)} in {counts[value] / rows:.3f} of the rows, not in {wanted[value]:.3f}"
        )
    warnings.warn(
        f"the given marginals can't be together in {again:,} of {rows:,} rows, which were drawn again "
        f"(constraints: {', '.join(f'`{name}`' for name in group.constraints)}): {'; '.join(moved)}",
        stacklevel=3,
    )


def _share(unknown: float | Mapping[str, float], name: str) -> float:
    return unknown.get(name, 0.0) if isinstance(unknown, Mapping) else unknown


def _hidden(positions: Positions, nothing: int, share: float, chance: Chance) -> Positions:
    """The positions, with one more for nothing in such a share of the rows."""
    return replaced(positions, nothing, chance.fractions(len(positions)), share) if share else positions


def _drawer(fact: Fact, marginal: Marginal | None, seed: int) -> Drawer:
    chance = Chance(f"{seed}/{fact.name}")
    if marginal is None:
        return Drawer(domain(fact.type), None, chance)
    often = weights(marginal)
    return Drawer(tuple(often), tuple(often.values()), chance)


def _faulty_shares(unknown: float | Mapping[str, float], vocabulary: Vocabulary) -> Iterator[Problem]:
    shares = unknown if isinstance(unknown, Mapping) else {"": unknown}
    for name, share in shares.items():
        path = f"$.unknown.{name}" if name else "$.unknown"
        if name and name not in vocabulary:
            yield unknown_fact(name, path, vocabulary)
        if not is_share(share):
            yield Problem(
                "K116", f"`{quoted(str(share))}` is not a share of rows", path=path, help="give a number from 0 to 1"
            )
