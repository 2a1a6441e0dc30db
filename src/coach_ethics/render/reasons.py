"""What an act's status depends on, in words and as data: what is necessary, and what is sufficient."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from attrs import frozen

from coach_ethics.assessment.assessment import Assessment
from coach_ethics.assessment.reasons import Circumstance
from coach_ethics.findings import Status
from coach_ethics.model.numbers import NumberRuns
from coach_ethics.model.policy import Policy
from coach_ethics.model.vocabulary import Value
from coach_ethics.problems import CaseProblems
from coach_ethics.render.document import (
    Document,
    DocumentBlock,
    Entry,
    Heading,
    Line,
    Listing,
    Paragraph,
    plain,
    soft,
    strong,
)
from coach_ethics.render.words import fact_line, value_words, values_words
from coach_ethics.translation import gettext, ngettext, noted, speaking, spoken

_MOST = 5
"""How many of the sets of facts that would each be enough are listed."""


@frozen
class Reasons:
    """What a status rests on: each set in `necessary` has a fact that it needs; each in `sufficient` is enough for it.

    `too_many` says why there are none, where there would be too many.
    """

    necessary: tuple[tuple[Circumstance, ...], ...]
    sufficient: tuple[tuple[Circumstance, ...], ...]
    too_many: str = ""


def reasons_for(act: str, result: Assessment) -> Reasons:
    """The reasons for the act's status."""
    try:
        return Reasons(result.necessary(act), result.sufficient(act))
    except CaseProblems as too_many:
        return Reasons((), (), too_many.problems[0].message)


def reasons_document(reasons: Reasons, act: str, result: Assessment, *, language: str | None = None) -> Document:
    """The reasons as a document; empty where the status is undetermined, and rests on nothing yet.

    Nor are there any of the policy's silence on an act of which it speaks where another is done, or beside the status.
    """
    if language is not None:
        result = result.in_language(language)
    status, why = result.statuses[act], result.why(act)
    coupled = bool(why.asides) or any(each.companion == act for each in why.couplings)
    if status is Status.UNDETERMINED or (status is Status.UNREGULATED and coupled and () in reasons.sufficient):
        return ()
    with speaking(result.prepared.policy.language):
        return tuple(_told(reasons, result.prepared.policy))


def _told(reasons: Reasons, policy: Policy) -> Iterator[DocumentBlock]:
    yield Heading(gettext("What it rests on"))
    if reasons.too_many:
        yield Paragraph((plain(gettext("This can't be summarised: {why}.").format(why=spoken(reasons.too_many))),))
        return
    if () in reasons.sufficient:
        yield Paragraph((plain(gettext("On no fact: this holds in every situation.")),))
        return
    if reasons.necessary:
        said = gettext("Without any one of these the status would be different, whatever else is the case:")
        yield Paragraph((plain(said),))
        yield Listing(tuple(_needed(each, policy) for each in reasons.necessary))
    for number, facts in enumerate(reasons.sufficient[:_MOST]):
        opening = noted("So are these:") if number else noted("These alone are enough, whatever else is the case:")
        yield Paragraph((plain(gettext(opening)),))
        yield Listing(tuple(Entry(_circumstance(each, policy)) for each in facts))
    if len(reasons.sufficient) > _MOST:
        more = len(reasons.sufficient) - _MOST
        words = ngettext(
            "... and {number} other set of facts would be enough.",
            "... and {number} other sets of facts would be enough.",
            more,
        )
        yield Paragraph((soft(words.format(number=more)),))


def _needed(facts: tuple[Circumstance, ...], policy: Policy) -> Entry:
    if len(facts) == 1:
        return Entry(_circumstance(facts[0], policy))
    return Entry(
        (strong(gettext("all of these together")),), tuple(Entry(_circumstance(each, policy)) for each in facts)
    )


def _circumstance(each: Circumstance, policy: Policy) -> Line:
    fact = policy.vocabulary[each.fact]
    others: Sequence[Value]
    if isinstance(each.values, NumberRuns):
        others = each.values.without(int(each.value))
    else:
        others = [value for value in each.values if value != each.value]
    as_well = gettext(" ({values} would do as well)").format(values=values_words(others, fact)) if others else ""
    said = fact_line(fact.means or fact.name, strong(value_words(each.value, fact)))
    return (*said, plain(as_well), soft(f" ({each.fact})"))
