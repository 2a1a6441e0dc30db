"""Notices in words: what is said before everything else."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from coach_ethics.assessment.notices import ShownNotice
from coach_ethics.model.policy import Notice, Policy
from coach_ethics.render.document import DocumentBlock, Entry, Line, Listing, Paragraph, plain, soft, strong
from coach_ethics.render.words import citation_words, ended
from coach_ethics.translation import gettext

_MOST_QUESTIONS = 3
"""How many questions are listed for one notice of which it isn't known whether it applies."""


def notices_told(shown: Iterable[ShownNotice], policy: Policy | None = None) -> Iterator[DocumentBlock]:
    """Notices that hold, and urgent ones that may hold, with the questions that would tell, asked as a policy does."""
    for each in shown:
        if each.holds:
            yield Paragraph(notice_line(each.notice))
        else:
            opening = gettext("This may be urgent. Find out first whether it applies: ")
            yield Paragraph((strong(opening), plain(f"{ended(each.notice.says)} "), soft(_source(each.notice))))
            if policy is not None:
                facts = [policy.vocabulary[fact] for fact in each.waits_for[:_MOST_QUESTIONS]]
                asked = ((plain(fact.ask or fact.means or fact.name), soft(f" ({fact.name})")) for fact in facts)
                yield Listing(tuple(map(Entry, asked)))


def notice_line(notice: Notice) -> Line:
    """A notice, marked where it is urgent, with its name and its citations."""
    opening = gettext("Urgent: ") if notice.urgent else gettext("Note first: ")
    return (strong(opening), strong(ended(notice.says)), soft(f" {_source(notice)}"))


def _source(notice: Notice) -> str:
    words = citation_words(notice.cites)
    return f"[{notice.name}{f'; {words}' if words else ''}]"
