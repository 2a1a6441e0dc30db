"""What would change an act's status, in words and as JSON."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Literal, TypeAlias

from attrs import frozen

from coach_ethics.assessment.assessment import Assessment
from coach_ethics.assessment.determine import DeterminingAnswer, DeterminingFacts
from coach_ethics.assessment.what_if import Change, Feasibility, Shift
from coach_ethics.findings import Status
from coach_ethics.model.policy import Policy
from coach_ethics.render.companions import with_it
from coach_ethics.render.document import (
    Document,
    DocumentBlock,
    Entry,
    Heading,
    Line,
    Listing,
    Paragraph,
    filled,
    name,
    plain,
    soft,
    strong,
)
from coach_ethics.render.words import (
    act_label,
    either,
    fact_line,
    labels,
    listed,
    status_words,
    value_words,
    values_words,
)
from coach_ethics.translation import gettext, noted, speaking

_THEN = {
    Status.REQUIRED: noted("then you must"),
    Status.FORBIDDEN: noted("then you must not"),
    Status.DILEMMA: noted("then it is a dilemma"),
    Status.PERMITTED: noted("then you may"),
    Status.UNREGULATED: noted("then the policy is silent about it"),
    Status.UNDETERMINED: noted("then it depends on facts that aren't known yet"),
}

_BUT = {
    Feasibility.BRING_ABOUT: "",
    Feasibility.FIND_OUT: noted(" (if that turns out to be the case)"),
    Feasibility.UNCHANGEABLE: noted(" (can't be changed)"),
}


Wanted: TypeAlias = Literal["allow", "forbid"] | Status
"""What the changes should bring about."""


@frozen
class AimWords:
    """What an aim is called: in a question about an act, where no change has it, and where it is so already."""

    question: str
    nothing: str
    already: str


_AIMS: Mapping[Wanted, AimWords] = {
    "allow": AimWords(
        noted("What would allow you to {act}"),
        noted("Nothing would allow it: no change of facts has that effect."),
        noted("Nothing needs to change: nothing forbids it, whatever is still unknown."),
    ),
    "forbid": AimWords(
        noted("What would forbid you to {act}"),
        noted("Nothing would forbid it: no change of facts has that effect."),
        noted("Nothing needs to change: it is forbidden as things stand, whatever is still unknown."),
    ),
    Status.DILEMMA: AimWords(
        noted("What would make it a dilemma to {act}"),
        noted("Nothing would make it a dilemma: no change of facts has that effect."),
        noted("Nothing needs to change: it is a dilemma as things stand, whatever is still unknown."),
    ),
    Status.REQUIRED: AimWords(
        noted("What would make it required to {act}"),
        noted("Nothing would make it required: no change of facts has that effect."),
        noted("Nothing needs to change: it is required as things stand, whatever is still unknown."),
    ),
    Status.FORBIDDEN: AimWords(
        noted("What would make it forbidden to {act}"),
        noted("Nothing would make it forbidden: no change of facts has that effect."),
        noted("Nothing needs to change: it is forbidden as things stand, whatever is still unknown."),
    ),
    Status.PERMITTED: AimWords(
        noted("What would make it permitted to {act}"),
        noted("Nothing would make it permitted: no change of facts has that effect."),
        noted("Nothing needs to change: it is permitted as things stand, whatever is still unknown."),
    ),
    Status.UNREGULATED: AimWords(
        noted("What would leave it unregulated to {act}"),
        noted("Nothing would leave it unregulated: no change of facts has that effect."),
        noted("Nothing needs to change: it is unregulated as things stand, whatever is still unknown."),
    ),
    Status.UNDETERMINED: AimWords(
        noted("What would leave it undetermined whether to {act}"),
        noted("Nothing would leave it undetermined: no change of facts has that effect."),
        noted("Nothing needs to change: it is undetermined as things stand, whatever is still unknown."),
    ),
}


def changes_document(
    changes: Sequence[Change], act: str, wanted: Wanted, result: Assessment, *, language: str | None = None
) -> Document:
    """The changes as a document: those that can still be brought about, those to find out, those that nobody can.

    It is in the language of the assessment, or in another.
    """
    result = result.in_language(language)
    with speaking(result.prepared.policy.language):
        return _changes(changes, act, wanted, result.prepared.policy)


def _changes(changes: Sequence[Change], act: str, wanted: Wanted, policy: Policy) -> Document:
    now = [change for change in changes if change.possible_now]
    late = [change for change in changes if any(shift.way is Feasibility.UNCHANGEABLE for shift in change.shifts)]
    to_find_out = [change for change in changes if change not in now and change not in late]
    return (
        Heading(gettext(_AIMS[wanted].question).format(act=act_label(act, policy)), 1),
        *_in_short(changes, wanted),
        *_listing(gettext("What you can still bring about"), now, policy),
        *_listing(gettext("What may already be the case: find out"), to_find_out, policy),
        *_listing(gettext("What would work, but can't be changed"), late, policy),
    )


def change_document(change: Change, result: Assessment) -> Document:
    """One change by itself: the act, what it takes, and what is then so."""
    opening = (plain(f"{act_label(change.act, result.prepared.policy).capitalize()} ("), name(change.act), plain("):"))
    return (Paragraph(opening), Listing((_entry(change, result.prepared.policy),)))


def _in_short(changes: Sequence[Change], wanted: Wanted) -> Iterator[DocumentBlock]:
    if not changes:
        yield Paragraph((plain(gettext(_AIMS[wanted].nothing)),))
    elif not changes[0].shifts:
        yield Paragraph((plain(gettext(_AIMS[wanted].already)),))


def _listing(heading: str, changes: Sequence[Change], policy: Policy) -> Iterator[DocumentBlock]:
    entries = tuple(_entry(change, policy) for change in changes if change.shifts)
    if entries:
        yield Heading(heading)
        yield Listing(entries, numbered=True)


def _entry(change: Change, policy: Policy) -> Entry:
    shifts = [Entry(shift_line(shift, policy)) for shift in change.shifts]
    also = with_it(change.companions, policy)
    told = [
        *_by(change, policy),
        *lifted_entries(change),
        Entry((soft(gettext(_THEN[change.status])), *((plain(f"; {also}"),) if also else ()))),
    ]
    if len(shifts) == 1:
        return Entry(shifts[0].line, tuple(told))
    return Entry((strong(gettext("all of these together")),), (*shifts, *told))


def _by(change: Change, policy: Policy) -> Iterator[Entry]:
    if change.by:
        said = gettext("if you {acts}, which is allowed then")
        yield Entry((plain(said.format(acts=labels(change.by, policy))),))


def by_words(change: Change, policy: Policy) -> str:
    """How a change comes about, where acts lead to it: "if you renegotiate"; empty where none does."""
    return gettext("if you {acts}").format(acts=labels(change.by, policy)) if change.by else ""


def lifted_entries(change: Change) -> Iterator[Entry]:
    """The norms that a change removes from those that now give the act its status.

    Where they give it only together with others, which remain, those are named.
    """
    lifted = [norm for norm in change.removes if any(norm in ground for ground in change.lifts)]
    together = [ground for ground in change.lifts if len(ground) > 1]
    if lifted:
        others = [sorted(ground.difference(lifted)) for ground in together]
        beside = either(dict.fromkeys(listed(each) for each in others if each))
        said = (
            gettext("removes {norms}, which has this effect only together with {others}")
            if beside and len(together) == len(change.lifts)
            else gettext("removes {norms}")
        )
        yield Entry((soft(said.format(norms=listed(lifted), others=beside)),))


def shift_line(shift: Shift, policy: Policy, *, way: bool = True) -> Line:
    """One fact that would change: its meaning, its new values, its present value, and how it can change."""
    fact = policy.vocabulary[shift.fact]
    values = strong(values_words(shift.values, fact))
    if shift.present is None:
        said = fact_line(fact.means or shift.fact, values)
    else:
        words = gettext("{fact}: {value} instead of {present}")
        said = filled(words, fact=fact.means or shift.fact, value=values, present=value_words(shift.present, fact))
    return (*said, plain(gettext(_BUT[shift.way]) if way else ""), soft(f" ({shift.fact})"))


def determining_document(
    determining: Sequence[DeterminingFacts], act: str, result: Assessment, *, language: str | None = None
) -> Document:
    """What would determine an act's status: what to find out, and what follows from it.

    It is in the language of the assessment, or in another.
    """
    result = result.in_language(language)
    with speaking(result.prepared.policy.language):
        return _determining(determining, act, result)


def _determining(determining: Sequence[DeterminingFacts], act: str, result: Assessment) -> Document:
    policy = result.prepared.policy
    surely = [each for each in determining if each.surely]
    perhaps = [each for each in determining if not each.surely]
    already = gettext("It is already determined: {status}.")
    return (
        Heading(gettext("What would determine whether to {act}").format(act=act_label(act, policy)), 1),
        *(() if determining else (Paragraph((plain(already.format(status=status_words(result.statuses[act]))),)),)),
        *_found_out(gettext("Find this out, and the status is determined whatever the answer"), surely, policy),
        *_found_out(gettext("This may be enough, depending on the answer"), perhaps, policy),
        *_not_all(determining),
    )


def _found_out(heading: str, determining: Sequence[DeterminingFacts], policy: Policy) -> Iterator[DocumentBlock]:
    if determining:
        yield Heading(heading)
        yield Listing(tuple(_to_find_out(each, policy) for each in determining), numbered=True)


def _not_all(determining: Sequence[DeterminingFacts]) -> Iterator[DocumentBlock]:
    if determining and (number := determining[0].up_to) is not None:
        told = gettext("There are too many answers to list all of them. These are the ones with up to {number} facts.")
        yield Paragraph((soft(told.format(number=number)),))


def _to_find_out(determining: DeterminingFacts, policy: Policy) -> Entry:
    asked = [policy.vocabulary[fact].ask or fact for fact in determining.facts]
    shown = [Entry(_answer(answer, policy)) for answer in determining.answers[:_MOST_ANSWERS]]
    more = len(determining.answers) - len(shown)
    return Entry(
        (plain(" ".join(asked)),),
        (*shown, *([Entry((soft(gettext("and {number} more").format(number=more)),))] if more else [])),
    )


def _answer(answer: DeterminingAnswer, policy: Policy) -> Line:
    found = [f"{fact}: {values_words(values, policy.vocabulary[fact])}" for fact, values in answer.found]
    return (name("; ".join(found)), plain(f" - {gettext(_THEN[answer.status])}"))


_MOST_ANSWERS = 6
