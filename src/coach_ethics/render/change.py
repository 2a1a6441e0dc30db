"""What would change an act's status, in words and as JSON."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from coach_ethics.assessment.assessment import Assessment
from coach_ethics.assessment.change import Change, Shift, Way
from coach_ethics.assessment.settle import Answer, Settling
from coach_ethics.findings import Status
from coach_ethics.ir.policy import Policy
from coach_ethics.render.document import (
    Block,
    Document,
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
from coach_ethics.render.json import dumped
from coach_ethics.render.words import label, listed, value_words, values_words

_THEN = {
    Status.REQUIRED: "then you must",
    Status.FORBIDDEN: "then you must not",
    Status.DILEMMA: "then it is a dilemma",
    Status.PERMITTED: "then you may",
    Status.UNREGULATED: "then nothing is said against it",
    Status.UNDETERMINED: "then it depends on what isn't known yet",
}

_BUT = {Way.BRING_ABOUT: "", Way.FIND_OUT: " (if it turns out so)", Way.TOO_LATE: " (too late to change)"}


def changes_document(changes: Sequence[Change], act: str, wanted: str, result: Assessment) -> Document:
    """The changes as a document: what can still be brought about, then what can't. `wanted` is `allow` or `forbid`."""
    policy = result.prepared.policy
    now = [change for change in changes if change.possible_now]
    beyond = [change for change in changes if not change.possible_now]
    return (
        Heading(f"What would {wanted} to {label(act)}", 1),
        *_in_short(changes, act, wanted, result),
        *_listing("What can still be brought about", now, policy),
        *_listing("What would do it, but can't be brought about", beyond, policy),
    )


def _in_short(changes: Sequence[Change], act: str, wanted: str, result: Assessment) -> Iterator[Block]:
    if not changes:
        yield Paragraph((plain(f"Nothing would {wanted} it: no change of any fact does."),))
    elif not changes[0].shifts:
        so = "nothing stands against it" if wanted == "allow" else f"it is {result.statuses[act]} as things stand"
        said = f"Nothing need change: {so}, whatever is still unknown."
        yield Paragraph((plain(said),))


def _listing(heading: str, changes: Sequence[Change], policy: Policy) -> Iterator[Block]:
    entries = tuple(_entry(change, policy) for change in changes if change.shifts)
    if entries:
        yield Heading(heading)
        yield Listing(entries, numbered=True)


def _entry(change: Change, policy: Policy) -> Entry:
    shifts = [Entry(shift_line(shift, policy)) for shift in change.shifts]
    lifted = [norm for norm in change.removes if any(norm in ground for ground in change.lifts)]
    takes_away = [Entry((soft(f"takes away {listed(lifted)}"),))] if lifted else []
    told = [*takes_away, Entry((soft(_THEN[change.status]),))]
    if len(shifts) == 1:
        return Entry(shifts[0].line, tuple(told))
    return Entry((strong("all of these together"),), (*shifts, *told))


def shift_line(shift: Shift, policy: Policy, *, way: bool = True) -> Line:
    """One fact that would be otherwise: what it means, its new values, the present one, and the way to it."""
    means = policy.vocabulary[shift.fact].means or shift.fact
    return (
        plain(f"{means}: "),
        strong(values_words(shift.values)),
        plain("" if shift.present is None else f" instead of {value_words(shift.present)}"),
        plain(_BUT[shift.way] if way else ""),
        soft(f" ({shift.fact})"),
    )


def settling_document(settling: Sequence[Settling], act: str, result: Assessment) -> Document:
    """What would settle an act's status: what to find out, and what then follows."""
    policy = result.prepared.policy
    surely = [each for each in settling if each.surely]
    perhaps = [each for each in settling if not each.surely]
    return (
        Heading(f"What would settle whether to {label(act)}", 1),
        *(() if settling else (Paragraph((plain(f"It is settled already: {result.statuses[act]}."),)),)),
        *_found_out("Find this out, and it is settled whatever you find", surely, policy),
        *_found_out("This may be enough, depending on what you find", perhaps, policy),
    )


def _found_out(heading: str, settling: Sequence[Settling], policy: Policy) -> Iterator[Block]:
    if settling:
        yield Heading(heading)
        yield Listing(tuple(_to_find_out(each, policy) for each in settling), numbered=True)


def _to_find_out(settling: Settling, policy: Policy) -> Entry:
    asked = [policy.vocabulary[fact].ask or fact for fact in settling.facts]
    shown = [Entry(_answer(answer)) for answer in settling.answers[:_MOST_ANSWERS]]
    more = len(settling.answers) - len(shown)
    return Entry((plain(" ".join(asked)),), (*shown, *([Entry((soft(f"and {more} more"),))] if more else [])))


def _answer(answer: Answer) -> Line:
    found = [f"{fact}: {values_words(values)}" for fact, values in answer.found]
    return (name("; ".join(found)), plain(f" - {_THEN[answer.status]}"))


_MOST_ANSWERS = 6


def changes_json(changes: Sequence[Change]) -> str:
    """Changes as JSON text."""
    return dumped([change_data(change) for change in changes])


def change_data(change: Change) -> dict[str, object]:
    """A change as plain data."""
    return {
        "possible_now": change.possible_now,
        "shifts": [
            {
                "fact": shift.fact,
                "present": shift.present,
                "value": shift.value,
                "values": list(shift.values),
                "way": shift.way.value,
                "judgement": shift.judgement,
            }
            for shift in change.shifts
        ],
        "status": change.status.value,
        "cost": change.cost,
        "lifts": [sorted(ground) for ground in change.lifts],
        "removes": list(change.removes),
        "adds": list(change.adds),
    }


def settling_json(settling: Sequence[Settling]) -> str:
    """What would settle a status, as JSON text."""
    return dumped(
        [
            {
                "facts": list(each.facts),
                "surely": each.surely,
                "answers": [
                    {"found": {fact: list(values) for fact, values in answer.found}, "status": answer.status.value}
                    for answer in each.answers
                ],
            }
            for each in settling
        ]
    )
