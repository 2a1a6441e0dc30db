"""The smallest situation in which conditions certainly hold: read off a decision diagram, or asked of the solver."""

from __future__ import annotations

from collections.abc import Sequence

from coach_ethics.analysis.certain import certain
from coach_ethics.analysis.proofs.context import ProofContext
from coach_ethics.deontics.minimal import Exhausted
from coach_ethics.engines.symbolic.answers import FoundModel, MinimalModel
from coach_ethics.model.conditions import Condition
from coach_ethics.model.domains import value_at
from coach_ethics.model.situation import Situation

MOST_BRANCHES = 5_000
"""How many branches the diagrams of one question may have before the solver is asked instead."""


def smallest(asked: ProofContext, conditions: Sequence[Condition], found: Situation) -> MinimalModel:
    """The fewest facts that, once known, make all the conditions certainly true, as Kleene evaluation means it.

    `found` is a situation in which they hold, and which the constraints allow. Raises Unsure.
    """
    try:
        return _in_diagrams(asked, conditions, found)
    except Exhausted:
        return asked.session.smallest(*conditions)


def _in_diagrams(asked: ProofContext, conditions: Sequence[Condition], found: Situation) -> MinimalModel:
    """Raises Exhausted, also where the solver finds no completion in time."""
    vocabulary = asked.program.vocabulary
    known = certain(conditions, asked.concerns, vocabulary, MOST_BRANCHES)
    diagrams = known.diagrams
    true = diagrams.all(known.pair(condition)[0] for condition in conditions)
    kept = diagrams.all(known.pair(rule)[0] for rule in known.rules)
    places = diagrams.fewest(diagrams.all([true, diagrams.completed(kept, always=False)]))
    assert places is not None, "INVARIANT (possible): the conditions can hold together"
    values = {fact: value_at(vocabulary[fact].type, place) for fact, place in places.items()}
    if not known.rules:
        return MinimalModel(Situation(values), Situation({**found.values, **values}))
    point = {fact: ((place, place),) for fact, place in places.items()}
    completed = asked.session.find(*conditions, within=[point])
    if not isinstance(completed, FoundModel):
        raise Exhausted
    return MinimalModel(Situation(values), completed.situation)
