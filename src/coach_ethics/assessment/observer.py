"""Watching assessments from outside, as a host application does that measures: without a word about the case."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from attrs import field, frozen

from coach_ethics.assessment.assessment import Assessment, PolicyIdentity
from coach_ethics.findings import Status
from coach_ethics.model.situation import Situation


@frozen
class Observation:
    """One assessment as an observer sees it.

    `seconds` are those that it took, the reading of the case included. `statuses` are the answer, which may tell
    something of the case, as any answer does. `situation` has the facts: None unless the observer asks for them.

    >>> import coach_ethics as ce
    >>> from coach_ethics.assessment import Observer
    >>> seen = []
    >>> result = ce.assess({}, "collusion", observer=Observer(seen.append))
    >>> seen[0].engine == result.engine, seen[0].seconds > 0
    (True, True)
    """

    policy: PolicyIdentity
    engine: str
    statuses: Mapping[str, Status]
    seconds: float
    situation: Situation | None = field(default=None, repr=False)


@frozen
class Observer:
    """Who is told of each assessment, after it was made; what `tell` raises goes to the caller of `assess`.

    Facts are confidences: they are told only `with_facts`.

    >>> import coach_ethics as ce
    >>> from coach_ethics.assessment import Observer
    >>> seen = []
    >>> case = {"coach.takes_credit": True}
    >>> result = ce.assess(case, "collusion", observer=Observer(seen.append))
    >>> seen[0].policy.name, seen[0].statuses == result.statuses, seen[0].situation
    ('collusion', True, None)
    """

    tell: Callable[[Observation], object]
    with_facts: bool = field(default=False, kw_only=True)

    def see(self, result: Assessment, seconds: float) -> None:
        """Tell of an assessment that took so many seconds."""
        facts = result.situation if self.with_facts else None
        self.tell(Observation(result.policy, result.engine, result.statuses, seconds, facts))
