"""What a record says that something follows from: consent was given, it expired, an agreed action was due.

One language for both questions that are asked of records: what has brought about that a fact is otherwise than before
(`history`), and what a fact rests on (`provenance`).
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date, timedelta
from enum import StrEnum
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
from coach_ethics.metadata import Metadata
from coach_ethics.model.situation import Situation
from coach_ethics.model.vocabulary import Value

Path: TypeAlias = tuple[str | int, ...]


class Event(StrEnum):
    """What has come about in a record, or stands in it."""

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
    RECORDED = "recorded"
    """It stands in a record, whatever the day."""
    NONE_RECORDED = "none_recorded"
    """A list of records is whole, and has none."""


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
    """Something that has come about or stands in the record at `path`: on a `day`, where a day in it has come.

    `record` is what kind of record it is, `of` the day that it is known by, and `id` the one by which the caller's own
    program knows it, with the `metadata` that it keeps there. `act` is the act that was done. No words that somebody
    wrote are in it.

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
    metadata: Metadata | None = None


@frozen
class Dated:
    """An engagement on a day."""

    engagement: Engagement
    day: date


def facts_on(when: Dated) -> Mapping[str, Value]:
    """The facts that hold on a day, whether or not they contradict each other."""
    return {**flat(standard_facts(when.engagement, when.day)), **when.engagement.facts.values}


def same(one: Value | None, other: Value | None) -> bool:
    """Whether two values are the same: what is true isn't what is 1."""
    return type(one) is type(other) and one == other


def attributes(record: FromGiven) -> Iterator[str]:
    """The names of what a record holds."""
    class_: Any = type(record)
    return (each.name for each in attrs.fields(class_) if each.eq)


class _Gone:
    """Stands where there is no record."""


GONE = _Gone()
"""What stands in the place of a record of a list that isn't there."""


def replaced(record: Any, instead: Mapping[Path, object]) -> Any:
    """A record with other things at these paths; whatever comes after the end of a list is added to it."""
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
                return tuple(each for each in inside if each is not GONE)
            case Situation():
                own = {str(at[-1]): cast("Value | None", value) for at, value in instead.items() if at[:-1] == path}
                return Situation({**part.values, **own})
            case _:
                names = [name for name in attributes(part) if (*path, name) in above or (*path, name) in instead]
                return attrs.evolve(part, **{name: rebuilt(getattr(part, name), (*path, name)) for name in names})

    return rebuilt(record, ())


def meant(record: object, name: str) -> Event | None:
    """What it means that a day has come, which stands in a record under this name."""
    if name == "given" and _refused(record):
        return Event.REFUSED
    return _EVENTS.get((type(record), name))


def _refused(record: object) -> bool:
    return isinstance(record, Consent) and record.form is ConsentForm.REFUSED


def strikes(event: Event, day: date) -> date:
    """The first day on which something is otherwise: what expires holds on its last day."""
    return day + timedelta(days=1) if event is Event.EXPIRED and day < date.max else day


def event_at(path: Path, event: Event, record: object, day: date | None = None) -> RecordEvent:
    """What is told of a piece: no words of somebody's own."""
    days = (_own(record, name) for name in ("given", "day", "agreed", "noticed"))
    of = next((own for own in days if isinstance(own, date)), None)
    return RecordEvent(
        written(path),
        event,
        kind_of(record),
        of,
        day,
        _own(record, "id"),
        _own(record, "act"),
        _own(record, "metadata"),
    )


def _own(record: object, name: str) -> Any:
    return getattr(record, name, None)


def kind_of(record: object) -> str:
    """The kind of a record in words; what was refused is no consent. Empty where it is no record."""
    if _refused(record):
        return "refusal"
    return spelt_out(type(record)) if isinstance(record, FromGiven) else ""


def spelt_out(class_: type) -> str:
    """The name of a class in words."""
    return "".join(f" {letter.lower()}" if letter.isupper() else letter for letter in class_.__name__).strip()


def written(path: Path) -> str:
    """A path as texts have it: `$.consents[0].given`."""
    return "$" + "".join(f"[{part}]" if isinstance(part, int) else f".{part}" for part in path)
