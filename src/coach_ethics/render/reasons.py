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
from coach_ethics.render.words import counted, value_words, values_words

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


def reasons_document(reasons: Reasons, act: str, result: Assessment) -> Document:
    """The reasons as a document; empty where the status is undetermined, and rests on nothing yet.

    Nor are there any of the policy's silence on an act of which it speaks where another is done, or beside the status.
    """
    status = result.statuses[act]
    why = result.why(act)
    coupled = bool(why.asides) or any(each.companion == act for each in why.couplings)
    if status is Status.UNDETERMINED or (status is Status.UNREGULATED and coupled and () in reasons.sufficient):
        return ()
    return tuple(_told(reasons, result.prepared.policy))


def _told(reasons: Reasons, policy: Policy) -> Iterator[DocumentBlock]:
    yield Heading("What it rests on")
    if reasons.too_many:
        yield Paragraph((plain(f"This can't be summarised: {reasons.too_many}."),))
        return
    if () in reasons.sufficient:
        yield Paragraph((plain("On no fact: this holds in every situation."),))
        return
    if reasons.necessary:
        yield Paragraph((plain("Without any one of these the status would be different, whatever else is the case:"),))
        yield Listing(tuple(_needed(each, policy) for each in reasons.necessary))
    for number, facts in enumerate(reasons.sufficient[:_MOST]):
        opening = "So are these:" if number else "These alone are enough, whatever else is the case:"
        yield Paragraph((plain(opening),))
        yield Listing(tuple(Entry(_circumstance(each, policy)) for each in facts))
    if len(reasons.sufficient) > _MOST:
        more = counted(len(reasons.sufficient) - _MOST, "other set of facts", "other sets of facts")
        yield Paragraph((soft(f"... and {more} would be enough."),))


def _needed(facts: tuple[Circumstance, ...], policy: Policy) -> Entry:
    if len(facts) == 1:
        return Entry(_circumstance(facts[0], policy))
    return Entry((strong("all of these together"),), tuple(Entry(_circumstance(each, policy)) for each in facts))


def _circumstance(each: Circumstance, policy: Policy) -> Line:
    means = policy.vocabulary[each.fact].means or each.fact
    others: Sequence[Value]
    if isinstance(each.values, NumberRuns):
        others = each.values.without(int(each.value))
    else:
        others = [value for value in each.values if value != each.value]
    as_well = f" ({values_words(others)} would do as well)" if others else ""
    return (plain(f"{means}: "), strong(value_words(each.value)), plain(as_well), soft(f" ({each.fact})"))
