"""What would change an act's status, in words and as JSON."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Literal, TypeAlias, assert_never

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
    name,
    plain,
    soft,
    strong,
)
from coach_ethics.render.words import label, listed, value_words, values_words

_THEN = {
    Status.REQUIRED: "then you must",
    Status.FORBIDDEN: "then you must not",
    Status.DILEMMA: "then it is a dilemma",
    Status.PERMITTED: "then you may",
    Status.UNREGULATED: "then the policy is silent about it",
    Status.UNDETERMINED: "then it depends on facts that aren't known yet",
}

_BUT = {
    Feasibility.BRING_ABOUT: "",
    Feasibility.FIND_OUT: " (if that turns out to be the case)",
    Feasibility.UNCHANGEABLE: " (can't be changed)",
}


Wanted: TypeAlias = Literal["allow", "forbid"] | Status
"""What the changes should bring about."""


def changes_document(changes: Sequence[Change], act: str, wanted: Wanted, result: Assessment) -> Document:
    """The changes as a document: those that can still be brought about, those to find out, those that nobody can."""
    policy = result.prepared.policy
    now = [change for change in changes if change.possible_now]
    late = [change for change in changes if any(shift.way is Feasibility.UNCHANGEABLE for shift in change.shifts)]
    to_find_out = [change for change in changes if change not in now and change not in late]
    return (
        Heading(f"What would {_words(wanted, f'you to {label(act)}', f'to {label(act)}')}", 1),
        *_in_short(changes, act, wanted, result),
        *_listing("What you can still bring about", now, policy),
        *_listing("What may already be the case: find out", to_find_out, policy),
        *_listing("What would work, but can't be changed", late, policy),
    )


def change_document(change: Change, result: Assessment) -> Document:
    """One change by itself: the act, what it takes, and what is then so."""
    opening = (plain(f"{label(change.act).capitalize()} ("), name(change.act), plain("):"))
    return (Paragraph(opening), Listing((_entry(change, result.prepared.policy),)))


def _words(wanted: Wanted, it: str, plainly: str = "") -> str:
    match wanted:
        case "allow" | "forbid":
            return f"{wanted} {it}"
        case Status.DILEMMA | Status.REQUIRED | Status.FORBIDDEN | Status.PERMITTED:
            return f"make it {'a ' if wanted is Status.DILEMMA else ''}{wanted} {plainly}".rstrip()
        case Status.UNREGULATED:
            return f"leave it {wanted} {plainly}".rstrip()
        case Status.UNDETERMINED:
            return f"leave it {wanted} {plainly and f'whether {plainly}'}".rstrip()
        case _:
            assert_never(wanted)


def _in_short(changes: Sequence[Change], act: str, wanted: Wanted, result: Assessment) -> Iterator[DocumentBlock]:
    if not changes:
        yield Paragraph((plain(f"Nothing would {_words(wanted, 'it')}: no change of facts has that effect."),))
    elif not changes[0].shifts:
        so = "nothing forbids it" if wanted == "allow" else f"it is {result.statuses[act]} as things stand"
        said = f"Nothing needs to change: {so}, whatever is still unknown."
        yield Paragraph((plain(said),))


def _listing(heading: str, changes: Sequence[Change], policy: Policy) -> Iterator[DocumentBlock]:
    entries = tuple(_entry(change, policy) for change in changes if change.shifts)
    if entries:
        yield Heading(heading)
        yield Listing(entries, numbered=True)


def _entry(change: Change, policy: Policy) -> Entry:
    shifts = [Entry(shift_line(shift, policy)) for shift in change.shifts]
    also = with_it(change.companions)
    told = [
        *_by(change),
        *lifted_entries(change),
        Entry((soft(_THEN[change.status]), *((plain(f"; {also}"),) if also else ()))),
    ]
    if len(shifts) == 1:
        return Entry(shifts[0].line, tuple(told))
    return Entry((strong("all of these together"),), (*shifts, *told))


def _by(change: Change) -> Iterator[Entry]:
    if change.by:
        yield Entry((plain(f"{by_words(change)}, which is allowed then"),))


def by_words(change: Change) -> str:
    """How a change comes about, where acts lead to it: "if you renegotiate"; empty where none does."""
    return f"if you {listed([label(act) for act in change.by])}" if change.by else ""


def lifted_entries(change: Change) -> Iterator[Entry]:
    """The norms that a change removes from those that now give the act its status.

    Where they give it only together with others, which remain, those are named.
    """
    lifted = [norm for norm in change.removes if any(norm in ground for ground in change.lifts)]
    together = [ground for ground in change.lifts if len(ground) > 1]
    if lifted:
        others = [sorted(ground.difference(lifted)) for ground in together]
        beside = " or ".join(dict.fromkeys(listed(each) for each in others if each))
        aside = (
            f", which has this effect only together with {beside}"
            if beside and len(together) == len(change.lifts)
            else ""
        )
        yield Entry((soft(f"removes {listed(lifted)}{aside}"),))


def shift_line(shift: Shift, policy: Policy, *, way: bool = True) -> Line:
    """One fact that would change: its meaning, its new values, its present value, and how it can change."""
    means = policy.vocabulary[shift.fact].means or shift.fact
    return (
        plain(f"{means}: "),
        strong(values_words(shift.values)),
        plain("" if shift.present is None else f" instead of {value_words(shift.present)}"),
        plain(_BUT[shift.way] if way else ""),
        soft(f" ({shift.fact})"),
    )


def determining_document(determining: Sequence[DeterminingFacts], act: str, result: Assessment) -> Document:
    """What would determine an act's status: what to find out, and what follows from it."""
    policy = result.prepared.policy
    surely = [each for each in determining if each.surely]
    perhaps = [each for each in determining if not each.surely]
    return (
        Heading(f"What would determine whether to {label(act)}", 1),
        *(() if determining else (Paragraph((plain(f"It is already determined: {result.statuses[act]}."),)),)),
        *_found_out("Find this out, and the status is determined whatever the answer", surely, policy),
        *_found_out("This may be enough, depending on the answer", perhaps, policy),
    )


def _found_out(heading: str, determining: Sequence[DeterminingFacts], policy: Policy) -> Iterator[DocumentBlock]:
    if determining:
        yield Heading(heading)
        yield Listing(tuple(_to_find_out(each, policy) for each in determining), numbered=True)


def _to_find_out(determining: DeterminingFacts, policy: Policy) -> Entry:
    asked = [policy.vocabulary[fact].ask or fact for fact in determining.facts]
    shown = [Entry(_answer(answer)) for answer in determining.answers[:_MOST_ANSWERS]]
    more = len(determining.answers) - len(shown)
    return Entry((plain(" ".join(asked)),), (*shown, *([Entry((soft(f"and {more} more"),))] if more else [])))


def _answer(answer: DeterminingAnswer) -> Line:
    found = [f"{fact}: {values_words(values)}" for fact, values in answer.found]
    return (name("; ".join(found)), plain(f" - {_THEN[answer.status]}"))


_MOST_ANSWERS = 6
