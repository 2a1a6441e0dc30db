"""What has come about in the records of an engagement between two days, and what of it has changed a fact.

Either a record was added, taken out or changed, or a day that stands in it has come: consent has expired, an agreed
action was due. A change of a fact is explained by the smallest set of these that brings it about by itself, which is
found by working the fact out again with everything else held back.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping
from datetime import date, timedelta
from enum import StrEnum
from functools import partial
from typing import Any, TypeAlias, cast

import attrs
from attrs import frozen

from coach_ethics.coaching.agreements import Renegotiation
from coach_ethics.coaching.confidences import Consent, PerformedAct
from coach_ethics.coaching.derive import standard_facts
from coach_ethics.coaching.engagement import Engagement
from coach_ethics.coaching.enumerations import ConsentForm
from coach_ethics.coaching.facts.standard import flat
from coach_ethics.coaching.given import FromGiven
from coach_ethics.coaching.timeline import Due
from coach_ethics.deontics.minimal import Budget, Exhausted, smallest_sets
from coach_ethics.model.situation import Situation
from coach_ethics.model.vocabulary import Value

Path: TypeAlias = tuple[str | int, ...]


class Event(StrEnum):
    """What has come about in a record."""

    ADDED = "added"
    REMOVED = "removed"
    CHANGED = "changed"
    GIVEN = "given"
    REFUSED = "refused"
    EXPIRED = "expired"
    WITHDRAWN = "withdrawn"
    DUE = "due"
    DONE = "done"
    RENEGOTIATED = "renegotiated"
    BEGUN = "begun"
    ENDED = "ended"
    CAME = "came"
    """A day that stands in a record has come; what that means is said by the record."""


_EVENTS: Mapping[tuple[type, str], Event] = {
    (Consent, "given"): Event.GIVEN,
    (Consent, "expires"): Event.EXPIRED,
    (Consent, "withdrawn"): Event.WITHDRAWN,
    (Due, "day"): Event.DUE,
    (PerformedAct, "day"): Event.DONE,
    (Renegotiation, "day"): Event.RENEGOTIATED,
    (Engagement, "begun"): Event.BEGUN,
    (Engagement, "ended"): Event.ENDED,
}
"""What it means that a day has come."""


@frozen
class RecordEvent:
    """Something that has come about in the record at `path`: on a `day`, where a day that stands in it has come.

    `record` is what kind of record it is, `of` the day that it is known by, and `id` the one by which the caller's own
    program knows it. `act` is the act that was done. No words that somebody wrote are in it.

    >>> import coach_ethics as ce
    >>> consent = {"by": "client", "contents": ["block"], "recipients": ["sponsor"], "form": "oral"}
    >>> dated = {**consent, "given": "2026-06-01", "expires": "2026-06-30", "withdrawn": "never"}
    >>> engagement = ce.Engagement(consents=[dated])
    >>> before, after = (ce.assess(engagement, "essay", on=day) for day in ("2026-06-30", "2026-07-01"))
    >>> (changed,) = ce.since(before, after).facts[:1]
    >>> changed.fact, [(each.event.value, str(each.of), str(each.day)) for each in changed.records]
    ('consent.of_client', [('expired', '2026-06-01', '2026-06-30')])
    """

    path: str
    event: Event
    record: str
    of: date | None = None
    day: date | None = None
    id: str | None = None
    act: str | None = None


@frozen
class Dated:
    """An engagement on a day."""

    engagement: Engagement
    day: date


@frozen
class _Piece:
    """What has come about at a path, and what stands there as long as it is held back."""

    path: Path
    event: RecordEvent
    held_back: object


class _Gone:
    """Stands where a record wasn't there yet."""


_GONE = _Gone()

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
            for each in _attributes(record):
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


def facts_on(when: Dated) -> Mapping[str, Value]:
    """The facts that hold on a day, whether or not they contradict each other."""
    return {**flat(standard_facts(when.engagement, when.day)), **when.engagement.facts.values}


def same(one: Value | None, other: Value | None) -> bool:
    """Whether two values are the same: what is true isn't what is 1."""
    return type(one) is type(other) and one == other


def _attributes(record: FromGiven) -> Iterator[str]:
    class_: Any = type(record)
    return (each.name for each in attrs.fields(class_) if each.name != "places")


