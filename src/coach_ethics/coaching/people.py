"""Who takes part: the coach with the signals that a coach notices, the client, the sponsor."""

from __future__ import annotations

from attrs import frozen

from coach_ethics.coaching.enumerations import ClientConduct, Decision, Purpose


@frozen(kw_only=True)
class Supervision:
    """The coach's own support: who supervises, and whether this case was taken there."""

    supervisor: str | None = None
    consulted: bool | None = None


@frozen(kw_only=True)
class Coach:
    """The coach, and what the coach finds on looking at himself or herself."""

    name: str | None = None
    purpose: Purpose | None = None
    tempted_to_withhold: bool | None = None
    takes_credit: bool | None = None
    shields_client: bool | None = None
    within_competence: bool | None = None
    conflict_of_interest: bool | None = None
    announces_role: bool | None = None
    supervision: Supervision | None = None


@frozen(kw_only=True)
class Client:
    """The one who is coached: the answer given once the block was named, and conduct that the coach learned of."""

    name: str | None = None
    decision: Decision | None = None
    conduct: ClientConduct | None = None


@frozen(kw_only=True)
class Sponsor:
    """Somebody other than the client who commissioned or pays for the coaching."""

    name: str | None = None
    relation: str | None = None
