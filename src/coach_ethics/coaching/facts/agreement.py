"""Facts about the agreement: the sponsor, the contract, the outcomes, and consent to pass something on."""

from __future__ import annotations

from attrs import frozen

from coach_ethics.coaching.audiences import CONTRACT, SUPERVISION, WITH_CLIENT, WITH_SPONSOR
from coach_ethics.coaching.enumerations import ConsentForm, Form
from coach_ethics.model.vocabulary import fact


@frozen
class SponsorFacts:
    """The sponsor's part."""

    present: bool | None = fact(
        means="somebody other than the client commissioned or pays for the coaching",
        ask="Is there a sponsor: somebody other than the client who commissioned or pays for the coaching?",
        said="there is a sponsor",
        said_not="there is no sponsor",
        known_to=CONTRACT,
    )


@frozen
class RecordedContract:
    """What the record of a contract holds by the same name."""

    form: Form | None = fact(
        means="the form in which the coaching was agreed",
        ask="How was the coaching agreed: in writing, by word of mouth, or not at all?",
        said="agreement",
        known_to=CONTRACT,
        changeable=True,
        cost=2,
    )
    agrees_limits: Form | None = fact(
        means="the form in which client and sponsor agreed the limits of confidentiality before the work began",
        ask="Before you began, how did client and sponsor agree the limits of confidentiality: in writing, by word of "
        "mouth, or not at all?",
        said="agreement on the limits of confidentiality",
        known_to=CONTRACT,
        changeable=True,
        cost=2,
    )
    shows_code: bool | None = fact(
        means="client and sponsor were told that the coach follows a code of ethics, and which one",
        ask="Have you told client and sponsor that you follow a code of ethics, and which one?",
        said="client and sponsor know of the code",
        said_not="client or sponsor doesn't know of the code",
        known_to=CONTRACT,
        changeable=True,
        cost=1,
    )
    understood_by_client: bool | None = fact(
        means="before the work began, the client understood what coaching is, the terms, and what stays confidential",
        ask="Before you began, did your client understand what coaching is, what the terms are, and what stays "
        "confidential?",
        said="the client understood the terms beforehand",
        said_not="the client didn't understand the terms beforehand",
        known_to=WITH_CLIENT,
        changeable=True,
        lasting=True,
        cost=2,
    )
    understood_by_sponsor: bool | None = fact(
        means="before the work began, the sponsor understood what coaching is, the terms, and what stays confidential",
        ask="Before you began, did the sponsor understand what coaching is, what the terms are, and what stays "
        "confidential?",
        said="the sponsor understood the terms beforehand",
        said_not="the sponsor didn't understand the terms beforehand",
        known_to=WITH_SPONSOR,
        changeable=True,
        lasting=True,
        cost=2,
    )
    expectations_checked: bool | None = fact(
        means="the coach has found out what client and sponsor expect of the coaching",
        ask="Have you found out what your client and the sponsor expect of the coaching?",
        said="client's and sponsor's expectations are known",
        said_not="client's and sponsor's expectations aren't known",
        known_to=SUPERVISION,  # each party knows only that it was asked itself
        changeable=True,
        cost=1,
    )
    expectations_fitting: bool | None = fact(
        means="what client and sponsor expect of the coaching is something that coaching can offer",
        ask="Is what your client and the sponsor expect something that coaching can offer?",
        said="client's and sponsor's expectations are fitting",
        said_not="client's or sponsor's expectations aren't fitting",
        known_to=SUPERVISION,
        judgement=True,
        changeable=True,
        cost=2,
    )
    says_what_is_passed_on: bool | None = fact(
        means="it is agreed what information is shared, with whom and how, for as long as the coaching lasts",
        ask="Have you agreed what information is shared, with whom and how?",
        said="it is agreed what is passed on",
        said_not="it isn't agreed what is passed on",
        known_to=CONTRACT,
        changeable=True,
        cost=2,
    )
    covers_charge: bool | None = fact(
        means="the fees and terms that were agreed cover what the coach would charge",
        ask="Do the fees and terms that you agreed cover what you would charge?",
        said="the charge was agreed",
        said_not="the charge wasn't agreed",
        known_to=CONTRACT,
    )
    departed_from: bool | None = fact(
        means="the coach does something, or is about to, that departs from the agreed terms",
        ask="Are you doing something, or about to, that departs from the terms you agreed?",
        said="the coach departs from what was agreed",
        said_not="the coach keeps to what was agreed",
        known_to=SUPERVISION,  # the other parties may not have noticed, or not yet
        changeable=True,
        cost=1,
    )


