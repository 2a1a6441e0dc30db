"""Designs: which vignettes are put to respondents, in which blocks, and how balanced that is."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from itertools import combinations
from pathlib import Path
from random import Random
from types import MappingProxyType
from typing import TYPE_CHECKING, Any

from attrs import field, frozen

from coach_ethics.arguments import takes
from coach_ethics.assessment.preparation import prepared
from coach_ethics.cohorts.translation import require_narwhals
from coach_ethics.model.policy import Policy
from coach_ethics.model.vocabulary import Fact, Value
from coach_ethics.problems import CaseProblems, Problem
from coach_ethics.research.candidates import Candidates, ExcludedCells, Factors, candidates
from coach_ethics.research.optimal import blocked, chosen, coded, efficiency, independent, require_numpy

if TYPE_CHECKING:  # narwhals is loaded with the first frame
    from coach_ethics.engines.columnar.queries import Eager


@frozen
class Vignette:
    """One situation of a design: its number, from 1; its block, from 1; and its facts.

    >>> from coach_ethics.research import design
    >>> design("essay", {"block.present": [True, False]}, seed=1).vignettes[0]
    Vignette(number=1, block=1, facts={'block.present': True})
    """

    number: int
    block: int
    facts: Mapping[str, Value]


@frozen
class LevelCount:
    """In how many vignettes a factor has a level, in all and in each block.

    >>> from coach_ethics.research import design
    >>> design("essay", {"block.present": [True, False]}, seed=1).balance()[0]
    LevelCount(fact='block.present', value=True, count=1, in_blocks=(1,))
    """

    fact: str
    value: Value
    count: int
    in_blocks: tuple[int, ...]


@frozen
class Design:
    """Vignettes, chosen from the possible cells of a full factorial.

    `levels` are those of each factor, `context` the facts that are the same in all. `cells` is the number of possible
    cells, `excluded` says which constraints rule out others. `efficiency` is the D-efficiency of the model: 1 where all
    effects are told as well as orthogonal columns of that many rows tell them; constraints keep it below that. Where
    they leave so few cells that some effects can't be told from others at all, these are `aliased`, and not counted.

    >>> from coach_ethics.research import design
    >>> found = design("essay", ["sponsor.present", "block.present", "consent.to_tell_sponsor"], seed=1)
    >>> len(found.vignettes), found.cells, round(found.efficiency, 2)
    (12, 12, 1.0)
    """

    policy: str
    digest: str
    seed: int
    levels: Mapping[str, tuple[Value, ...]]
    context: Mapping[str, Value]
    vignettes: tuple[Vignette, ...] = field(repr=False)
    cells: int
    excluded: tuple[ExcludedCells, ...]
    efficiency: float
    aliased: tuple[str, ...]
    facts: tuple[Fact, ...] = field(repr=False)

    def balance(self) -> tuple[LevelCount, ...]:
        """How often each level of each factor occurs, in all and in each block."""
        blocks = range(1, 1 + max(each.block for each in self.vignettes))
        counts = Counter((name, each.facts[name], each.block) for each in self.vignettes for name in self.levels)
        return tuple(
            LevelCount(name, value, sum(own), own)
            for name, values in self.levels.items()
            for value in values
            for own in [tuple(counts[name, value, block] for block in blocks)]
        )

    def frame(self, library: Eager = "polars") -> Any:
        """The vignettes as a frame that `assess_frame` takes: `vignette`, `block`, and a column for each fact.

        `library` is `polars`, `pandas` or `pyarrow`. Raises CaseProblems for another one (K123), and where it isn't
        installed (E502).
        """
        require_narwhals()
        from coach_ethics.engines.columnar.queries import frame_of

        columns: dict[str, list[object]] = {"vignette": [each.number for each in self.vignettes]}
        columns["block"] = [each.block for each in self.vignettes]
        columns |= {fact.name: [each.facts[fact.name] for each in self.vignettes] for fact in self.facts}
        return frame_of(columns, library)


@takes(factors=Mapping | Iterable[str], seed=int, context=Mapping | None, blocks=int, size=int | None)
def design(
    policy: Policy | str | Path,
    factors: Factors,
    *,
    seed: int,
    size: int | None = None,
    blocks: int = 1,
    context: Mapping[str, Value] | None = None,
    interactions: bool | Iterable[tuple[str, str]] = False,
) -> Design:
    """The vignettes of a factorial survey: all possible cells of a factorial, or the `size` best of them, in blocks.

    `factors` are facts with the values to be tried; where there are none (None, or names alone), one of each set of
    values that the policy can tell apart. Cells that break a constraint of the vocabulary or of the policy, whatever
    the facts are that aren't varied, are left out and counted. `context` are facts that are the same in all vignettes.

    Given a `size`, that many different cells are chosen D-optimally for the main effects, and for `interactions`: pairs
    of factors, or True for all. Vignettes are then divided into `blocks`, such as the sets that respondents get, so
    that effects can be told within blocks; in a block they stand in random order. The same arguments give the same
    design.

    Raises CaseProblems for factors, levels or a context that don't fit the policy or one another (K131), for too large
    a factorial (K132), for a size or a number of blocks that can't be (K133), and where numpy, which the extra
    `ratings` brings, isn't installed (E502); PolicyProblems where the policy can't be read.

    >>> from coach_ethics.research import design
    >>> factors = {"consent.to_tell_sponsor": None, "commitment.missed_in_a_row": [0, 2, 4], "block.present": None}
    >>> half = design("essay", factors, size=9, blocks=3, seed=7, context={"sponsor.present": True})
    >>> [sum(each.block == block for each in half.vignettes) for block in (1, 2, 3)]
    [3, 3, 3]
    """
    require_numpy()
    ready = prepared(policy, "compiled")
    found = candidates(ready, factors, MappingProxyType(dict(context or {})))
    crossed = _crossed(tuple(found.levels), interactions)
    counts = [len(own) for own in found.levels.values()]
    model = coded(found.cells, counts, crossed)
    names = _effects(found.levels, crossed)
    told = independent(model)
    aliased = tuple(dict.fromkeys(name for at, name in enumerate(names) if at not in told))
    model = model[:, told]
    _check_size(size, blocks, len(found.cells), model.shape[1])
    chance = Random(f"{seed}/design")
    rows = list(range(len(found.cells))) if size is None else chosen(model, size, chance)
    block = blocked(model[rows], blocks, chance)
    order = sorted(range(len(rows)), key=lambda at: (block[at], chance.random() if size or blocks > 1 else at))
    vignettes = tuple(
        Vignette(number, block[at] + 1, found.values(found.cells[rows[at]])) for number, at in enumerate(order, 1)
    )
    about = (ready.policy, ready.digest, seed, found)
    return _described(*about, vignettes, efficiency(model[rows]), aliased)


def _described(
    policy: Policy,
    digest: str,
    seed: int,
    found: Candidates,
    vignettes: tuple[Vignette, ...],
    efficient: float,
    aliased: tuple[str, ...],
) -> Design:
    facts = tuple(policy.vocabulary[name] for name in (*found.levels, *found.context))
    return Design(
        policy=policy.name,
        digest=digest,
        seed=seed,
        levels=found.levels,
        context=found.context,
        vignettes=vignettes,
        cells=len(found.cells),
        excluded=found.excluded,
        efficiency=efficient,
        aliased=aliased,
        facts=facts,
    )


def _effects(levels: Mapping[str, tuple[Value, ...]], crossed: Iterable[tuple[int, int]]) -> list[str]:
    """What each column of the model is an effect of."""
    names = list(levels)
    effects = ["", *(name for name, own in levels.items() for _ in own[1:])]
    for one, other in crossed:
        count = (len(levels[names[one]]) - 1) * (len(levels[names[other]]) - 1)
        effects += [f"{names[one]} with {names[other]}"] * count
    return effects


def _crossed(names: tuple[str, ...], interactions: bool | Iterable[tuple[str, str]]) -> list[tuple[int, int]]:
    """The places of the factors that are crossed."""
    if isinstance(interactions, bool):
        return list(combinations(range(len(names)), 2)) if interactions else []
    pairs = [tuple(pair) for pair in interactions]
    if wrong := [pair for pair in pairs if len({*pair} & {*names}) != 2]:
        messages = (f"`{'` and `'.join(map(str, pair))}` are not two factors of the design" for pair in wrong)
        raise CaseProblems(Problem("K131", message, path="$.interactions") for message in messages)
    return [(names.index(pair[0]), names.index(pair[1])) for pair in pairs]


def _check_size(size: int | None, blocks: int, cells: int, columns: int) -> None:
    """Raises CaseProblems (K133)."""
    rows = cells if size is None else size
    if not columns <= rows <= cells:
        what = f"{columns} effects (with the mean) can't be told from {rows} vignettes"
        message = what if rows < columns else f"there are only {cells} possible cells for {rows} vignettes"
        help_ = f"give a size from {columns} to {cells}" if columns <= cells else "leave out factors or interactions"
        raise CaseProblems([Problem("K133", message, path="$.size", help=help_)])
    if not 1 <= blocks <= rows:
        message = f"{rows} vignettes can't be divided into {blocks} blocks"
        raise CaseProblems([Problem("K133", message, path="$.blocks", help=f"give a number from 1 to {rows}")])
