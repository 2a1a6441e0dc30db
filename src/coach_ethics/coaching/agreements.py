"""What was agreed: outcomes, and a contract with what it says on confidentiality, reports, blocks and ending.

In every record None means not known. A list that is given is whole: `()` says that there are none.
"""

from __future__ import annotations

from datetime import date

from attrs import frozen

from coach_ethics.coaching.enumerations import Content, IfBlocked, Recipient
from coach_ethics.coaching.facts.agreement import RecordedContract


@frozen(kw_only=True)
class AgreedBy:
    """Which of the two parties has agreed."""

    client: bool | None = None
    sponsor: bool | None = None


@frozen(kw_only=True)
class Outcome:
    """One outcome that the coaching is for. `being_missed`: as things stand, it won't be reached (a judgement)."""

    what: str | None = None
    agreed_by: AgreedBy | None = None
    being_missed: bool | None = None


@frozen(kw_only=True)
class Limit:
    """A limit that the contract sets to confidentiality: what may be told, and to whom.

    `case` says in words when it may; `applies` whether that has come about (true where it may always be told).
    """

    recipient: Recipient | None = None
    content: Content | None = None
    case: str | None = None
    applies: bool | None = None


@frozen(kw_only=True)
class Confidentiality:
    """What was said of confidentiality: explained before the work began, promised to the client, and its limits."""

    explained: bool | None = None
    nothing_to_sponsor: bool | None = None
    limits: tuple[Limit, ...] | None = None


@frozen(kw_only=True)
class Ending:
    """What the contract says on ending the coaching."""

    coach_may_end: bool | None = None


@frozen(kw_only=True)
class Renegotiation:
    """A change of the terms: when, whether openly, and who agreed it."""

    day: date | None = None
    openly: bool | None = None
    agreed_by: AgreedBy | None = None


@frozen(kw_only=True)
class Contract(RecordedContract):
    """The first agreement and its later changes. `form: none` says that there is no contract.

    `reports` lists what the sponsor was promised reports on.
    """

    day: date | None = None
    agreed_by: AgreedBy | None = None
    confidentiality: Confidentiality | None = None
    reports: tuple[Content, ...] | None = None
    if_blocked: IfBlocked | None = None
    ending: Ending | None = None
    renegotiations: tuple[Renegotiation, ...] | None = None
