"""What has been told is a record: no fact follows from it, and it is looked at by considering it on its day."""

from __future__ import annotations

from datetime import date

import attrs
from hypothesis import given

from coach_ethics.assessment.assess import assess
from coach_ethics.coaching.confidences import Confidence, Consent, Disclosure, Disclosures
from coach_ethics.coaching.engagement import Engagement
from coach_ethics.coaching.enumerations import Absence, ConsentForm, Content, Never, Party, Recipient
from coach_ethics.coaching.people import Sponsor
from coach_ethics.coaching.situation import situation_of
from coach_ethics.testing.engagement_strategies import DAYS, consistent_engagements

TOLD = Disclosure(recipient=Recipient.SPONSOR, content=Content.BLOCK, owner=Party.CLIENT, day=date(2026, 3, 2))


@given(consistent_engagements(DAYS[3]))
def test_what_has_been_told_makes_no_fact_so(engagement: Engagement) -> None:
    """Whatever the records say of what was told, and even where they say nothing of it, the situation is the same."""
    disclosures = engagement.disclosures or Disclosures()
    for made in (None, (), (attrs.evolve(TOLD, recipient=Recipient.AUTHORITIES),)):
        other = attrs.evolve(engagement, disclosures=attrs.evolve(disclosures, made=made))
        assert situation_of(other, DAYS[3]) == situation_of(engagement, DAYS[3])


def test_what_was_told_is_looked_at_on_its_day() -> None:
    """Consent that came later doesn't make it right: on its day it was told without."""
    later = Consent(
        by=Party.CLIENT,
        contents=(Content.BLOCK,),
        recipients=(Recipient.SPONSOR,),
        form=ConsentForm.ORAL,
        given=date(2026, 3, 20),
        expires=Never.NEVER,
        withdrawn=Never.NEVER,
    )
    held = Confidence(of=Party.CLIENT, kept_from=Recipient.SPONSOR, content=Content.BLOCK, matters=True)
    engagement = Engagement(
        sponsor=Sponsor(),
        confidences=(held,),
        consents=(later,),
        disclosures=Disclosures(made=(TOLD,)),
        legal_duty=Absence.NONE,
        harm=Absence.NONE,
        facts={"disclosure.foreseen_by_contract": False},
    )
    then = situation_of(engagement, date(2026, 3, 2), disclosure=TOLD)
    assert then["consent.to_disclosure"] == "none"
    assert [each.norm.name for each in assess(then, "confidentiality").judge("disclose").breaches] == [
        "no-disclosure-without-consent"
    ]
    today = situation_of(engagement, date(2026, 4, 1), disclosure=TOLD)
    assert assess(today, "confidentiality").judge("disclose").breaches == ()
