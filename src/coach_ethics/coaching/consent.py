"""Whether consent that was given covers this recipient, this content and this day."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from datetime import date, timedelta
from typing import assert_never

import attrs
from attrs import frozen

from coach_ethics.coaching.confidences import Consent, holds
from coach_ethics.coaching.enumerations import ConsentForm, Content, Never, Party, Recipient
from coach_ethics.coaching.identity import People
from coach_ethics.coaching.people import PersonId
from coach_ethics.model.kleene import Known, every, no_later, opposite, same, some

_STRANGERS = People()
"""Nobody whose id would be known."""


@frozen
class DisclosureRequest:
    """What consent is asked for: telling `recipient` something of `owner`'s. None where a piece isn't known."""

    owner: Party | PersonId | None
    recipient: Recipient | PersonId | None
    content: Content | None


def consent_for(
    asked: DisclosureRequest, consents: Iterable[Consent] | None, on: date, people: People = _STRANGERS
) -> ConsentForm | None:
    """The furthest consent to a disclosure that holds on a day; None where it isn't certain.

    Where it is every client's, the least of what each of several has given.

    The last answer counts: a refusal on a later day, or on the same day, ends a consent, and a later consent ends a
    refusal. What was withdrawn, has expired or isn't given yet doesn't hold. Where nobody was asked, or nothing holds,
    it is `none`.
    """
    if consents is None:
        return None
    given_by_each = tuple(consents)
    owners = [attrs.evolve(asked, owner=each) for each in people.each(asked.owner)]
    return _least([_consent_of_one(each, given_by_each, on, people) for each in owners], [], fixed=True)


def _consent_of_one(
    asked: DisclosureRequest, consents: Iterable[Consent], on: date, people: People
) -> ConsentForm | None:
    answers = [(each, covers(each, asked, on, people)) for each in consents]
    refusals = [(each, every((held, same(each.form, ConsentForm.REFUSED)))) for each, held in answers]
    given = [(each, every((held, _is_given(each)))) for each, held in answers]
    last_refusal, last_consent = _last(refusals), _last(given)

    def standing(form: ConsentForm) -> Known:
        these = ((each, every((held, same(each.form, form)))) for each, held in given)
        return some(every((held, opposite(last_refusal.reaches(each.given)))) for each, held in these)

    refused = some(every((held, opposite(last_consent.passes(each.given)))) for each, held in refusals)
    written, oral = standing(ConsentForm.WRITTEN), standing(ConsentForm.ORAL)
    furthest_first = ((ConsentForm.WRITTEN, written), (ConsentForm.ORAL, oral), (ConsentForm.REFUSED, refused))
    consent, known = next(
        ((each, known) for each, known in furthest_first if known is not False), (ConsentForm.NONE, True)
    )
    return consent if known else None


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


def _is_given(consent: Consent) -> Known:
    return None if consent.form is None else consent.form in (ConsentForm.ORAL, ConsentForm.WRITTEN)


def least_consent(
    confidences: Sequence[tuple[Content | None, Known]] | None, consent: Callable[[Content | None], ConsentForm | None]
) -> ConsentForm | None:
    """The least consent among confidences that count; for what was said in the sessions where none does.

    Each confidence is its content and whether it counts; `consent` gives the consent for a content. None where it isn't
    certain.
    """
    usual = consent(Content.SESSION_CONTENT)
    if confidences is None:
        return _least([usual], [consent(each) for each in Content], fixed=False)
    counting = [consent(content) for content, counts in confidences if counts is True]
    possible = [consent(content) for content, counts in confidences if counts is None]
    return _least(counting or [usual], possible, fixed=bool(counting))


def _least(these: list[ConsentForm | None], perhaps: list[ConsentForm | None], *, fixed: bool) -> ConsentForm | None:
    """The least of `these` where none of those that `perhaps` count can change it.

    Where `these` aren't `fixed`, any of the others may stand instead of them, so that all have to be equal.
    """
    if fixed and ConsentForm.REFUSED in these:
        return ConsentForm.REFUSED
    known = [each for each in (*these, *perhaps) if each is not None]
    if len(known) < len(these) + len(perhaps):
        return None
    order = list(ConsentForm)
    least = min(known, key=order.index)
    return least if (least in these and fixed) or not perhaps or set(known) == {least} else None


def covers(consent: Consent, asked: DisclosureRequest, on: date, people: People = _STRANGERS) -> Known:
    """Whether an answer is one to this request, and holds on this day."""
    return every(
        (
            people.speaks_for(consent.by, asked.owner),
            _among(asked, consent.recipients, people),
            _of_this(consent, asked.content),
            no_later(consent.given, on),
            _holds_until(consent.expires, on, last_day_included=True),
            _holds_until(consent.withdrawn, on, last_day_included=False),
        )
    )


def _among(asked: DisclosureRequest, recipients: tuple[Recipient | PersonId, ...] | None, people: People) -> Known:
    if recipients is None:
        return None
    return some(people.includes(each, asked.recipient, asked.owner) for each in recipients)


def _of_this(consent: Consent, content: Content | None) -> Known:
    """Consent to the whole is consent to its parts; refusing a part is refusing the whole."""
    if consent.contents is None:
        return None
    as_given = some(holds(each, content) for each in consent.contents)
    as_refusal = some(holds(content, each) for each in consent.contents)
    if consent.form is None:
        return as_given if as_given is as_refusal else None
    return as_refusal if consent.form is ConsentForm.REFUSED else as_given


def _holds_until(day: date | Never | None, on: date, *, last_day_included: bool) -> Known:
    match day:
        case None:
            return None
        case Never():
            return True
        case date():
            return on < day or (last_day_included and on == day)
        case _:
            assert_never(day)
