"""What Kleene evaluation leaves open though every completion determines it alike: found in diagrams, or by the solver.

A diagram in which a fact may be unknown says at once where a condition is certainly true, and where every completion
that keeps the constraints makes it true. What is in the second and not in the first is what we look for.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import assert_never

from attrs import evolve

from coach_ethics.analysis.dependencies import Concerns
from coach_ethics.analysis.proofs.context import ProofContext
from coach_ethics.analysis.proofs.missed import beginnings, exact, missed, misses_nothing
from coach_ethics.analysis.proofs.parts import needed
from coach_ethics.deontics.minimal import Budget, Exhausted
from coach_ethics.engines.symbolic.answers import FoundModel, Impossible, MinimalModel, Unanswered, Unsure
from coach_ethics.model.conditions import Condition
from coach_ethics.model.domains import in_runs, value_at
from coach_ethics.model.situation import Situation

MOST_BRANCHES = 60_000
"""How many branches the diagrams of one question may have before the solver is asked instead."""

BRANCHES_AT_FIRST = 20_000
"""How many they may have before the conditions are looked at part by part."""

MOST_GUESSES = 150
"""How many guesses the solver's search may take about one question."""

MOST_BEGINNINGS = 20
"""How many situations in which something is missed of a part are extended to the whole."""


def smallest_hidden(
    asked: ProofContext, conditions: Sequence[Condition], concerns: Concerns
) -> tuple[Condition, MinimalModel] | None:
    """The fewest facts that determine one of the conditions as true without Kleene evaluation's noticing, if any do.

    The completions meant are those that the constraints allow; there is one at least. Raises Unsure.
    """
    open_ = [condition for condition in conditions if not exact(condition, asked, concerns)]
    for most in (BRANCHES_AT_FIRST, MOST_BRANCHES):
        try:
            found = _in_diagrams(asked, open_, concerns, most)
            return min(found, key=lambda each: len(each[1].situation), default=None)
        except Exhausted:
            if most == BRANCHES_AT_FIRST:
                open_ = [condition for condition in open_ if not misses_nothing(condition, asked, concerns)]
    return _from_a_part(asked, open_, concerns) or _by_solver(asked, open_)


def _in_diagrams(
    asked: ProofContext, conditions: Sequence[Condition], concerns: Concerns, most: int
) -> Iterator[tuple[Condition, MinimalModel]]:
    vocabulary = asked.program.vocabulary
    for condition, places in missed(asked, conditions, concerns, most):
        values = {fact: value_at(vocabulary[fact].type, place) for fact, place in places.items()}
        if (completion := _completion(asked, condition, places)) is not None:
            yield condition, MinimalModel(Situation(values), completion)


def _completion(asked: ProofContext, condition: Condition, places: Mapping[str, int]) -> Situation | None:
    """A completion that the constraints allow; None where no situation at all can be."""
    point = {fact: ((place, place),) for fact, place in places.items()}
    match asked.session.find(condition, within=[point]):
        case FoundModel(situation):
            return situation
        case Impossible():
            return None
        case Unanswered(reason):
            raise Unsure(reason)
        case other:
            assert_never(other)


def _from_a_part(
    asked: ProofContext, conditions: Sequence[Condition], concerns: Concerns
) -> tuple[Condition, MinimalModel] | None:
    """What is missed of one part, with the fewest further facts that make the other parts certain.

    Nothing proves that fewer facts wouldn't do. Raises Unsure.
    """
    vocabulary, session = asked.program.vocabulary, asked.session.anew()
    begun = sorted(beginnings(conditions, asked, concerns), key=lambda each: len(each.known))
    best: tuple[Condition, MinimalModel] | None = None
    for each in begun[:MOST_BEGINNINGS]:
        if best is not None and len(best[1].situation) <= len(each.known):
            break
        known = [in_runs(vocabulary[fact], ((place, place),)) for fact, place in each.known.items()]
        others = [part for part in needed(each.condition, concerns.definitions) if part != each.part]
        fewer_than = None if best is None else len(best[1].situation)
        found = session.smallest_open(each.part, *known, *others, fewer_than=fewer_than)
        if found is not None:
            best = each.condition, evolve(found, proved=not len(found.situation))
    return best


def _by_solver(asked: ProofContext, conditions: Sequence[Condition]) -> tuple[Condition, MinimalModel] | None:
    """Where the search ends early, the smallest situation so far isn't proved to be it. Raises Unsure without any."""
    from coach_ethics.engines.symbolic.hidden import smallest_hidden as searched  # here, since it takes z3

    session, guesses = asked.session.anew(), Budget(MOST_GUESSES)
    best: tuple[Condition, MinimalModel] | None = None
    ended: Unsure | None = None
    sure = True
    for condition in conditions:
        if best is not None and not len(best[1].situation):
            break
        if isinstance(session.find(condition), Impossible):
            continue
        try:
            found = searched(condition, session, guesses, None if best is None else len(best[1].situation))
        except Unsure as unsure:
            ended, sure = unsure, False
            continue
        if found is not None:
            best, sure = (condition, found), sure and found.proved
    if best is None:
        if ended is not None:
            raise ended
        return None
    return best[0], evolve(best[1], proved=sure or not len(best[1].situation))
