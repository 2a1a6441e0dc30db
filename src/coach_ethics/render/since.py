"""What has changed since an earlier assessment, and what changes by itself on days ahead, in words."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import assert_never

from coach_ethics.assessment.ahead import Ahead, DayAhead
from coach_ethics.assessment.deadlines import Deadline, DeadlineState
from coach_ethics.assessment.since import (
    ActAnswer,
    ActChange,
    EditionActChange,
    EditionChange,
    FactChange,
    InputChange,
    ParameterChange,
    Since,
)
from coach_ethics.coaching.policies import in_language
from coach_ethics.findings import Status
from coach_ethics.model.answers import Undecided
from coach_ethics.model.policy import Policy, named
from coach_ethics.model.vocabulary import Value
from coach_ethics.render.asides import verb_of
from coach_ethics.render.companions import if_done, with_it
from coach_ethics.render.document import (
    Document,
    DocumentBlock,
    Entry,
    Heading,
    Line,
    Listing,
    Paragraph,
    filled,
    plain,
    soft,
    strong,
)
from coach_ethics.render.positions import silence, verb_words
from coach_ethics.render.record_words import event_words
from coach_ethics.render.words import act_label, days_words, ended, labels, listed, value_words
from coach_ethics.translation import gettext, noted, speaking, spoken


def since_document(found: Since, policy: Policy, *, language: str | None = None) -> Document:
    """What has changed: the acts under the facts that explain their change, and then whatever else is otherwise.

    It is in the language of the policy, or in another.
    """
    policy = in_language(policy, language)
    with speaking(policy.language):
        nothing = gettext("Nothing that the policy says of an act has changed.")
        return (
            Heading(gettext("What has changed"), 1),
            *(() if found else (Paragraph((plain(nothing),)),)),
            *changes_told(found, policy),
            *_other_facts(found, policy),
        )


def ahead_document(found: Ahead, *, language: str | None = None) -> Document:
    """The days on which something changes by itself, each with what changes and why.

    It is in the language of the assessments, or in another.
    """
    policy = in_language(found.today.prepared.policy, language)
    with speaking(policy.language):
        nothing = gettext("Nothing changes by itself from {day} to {until}.")
        return (
            Heading(gettext("What changes by itself until {until}").format(until=found.until), 1),
            *deadlines_told(found.today.deadlines, policy),
            *(() if found.days else (Paragraph((plain(nothing.format(day=found.today.on, until=found.until)),)),)),
            *(block for each in found.days for block in _day(each, language)),
            Paragraph((soft(gettext("As far as the records say today; what is undated stays as it is.")),)),
        )


def _day(found: DayAhead, language: str | None) -> tuple[DocumentBlock, ...]:
    policy = in_language(found.assessment.prepared.policy, language)
    return Heading(str(found.day)), *changes_told(found.changes, policy)


def changes_told(found: Since, policy: Policy) -> Iterator[DocumentBlock]:
    """What has changed for acts, notices and terms; first by another edition of the policy, where one applies."""
    if found.edition is not None:
        yield from _edition(found.edition, policy)
    if entries := tuple(_acts(found.acts, policy)):
        yield Listing(entries)
    says = {notice.name: ended(notice.says) for notice in policy.notices}
    told = [Entry((strong(gettext("Note: ")), plain(says[notice]))) for notice in found.notices]
    gone = (says.get(notice, f"`{notice}`") for notice in found.notices_gone)
    told += [Entry(filled(gettext("No longer shown: {notice}"), notice=each)) for each in gone]
    told += _deadline_entries(found.deadlines, policy)
    if told:
        yield Listing(tuple(told))


def _edition(found: EditionChange, policy: Policy) -> Iterator[DocumentBlock]:
    """What another edition changes by itself, before what changed facts do under it."""
    which = strong(
        gettext("{edition} applies instead of {earlier}").format(
            edition=f"{found.after.title} {found.after.version}", earlier=f"{found.before.title} {found.before.version}"
        )
    )
    said = (
        gettext("{edition}; of the facts as they were, it says:")
        if found.acts
        else gettext("{edition}; of the facts as they were, it says the same.")
    )
    yield Paragraph(filled(said, edition=which))
    if found.acts:
        yield Listing(tuple(_act(each, policy, gettext(UNSPOKEN)) for each in found.acts))


UNSPOKEN = noted("nothing")
"""What an edition says of an act that it doesn't regulate, or doesn't have."""


def deadlines_told(deadlines: Iterable[Deadline], policy: Policy) -> Iterator[DocumentBlock]:
    """What is due when, done in time or overdue; nothing of terms of which no record says since when they count."""
    entries = tuple(_deadline_entries((each for each in deadlines if each.state is not DeadlineState.UNDATED), policy))
    if entries:
        yield Heading(gettext("What is due when"))
        yield Listing(entries)


def _deadline_entries(deadlines: Iterable[Deadline], policy: Policy) -> Iterator[Entry]:
    for each in deadlines:
        acts = strong(labels(each.acts, policy))
        said = filled(gettext("{acts}: {when}"), acts=acts, when=_deadline_words(each))
        yield Entry((*said, plain(" "), soft(f"[{each.norm}]")))


def _deadline_words(each: Deadline) -> str:
    match each.state:
        case DeadlineState.DUE:
            return gettext("due by {due}").format(due=each.due)
        case DeadlineState.OVERDUE:
            return gettext("overdue; it was due by {due}").format(due=each.due)
        case DeadlineState.DONE_IN_TIME:
            return gettext("done in time, on {done}; it was due by {due}").format(done=each.done, due=each.due)
        case DeadlineState.DONE_LATE:
            return gettext("done late, on {done}; it was due by {due}").format(done=each.done, due=each.due)
        case DeadlineState.UNDATED:
            said = gettext("due within {days}; no record says since when that counts")
            return said.format(days=days_words(each.within))
        case DeadlineState.ENDED:
            return gettext("no longer asked for")
        case _:
            assert_never(each.state)


def _acts(acts: Sequence[ActChange], policy: Policy) -> Iterator[Entry]:
    """The acts, those together whose change has the same reasons."""
    alike: dict[object, list[ActChange]] = {}
    for each in acts:
        alike.setdefault(each.because, []).append(each)
    for same in alike.values():
        told = tuple(_act(each, policy) for each in same)
        yield _because(same[0].because, told, policy)


def _act(each: ActChange | EditionActChange, policy: Policy, silent: str = "") -> Entry:
    now, then = (_answer_words(answer, policy, silent) for answer in (each.after, each.before))
    said = gettext("{act}: {now} (before: {then})")
    return Entry(filled(said, act=strong(act_label(each.act, policy)), now=strong(now), then=then))


def _answer_words(answer: ActAnswer, policy: Policy, silent: str = "") -> str:
    also, advice = with_it(answer.companions, policy), verb_of(answer.asides, policy)
    unspoken = answer.status is Status.UNREGULATED
    status = (silent or silence(policy)) if unspoken else verb_words(answer.status)
    spoken = "" if unspoken and (also or advice) else status
    return "; ".join(filter(None, (spoken, advice, also and if_done(also))))


def _because(
    because: tuple[tuple[InputChange, ...], ...] | Undecided, told: tuple[Entry, ...], policy: Policy
) -> Entry:
    match because:  # open: any number of sets, each of any size
        case Undecided(reason):
            return Entry((plain(gettext("It isn't decided why: {reason}.").format(reason=spoken(reason))),), told)
        case ((only,),):
            return Entry(_input(only, policy), told)
        case (together,):
            every = (Entry(_input(each, policy)) for each in together)
            return Entry((plain(gettext("All of these together:")),), (*every, *told))
        case _:
            ways = tuple(Entry(_joined([_input(each, policy) for each in some])) for some in because)
            return Entry((plain(gettext("Each of these is enough by itself:")),), (*ways, *told))


def _joined(lines: Sequence[Line]) -> Line:
    first, *others = lines
    return (*first, *(piece for line in others for piece in (plain(gettext("; and ")), *line)))


def _input(each: InputChange, policy: Policy) -> Line:
    match each:
        case FactChange(fact, before, after, records):
            about = policy.vocabulary[fact]
            means = about.means or fact
            behind = (plain(f" - {listed([event_words(event) for event in records])}"),) if records else ()
            otherwise = _instead(means, value_words(before, about), value_words(after, about))
            return (*otherwise, *behind, soft(f" ({fact})"))
        case ParameterChange(parameter, before, after):
            means = named(policy.parameters)[parameter].means or parameter
            return (*_instead(means, _parameter_words(before), _parameter_words(after)), soft(f" ({parameter})"))
        case _:
            assert_never(each)


def _instead(means: str, before: str, after: str) -> Line:
    return filled(gettext("{fact}: {value} instead of {present}"), fact=means, value=strong(after), present=before)


def _parameter_words(value: Value | tuple[Value, ...]) -> str:
    return listed([value_words(each) for each in value]) if isinstance(value, tuple) else value_words(value)


def _other_facts(found: Since, policy: Policy) -> Iterator[DocumentBlock]:
    """The changed facts that explain no change of an act."""
    sets = [some for each in found.acts if not isinstance(each.because, Undecided) for some in each.because]
    explaining = {each for some in sets for each in some}
    every: tuple[InputChange, ...] = (*found.facts, *found.parameters)
    others = [each for each in every if each not in explaining]
    if others:
        else_ = gettext("What else is otherwise, and changes nothing by itself")
        yield Heading(else_ if found.acts else gettext("What is otherwise"))
        yield Listing(tuple(Entry(_input(each, policy)) for each in others))
