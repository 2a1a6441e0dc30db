"""Who takes part: the coach, with what coaches notice about themselves, the client and the sponsor.

A record that takes over a class of facts holds each of them by the same name.
"""

from __future__ import annotations

from attrs import frozen

from coach_ethics.coaching.enumerations import ClientConduct
from coach_ethics.coaching.facts.coach import CoachFacts, SupervisionFacts
from coach_ethics.coaching.facts.progress import ClientFacts
from coach_ethics.model.vocabulary import own_first


@frozen(kw_only=True, field_transformer=own_first)
class Supervision(SupervisionFacts):
    """The coach's own support: who supervises, whether regularly, and whether this case was taken there."""

    supervisor: str | None = None


@frozen(kw_only=True, field_transformer=own_first)
class Coach(CoachFacts):
    """The coach, and what coaches find on looking at themselves."""

    name: str | None = None
    supervision: Supervision | None = None


@frozen(kw_only=True, field_transformer=own_first)
class Client(ClientFacts):
    """The person who is coached: the answer given once the block was named, and conduct that the coach learned of."""

    name: str | None = None
    conduct: ClientConduct | None = None


@frozen(kw_only=True)
class Sponsor:
    """Somebody other than the client who commissioned or pays for the coaching."""

    name: str | None = None
