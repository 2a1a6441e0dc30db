"""Leave: recipient, content, day, the last word; and what isn't known of it."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import attrs
import pytest
from hypothesis import given
from hypothesis import strategies as st

from coach_ethics.coaching.confidences import Consent
from coach_ethics.coaching.enumerations import Content, Leave, Never, Party, Recipient
from coach_ethics.coaching.consent import Telling, least_leave, leave_for

TODAY = date(2026, 4, 1)
DAY = timedelta(days=1)
TELL = Telling(Party.CLIENT, Recipient.SPONSOR, Content.BLOCK)
GIVEN = Consent(
    by=Party.CLIENT,
    contents=(Content.BLOCK,),
    recipients=(Recipient.SPONSOR,),
    leave=Leave.ORAL,
    given=TODAY - 30 * DAY,
    expires=Never.NEVER,
    withdrawn=Never.NEVER,
)


def consent(**changes: Any) -> Consent:
    return attrs.evolve(GIVEN, **changes)


def found(*consents: Consent, on: date = TODAY) -> Leave | None:
    return leave_for(TELL, consents, on)


@pytest.mark.parametrize(
    ("changes", "leave"),
    [
        ({}, Leave.ORAL),
        ({"leave": Leave.WRITTEN}, Leave.WRITTEN),
        ({"leave": Leave.REFUSED}, Leave.REFUSED),
        ({"leave": Leave.NONE}, Leave.NONE),
        ({"by": Party.SPONSOR}, Leave.NONE),
        ({"recipients": (Recipient.SUPERVISOR,)}, Leave.NONE),
        ({"recipients": ()}, Leave.NONE),
        ({"recipients": (Recipient.SUPERVISOR, Recipient.SPONSOR)}, Leave.ORAL),
        ({"contents": (Content.PROGRESS,)}, Leave.NONE),
        ({"contents": (Content.SESSION_CONTENT,)}, Leave.ORAL),
        ({"contents": (Content.PERSONAL,)}, Leave.NONE),
        ({"given": TODAY + DAY}, Leave.NONE),
        ({"given": TODAY}, Leave.ORAL),
        ({"expires": TODAY - DAY}, Leave.NONE),
        ({"expires": TODAY}, Leave.ORAL),
        ({"withdrawn": TODAY}, Leave.NONE),
        ({"withdrawn": TODAY + DAY}, Leave.ORAL),
        *(({piece: None}, None) for piece in attrs.fields_dict(Consent)),
        ({"given": None, "by": Party.SPONSOR}, Leave.NONE),
        ({"withdrawn": None, "expires": TODAY - DAY}, Leave.NONE),
    ],
)
def test_leave_covers_recipient_content_and_day(changes: dict[str, Any], leave: Leave | None) -> None:
    assert found(consent(**changes)) is leave


def test_nobody_asked_is_not_the_same_as_not_known() -> None:
    assert leave_for(TELL, (), TODAY) is Leave.NONE
    assert leave_for(TELL, None, TODAY) is None


def test_the_furthest_leave_counts() -> None:
    assert found(consent(), consent(leave=Leave.WRITTEN), consent(leave=Leave.NONE)) is Leave.WRITTEN


def test_a_certain_leave_makes_up_for_an_uncertain_one() -> None:
    assert found(consent(leave=Leave.WRITTEN), consent(given=None, leave=Leave.ORAL)) is Leave.WRITTEN
    assert found(consent(leave=Leave.ORAL), consent(given=None, leave=Leave.WRITTEN)) is None


def test_the_last_word_counts() -> None:
    earlier, later = TODAY - 20 * DAY, TODAY - 10 * DAY
    leave, refusal = consent(leave=Leave.WRITTEN), consent(leave=Leave.REFUSED)
    assert found(attrs.evolve(leave, given=earlier), attrs.evolve(refusal, given=later)) is Leave.REFUSED
    assert found(attrs.evolve(leave, given=later), attrs.evolve(refusal, given=earlier)) is Leave.WRITTEN
    assert found(attrs.evolve(leave, given=later), attrs.evolve(refusal, given=later)) is Leave.REFUSED
    assert (
        found(attrs.evolve(leave, given=earlier), attrs.evolve(refusal, given=later, withdrawn=TODAY)) is Leave.WRITTEN
    )
    assert found(attrs.evolve(leave, given=None), attrs.evolve(refusal, given=later)) is None


def test_who_refuses_the_whole_may_still_permit_a_part() -> None:
    whole = consent(contents=(Content.SESSION_CONTENT,), leave=Leave.REFUSED)
    assert found(whole, consent()) is Leave.ORAL
    assert leave_for(attrs.evolve(TELL, content=Content.SESSION_CONTENT), (whole, consent()), TODAY) is Leave.REFUSED


def test_who_refuses_a_part_refuses_the_whole() -> None:
    part = consent(leave=Leave.REFUSED, given=TODAY)
    whole = consent(contents=(Content.SESSION_CONTENT,), leave=Leave.WRITTEN)
    assert leave_for(attrs.evolve(TELL, content=Content.SESSION_CONTENT), (whole, part), TODAY) is Leave.REFUSED


days = st.sampled_from((TODAY - DAY, TODAY, TODAY + DAY))
complete = st.builds(
    Consent,
    by=st.sampled_from((Party.CLIENT, Party.SPONSOR)),
    contents=st.sampled_from(((Content.BLOCK,), (Content.SESSION_CONTENT,), (Content.PROGRESS, Content.BLOCK))),
    recipients=st.sampled_from(((Recipient.SPONSOR,), (Recipient.OTHER,))),
    leave=st.sampled_from(Leave),
    given=days,
    expires=st.sampled_from((Never.NEVER, Never.NEVER, TODAY)),
    withdrawn=st.sampled_from((Never.NEVER, Never.NEVER, TODAY)),
)
tellings = st.builds(
    Telling,
    owner=st.sampled_from((Party.CLIENT, Party.SPONSOR)),
    recipient=st.sampled_from((Recipient.SPONSOR, Recipient.OTHER)),
    content=st.sampled_from((Content.BLOCK, Content.SESSION_CONTENT)),
)


@given(tellings, st.lists(complete, max_size=4))
def test_with_everything_known_leave_is_what_was_last_said(telling: Telling, consents: list[Consent]) -> None:
    """Told plainly: of the answers that cover it today, what was refused last cancels all before it and of its day."""
    covering = [each for each in consents if _plainly_covers(each, telling)]
    refusals = [each.given for each in covering if each.leave is Leave.REFUSED and each.given]
    standing = [each for each in covering if each.leave in (Leave.ORAL, Leave.WRITTEN)]
    if refusals:
        standing = [each for each in standing if each.given and each.given > max(refusals)]
    forms = {each.leave for each in standing}
    expected = next((form for form in (Leave.WRITTEN, Leave.ORAL) if form in forms), None)
    assert leave_for(telling, consents, TODAY) is (expected or (Leave.REFUSED if refusals else Leave.NONE))


def _plainly_covers(consent: Consent, telling: Telling) -> bool:
    assert consent.contents is not None
    assert consent.recipients is not None
    assert consent.given is not None
    wide = Content.SESSION_CONTENT
    if consent.leave is Leave.REFUSED:
        about = telling.content in consent.contents or (telling.content is wide and Content.BLOCK in consent.contents)
        about = about or (telling.content is wide and Content.PROGRESS in consent.contents)
    else:
        about = telling.content in consent.contents or wide in consent.contents
    return (
        about
        and consent.by is telling.owner
        and telling.recipient in consent.recipients
        and consent.given <= TODAY
        and consent.withdrawn is Never.NEVER
    )


@given(tellings, st.lists(complete, max_size=3), st.data())
def test_a_missing_piece_never_gives_another_leave(
    telling: Telling, consents: list[Consent], data: st.DataObject
) -> None:
    """With pieces of the answers missing, leave is what it is with all of them there, or not known."""
    erased = st.lists(st.sampled_from(list(attrs.fields_dict(Consent))), max_size=2)
    less = [attrs.evolve(each, **dict.fromkeys(data.draw(erased))) for each in consents]
    assert leave_for(telling, less, TODAY) in (None, leave_for(telling, consents, TODAY))


LEAVES = {Content.BLOCK: Leave.WRITTEN, Content.PERSONAL: Leave.ORAL, Content.SESSION_CONTENT: Leave.NONE}


def by_content(content: Content | None) -> Leave | None:
    return None if content is None else LEAVES.get(content, Leave.REFUSED)


@pytest.mark.parametrize(
    ("confidences", "leave"),
    [
        ((), Leave.NONE),
        (((Content.BLOCK, True),), Leave.WRITTEN),
        (((Content.BLOCK, True), (Content.PERSONAL, True)), Leave.ORAL),
        (((Content.BLOCK, True), (Content.PERSONAL, False)), Leave.WRITTEN),
        (((Content.BLOCK, True), (Content.PERSONAL, None)), None),
        (((Content.PERSONAL, True), (Content.BLOCK, None)), Leave.ORAL),
        (((Content.IDENTITY, True), (None, None)), Leave.REFUSED),
        (((Content.BLOCK, None),), None),
        (((Content.SESSION_CONTENT, None),), Leave.NONE),
        (((None, True),), None),
        (None, None),
    ],
)
def test_the_least_leave_among_confidences(
    confidences: tuple[tuple[Content | None, bool | None], ...] | None, leave: Leave | None
) -> None:
    assert least_leave(confidences, by_content) is leave