@frozen
class ContractFacts(RecordedContract):
    """What the contract says: what its record holds, and what follows from it."""

    explains_confidentiality: bool | None = fact(
        means="before the work began, client and sponsor were told what stays confidential and where the limits are",
        ask="Before you began, were client and sponsor told what stays confidential and where the limits are?",
        said="the limits of confidentiality were explained beforehand",
        said_not="the limits of confidentiality weren't explained beforehand",
        known_to=CONTRACT,
    )
    promises_confidentiality: bool | None = fact(
        means="the client was promised that nothing at all would reach the sponsor",
        ask="Did you promise your client that nothing at all would reach the sponsor?",
        said="the client was promised that nothing reaches the sponsor",
        said_not="the client wasn't promised that nothing reaches the sponsor",
        known_to=WITH_CLIENT,  # a promise to the client, of which the sponsor may not have been told
    )
    promises_report: bool | None = fact(
        means="the sponsor was promised a report on progress towards the outcomes",
        ask="Was the sponsor promised a report on progress?",
        said="a report on progress was promised",
        said_not="no report was promised",
        known_to=CONTRACT,
    )
    foresees_block: bool | None = fact(
        means="the contract, as agreed with the client, provides for telling the sponsor about a block that the client "
        "can't get past",
        ask="Did your first contract prepare for this: that the sponsor is told if your client can't get past a block?",
        said="the contract provides for telling the sponsor about a block",
        said_not="the contract doesn't provide for telling the sponsor about a block",
        known_to=CONTRACT,
    )
    allows_coach_to_end: bool | None = fact(
        means="the contract allows the coach to end the coaching",
        ask="Does the contract allow you to end the coaching?",
        said="the contract lets the coach end",
        said_not="the contract doesn't let the coach end",
        known_to=CONTRACT,
    )
    renegotiated: bool | None = fact(
        means="since the block came up, the terms have been renegotiated openly with everyone who agreed them",
        ask="Since the block came up, have you renegotiated the terms openly with everyone who agreed them?",
        said="the terms were renegotiated openly",
        said_not="the terms weren't renegotiated openly",
        known_to=CONTRACT,  # openly, with everyone who agreed them
        changeable=True,
        lasting=True,
        cost=5,
        dated=True,
    )


@frozen
class OutcomesFacts:
    """The outcomes that the coaching is for."""

    agreed_by_client: bool | None = fact(
        means="the client agreed the outcomes of the coaching",
        ask="Has your client agreed the outcomes of the coaching?",
        said="the client agreed the outcomes",
        said_not="the client didn't agree the outcomes",
        known_to=CONTRACT,
        changeable=True,
        lasting=True,
        cost=3,
    )
    agreed_by_sponsor: bool | None = fact(
        means="the sponsor agreed the outcomes of the coaching",
        ask="Has the sponsor agreed the outcomes of the coaching?",
        said="the sponsor agreed the outcomes",
        said_not="the sponsor didn't agree the outcomes",
        known_to=CONTRACT,
        changeable=True,
        lasting=True,
        cost=3,
    )
    being_missed: bool | None = fact(
        means="as things stand, the agreed outcomes will not be reached",
        ask="As things stand, will the agreed outcomes be missed?",
        said="the outcomes are being missed",
        said_not="the outcomes aren't being missed",
        known_to=SUPERVISION,
        judgement=True,
    )


@frozen
class ConsentFacts:
    """Consent to pass something on."""

    to_tell_sponsor: ConsentForm | None = fact(
        means="the client's consent that the sponsor be told about the block",
        ask="Has your client consented to your telling the sponsor about the block?",
        said="consent to tell the sponsor about the block",
        known_to=WITH_CLIENT,
        changeable=True,
        cost=1,
        dated=True,
    )
    to_disclosure: ConsentForm | None = fact(
        means="the consent to exactly this disclosure (what, to whom and when) of the person whose confidence it is",
        ask="Has the person whose confidence it is consented to exactly this disclosure?",
        said="consent",
        known_to=SUPERVISION,  # who it is that was asked differs from disclosure to disclosure
        changeable=True,
        cost=1,
        dated=True,
        salience=2,
    )
    of_client: ConsentForm | None = fact(
        means="the client's consent to reveal to the sponsor what the client said in confidence",
        ask="Has your client consented to your revealing to the sponsor what was said in confidence?",
        said="consent to reveal what the client said in confidence",
        known_to=WITH_CLIENT,
        changeable=True,
        cost=1,
        dated=True,
    )
    of_sponsor: ConsentForm | None = fact(
        means="the sponsor's consent to reveal to the client what the sponsor said in confidence",
        ask="Has the sponsor consented to your revealing to your client what was said in confidence?",
        said="consent to reveal what the sponsor said in confidence",
        known_to=WITH_SPONSOR,
        changeable=True,
        cost=1,
        dated=True,
    )
    to_naming: ConsentForm | None = fact(
        means="the client's consent to being mentioned to others as a client, present or past",
        ask="Has your client consented to your mentioning to others that you work, or have worked, together?",
        said="consent to be named",
        known_to=WITH_CLIENT,
        changeable=True,
        cost=1,
        dated=True,
    )
