"""What a fact rests on: the records, and in them the pieces, that are enough to give it its value on a day.

INVARIANT (monotone) of `derive` makes it easy: to erase a piece never turns a fact into another, it can only make it
unknown. So pieces are erased one after the other as long as the fact stays known, and what is left is a smallest such
set, of which nothing can be erased.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date
from itertools import groupby
from typing import Any, get_args, get_type_hints

from attrs import field, frozen

from coach_ethics.coaching.given import FromGiven
from coach_ethics.coaching.people import PersonId
from coach_ethics.coaching.record_events import (
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
    spelt_out,
    strikes,
    written,
)
from coach_ethics.deontics.minimal import Budget, Exhausted
from coach_ethics.model.situation import Situation
from coach_ethics.model.vocabulary import Value

MOST_STEPS = 400_000
"""How much may be looked through to find what facts rest on. Each look at a piece of a record is a step."""

_ENDINGS = (Event.EXPIRED, Event.WITHDRAWN)


@frozen(eq=False)
class Provenance:
    """What the facts of an engagement on a day rest on, worked out for each when it is asked for."""

    when: Dated
    _facts: dict[frozenset[Path], Mapping[str, Value]] = field(factory=dict, init=False)
    _told: dict[str, tuple[RecordEvent, ...]] = field(factory=dict, init=False)
    _budget: Budget = field(factory=lambda: Budget(MOST_STEPS), init=False)

    def behind(self, fact: str) -> tuple[RecordEvent, ...]:
        """What stands in records, or has come about in them, that gives a fact its value, an event a record.

        Empty where the fact isn't known by records, or where there is too much to look through.
        """
        if fact not in self._told:
            try:
                self._told[fact] = tuple(self._events(self.pieces(fact)))
            except Exhausted:
                self._told[fact] = ()
        return self._told[fact]

    def pieces(self, fact: str) -> tuple[Path, ...]:
        """The paths of the fewest pieces that give a fact its value, of which none can be erased. Raises Exhausted."""
        if self._without(frozenset()).get(fact) is None:
            return ()
        return self._least(fact, (), frozenset())[0]

    def _least(self, fact: str, path: Path, gone: frozenset[Path]) -> tuple[tuple[Path, ...], frozenset[Path]]:
        """The pieces below a path without which the fact isn't known, and everything that has been erased by then."""
        parts = sorted(_parts(path, self._at(path)), key=lambda each: _latest_first(each, self._at(each)))
        needed = self._needed(fact, parts, gone)
        gone = gone.union(each for each in parts if each not in needed)
        least = list[Path]()
        for part in needed:
            below, gone = self._least(fact, part, gone)
            least += below or (part,)
        return tuple(least), gone

    def _needed(self, fact: str, parts: Sequence[Path], gone: frozenset[Path]) -> list[Path]:
        """Parts that are enough, and of which none can be erased."""
        necessary = [each for each in parts if not self._stays(fact, gone | {each})]
        if self._stays(fact, gone.union(each for each in parts if each not in necessary)):
            return necessary
        kept = list(parts)
        for each in parts:
            rest = [other for other in kept if other != each]
            if each not in necessary and self._stays(fact, gone.union(one for one in parts if one not in rest)):
                kept = rest
        return kept

    def _stays(self, fact: str, gone: frozenset[Path]) -> bool:
        return same(self._without(gone).get(fact), self._without(frozenset()).get(fact))

    def _without(self, gone: frozenset[Path]) -> Mapping[str, Value]:
        if gone not in self._facts:
            engagement = self.when.engagement
            if gone:
                highest = {path for path in gone if not any(path[:length] in gone for length in range(len(path)))}
                engagement = replaced(engagement, {path: self._erased(path) for path in highest})
            self._budget.spend(sum(1 for _ in _pieces((), engagement)))
            self._facts[gone] = facts_on(Dated(engagement, self.when.day))
        return self._facts[gone]

    def _erased(self, path: Path) -> object:
        """What stands in the place of a piece that isn't known: of a list, a record of which nothing is."""
        return type(self._at(path))() if isinstance(path[-1], int) else None

    def _at(self, path: Path) -> Any:
        there: Any = self.when.engagement
        for part in path:
            match there, part:  # open: what attributes hold
                case (tuple(), int()) | (Situation(), str()):
                    there = there[part]
                case _:
                    there = getattr(there, str(part))
        return there

    def _events(self, pieces: Iterable[Path]) -> Iterator[RecordEvent]:
        for owner, inside in groupby(sorted(pieces, key=str), self._owner):
            yield self._event(owner, list(inside))

    def _owner(self, path: Path) -> Path:
        """The record that a piece stands in, which an id can tell; a record that is a piece as a whole is its own."""
        there = (path[:length] for length in range(len(path), -1, -1))
        return next((each for each in there if hasattr(self._at(each), "id") and _is_record(self._at(each))), ())

    def _event(self, owner: Path, pieces: Sequence[Path]) -> RecordEvent:
        record, (first, *others) = self._at(owner), pieces
        come = [(path, event, day) for path in pieces for event, day in self._come(record, path)]
        if come:
            path, event, day = min(come, key=lambda each: each[1] not in _ENDINGS)
            return event_at(path, event, record, day)
        if not others and self._at(first) == ():
            return RecordEvent(written(first), Event.NONE_RECORDED, self._listed(first))
        return event_at(owner if others else first, Event.RECORDED, record)

    def _listed(self, path: Path) -> str:
        """The kind of records that stand in a list; empty where it holds something else."""
        hints = get_type_hints(type(self._at(path[:-1])))[str(path[-1])]
        listed = (each for hint in get_args(hints) for each in get_args(hint))
        return next((spelt_out(each) for each in listed if isinstance(each, type) and issubclass(each, FromGiven)), "")

    def _come(self, record: object, path: Path) -> Iterator[tuple[Event, date]]:
        """What has come about by a day that stands at a path."""
        day = self._at(path)
        event = meant(record, str(path[-1])) if isinstance(day, date) else None
        if event is not None and strikes(event, day) <= self.when.day:
            yield event, day


def _is_record(value: object) -> bool:
    return isinstance(value, FromGiven) and not isinstance(value, PersonId)


def _parts(path: Path, value: Any) -> Iterator[Path]:
    """The paths of what can be erased in what stands at a path: attributes that are known, records of a list, facts."""
    if isinstance(value, tuple) and value and all(map(_is_record, value)):
        yield from ((*path, place) for place in range(len(value)))
    elif _is_record(value):
        known = {name: getattr(value, name) for name in attributes(value)}
        yield from ((*path, name) for name, held in known.items() if not isinstance(held, Situation | None))
        stated = ((name, held) for name, held in known.items() if isinstance(held, Situation))
        yield from ((*path, name, fact) for name, held in stated for fact in held)


def _pieces(path: Path, value: Any) -> Iterator[Path]:
    """The paths of everything in what stands at a path."""
    yield path
    if isinstance(value, Situation):
        yield from ((*path, name) for name in value)
    elif isinstance(value, tuple):
        for place, each in enumerate(value):
            yield from _pieces((*path, place), each)
    elif isinstance(value, FromGiven):
        for name in attributes(value):
            yield from _pieces((*path, name), getattr(value, name))


def _latest_first(path: Path, value: object) -> tuple[bool, int]:
    """Where either of two pieces is enough, which is erased: what is stated, then the later day."""
    return path[0] != "facts", -value.toordinal() if isinstance(value, date) else 0
