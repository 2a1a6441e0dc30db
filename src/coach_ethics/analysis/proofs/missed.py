"""Where Kleene evaluation misses something, part by part: read off decision diagrams.

A diagram in which a fact may be unknown says at once where a condition is certainly true, and where every completion
that keeps the constraints makes it true. What is in the second and not in the first is what is missed.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import TypeAlias

from attrs import frozen

from coach_ethics.analysis.certain import certain
from coach_ethics.analysis.dependencies import Concerns
from coach_ethics.analysis.proofs.context import ProofContext
from coach_ethics.analysis.proofs.parts import enough, needed
from coach_ethics.deontics.minimal import Exhausted
from coach_ethics.model.conditions import Condition, disjunction

MOST_BRANCHES_OF_A_GROUP = 10_000
"""How many branches a diagram may have where one group of alternatives is looked at by itself."""

Places: TypeAlias = Mapping[str, int]
"""Facts that are known, each with the position of its value in its domain."""


@frozen
class Beginning:
    """What is known makes a `part` of a `condition` true in every completion, without Kleene's noticing."""

    condition: Condition
    part: Condition
    known: Places


def missed(
    asked: ProofContext, conditions: Sequence[Condition], concerns: Concerns, most: int
) -> Iterator[tuple[Condition, Places]]:
    """For each condition of which something is missed, the fewest facts that show it. Raises Exhausted.

    `most` is how many branches the diagrams may have.
    """
    known = certain(conditions, concerns, asked.program.vocabulary, most)
    diagrams = known.diagrams
    kept = diagrams.all(known.pair(rule)[0] for rule in known.rules)
    broken = diagrams.any(known.pair(rule)[1] for rule in known.rules)
    allowed = diagrams.completed(kept, always=False)
    for condition in conditions:
        true = known.pair(condition)[0]
        determined = diagrams.completed(diagrams.any([true, broken]), always=True)
        places = diagrams.fewest(diagrams.all([determined, diagrams.negation(true), allowed]))
        if places is not None:
            yield condition, places


def misses_nothing(condition: Condition, asked: ProofContext, concerns: Concerns) -> bool:
    """Whether it can be seen part by part that Kleene evaluation misses nothing of the condition's being true.

    THEOREM (parts): where all of some conditions have to hold, every completion makes them all true just where it makes
    each true; so if Kleene evaluation misses nothing of each, it misses nothing of all. THEOREM (groups): where any of
    some conditions is enough, and two groups of them share no fact by which something could be missed, what is unknown
    about the one can turn out badly whatever is known about the other; so if nothing is missed in each group, nothing
    is missed in all.
    """
    return all(
        exact(part, asked, concerns)
        or all(_nothing_hidden(group, asked, concerns) for group in _groups(part, asked, concerns))
        for part in needed(condition, concerns.definitions)
    )


def exact(condition: Condition, asked: ProofContext, concerns: Concerns) -> bool:
    """Whether it can be seen at once that Kleene evaluation misses nothing of the condition's being true.

    Its shape shows that for the completions that the domains allow. Where no constraint bears on it, these are all.
    """
    return asked.exactness.exact(condition) and not concerns.constraints(concerns.facts(condition))


def _groups(condition: Condition, asked: ProofContext, concerns: Concerns) -> Iterator[Condition]:
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


def _nothing_hidden(condition: Condition, asked: ProofContext, concerns: Concerns) -> bool:
    try:
        return next(missed(asked, [condition], concerns, MOST_BRANCHES_OF_A_GROUP), None) is None
    except Exhausted:
        return False


def beginnings(conditions: Sequence[Condition], asked: ProofContext, concerns: Concerns) -> Iterator[Beginning]:
    """Situations in which something is missed of a part of one of the conditions, if perhaps not of the whole.

    Where a group of alternatives is too much at once, those that speak of one fact are looked at together: what they
    make true, the whole group does.
    """
    found: dict[Condition, tuple[Places, ...]] = {}
    for condition in conditions:
        for part in needed(condition, concerns.definitions):
            if part not in found:
                groups = () if exact(part, asked, concerns) else _groups(part, asked, concerns)
                found[part] = tuple(known for group in groups for known in _missed_of(group, asked, concerns))
            yield from (Beginning(condition, part, known) for known in found[part])


def _missed_of(group: Condition, asked: ProofContext, concerns: Concerns) -> Iterator[Places]:
    try:
        yield from (known for _, known in missed(asked, [group], concerns, MOST_BRANCHES_OF_A_GROUP))
        return
    except Exhausted:
        alternatives = enough(group, concerns.definitions)
    for fact in sorted(asked.exactness.torn(alternatives)):
        about = disjunction(tuple(each for each in alternatives if fact in concerns.facts(each)))
        try:
            yield from (known for _, known in missed(asked, [about], concerns, MOST_BRANCHES_OF_A_GROUP))
        except Exhausted:
            continue
