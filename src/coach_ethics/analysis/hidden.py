"""What Kleene evaluation leaves open though every completion settles it alike: found in diagrams, or by the solver.

A diagram in which a fact may be unknown says at once where a condition is certainly true, and where every completion
that keeps the constraints makes it true. What is in the second and not in the first is what we look for.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import assert_never

from attrs import evolve

from coach_ethics.analysis.concerned import Concerns
from coach_ethics.analysis.diagrams import Diagrams, Pair
from coach_ethics.analysis.inquiry import Inquiry
from coach_ethics.analysis.parts import enough, needed
from coach_ethics.deontics.antichain import Budget, Exhausted
from coach_ethics.engines.symbolic.answers import Found, Impossible, Smallest, Unanswered, Unsure
from coach_ethics.facts.situation import Situation
from coach_ethics.ir.conditions import Condition, disjunction
from coach_ethics.ir.ranges import value_at

MOST_BRANCHES = 200_000
"""How many branches the diagrams of one question may have before the solver is asked instead."""

MOST_GUESSES = 150
"""How many guesses the solver's search may take about one question."""

MOST_BRANCHES_OF_A_GROUP = 20_000
"""How many they may have where one group of alternatives is looked at by itself."""


def smallest_hidden(
    asked: Inquiry, conditions: Sequence[Condition], concerns: Concerns
) -> tuple[Condition, Smallest] | None:
    """The fewest facts that settle one of the conditions as true without Kleene evaluation's noticing, if any do.

    The completions meant are those that the constraints allow; there is one at least. Raises Unsure.
    """
    open_ = [condition for condition in conditions if not _misses_nothing(condition, asked, concerns)]
    if not open_:
        return None
    try:
        found = _in_diagrams(asked, open_, concerns, MOST_BRANCHES)
        return min(found, key=lambda each: len(each[1].situation), default=None)
    except Exhausted:
        return _by_solver(asked, open_)


def _misses_nothing(condition: Condition, asked: Inquiry, concerns: Concerns) -> bool:
    """Whether it can be seen part by part that Kleene evaluation misses nothing of the condition's being true.

    THEOREM (parts): where all of some conditions have to hold, every completion makes them all true just where it makes
    each true; so if Kleene evaluation misses nothing of each, it misses nothing of all. THEOREM (groups): where any of
    some conditions is enough, and two groups of them share no fact by which something could be missed, what is unknown
    about the one can turn out badly whatever is known about the other; so if nothing is missed in each group, nothing
    is missed in all.
    """
    return all(
        _exact(part, asked, concerns)
        or all(_nothing_hidden(group, asked, concerns) for group in _groups(part, asked, concerns))
        for part in needed(condition, concerns.definitions)
    )


def _exact(condition: Condition, asked: Inquiry, concerns: Concerns) -> bool:
    """Whether it can be seen at once that Kleene evaluation misses nothing of the condition's being true.

    Its shape shows that for the completions that the domains allow. Where no constraint bears on it, these are all.
    """
    return asked.exactness.exact(condition) and not concerns.constraints(concerns.facts(condition))


def _groups(condition: Condition, asked: Inquiry, concerns: Concerns) -> Iterator[Condition]:
    """Alternatives of the condition, grouped by the facts by which something could be missed.

    These are the facts that are torn, and all on which the same constraints bear. What speaks of none misses nothing.
    """
    alternatives = enough(condition, concerns.definitions)
    torn = asked.exactness.torn(alternatives)
    groups: list[tuple[frozenset[str], tuple[Condition, ...]]] = []
    for alternative in alternatives:
        facts = concerns.facts(alternative)
        linking = (facts & torn).union(*map(concerns.facts, concerns.constraints(facts)))
        if linking:
            near = [group for group in groups if group[0] & linking]
            groups = [group for group in groups if not group[0] & linking]
            together = tuple(each for _, members in near for each in members)
            groups.append((linking.union(*(shared for shared, _ in near)), (*together, alternative)))
    return (disjunction(members) for _, members in groups)


def _nothing_hidden(condition: Condition, asked: Inquiry, concerns: Concerns) -> bool:
    try:
        return next(_in_diagrams(asked, [condition], concerns, MOST_BRANCHES_OF_A_GROUP), None) is None
    except Exhausted:
        return False


def _in_diagrams(
    asked: Inquiry, conditions: Sequence[Condition], concerns: Concerns, most: int
) -> Iterator[tuple[Condition, Smallest]]:
    vocabulary = asked.program.vocabulary
    concerned = frozenset[str]().union(*map(concerns.facts, conditions))
    rules = concerns.constraints(concerned)
    facts = concerns.ordered(conditions, concerned.union(*map(concerns.facts, rules)))
    diagrams = Diagrams(facts, vocabulary, Budget(most), unknown=True)
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


def _by_solver(asked: Inquiry, conditions: Sequence[Condition]) -> tuple[Condition, Smallest] | None:
    """Where the search ends early, the smallest situation so far isn't proved to be it. Raises Unsure without any."""
    session, guesses = asked.session.anew(), Budget(MOST_GUESSES)
    best: tuple[Condition, Smallest] | None = None
    ended: Unsure | None = None
    sure = True
    for condition in conditions:
        if best is not None and not len(best[1].situation):
            break
        if isinstance(session.find(condition), Impossible):
            continue
        try:
            found = session.hidden(condition, guesses, None if best is None else len(best[1].situation))
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
