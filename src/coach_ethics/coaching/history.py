"""What has come about in the records of an engagement between two days, and what of it has changed a fact.

Either a record was added, taken out or changed, or a day that stands in it has come: consent has expired, an agreed
action was due. A change of a fact is explained by the smallest set of these that brings it about by itself, which is
found by working the fact out again with everything else held back.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping
from datetime import date, timedelta
from functools import partial
from typing import Any

from attrs import frozen

from coach_ethics.coaching.given import FromGiven
from coach_ethics.coaching.record_events import (
    GONE,
    Dated,
    Event,
    Path,
    RecordEvent,
    attributes,
    event_at,
    facts_on,
    meant,
    replaced,
    same,
    strikes,
)
from coach_ethics.deontics.minimal import Budget, Exhausted, smallest_sets
from coach_ethics.model.situation import Situation
from coach_ethics.model.vocabulary import Value


@frozen
class _Piece:
    """What has come about at a path, and what stands there as long as it is held back."""

    path: Path
    event: RecordEvent
    held_back: object


MOST_STEPS = 2_000
"""How many sets of events in records may be tried, to find the smallest that explain changed facts."""


def days_in(record: object) -> Iterator[date]:
    """The days on which something may become otherwise by what a record says: each that stands in it, and the next.

    The next, since some days are the last on which something holds.
    """
    match record:  # open: what attributes hold
        case date():
            yield record
            if record < date.max:
                yield record + timedelta(days=1)
        case tuple():
            for each in record:
                yield from days_in(each)
        case FromGiven():
            for each in attributes(record):
                yield from days_in(getattr(record, each))
        case _:
            return


def records_behind(
    changed: Collection[str], before: Dated, after: Dated
) -> Mapping[str, tuple[RecordEvent, ...] | None]:
    """For each changed fact the fewest events in records that bring it about by themselves.

    None where there are none such, or where it would take too many steps to find them.
    """
    pieces = tuple(_pieces(before.engagement, after.engagement, (), before, after))
    then = facts_on(after)
    behind: dict[str, tuple[RecordEvent, ...] | None] = dict.fromkeys(changed)
    known: dict[frozenset[int], Mapping[str, Value]] = {}
    budget = Budget(MOST_STEPS)

    def facts(some: frozenset[int]) -> Mapping[str, Value]:
        if some not in known:
            budget.spend(1)
            held = [each for place, each in enumerate(pieces) if place not in some]
            known[some] = facts_on(Dated(_held_back(after.engagement, held), after.day))
        return known[some]

    def brings_about(fact: str, some: frozenset[int]) -> bool:
        return same(facts(some).get(fact), then.get(fact))

    for fact in behind:
        try:
            found = smallest_sets(range(len(pieces)), partial(brings_about, fact))
        except Exhausted:
            break
        if found and found[0]:
            behind[fact] = tuple(pieces[place].event for place in sorted(found[0]))
    return behind


def _pieces(old: Any, new: Any, path: Path, before: Dated, after: Dated, within: Any = None) -> Iterator[_Piece]:
    """Everything that has come about between two days, in the coordinates of the later records."""
    match old, new:  # open: what attributes hold
        case FromGiven(), FromGiven() if type(old) is type(new):
            for name in attributes(new):
                yield from _pieces(getattr(old, name), getattr(new, name), (*path, name), before, after, new)
        case Situation(), Situation():
            for name in sorted({*old, *new}):
                if not same(old[name], new[name]):
                    yield _Piece((*path, name), event_at((*path, name), _edit(old[name], new[name]), within), old[name])
        case tuple(), tuple() if any(isinstance(each, FromGiven) for each in (*old, *new)):
            yield from _in_lists(old, new, path, before, after)
        case date(), date() if old == new:
            yield from _come(new, path, before, after, within)
        case _ if old != new:
            event, day = _edit(old, new), None
            said = meant(within, str(path[-1]))
            if said and isinstance(new, date) and strikes(said, new) <= after.day:
                event, day = said, new
            yield _Piece(path, event_at(path, event, new if isinstance(new, FromGiven) else within, day), old)
        case _:
            return


def _come(day: date, path: Path, before: Dated, after: Dated, within: object) -> Iterator[_Piece]:
    event = meant(within, str(path[-1])) or Event.CAME
    if before.day < strikes(event, day) <= after.day:
        later = after.day + timedelta(days=1) if after.day < date.max else date.max
        yield _Piece(path, event_at(path, event, within, day), later)


def _edit(old: object, new: object) -> Event:
    return Event.ADDED if old is None else Event.REMOVED if new is None else Event.CHANGED


def _in_lists(old: tuple[Any, ...], new: tuple[Any, ...], path: Path, before: Dated, after: Dated) -> Iterator[_Piece]:
    """What has come about in lists: a record that is in both is the same, has the same id, or has most in common."""
    left = dict(enumerate(old))
    paired: dict[int, int] = {}
    for alike in (_equal, _same_id, _mostly_alike):
        for place, each in enumerate(new):
            if place not in paired:
                other = next((at for at, one in left.items() if alike(one, each)), None)
                if other is not None:
                    paired[place] = other
                    del left[other]
    for place, each in enumerate(new):
        if place in paired:
            yield from _pieces(old[paired[place]], each, (*path, place), before, after)
        else:
            yield _Piece((*path, place), event_at((*path, place), Event.ADDED, each), GONE)
    for number, (place, each) in enumerate(left.items()):
        there = (*path, len(new) + number)
        yield _Piece(there, event_at((*path, place), Event.REMOVED, each), each)


def _equal(one: object, other: object) -> bool:
    return one == other


def _same_id(one: object, other: object) -> bool:
    return getattr(one, "id", None) is not None and getattr(one, "id", None) == getattr(other, "id", None)


def _mostly_alike(one: object, other: object) -> bool:
    if not isinstance(one, FromGiven) or type(one) is not type(other):
        return False
    known = [name for name in attributes(one) if getattr(one, name) is not None]
    shared = [name for name in known if getattr(one, name) == getattr(other, name)]
    return 2 * len(shared) > len(known)


def _held_back(record: Any, pieces: Iterable[_Piece]) -> Any:
    """A record in which these pieces aren't so yet."""
    return replaced(record, {each.path: each.held_back for each in pieces})
