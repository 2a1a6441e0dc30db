"""The cells of a full factorial: every combination of the levels of factors that constraints allow."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import product
from math import prod
from typing import TypeAlias

from attrs import frozen

from coach_ethics.assessment.preparation import Prepared
from coach_ethics.deontics.program import Definition, Kind, Program
from coach_ethics.engines.registry import prepare
from coach_ethics.model.conditions import Not
from coach_ethics.model.situation import Situation
from coach_ethics.model.vocabulary import Value, Vocabulary, belongs, expected, value_text
from coach_ethics.problems import CaseProblems, Problem, did_you_mean, quoted
from coach_ethics.reasoning.determined import cell_values
from coach_ethics.reasoning.restrictions import restrictions
from coach_ethics.reasoning.slice import slices_of

Levels: TypeAlias = Iterable[Value] | None
"""The values of a factor that are tried; None for one of each set of values that the policy can tell apart."""

Factors: TypeAlias = Mapping[str, Levels] | Iterable[str]
"""Facts that are varied, each with its levels; without them, the names alone."""

MOST_CELLS = 100_000
"""How many cells a full factorial may have."""


@frozen
class ExcludedCells:
    """How many cells of a full factorial one constraint, or several together, rule out.

    >>> from coach_ethics.research import design
    >>> found = design("essay", ["sponsor.present", "outcomes.agreed_by_sponsor"], seed=1)
    >>> [(each.constraints, each.count) for each in found.excluded]
    [(('no-sponsor-no-agreement',), 1)]
    """

    constraints: tuple[str, ...]
    count: int


@frozen
class Candidates:
    """The possible cells of a full factorial, as places of levels; what else is the same in all; what is ruled out."""

    levels: Mapping[str, tuple[Value, ...]]
    context: Mapping[str, Value]
    cells: tuple[tuple[int, ...], ...]
    excluded: tuple[ExcludedCells, ...]

    def values(self, cell: Sequence[int]) -> dict[str, Value]:
        """The facts of a cell, with those that are the same in all."""
        varied = {name: own[place] for (name, own), place in zip(self.levels.items(), cell, strict=True)}
        return {**varied, **self.context}


def candidates(ready: Prepared, factors: Factors, context: Mapping[str, Value]) -> Candidates:
    """The cells that constraints allow, whatever the facts may be that aren't varied.

    Raises CaseProblems: K131 for factors, levels and a context that don't fit the policy, and where no cell is left;
    K132 for more than `MOST_CELLS` cells.
    """
    asked = dict(factors) if isinstance(factors, Mapping) else dict.fromkeys(factors)
    problems = [*_faulty(ready.policy.vocabulary, asked, context)]
    if problems:
        raise CaseProblems(problems)
    levels = {name: _levels(ready, name, given) for name, given in asked.items()}
    constant = [name for name, own in levels.items() if len(own) < 2]
    if constant or not levels:
        none = [Problem("K131", "a design needs a factor")]
        raise CaseProblems([_constant(name, asked[name] is None) for name in constant] or none)
    if (count := prod(map(len, levels.values()))) > MOST_CELLS:
        message = f"the full factorial has {count:,} cells, which is more than {MOST_CELLS:,}"
        raise CaseProblems([Problem("K132", message, help="leave out factors, or give them fewer levels")])
    return _possible(ready, levels, context)


def _faulty(vocabulary: Vocabulary, asked: Mapping[str, Levels], context: Mapping[str, Value]) -> Iterator[Problem]:
    given = {**{name: own or () for name, own in asked.items()}, **{name: (own,) for name, own in context.items()}}
    for name, values in given.items():
        if name not in vocabulary:
            help_ = did_you_mean(name, vocabulary.by_name) or "`coach-ethics facts` lists the facts"
            yield Problem("K131", f"`{quoted(str(name))}` is not a fact of the policy", path=f"$.{name}", help=help_)
            continue
        for value in values:
            if not belongs(value, vocabulary[name].type):
                message = f"`{quoted(value_text(value))}` is not a value of `{name}`"
                help_ = f"expected {expected(vocabulary[name].type)}"
                yield Problem("K131", message, path=f"$.{name}", help=help_)
    for name in asked.keys() & context.keys():
        yield Problem("K131", f"`{name}` is a factor, and can't be the same in all vignettes", path=f"$.{name}")


def _levels(ready: Prepared, name: str, given: Levels) -> tuple[Value, ...]:
    return tuple(dict.fromkeys(cell_values(ready.slices, name) if given is None else given))


def _constant(name: str, of_policy: bool) -> Problem:
    """A factor with one level: as it was given, or because the policy can't tell its values apart."""
    if of_policy:
        message = f"no value of `{name}` makes a difference to the policy, so it has no levels of its own"
        return Problem("K131", message, path=f"$.{name}", help="leave it out, or give the values to be tried")
    help_ = "give it several values, or put it into the context"
    return Problem("K131", f"`{name}` has one level only, so it varies nothing", path=f"$.{name}", help=help_)


def _possible(ready: Prepared, levels: Mapping[str, tuple[Value, ...]], context: Mapping[str, Value]) -> Candidates:
    policy = ready.policy
    concepts = tuple(Definition(each.name, Kind.CONCEPT, (each.name,), each.when) for each in policy.concepts)
    bearing = tuple(restrictions(slices_of(policy, Program(policy.vocabulary, concepts)), (*levels, *context)))
    broken = tuple(
        Definition(f"broken {at}", Kind.PROPERTY, (str(at),), Not(each.condition)) for at, each in enumerate(bearing)
    )
    also = tuple(definition for each in bearing for definition in each.definitions)
    evaluate = prepare("compiled", Program(policy.vocabulary, (*concepts, *also, *broken)))
    full = Candidates(levels, context, (), ())
    kept: list[tuple[int, ...]] = []
    excluded: Counter[tuple[str, ...]] = Counter()
    for cell in product(*(range(len(own)) for own in levels.values())):
        truths = evaluate(Situation(full.values(cell)))
        ruled_out = [each.constraints for each, name in zip(bearing, broken, strict=True) if truths[name.name] is True]
        if ruled_out:
            excluded[tuple(dict.fromkeys(name for names in ruled_out for name in names))] += 1
        else:
            kept.append(cell)
    if not kept:
        names = ", ".join(f"`{name}`" for name in dict.fromkeys(name for names in excluded for name in names))
        raise CaseProblems([Problem("K131", f"no cell is left: all break the constraints {names}")])
    told = tuple(ExcludedCells(names, count) for names, count in sorted(excluded.items()))
    return Candidates(levels, context, tuple(kept), told)
