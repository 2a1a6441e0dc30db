"""What the first contract foresees counts only where the client agreed it, and wasn't promised the contrary."""

from __future__ import annotations

from datetime import date

import attrs
import pytest
from hypothesis import given

from coach_ethics.coaching.agreements import AgreedBy, Confidentiality, Contract, Limit
from coach_ethics.coaching.confidences import Disclosure
from coach_ethics.coaching.derive import standard_facts
from coach_ethics.coaching.engagement import Engagement
from coach_ethics.coaching.enumerations import Content, Form, IfBlocked, Party, Recipient
from coach_ethics.coaching.situation import situation_of
from coach_ethics.testing.engagement_strategies import DAYS, consistent_engagements

TODAY = date(2026, 4, 1)
OF_THE_BLOCK = Disclosure(recipient=Recipient.SPONSOR, content=Content.BLOCK, owner=Party.CLIENT)
PREPARED = Contract(
    form=Form.WRITTEN,
    agreed_by=AgreedBy(client=True, sponsor=True),
    confidentiality=Confidentiality(explained=True, nothing_to_sponsor=False, limits=()),
    reports=(),
    if_blocked=IfBlocked.SPONSOR_IS_TOLD,
)
SILENT = attrs.evolve(PREPARED, if_blocked=IfBlocked.SILENT)


def with_limits(contract: Contract, *limits: Limit) -> Contract:
    return attrs.evolve(contract, confidentiality=Confidentiality(nothing_to_sponsor=False, limits=limits))


TOLD_IN_SESSIONS = Limit(recipient=Recipient.SPONSOR, content=Content.SESSION_CONTENT, applies=True)


@pytest.mark.parametrize(
    ("contract", "foreseen"),
    [
        (PREPARED, True),
        (SILENT, False),
        (Contract(form=Form.NONE), False),
        (attrs.evolve(PREPARED, agreed_by=AgreedBy(client=False, sponsor=True)), False),
        (attrs.evolve(PREPARED, agreed_by=AgreedBy(client=True, sponsor=False)), True),
        (attrs.evolve(PREPARED, agreed_by=None), None),
        (attrs.evolve(PREPARED, confidentiality=Confidentiality(nothing_to_sponsor=True, limits=())), False),
        (attrs.evolve(PREPARED, confidentiality=Confidentiality(nothing_to_sponsor=None, limits=())), None),
        (with_limits(SILENT, TOLD_IN_SESSIONS), True),
        (with_limits(SILENT, attrs.evolve(TOLD_IN_SESSIONS, applies=False)), False),
        (with_limits(SILENT, attrs.evolve(TOLD_IN_SESSIONS, content=Content.PERSONAL)), False),
        (attrs.evolve(SILENT, reports=(Content.BLOCK,)), True),
        (attrs.evolve(SILENT, reports=(Content.PROGRESS,)), False),
    ],
)
def test_a_contract_foresees_a_block_where_it_can_give_leave(contract: Contract, foreseen: bool | None) -> None:
    """To open the sponsor it takes what the client agreed; what others agreed about the client is no leave."""
    assert situation_of(Engagement(contract=contract), TODAY)["contract.foresees_block"] is foreseen


@given(consistent_engagements(DAYS[3]))
def test_foreseeing_the_block_is_foreseeing_that_the_sponsor_is_told_of_it(engagement: Engagement) -> None:
    """The same thing told to the same person is foreseen or not, whichever fact says so."""
    facts = standard_facts(engagement, DAYS[3], OF_THE_BLOCK)
    assert facts.contract.foresees_block is facts.disclosure.foreseen_by_contract