def _pieces(old: Any, new: Any, path: Path, before: Dated, after: Dated, within: Any = None) -> Iterator[_Piece]:
    """Everything that has come about between two days, in the coordinates of the later records."""
    match old, new:  # open: what attributes hold
        case FromGiven(), FromGiven() if type(old) is type(new):
            for name in _attributes(new):
                yield from _pieces(getattr(old, name), getattr(new, name), (*path, name), before, after, new)
        case Situation(), Situation():
            for name in sorted({*old, *new}):
                if not same(old[name], new[name]):
                    yield _Piece((*path, name), _event((*path, name), _edit(old[name], new[name]), within), old[name])
        case tuple(), tuple() if any(isinstance(each, FromGiven) for each in (*old, *new)):
            yield from _in_lists(old, new, path, before, after)
        case date(), date() if old == new:
            yield from _come(new, path, before, after, within)
        case _ if old != new:
            event, day = _edit(old, new), None
            meant = _meant(within, str(path[-1]))
            if meant and isinstance(new, date) and _strikes(meant, new) <= after.day:
                event, day = meant, new
            yield _Piece(path, _event(path, event, new if isinstance(new, FromGiven) else within, day), old)
        case _:
            return


def _come(day: date, path: Path, before: Dated, after: Dated, within: object) -> Iterator[_Piece]:
    event = _meant(within, str(path[-1])) or Event.CAME
    if before.day < _strikes(event, day) <= after.day:
        later = after.day + timedelta(days=1) if after.day < date.max else date.max
        yield _Piece(path, _event(path, event, within, day), later)


def _meant(record: object, name: str) -> Event | None:
    """What it means that a day has come, which stands in a record under this name."""
    if name == "given" and _refused(record):
        return Event.REFUSED
    return _EVENTS.get((type(record), name))


def _refused(record: object) -> bool:
    return isinstance(record, Consent) and record.form is ConsentForm.REFUSED


def _strikes(event: Event, day: date) -> date:
    """The first day on which something is otherwise: what expires holds on its last day."""
    return day + timedelta(days=1) if event is Event.EXPIRED and day < date.max else day


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
            yield _Piece((*path, place), _event((*path, place), Event.ADDED, each), _GONE)
    for number, (place, each) in enumerate(left.items()):
        there = (*path, len(new) + number)
        yield _Piece(there, _event((*path, place), Event.REMOVED, each), each)


def _equal(one: object, other: object) -> bool:
    return one == other


def _same_id(one: object, other: object) -> bool:
    return getattr(one, "id", None) is not None and getattr(one, "id", None) == getattr(other, "id", None)


def _mostly_alike(one: object, other: object) -> bool:
    if not isinstance(one, FromGiven) or type(one) is not type(other):
        return False
    known = [name for name in _attributes(one) if getattr(one, name) is not None]
    shared = [name for name in known if getattr(one, name) == getattr(other, name)]
    return 2 * len(shared) > len(known)


def _held_back(record: Any, pieces: Iterable[_Piece]) -> Any:
    """A record in which these pieces aren't so yet."""
    instead = {each.path: each.held_back for each in pieces}
    above = {path[:length] for path in instead for length in range(len(path))}

    def rebuilt(part: Any, path: Path) -> Any:
        if path in instead:
            return instead[path]
        if path not in above:
            return part
        match part:  # open: what attributes hold
            case tuple():
                added = sorted(at for at in instead if at[:-1] == path and int(at[-1]) >= len(part))
                inside = (*(rebuilt(each, (*path, place)) for place, each in enumerate(part)), *map(instead.get, added))
                return tuple(each for each in inside if each is not _GONE)
            case Situation():
                own = {str(at[-1]): cast("Value | None", value) for at, value in instead.items() if at[:-1] == path}
                return Situation({**part.values, **own})
            case _:
                names = [name for name in _attributes(part) if (*path, name) in above or (*path, name) in instead]
                return attrs.evolve(part, **{name: rebuilt(getattr(part, name), (*path, name)) for name in names})

    return rebuilt(record, ())


def _event(path: Path, event: Event, record: object, day: date | None = None) -> RecordEvent:
    """What is told of a piece: no words of somebody's own."""
    days = (_own(record, name) for name in ("given", "day", "agreed", "noticed"))
    of = next((own for own in days if isinstance(own, date)), None)
    return RecordEvent(_written(path), event, _kind(record), of, day, _own(record, "id"), _own(record, "act"))


def _own(record: object, name: str) -> Any:
    return getattr(record, name, None)


def _kind(record: object) -> str:
    """The kind of a record in words: its class, spelt out; what was refused is no consent."""
    if _refused(record):
        return "refusal"
    spelt = "".join(f" {letter.lower()}" if letter.isupper() else letter for letter in type(record).__name__)
    return spelt.strip() if isinstance(record, FromGiven) else ""


def _written(path: Path) -> str:
    return "$" + "".join(f"[{part}]" if isinstance(part, int) else f".{part}" for part in path)
