"""What was agreed: outcomes, and a contract with what it says on confidentiality, reports, blocks and ending.

In every record None means not known. A list that is given is whole: `()` says that there are none.
"""

from __future__ import annotations

from datetime import date

from attrs import frozen

from coach_ethics.coaching.enumerations import Content, IfBlocked, Recipient
from coach_ethics.coaching.facts.agreement import RecordedContract
from coach_ethics.coaching.given import FromGiven, own_id, own_metadata
from coach_ethics.coaching.people import PersonId
from coach_ethics.metadata import Metadata


@frozen(kw_only=True, repr=False)
class AgreedBy(FromGiven):
    """Which of the parties have agreed: the client, or each of several clients; the sponsor, or each of several.

    >>> from coach_ethics.coaching import AgreedBy
    >>> AgreedBy(client=True).sponsor is None
    True
    """

    client: bool | None = None
    sponsor: bool | None = None


@frozen(kw_only=True, repr=False)
class Outcome(FromGiven):
    """One outcome that the coaching is for. `being_missed`: as things stand, it won't be reached (a judgement).

    >>> import coach_ethics as ce
    >>> from coach_ethics.coaching import AgreedBy, Outcome, situation_of
    >>> engagement = ce.Engagement(outcomes=(Outcome(what="to delegate", agreed_by=AgreedBy(client=True)),))
    >>> situation_of(engagement, "2026-04-01")["outcomes.agreed_by_client"]
    True
    """

    id: str | None = own_id()
    metadata: Metadata | None = own_metadata()
    what: str | None = None
    agreed_by: AgreedBy | None = None
    being_missed: bool | None = None


@frozen(kw_only=True, repr=False)
class Limit(FromGiven):
    """A limit that the contract sets to confidentiality: what may be told, and to whom.

    `case` says in words when it may; `applies` whether that has come about (true where it may always be told).

    >>> from coach_ethics.coaching import Content, Limit, Recipient
    >>> Limit(recipient=Recipient.SPONSOR, content=Content.BLOCK, applies=True).applies
    True
    """

    id: str | None = own_id()
    metadata: Metadata | None = own_metadata()
    recipient: Recipient | PersonId | None = None
    content: Content | None = None
    case: str | None = None
    applies: bool | None = None


@frozen(kw_only=True, repr=False)
class Confidentiality(FromGiven):
    """What was said of confidentiality: explained before the work began, promised to the client, and its limits.

    >>> import coach_ethics as ce
    >>> from coach_ethics.coaching import Confidentiality, Contract, situation_of
    >>> engagement = ce.Engagement(contract=Contract(confidentiality=Confidentiality(explained=True)))
    >>> situation_of(engagement, "2026-04-01")["contract.explains_confidentiality"]
    True
    """

    explained: bool | None = None
    nothing_to_sponsor: bool | None = None
    limits: tuple[Limit, ...] | None = None


@frozen(kw_only=True, repr=False)
class Ending(FromGiven):
    """What the contract says on ending the coaching.

    >>> import coach_ethics as ce
    >>> from coach_ethics.coaching import Contract, Ending, situation_of
    >>> engagement = ce.Engagement(contract=Contract(ending=Ending(coach_may_end=True)))
    >>> situation_of(engagement, "2026-04-01")["contract.allows_coach_to_end"]
    True
    """

    coach_may_end: bool | None = None


@frozen(kw_only=True, repr=False)
class Renegotiation(FromGiven):
    """A change of the terms: when, whether openly, and who agreed it.

    >>> from datetime import date
    >>> from coach_ethics.coaching import AgreedBy, Renegotiation
    >>> Renegotiation(day=date(2026, 3, 1), openly=True, agreed_by=AgreedBy(client=True, sponsor=True)).openly
    True
    """

    id: str | None = own_id()
    metadata: Metadata | None = own_metadata()
    day: date | None = None
    openly: bool | None = None
    agreed_by: AgreedBy | None = None


@frozen(kw_only=True, repr=False)
class Contract(FromGiven, RecordedContract):
    """The first agreement and its later changes. `form: none` says that there is no contract.

    `reports` lists what the sponsor was promised reports on.

    >>> import coach_ethics as ce
    >>> from coach_ethics.coaching import Contract, Form, situation_of
    >>> situation_of(ce.Engagement(contract=Contract(form=Form.WRITTEN)), "2026-04-01")["contract.form"]
    'written'
    """

    id: str | None = own_id()
    metadata: Metadata | None = own_metadata()
    day: date | None = None
    agreed_by: AgreedBy | None = None
    confidentiality: Confidentiality | None = None
    reports: tuple[Content, ...] | None = None
    if_blocked: IfBlocked | None = None
    ending: Ending | None = None
    renegotiations: tuple[Renegotiation, ...] | None = None
