"""Law and danger open the sponsor for what they require to be told, and for nothing else."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import attrs
import pytest

import coach_ethics as ce
from coach_ethics.coaching.agreements import Confidentiality, Contract, Limit
from coach_ethics.coaching.confidences import Confidence, Disclosure, Disclosures, LegalDuty
from coach_ethics.coaching.enumerations import Content, Party, Recipient
from coach_ethics.findings import Status

DAY = date(2026, 6, 1)
ESSAY = ce.load_engagement(Path(__file__).parents[2] / "examples" / "essay.yaml")


def told(content: Content, *, required: Content | None) -> ce.Engagement:
    """The essay's engagement, where this would be told to the sponsor, and a law requires that the other be."""
    proposed = Disclosure(
        recipient=Recipient.SPONSOR, content=content, owner=Party.CLIENT, requested_by=Recipient.NOBODY
    )
    return attrs.evolve(
        ESSAY,
        disclosures=Disclosures(proposed=(proposed,), made=()),
        legal_duty=LegalDuty(recipient=Recipient.SPONSOR, content=required) if required else ESSAY.legal_duty,
    )


def statuses(engagement: ce.Engagement) -> dict[str, Status]:
    return dict(ce.assess(engagement, "essay", on=DAY).statuses)


def test_a_law_about_something_else_does_not_open_the_block() -> None:
    found = statuses(told(Content.PERSONAL, required=Content.PERSONAL))
    assert found["disclose"] is Status.REQUIRED
    assert found["tell_sponsor"] is Status.FORBIDDEN
    assert found["renegotiate"] is Status.FORBIDDEN


@pytest.mark.parametrize("content", [Content.BLOCK, Content.SESSION_CONTENT])
def test_a_law_about_the_block_opens_it(content: Content) -> None:
    found = statuses(told(content, required=content))
    assert found["tell_sponsor"] is Status.PERMITTED
    assert found["renegotiate"] is Status.PERMITTED


def test_what_has_to_be_disclosed_may_be_revealed() -> None:
    """The essay's client confided something personal; where the law requires just that, the two acts are one deed."""
    assert statuses(told(Content.PERSONAL, required=None))["reveal_client_confidence"] is Status.FORBIDDEN
    found = statuses(told(Content.PERSONAL, required=Content.PERSONAL))
    assert (found["disclose"], found["reveal_client_confidence"]) == (Status.REQUIRED, Status.PERMITTED)


def test_a_law_about_the_block_is_no_reason_to_reveal_something_personal() -> None:
    found = statuses(told(Content.BLOCK, required=Content.BLOCK))
    assert (found["disclose"], found["reveal_client_confidence"]) == (Status.REQUIRED, Status.FORBIDDEN)


def test_one_of_two_confidences_does_not_open_the_other() -> None:
    other = Confidence(
        of=Party.CLIENT, kept_from=Recipient.SPONSOR, content=Content.SESSION_CONTENT, matters=True, misleads=False
    )
    engagement = told(Content.PERSONAL, required=Content.PERSONAL)
    both = attrs.evolve(engagement, confidences=(*(engagement.confidences or ()), other))
    assert statuses(both)["reveal_client_confidence"] is Status.FORBIDDEN


def test_what_the_contract_lets_be_disclosed_may_be_revealed() -> None:
    """A limit of confidentiality that has come about covers the confidence, by whichever name the deed goes."""
    limit = Limit(recipient=Recipient.SPONSOR, content=Content.PERSONAL, applies=True)
    contract = attrs.evolve(
        ESSAY.contract or Contract(),
        confidentiality=Confidentiality(explained=True, nothing_to_sponsor=False, limits=(limit,)),
    )
    found = statuses(attrs.evolve(told(Content.PERSONAL, required=None), contract=contract))
    assert found["disclose"] is Status.PERMITTED
    assert found["reveal_client_confidence"] is Status.UNREGULATED
