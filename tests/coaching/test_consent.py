"""Consent: recipient, content, day, the last word; and what isn't known of it."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import attrs
import pytest
from hypothesis import given
from hypothesis import strategies as st

from coach_ethics.coaching.confidences import Consent
from coach_ethics.coaching.consent import DisclosureRequest, consent_for, least_consent
from coach_ethics.coaching.enumerations import ConsentForm, Content, Never, Party, Recipient

TODAY = date(2026, 4, 1)
DAY = timedelta(days=1)
TELL = DisclosureRequest(Party.CLIENT, Recipient.SPONSOR, Content.BLOCK)
GIVEN = Consent(
    by=Party.CLIENT,
    contents=(Content.BLOCK,),
    recipients=(Recipient.SPONSOR,),
    form=ConsentForm.ORAL,
    given=TODAY - 30 * DAY,
    expires=Never.NEVER,
    withdrawn=Never.NEVER,
)


def consent(**changes: Any) -> Consent:
    return attrs.evolve(GIVEN, **changes)


def found(*consents: Consent, on: date = TODAY) -> ConsentForm | None:
    return consent_for(TELL, consents, on)


@pytest.mark.parametrize(
    ("changes", "leave"),
    [
        ({}, ConsentForm.ORAL),
        ({"form": ConsentForm.WRITTEN}, ConsentForm.WRITTEN),
        ({"form": ConsentForm.REFUSED}, ConsentForm.REFUSED),
        ({"form": ConsentForm.NONE}, ConsentForm.NONE),
        ({"by": Party.SPONSOR}, ConsentForm.NONE),
        ({"recipients": (Recipient.SUPERVISOR,)}, ConsentForm.NONE),
        ({"recipients": ()}, ConsentForm.NONE),
        ({"recipients": (Recipient.SUPERVISOR, Recipient.SPONSOR)}, ConsentForm.ORAL),
        ({"contents": (Content.PROGRESS,)}, ConsentForm.NONE),
        ({"contents": (Content.SESSION_CONTENT,)}, ConsentForm.ORAL),
        ({"contents": (Content.PERSONAL,)}, ConsentForm.NONE),
        ({"given": TODAY + DAY}, ConsentForm.NONE),
        ({"given": TODAY}, ConsentForm.ORAL),
        ({"expires": TODAY - DAY}, ConsentForm.NONE),
        ({"expires": TODAY}, ConsentForm.ORAL),
        ({"withdrawn": TODAY}, ConsentForm.NONE),
        ({"withdrawn": TODAY + DAY}, ConsentForm.ORAL),
        *(({piece: None}, None) for piece in attrs.fields_dict(Consent) if piece not in ("id", "metadata")),
        ({"given": None, "by": Party.SPONSOR}, ConsentForm.NONE),
        ({"withdrawn": None, "expires": TODAY - DAY}, ConsentForm.NONE),
    ],
)
def test_leave_covers_recipient_content_and_day(changes: dict[str, Any], leave: ConsentForm | None) -> None:
    assert found(consent(**changes)) is leave


def test_nobody_asked_is_not_the_same_as_not_known() -> None:
    assert consent_for(TELL, (), TODAY) is ConsentForm.NONE
    assert consent_for(TELL, None, TODAY) is None


def test_the_furthest_leave_counts() -> None:
    assert found(consent(), consent(form=ConsentForm.WRITTEN), consent(form=ConsentForm.NONE)) is ConsentForm.WRITTEN


def test_a_certain_leave_makes_up_for_an_uncertain_one() -> None:
    assert found(consent(form=ConsentForm.WRITTEN), consent(given=None, form=ConsentForm.ORAL)) is ConsentForm.WRITTEN
    assert found(consent(form=ConsentForm.ORAL), consent(given=None, form=ConsentForm.WRITTEN)) is None


def test_the_last_word_counts() -> None:
    earlier, later = TODAY - 20 * DAY, TODAY - 10 * DAY
    leave, refusal = consent(form=ConsentForm.WRITTEN), consent(form=ConsentForm.REFUSED)
    assert found(attrs.evolve(leave, given=earlier), attrs.evolve(refusal, given=later)) is ConsentForm.REFUSED
    assert found(attrs.evolve(leave, given=later), attrs.evolve(refusal, given=earlier)) is ConsentForm.WRITTEN
    assert found(attrs.evolve(leave, given=later), attrs.evolve(refusal, given=later)) is ConsentForm.REFUSED
    assert (
        found(attrs.evolve(leave, given=earlier), attrs.evolve(refusal, given=later, withdrawn=TODAY))
        is ConsentForm.WRITTEN
    )
    assert found(attrs.evolve(leave, given=None), attrs.evolve(refusal, given=later)) is None


def test_who_refuses_the_whole_may_still_permit_a_part() -> None:
    whole = consent(contents=(Content.SESSION_CONTENT,), form=ConsentForm.REFUSED)
    assert found(whole, consent()) is ConsentForm.ORAL
    assert (
        consent_for(attrs.evolve(TELL, content=Content.SESSION_CONTENT), (whole, consent()), TODAY)
        is ConsentForm.REFUSED
    )


def test_who_refuses_a_part_refuses_the_whole() -> None:
    part = consent(form=ConsentForm.REFUSED, given=TODAY)
    whole = consent(contents=(Content.SESSION_CONTENT,), form=ConsentForm.WRITTEN)
    assert consent_for(attrs.evolve(TELL, content=Content.SESSION_CONTENT), (whole, part), TODAY) is ConsentForm.REFUSED


days = st.sampled_from((TODAY - DAY, TODAY, TODAY + DAY))
complete = st.builds(
    Consent,
    by=st.sampled_from((Party.CLIENT, Party.SPONSOR)),
    contents=st.sampled_from(((Content.BLOCK,), (Content.SESSION_CONTENT,), (Content.PROGRESS, Content.BLOCK))),
    recipients=st.sampled_from(((Recipient.SPONSOR,), (Recipient.OTHER,))),
    form=st.sampled_from(ConsentForm),
    given=days,
    expires=st.sampled_from((Never.NEVER, Never.NEVER, TODAY)),
    withdrawn=st.sampled_from((Never.NEVER, Never.NEVER, TODAY)),
)
tellings = st.builds(
    DisclosureRequest,
    owner=st.sampled_from((Party.CLIENT, Party.SPONSOR)),
    recipient=st.sampled_from((Recipient.SPONSOR, Recipient.OTHER)),
    content=st.sampled_from((Content.BLOCK, Content.SESSION_CONTENT)),
)


@given(tellings, st.lists(complete, max_size=4))
def test_with_everything_known_leave_is_what_was_last_said(telling: DisclosureRequest, consents: list[Consent]) -> None:
    """Told plainly: of the answers that cover it today, what was refused last cancels all before it and of its day."""
    covering = [each for each in consents if _plainly_covers(each, telling)]
    refusals = [each.given for each in covering if each.form is ConsentForm.REFUSED and each.given]
    standing = [each for each in covering if each.form in (ConsentForm.ORAL, ConsentForm.WRITTEN)]
    if refusals:
        standing = [each for each in standing if each.given and each.given > max(refusals)]
    forms = {each.form for each in standing}
    expected = next((form for form in (ConsentForm.WRITTEN, ConsentForm.ORAL) if form in forms), None)
    assert consent_for(telling, consents, TODAY) is (
        expected or (ConsentForm.REFUSED if refusals else ConsentForm.NONE)
    )


def _plainly_covers(consent: Consent, telling: DisclosureRequest) -> bool:
    assert consent.contents is not None
    assert consent.recipients is not None
    assert consent.given is not None
    wide = Content.SESSION_CONTENT
    if consent.form is ConsentForm.REFUSED:
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
    telling: DisclosureRequest, consents: list[Consent], data: st.DataObject
) -> None:
    """With pieces of the answers missing, leave is what it is with all of them there, or not known."""
    erased = st.lists(st.sampled_from(list(attrs.fields_dict(Consent))), max_size=2)
    less = [attrs.evolve(each, **dict.fromkeys(data.draw(erased))) for each in consents]
    assert consent_for(telling, less, TODAY) in (None, consent_for(telling, consents, TODAY))


LEAVES = {
    Content.BLOCK: ConsentForm.WRITTEN,
    Content.PERSONAL: ConsentForm.ORAL,
    Content.SESSION_CONTENT: ConsentForm.NONE,
}


def by_content(content: Content | None) -> ConsentForm | None:
    return None if content is None else LEAVES.get(content, ConsentForm.REFUSED)


@pytest.mark.parametrize(
    ("confidences", "leave"),
    [
        ((), ConsentForm.NONE),
        (((Content.BLOCK, True),), ConsentForm.WRITTEN),
        (((Content.BLOCK, True), (Content.PERSONAL, True)), ConsentForm.ORAL),
        (((Content.BLOCK, True), (Content.PERSONAL, False)), ConsentForm.WRITTEN),
        (((Content.BLOCK, True), (Content.PERSONAL, None)), None),
        (((Content.PERSONAL, True), (Content.BLOCK, None)), ConsentForm.ORAL),
        (((Content.IDENTITY, True), (None, None)), ConsentForm.REFUSED),
        (((Content.BLOCK, None),), None),
        (((Content.SESSION_CONTENT, None),), ConsentForm.NONE),
        (((None, True),), None),
        (None, None),
    ],
)
def test_the_least_leave_among_confidences(
    confidences: tuple[tuple[Content | None, bool | None], ...] | None, leave: ConsentForm | None
) -> None:
    assert least_consent(confidences, by_content) is leave
