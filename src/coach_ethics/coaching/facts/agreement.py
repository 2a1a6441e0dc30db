"""Facts of what was agreed: the sponsor, the contract, the outcomes, and consent to pass something on."""

from __future__ import annotations

from attrs import frozen

from coach_ethics.coaching.enumerations import ConsentForm, Form
from coach_ethics.model.vocabulary import fact


@frozen
class SponsorFacts:
    """The sponsor's part."""

    present: bool | None = fact(
        means="somebody other than the client commissioned or pays for the coaching",
        ask="Is there a sponsor: somebody other than the client who commissioned or pays for the coaching?",
    )


@frozen
class ContractFacts:
    """What the contract says."""

    form: Form | None = fact(
        means="the form in which the coaching was agreed",
        ask="In what form was the coaching agreed?",
        changeable=True,
        cost=2,
    )
    explains_confidentiality: bool | None = fact(
        means="client and sponsor were told, before the work began, what stays confidential and where that ends",
        ask="Were client and sponsor told at the start what stays confidential, and where that ends?",
    )
    agrees_limits: Form | None = fact(
        means="the form in which client and sponsor agreed, before the work began, where confidentiality ends",
        ask="In what form did client and sponsor agree, before you began, where confidentiality ends?",
        changeable=True,
        cost=2,
    )
    shows_code: bool | None = fact(
        means="client and sponsor were told that the coach follows a code of ethics, and which",
        ask="Were client and sponsor told that you follow a code of ethics, and which?",
        changeable=True,
        cost=1,
    )
    understood_by_client: bool | None = fact(
        means="before the work began, the client understood what coaching is, the terms, and what stays confidential",
        ask="Did your client understand, before you began, what coaching is, the terms, and what stays confidential?",
        changeable=True,
        lasting=True,
        cost=2,
    )
    understood_by_sponsor: bool | None = fact(
        means="before the work began, the sponsor understood what coaching is, the terms, and what stays confidential",
        ask="Did the sponsor understand, before you began, what coaching is, the terms, and what stays confidential?",
        changeable=True,
        lasting=True,
        cost=2,
    )
    expectations_checked: bool | None = fact(
        means="the coach has found out what client and sponsor expect of the coaching",
        ask="Have you found out what client and sponsor expect of the coaching?",
        changeable=True,
        cost=1,
    )
    expectations_fitting: bool | None = fact(
        means="what client and sponsor expect of the coaching is what it can be for",
        ask="Is what client and sponsor expect of the coaching what it can be for?",
        judgement=True,
        changeable=True,
        cost=2,
    )
    says_what_is_passed_on: bool | None = fact(
        means="it is agreed what is passed on, to whom and how, for as long as the coaching lasts",
        ask="Is it agreed what is passed on, to whom and how?",
        changeable=True,
        cost=2,
    )
    promises_confidentiality: bool | None = fact(
        means="the client was promised that nothing at all would reach the sponsor",
        ask="Did you promise the client that nothing at all would reach the sponsor?",
    )
    promises_report: bool | None = fact(
        means="the sponsor was promised a report on progress towards the outcomes",
        ask="Did the contract promise the sponsor a report on progress?",
    )
    foresees_block: bool | None = fact(
        means="the contract, agreed by the client, foresees that the sponsor is told of a block that can't be passed",
        ask="Did your first contract prepare for this: that the sponsor is told if the client can't get past a block?",
    )
    allows_coach_to_end: bool | None = fact(
        means="the contract lets the coach end the coaching",
        ask="Does the contract let you end the coaching?",
    )
    renegotiated: bool | None = fact(
        means="since the block came up, the terms have been renegotiated openly with everyone who agreed them",
        ask="Have the terms been renegotiated, openly and with everyone who agreed them, since the block came up?",
        changeable=True,
        lasting=True,
        cost=5,
    )


@frozen
class OutcomesFacts:
    """The outcomes that the coaching is for."""

    agreed_by_client: bool | None = fact(
        means="the client agreed the outcomes of the coaching",
        ask="Has the client agreed the outcomes of the coaching?",
        changeable=True,
        lasting=True,
        cost=3,
    )
    agreed_by_sponsor: bool | None = fact(
        means="the sponsor agreed the outcomes of the coaching",
        ask="Has the sponsor agreed the outcomes of the coaching?",
        changeable=True,
        lasting=True,
        cost=3,
    )
    being_missed: bool | None = fact(
        means="as things stand, the agreed outcomes will not be reached",
        ask="As things stand, will the agreed outcomes be missed?",
        judgement=True,
    )


@frozen
class ConsentFacts:
    """Consent to pass something on."""

    to_tell_sponsor: ConsentForm | None = fact(
        means="the client's consent that the sponsor be told about the block",
        ask="Has your client given you permission to tell the sponsor about the block?",
        changeable=True,
        cost=1,
    )
    to_disclosure: ConsentForm | None = fact(
        means="the consent of the one whose confidence it is, covering this disclosure: its recipient, content and day",
        ask="Has the one whose confidence it is consented to just this disclosure?",
        changeable=True,
        cost=1,
    )
    of_client: ConsentForm | None = fact(
        means="the client's consent to reveal to the sponsor what the client told in confidence",
        ask="Has the client given consent to reveal to the sponsor what was told in confidence?",
        changeable=True,
        cost=1,
    )
    of_sponsor: ConsentForm | None = fact(
        means="the sponsor's consent to reveal to the client what the sponsor told in confidence",
        ask="Has the sponsor given consent to reveal to the client what was told in confidence?",
        changeable=True,
        cost=1,
    )
    to_naming: ConsentForm | None = fact(
        means="the client's consent to mention to others that he or she is, or was, a client",
        ask="Has your client consented to your mentioning to others that he or she is, or was, your client?",
        changeable=True,
        cost=1,
    )
