"""The course of the work: commitments with their due days, and the block."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from attrs import field, frozen

from coach_ethics.coaching.enumerations import Excuse
from coach_ethics.coaching.facts.progress import RecordedBlock
from coach_ethics.coaching.given import FromGiven, own_id, own_metadata
from coach_ethics.language.schema.shapes import Whole
from coach_ethics.metadata import Metadata
from coach_ethics.model.kleene import Known, every, opposite, some
from coach_ethics.model.vocabulary import own_first

MOST = 100
"""The most misses in a row that are told apart; a larger number counts as this one."""
MISSED = Whole(0, MOST, "a count of misses")
"""What a number of misses may be."""


@frozen(kw_only=True, repr=False)
class Due(FromGiven):
    """A day on which the agreed action was due, and whether it was done.

    A day on which the client was excused, or whose action was called off, is neither kept nor missed: it doesn't count.

    >>> from datetime import date
    >>> from coach_ethics.coaching import Due
    >>> Due(day=date(2026, 3, 1), kept=False).kept
    False
    """

    id: str | None = own_id()
    metadata: Metadata | None = own_metadata()
    day: date | None = None
    kept: bool | Excuse | None = None


@frozen(kw_only=True, repr=False)
class Commitment(FromGiven):
    """An action that the client agreed to take, and that still stands.

    `history` lists every day on which it was due. Where the days aren't recorded, `missed` says instead how many times
    in a row, up to now, it wasn't done.

    >>> from datetime import date
    >>> import coach_ethics as ce
    >>> from coach_ethics.coaching import Commitment, Due, situation_of
    >>> missed = tuple(Due(day=date(2026, 3, day), kept=False) for day in (1, 8))
    >>> engagement = ce.Engagement(commitments=(Commitment(what="to delegate", history=missed),))
    >>> situation_of(engagement, "2026-04-01")["commitment.missed_in_a_row"]
    2
    """

    id: str | None = own_id()
    metadata: Metadata | None = own_metadata()
    what: str | None = None
    agreed: date | None = None
    history: tuple[Due, ...] | None = None
    missed: int | None = field(default=None, metadata={"shape": MISSED})
    causes_examined: bool | None = None


@frozen(kw_only=True, repr=False, field_transformer=own_first)
class Block(FromGiven, RecordedBlock):
    """What keeps the client from the next step. That it is recorded says that the coach judges it to be there.

    >>> import coach_ethics as ce
    >>> from coach_ethics.coaching import Block, situation_of
    >>> situation_of(ce.Engagement(block=Block()), "2026-04-01")["block.present"]
    True
    """

    id: str | None = own_id()
    metadata: Metadata | None = own_metadata()
    what: str | None = None
    noticed: date | None = None


@frozen
class Streak:
    """How many times in a row something was missed: at least `least` and at most `most` times."""

    least: int
    most: int


def missed_in_a_row(commitments: Iterable[Commitment], on: date) -> int | None:
    """The longest run of misses, up to `on`, of any one commitment; None where that isn't certain.

    Each commitment counts by itself: small things done meanwhile don't end the run of the one that is put off.
    """
    streaks = [streak(each, on) for each in commitments]
    least = max((each.least for each in streaks), default=0)
    most = max((each.most for each in streaks), default=0)
    return least if least == most else None


def causes_examined(commitments: Iterable[Commitment], on: date) -> Known:
    """Whether something is being missed, and the causes of everything that is were looked for."""
    missed = [(_is_missed(streak(each, on)), each.causes_examined) for each in commitments]
    found = some(every(each) for each in missed)
    return every((found, *(some((opposite(each), seen)) for each, seen in missed)))


def _is_missed(run: Streak) -> Known:
    if run.least > 0:
        return True
    return False if run.most == 0 else None


def streak(commitment: Commitment, on: date) -> Streak:
    """The run of misses of one commitment up to `on`: the latest first, until one that was kept.

    What was excused or called off doesn't count. What isn't known widens the bounds: an entry without an answer may
    have been kept or missed, one without a day may be anywhere in the run, or still to come.
    """
    if commitment.missed is not None:
        return Streak(min(commitment.missed, MOST), min(commitment.missed, MOST))
    if commitment.history is None:
        return Streak(0, MOST)
    due = [entry for entry in commitment.history if not isinstance(entry.kept, Excuse)]
    undated = [entry.kept for entry in due if entry.day is None]
    dated = ((entry.day, entry.kept) for entry in due if entry.day is not None and entry.day <= on)
    latest_first = [kept for _, kept in sorted(dated, key=lambda entry: entry[0], reverse=True)]
    certain = _leading(kept is False for kept in latest_first)
    possible = _leading(kept is not True for kept in latest_first) + sum(kept is not True for kept in undated)
    return Streak(
        0 if any(kept is not False for kept in undated) else min(certain, MOST),
        min(possible, MOST),
    )


def _leading(flags: Iterable[bool]) -> int:
    """How many flags stand before the first that is false."""
    count = 0
    for flag in flags:
        if not flag:
            break
        count += 1
    return count
