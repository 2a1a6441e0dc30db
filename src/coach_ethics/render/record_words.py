"""What stands in records, and what has come about in them, in words: `the consent of 2026-06-01 expired`."""

from __future__ import annotations

from collections.abc import Sequence
from typing import assert_never

from coach_ethics.coaching.record_events import Event, RecordEvent
from coach_ethics.render.words import listed
from coach_ethics.translation import gettext, noted

_KINDS = {
    "block": (noted("block"), noted("the block")),
    "client": (noted("client"), noted("the client")),
    "coach": (noted("coach"), noted("the coach")),
    "commitment": (noted("commitment"), noted("the commitment")),
    "confidence": (noted("confidence"), noted("the confidence")),
    "confidentiality": (noted("confidentiality"), noted("the confidentiality")),
    "consent": (noted("consent"), noted("the consent")),
    "contract": (noted("contract"), noted("the contract")),
    "disclosure": (noted("disclosure"), noted("the disclosure")),
    "ending": (noted("ending"), noted("the ending")),
    "engagement": (noted("engagement"), noted("the engagement")),
    "harm": (noted("harm"), noted("the harm")),
    "legal duty": (noted("legal duty"), noted("the legal duty")),
    "limit": (noted("limit"), noted("the limit")),
    "outcome": (noted("outcome"), noted("the outcome")),
    "performed act": (noted("performed act"), noted("the performed act")),
    "person": (noted("person"), noted("the person")),
    "refusal": (noted("refusal"), noted("the refusal")),
    "renegotiation": (noted("renegotiation"), noted("the renegotiation")),
    "sponsor": (noted("sponsor"), noted("the sponsor")),
    "supervision": (noted("supervision"), noted("the supervision")),
}
"""Kinds of records, by themselves and with the article; a kind that isn't here is called as its class is."""


def records_told(events: Sequence[RecordEvent]) -> str:
    """What a fact rests on in words, where that says more than the fact: a list's records, and what has come about.

    Empty where it says no more.
    """
    more = [each for each in events if each.event is not Event.RECORDED or each.id is not None or "[" in each.path]
    return listed([event_words(each) for each in more]) if more else ""


def event_words(each: RecordEvent) -> str:
    """What has come about in a record: `the consent of 2026-06-01 expired on 2026-06-30`."""
    bare, _ = _called(each)
    place = f"`{each.path.removeprefix('$.')}`"
    record = _record(each) if each.record else place
    part = each.path.rpartition(".")[2]
    match each.event:
        case Event.ADDED | Event.REMOVED | Event.CHANGED:
            whole = part.endswith("]") or not each.record
            where = record if whole else gettext("`{part}` of {record}").format(part=part, record=record)
            return gettext(_EDITED[each.event]).format(record=where)
        case Event.RECORDED:
            return gettext("recorded in {record}").format(record=record if each.id else place)
        case Event.NONE_RECORDED if each.record:
            return gettext("no {record} is recorded").format(record=gettext(bare))
        case Event.NONE_RECORDED:
            return gettext("`{part}` is recorded as empty").format(part=part)
        case Event.CAME:
            return gettext("{day} came, which is `{part}` of {record}").format(day=each.day, part=part, record=record)
        case (
            Event.GIVEN
            | Event.REFUSED
            | Event.EXPIRED
            | Event.WITHDRAWN
            | Event.DUE
            | Event.DONE
            | Event.RENEGOTIATED
            | Event.BEGUN
            | Event.ENDED
        ):
            consent = _with_id(gettext("consent"), each)
            words = gettext(_CAME_ABOUT[each.event])
            return words.format(record=record, consent=consent, act=each.act, day=each.day)
        case _:
            assert_never(each.event)


def _record(each: RecordEvent) -> str:
    """The record, by its id and the day that it is known by."""
    _, called = _called(each)
    record = _with_id(gettext(called), each)
    return gettext("{record} of {day}").format(record=record, day=each.of) if each.of else record


def _called(each: RecordEvent) -> tuple[str, str]:
    return _KINDS.get(each.record, (each.record, f"the {each.record}"))


def _with_id(words: str, each: RecordEvent) -> str:
    return f"{words} `{each.id}`" if each.id else words


# partial: only these are edits
_EDITED = {
    Event.ADDED: noted("{record} was recorded"),
    Event.REMOVED: noted("{record} was taken out"),
    Event.CHANGED: noted("{record} was changed"),
}

# partial: what else has come about is said by `event_words` itself
_CAME_ABOUT = {
    Event.GIVEN: noted("{consent} was given on {day}"),
    Event.REFUSED: noted("{consent} was refused on {day}"),
    Event.EXPIRED: noted("{record} expired on {day}"),
    Event.WITHDRAWN: noted("{record} was withdrawn on {day}"),
    Event.DUE: noted("an agreed action was due on {day}"),
    Event.DONE: noted("`{act}` was done on {day}"),
    Event.RENEGOTIATED: noted("the terms were renegotiated on {day}"),
    Event.BEGUN: noted("the coaching began on {day}"),
    Event.ENDED: noted("the coaching ended on {day}"),
}
