"""Terms that norms set: since when each counts, by which day what it asks for is due, and whether that was done.

A term counts from the first day on which the norm was in force without a gap. That day is known only where days in the
records, or values of parameters that change by day, put the norm in force: of everything else it isn't recorded since
when it has been so.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from datetime import date, timedelta
from enum import StrEnum

from attrs import frozen

from coach_ethics.assessment.act_diagram import determined_in
from coach_ethics.assessment.assessed import Assessed
from coach_ethics.assessment.preparation import in_force, prepared_again
from coach_ethics.coaching.engagement import Engagement
from coach_ethics.coaching.history import days_in
from coach_ethics.coaching.record_events import Dated, facts_on
from coach_ethics.language.policies.rebind import dated
from coach_ethics.model.modality import TRAITS
from coach_ethics.model.policy import Norm, Policy
from coach_ethics.model.situation import Situation


class DeadlineState(StrEnum):
    """How it stands with what a norm asks for within a term."""

    DUE = "due"
    """It isn't done, and there is time left; its last day counts as well."""

    OVERDUE = "overdue"
    """It isn't done, and the term is over."""

    DONE_IN_TIME = "done_in_time"
    DONE_LATE = "done_late"

    UNDATED = "undated"
    """No record says since when the norm has been in force."""

    ENDED = "ended"
    """The norm is no longer in force. Told where two days are compared."""


@frozen
class Deadline:
    """What a norm in force asks for `within` so many days: the acts, by when they are due, and how it stands with them.

    `since` is the first day on which the norm was in force without a gap, and `due` the last day of the term. `done`
    is the day on which it was done, since then: all the acts, or one of them where the norm lets one choose.

    >>> import coach_ethics as ce
    >>> text = '''
    ... policy: endings
    ... acts: {announce: {}}
    ... norms: {tell: {must: announce, when: coaching.ended, within: {days: 14}, because: They rely on it.}}
    ... '''
    >>> (deadline,) = ce.assess(ce.Engagement(ended="2026-06-01"), text, on="2026-06-20").deadlines
    >>> deadline.state.value, str(deadline.due)
    ('overdue', '2026-06-15')
    """

    norm: str
    acts: tuple[str, ...]
    within: int
    state: DeadlineState
    since: date | None = None
    due: date | None = None
    done: date | None = None


def deadlines_in(result: Assessed) -> tuple[Deadline, ...]:
    """The terms of the norms in force; undated unless it was made from an engagement on a day."""
    policy = result.prepared.policy
    norms = [norm for norm in policy.norms if norm.within is not None and result.norms[norm.name]]
    if not norms or result.engagement is None or result.on is None:
        return tuple(_deadline(norm, None, None, None) for norm in norms)
    starts = _starts({norm.name for norm in norms}, result, result.engagement, result.on)
    return tuple(_deadline(norm, starts[norm.name], result.engagement, result.on) for norm in norms)


def days_of(policy: Policy) -> frozenset[date]:
    """The days on which a parameter takes another value."""
    return frozenset(day for parameter in policy.parameters for day, _ in parameter.values if day > date.min)


def _deadline(norm: Norm, start: date | None, engagement: Engagement | None, on: date | None) -> Deadline:
    within = norm.within or 0
    if start is None or engagement is None or on is None:
        return Deadline(norm.name, norm.acts, within, DeadlineState.UNDATED)
    due = start + timedelta(days=min(within, (date.max - start).days))
    done = _done(norm, engagement, start, on)
    late, in_time = DeadlineState.DONE_LATE, DeadlineState.DONE_IN_TIME
    if done is None:
        state = DeadlineState.DUE if on <= due else DeadlineState.OVERDUE
    else:
        state = in_time if done <= due else late
    return Deadline(norm.name, norm.acts, within, state, start, due, done)


def _done(norm: Norm, engagement: Engagement, start: date, on: date) -> date | None:
    """The day on which what the norm asks for was done; None where it wasn't, or isn't recorded."""
    days: dict[str, date] = {}
    for each in engagement.done or ():
        if each.act is not None and each.day is not None and start <= each.day <= on:
            days[each.act] = min(each.day, days.get(each.act, each.day))
    done = [days[act] for act in norm.acts if act in days]
    if TRAITS[norm.modality].chooses:
        return min(done, default=None)
    return max(done) if len(done) == len(norm.acts) else None


def _starts(norms: Collection[str], result: Assessed, engagement: Engagement, on: date) -> Mapping[str, date | None]:
    """For each norm in force on a day, since when it has been without a gap; None where no record says so."""
    starts: dict[str, date | None] = dict.fromkeys(norms)
    running = dict.fromkeys(norms, on)
    for day in _earlier(result.prepared.policy, engagement, on):
        if not running:
            break
        ready = prepared_again(dated(result.prepared.policy, day), result.prepared.engine)
        truths = determined_in(ready, Situation(facts_on(Dated(engagement, day)))).truths
        for norm, first in tuple(running.items()):
            if truths[in_force(norm)]:
                running[norm] = day
            else:
                starts[norm] = first
                del running[norm]
    return starts


def _earlier(policy: Policy, engagement: Engagement, on: date) -> Iterator[date]:
    """The days, latest first, on which it may have been otherwise; and one before all of them."""
    days = sorted(day for day in {*days_in(engagement), *days_of(policy)} if day <= on)
    yield from reversed(days)
    if days and days[0] > date.min:
        yield days[0] - timedelta(days=1)
