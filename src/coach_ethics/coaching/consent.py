"""Whether leave that was given covers this recipient, this content and this day."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from datetime import date, timedelta

from attrs import frozen

from coach_ethics.model.kleene import Known, every, no_later, opposite, same, some
from coach_ethics.coaching.confidences import Consent, holds
from coach_ethics.coaching.enumerations import Content, Leave, Never, Party, Recipient


@frozen
class Telling:
    """What leave is looked for: something of `owner`'s is told to `recipient`. None where a piece isn't known."""

    owner: Party | None
    recipient: Recipient | None
    content: Content | None


def leave_for(telling: Telling, consents: Iterable[Consent] | None, on: date) -> Leave | None:
    """The furthest leave for a telling that holds on a day; None where it isn't certain.

    The last word counts: leave ends with a later refusal, or one of the same day, and a refusal with later leave. What
    was withdrawn, has run out or isn't given yet doesn't hold. Where nobody was asked, or nothing holds, it is `none`.
    """
    if consents is None:
        return None
    answers = [(each, covers(each, telling, on)) for each in consents]
    refusals = [(each, every((held, same(each.leave, Leave.REFUSED)))) for each, held in answers]
    given = [(each, every((held, _is_leave(each)))) for each, held in answers]
    last_refusal, last_leave = _last(refusals), _last(given)

    def standing(form: Leave) -> Known:
        these = ((each, every((held, same(each.leave, form)))) for each, held in given)
        return some(every((held, opposite(last_refusal.reaches(each.given)))) for each, held in these)

    refused = some(every((held, opposite(last_leave.passes(each.given)))) for each, held in refusals)
    written, oral = standing(Leave.WRITTEN), standing(Leave.ORAL)
    furthest_first = ((Leave.WRITTEN, written), (Leave.ORAL, oral), (Leave.REFUSED, refused))
    leave, known = next(((each, known) for each, known in furthest_first if known is not False), (Leave.NONE, True))
    return leave if known else None


@frozen
class _Last:
    """The last day of some answers: of those that certainly hold, and of all that may.

    A day is None where there is no such answer; `undated` says that one that may hold has no day.
    """

    certain: date | None
    possible: date | None
    undated: bool

    def reaches(self, day: date | None) -> Known:
        """Whether one of the answers holds and came on this day or later."""
        if day is None:
            return None if self.possible or self.undated else False
        if self.certain is not None and self.certain >= day:
            return True
        return None if self.undated or (self.possible is not None and self.possible >= day) else False

    def passes(self, day: date | None) -> Known:
        """Whether one of the answers holds and came later than this day."""
        return self.reaches(day if day is None or day == date.max else day + timedelta(days=1))


def _last(answers: Sequence[tuple[Consent, Known]]) -> _Last:
    certain = (each.given for each, held in answers if held is True and each.given is not None)
    possible = [each.given for each, held in answers if held is not False]
    dated = (day for day in possible if day is not None)
    return _Last(max(certain, default=None), max(dated, default=None), None in possible)


def _is_leave(consent: Consent) -> Known:
    return None if consent.leave is None else consent.leave in (Leave.ORAL, Leave.WRITTEN)


def least_leave(
    confidences: Sequence[tuple[Content | None, Known]] | None, leave: Callable[[Content | None], Leave | None]
) -> Leave | None:
    """The least leave among confidences that count; for what was said in the sessions where none does.

    Each confidence is its content and whether it counts; `leave` gives the leave for a content. None where it isn't
    certain.
    """
    usual = leave(Content.SESSION_CONTENT)
    if confidences is None:
        return _least([usual], [leave(each) for each in Content], fixed=False)
    counting = [leave(content) for content, counts in confidences if counts is True]
    possible = [leave(content) for content, counts in confidences if counts is None]
    return _least(counting or [usual], possible, fixed=bool(counting))


def _least(these: list[Leave | None], perhaps: list[Leave | None], *, fixed: bool) -> Leave | None:
    """The least of `these` where none of those that `perhaps` count can change it.

    Where `these` aren't `fixed`, any of the others may stand instead of them, so that all have to be equal.
    """
    if fixed and Leave.REFUSED in these:
        return Leave.REFUSED
    known = [each for each in (*these, *perhaps) if each is not None]
    if len(known) < len(these) + len(perhaps):
        return None
    order = list(Leave)
    least = min(known, key=order.index)
    return least if (least in these and fixed) or not perhaps or set(known) == {least} else None


def covers(consent: Consent, telling: Telling, on: date) -> Known:
    """Whether an answer is one to this telling, and holds on this day."""
    return every(
        (
            same(consent.by, telling.owner),
            _among(telling.recipient, consent.recipients),
            _of_this(consent, telling.content),
            no_later(consent.given, on),
            _holds_until(consent.expires, on, last_day_included=True),
            _holds_until(consent.withdrawn, on, last_day_included=False),
        )
    )


def _among(recipient: Recipient | None, recipients: tuple[Recipient, ...] | None) -> Known:
    if recipients == ():
        return False
    return None if recipient is None or recipients is None else recipient in recipients


def _of_this(consent: Consent, content: Content | None) -> Known:
    """Leave for the whole is leave for its parts; who refuses a part refuses the whole with it."""
    if consent.contents is None:
        return None
    as_leave = some(holds(each, content) for each in consent.contents)
    as_refusal = some(holds(content, each) for each in consent.contents)
    if consent.leave is None:
        return as_leave if as_leave is as_refusal else None
    return as_refusal if consent.leave is Leave.REFUSED else as_leave


def _holds_until(day: date | Never | None, on: date, *, last_day_included: bool) -> Known:
    match day:
        case None:
            return None
        case Never():
            return True
        case _:
            return on < day or (last_day_included and on == day)
