"""What is due, as a calendar file (RFC 5545): acts and days, and no facts, so that no confidence is in it.

It is written with icalendar (extra `calendar`).
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from datetime import UTC, date, datetime, time, timedelta
from importlib.util import find_spec

from coach_ethics.arguments import takes
from coach_ethics.assessment.ahead import Ahead
from coach_ethics.findings import Status
from coach_ethics.problems import CaseProblems, Problem
from coach_ethics.render.words import act_label, labels
from coach_ethics.translation import gettext, speaking


@takes(found=Ahead)
def calendar_file(found: Ahead) -> bytes:
    """A calendar file with an entry for the last day of each term that isn't met, and where an act becomes required.

    The same text for the same answer. Raises CaseProblems (E502) where icalendar (extra `calendar`) isn't installed.

    >>> import coach_ethics as ce
    >>> from coach_ethics.render import calendar_file
    >>> norms = "norms: {one: {must: tell, when: coaching.ended, because: It is over.}}"
    >>> text = "\\n".join(("policy: p", "acts: {tell: {}}", norms))
    >>> found = ce.ahead(ce.Engagement(ended="2026-06-01"), text, "2026-12-31", on="2026-05-01")
    >>> [line for line in calendar_file(found).decode().splitlines() if line.startswith(("SUMMARY", "DTSTART"))]
    ['SUMMARY:Required from today: tell', 'DTSTART;VALUE=DATE:20260601']
    """
    if find_spec("icalendar") is None:
        message = "a calendar file is written with icalendar, which isn't installed"
        raise CaseProblems([Problem("E502", message, help="`pip install 'coach-ethics[calendar]'`")])
    from icalendar import Calendar, Event

    made = Calendar()
    made.add("prodid", "-//coach-ethics//timeline//EN")
    made.add("version", "2.0")
    stamp = datetime.combine(found.today.on or found.until, time(), UTC)
    for day, summary in sorted(dict.fromkeys(_entries(found))):
        entry = Event()
        entry.add("uid", f"{hashlib.sha256(f'{day} {summary}'.encode()).hexdigest()[:32]}@coach-ethics")
        entry.add("dtstamp", stamp)
        entry.add("dtstart", day)
        if day < date.max:
            entry.add("dtend", day + timedelta(days=1))
        entry.add("summary", summary)
        made.add_component(entry)
    return bytes(made.to_ical())


def _entries(found: Ahead) -> Iterator[tuple[date, str]]:
    policy = found.today.prepared.policy
    with speaking(policy.language):
        for each in found.due:
            if each.due is not None:
                yield each.due, gettext("Due: {acts}").format(acts=labels(each.acts, policy))
        for day in found.days:
            for change in day.changes.acts:
                if change.after.status is Status.REQUIRED and change.before.status is not Status.REQUIRED:
                    said = gettext("Required from today: {act}")
                    yield day.day, said.format(act=act_label(change.act, policy))
