"""From one situation to a box around it in which the same holds throughout: as few facts, as wide, as can be."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Callable, Iterable, Sequence

from coach_ethics.engines.symbolic.answers import Box
from coach_ethics.engines.symbolic.formulas import Formula, negation
from coach_ethics.engines.symbolic.session import SolverSession
from coach_ethics.model.conditions import Condition
from coach_ethics.model.domains import Runs, index_of, joined, size
from coach_ethics.model.situation import Situation
from coach_ethics.model.vocabulary import Enumeration


def box_around(
    situation: Situation, condition: Condition, session: SolverSession, *, allowed_only: bool = True
) -> dict[str, Runs]:
    """A box around a complete situation in all of whose situations the condition holds.

    It can't be made larger: leaving a fact out, or widening one, would let in a situation in which the condition
    fails. With `allowed_only`, situations that the constraints rule out don't count; otherwise the box keeps the
    condition even there. Raises Unsure. INVARIANT (holds): the condition holds in the situation.
    """
    always = [negation(session.classical.literal(condition))]
    rules = list(session.constraints.values()) if allowed_only else []
    always += map(session.classical.literal, rules)
    facts = sorted(session.facts_behind([condition, *rules]))
    points = {fact: _point(fact, situation, session) for fact in facts}
    literals = {fact: session.classical.within({fact: runs}) for fact, runs in points.items()}
    needed = {literal.get_id() for literal in session.core(list(literals.values()), always)}
    box = {fact: points[fact] for fact in facts if literals[fact].get_id() in needed}
    for fact in tuple(box):
        box[fact] = _widened(fact, box, always, session)
    return box


def _point(fact: str, situation: Situation, session: SolverSession) -> Runs:
    place = index_of(session.own.vocabulary[fact].type, situation.values[fact])
    return ((place, place),)


def _widened(fact: str, box: Box, always: Sequence[Formula], session: SolverSession) -> Runs:
    type_ = session.own.vocabulary[fact].type
    others = [session.classical.within({other: runs}) for other, runs in box.items() if other != fact]

    def fits(runs: Runs) -> bool:
        return not session.check([*always, *others, session.classical.within({fact: runs})])

    if isinstance(type_, Enumeration) and not type_.ordered:
        return _with_each(box[fact], range(size(type_)), fits)
    starts = session.starts(fact)
    last = size(type_) - 1
    ends = starts if isinstance(starts, range) else [*(start - 1 for start in starts[1:]), last]
    return _stretched(box[fact], starts, ends, fits)


def _with_each(runs: Runs, places: Iterable[int], fits: Callable[[Runs], bool]) -> Runs:
    for place in places:
        wider = joined([*runs, (place, place)])
        if wider != runs and fits(wider):
            runs = wider
    return runs


def _stretched(runs: Runs, starts: Sequence[int], ends: Sequence[int], fits: Callable[[Runs], bool]) -> Runs:
    """One run, stretched up and then down as far as it fits.

    Only where some condition starts or ends to hold can it stop fitting, and what doesn't fit never fits again when
    stretched further, so halving finds the last that fits.
    """
    ((first, final),) = runs
    up = _last(ends[bisect_left(ends, final) :], lambda end: fits(((first, end),)))
    down = _last(starts[: bisect_right(starts, first)][::-1], lambda start: fits(((start, up),)))
    return ((down, up),)


def _last(places: Sequence[int], fits: Callable[[int], bool]) -> int:
    """The last place that fits; those that fit come first, and the first one does."""
    if fits(places[-1]):
        return places[-1]
    low, high = 0, len(places) - 2
    while low < high:
        middle = (low + high + 1) // 2
        low, high = (middle, high) if fits(places[middle]) else (low, middle - 1)
    return places[low]
