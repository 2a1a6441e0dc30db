"""What changes by itself: the days ahead on which a policy says something else of an engagement, and what.

Such a day stands in a record (consent expires after it, a commitment is due, the coaching ends), is one on which a
parameter takes another value, or the one after a term is over. No other day is looked at.
"""

from __future__ import annotations

from datetime import date, timedelta
from heapq import heapify, heappop, heappush
from pathlib import Path

from attrs import frozen

from coach_ethics.arguments import takes
from coach_ethics.assessment.assess import assess
from coach_ethics.assessment.assessment import Assessment
from coach_ethics.assessment.deadlines import Deadline, DeadlineState, days_of
from coach_ethics.assessment.since import Since, since
from coach_ethics.coaching.engagement import Engagement
from coach_ethics.coaching.history import days_in
from coach_ethics.coaching.policies import in_language, policy_named
from coach_ethics.displays import as_html, brief
from coach_ethics.language.editions import day_asked
from coach_ethics.language.load import days_of_editions
from coach_ethics.model.day import DayGiven, day_of
from coach_ethics.model.policy import Policy
from coach_ethics.problems import PolicyProblems


@frozen
class DayAhead:
    """A day on which something changes by itself, what is otherwise than on the day before, and what is so then."""

    day: date
    changes: Since
    assessment: Assessment


@frozen
class Ahead:
    """What changes by itself after the day of `today`, an assessment, up to and including `until`.

    `days` are those on which something changes. LAW: on every other day, the acts' answers, the notices and the terms
    are as on the latest of these days before it, or as today. `due` are the terms of which the last day lies in this
    time and that aren't met then.

    >>> import coach_ethics as ce
    >>> text = '''
    ... policy: endings
    ... acts: {announce: {}}
    ... norms: {tell: {must: announce, when: coaching.ended, within: {days: 14}, because: They rely on it.}}
    ... '''
    >>> found = ce.ahead(ce.Engagement(ended="2026-06-01"), text, "2026-12-31", on="2026-05-01")
    >>> [str(each.day) for each in found.days], [str(each.due) for each in found.due]
    (['2026-06-01', '2026-06-16'], ['2026-06-15'])
    """

    today: Assessment
    until: date
    days: tuple[DayAhead, ...]
    due: tuple[Deadline, ...]

    __repr__ = brief
    _repr_html_ = as_html


@takes(engagement=Engagement, policy=Policy | str | Path)
def ahead(
    engagement: Engagement,
    policy: Policy | str | Path,
    until: DayGiven,
    *,
    on: DayGiven | None = None,
    engine: str | None = None,
    language: str | None = None,
) -> Ahead:
    """The days after `on`, by default today, up to and including `until`, on which something changes by itself.

    What is recorded stays as it is; what is undated, too. Of a family of policies, the edition in effect is taken on
    each day; one that goes out of effect without another goes on, with a warning. It is told in `language`, as far as
    catalogues translate the policy: see `load_policy`.

    Raises PolicyProblems where the policy can't be read, and CaseProblems where a day is none (X409), or where the
    engagement doesn't fit the policy or contradicts itself on one of these days.

    >>> from pathlib import Path
    >>> import coach_ethics as ce
    >>> engagement = ce.load_engagement(Path("examples/dilemma.yaml"))
    >>> found = ce.ahead(engagement, "essay", "2025-12-31", on="2025-04-15")
    >>> [(str(each.day), [change.act for change in each.changes.acts]) for each in found.days]
    [('2025-04-20', ['seek_client_consent'])]
    """
    last = day_of(until)
    today = assess(engagement, policy_named(policy, on=on, language=language), engine=engine, on=day_asked(on))
    start = day_asked(today.on)
    editions = frozenset() if isinstance(policy, Policy) else days_of_editions(policy)
    days = {*days_in(engagement), *editions, *days_of(today.prepared.policy)}
    waiting = [day for day in days if start < day <= last]
    heapify(waiting)
    before, found, due = today, list[DayAhead](), list[Deadline]()
    _wait(before, waiting, last)
    while waiting:
        day = heappop(waiting)
        if before.on == day:
            continue
        after = assess(engagement, _edition_on(day, policy, before, language), engine=engine, on=day)
        if day in editions:
            for each in days_of(after.prepared.policy):
                if day < each <= last:
                    heappush(waiting, each)
        due += _due(before, day)
        if changes := since(before, after):
            found.append(DayAhead(day, changes, after))
        _wait(after, waiting, last)
        before = after
    due += _due(before, last + timedelta(days=1) if last < date.max else last)
    return Ahead(today, last, tuple(found), tuple(due))


def _edition_on(day: date, policy: Policy | str | Path, before: Assessment, language: str | None) -> Policy:
    """The policy, or of a family the edition that is in effect on a day; where there is none, the one before."""
    if isinstance(policy, Policy):
        return in_language(policy, language)
    try:
        return policy_named(policy, on=day, language=language)
    except PolicyProblems:
        return before.prepared.policy


def _wait(result: Assessment, waiting: list[date], last: date) -> None:
    """The day after the last one of each term is one to look at."""
    for each in result.deadlines:
        if each.state is DeadlineState.DUE and each.due is not None and each.due < last:
            heappush(waiting, each.due + timedelta(days=1))


def _due(result: Assessment, until: date) -> list[Deadline]:
    """The terms that aren't met on their last day, of those of which it comes before the next day that is looked at."""
    open_ = (each for each in result.deadlines if each.state is DeadlineState.DUE)
    return [each for each in open_ if each.due is not None and each.due < until]
