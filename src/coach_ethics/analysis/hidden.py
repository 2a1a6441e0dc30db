"""What Kleene evaluation leaves open though every completion settles it alike: found in diagrams, or by the solver.

A diagram in which a fact may be unknown says at once where a condition is certainly true, and where every completion
that keeps the constraints makes it true. What is in the second and not in the first is what we look for.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import assert_never

from coach_ethics.analysis.concerned import Concerns
from coach_ethics.analysis.diagrams import Diagrams, Pair
from coach_ethics.analysis.inquiry import Inquiry
from coach_ethics.deontics.antichain import Budget, Exhausted
from coach_ethics.engines.symbolic.answers import Found, Impossible, Smallest, Unanswered, Unsure
from coach_ethics.facts.situation import Situation
from coach_ethics.ir.conditions import Condition
from coach_ethics.ir.ranges import value_at

MOST_BRANCHES = 20_000
"""How many branches the diagrams of one question may have before the solver is asked instead."""


def smallest_hidden(
    asked: Inquiry, conditions: Sequence[Condition], concerns: Concerns
) -> tuple[Condition, Smallest] | None:
    """The fewest facts that settle one of the conditions as true without Kleene evaluation's noticing, if any do.

    The completions meant are those that the constraints allow; there is one at least. Raises Unsure.
    """
    open_ = [condition for condition in conditions if not _exact(condition, asked, concerns)]
    if not open_:
        return None
    try:
        found = list(_in_diagrams(asked, open_, concerns))
    except Exhausted:
        found = list(_by_solver(asked, open_))
    return min(found, key=lambda each: len(each[1].situation), default=None)


def _exact(condition: Condition, asked: Inquiry, concerns: Concerns) -> bool:
    """Whether it can be seen at once that Kleene evaluation misses nothing of the condition's being true.

    Its shape shows that for the completions that the domains allow. Where no constraint bears on it, these are all.
    """
    return asked.exactness.exact(condition) and not concerns.constraints(concerns.facts(condition))


def _in_diagrams(
    asked: Inquiry, conditions: Sequence[Condition], concerns: Concerns
) -> Iterator[tuple[Condition, Smallest]]:
    vocabulary = asked.program.vocabulary
    concerned = frozenset[str]().union(*map(concerns.facts, conditions))
    rules = concerns.constraints(concerned)
    facts = concerns.ordered(conditions, concerned.union(*map(concerns.facts, rules)))
    diagrams = Diagrams(facts, vocabulary, Budget(MOST_BRANCHES), unknown=True)
    names: dict[str, Pair] = {}
    for name, definition in concerns.behind([*conditions, *rules]):
        names[name] = diagrams.certain(definition, names.__getitem__)
    kept = diagrams.all(diagrams.certain(rule, names.__getitem__)[0] for rule in rules)
    broken = diagrams.any(diagrams.certain(rule, names.__getitem__)[1] for rule in rules)
    allowed = diagrams.completed(kept, always=False)
    for condition in conditions:
        certain = diagrams.certain(condition, names.__getitem__)[0]
        settled = diagrams.completed(diagrams.any([certain, broken]), always=True)
        places = diagrams.fewest(diagrams.all([settled, diagrams.negation(certain), allowed]))
        if places is not None:
            values = {fact: value_at(vocabulary[fact].type, place) for fact, place in places.items()}
            if (completion := _completion(asked, condition, places)) is not None:
                yield condition, Smallest(Situation(values), completion)


def _completion(asked: Inquiry, condition: Condition, places: Mapping[str, int]) -> Situation | None:
    """A completion that the constraints allow; None where no situation at all can be."""
    point = {fact: ((place, place),) for fact, place in places.items()}
    match asked.session.find(condition, within=[point]):
        case Found(situation):
            return situation
        case Impossible():
            return None
        case Unanswered(reason):
            raise Unsure(reason)
        case other:
            assert_never(other)


def _by_solver(asked: Inquiry, conditions: Sequence[Condition]) -> Iterator[tuple[Condition, Smallest]]:
    session = asked.session.anew()
    for condition in conditions:
        if isinstance(session.find(condition), Impossible):
            continue
        if (smallest := session.hidden(condition)) is not None:
            yield condition, smallest
