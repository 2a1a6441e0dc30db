"""An interview in words: its questions, why they are asked, its result, and follow-up questions."""

from __future__ import annotations

from collections.abc import Iterator
from typing import assert_never

from coach_ethics.arguments import takes
from coach_ethics.assessment.assessment import Assessment
from coach_ethics.assessment.explanation import Explanation
from coach_ethics.assessment.judge import Breach, Judgement
from coach_ethics.assessment.what_if import Change, Feasibility, Shift
from coach_ethics.deontics.program import Kind
from coach_ethics.findings import Status
from coach_ethics.interview.dependence import Waiting
from coach_ethics.interview.open_questions import OpenQuestion, unanswered
from coach_ethics.interview.question import InterviewQuestion, Progress
from coach_ethics.interview.replies import (
    AllowingReply,
    ChoicesReply,
    CourseReply,
    Duty,
    ObjectionReply,
    Reply,
    TradeOffsReply,
)
from coach_ethics.interview.state import State, assessment
from coach_ethics.model.policy import Constraint, Norm, Policy, named
from coach_ethics.model.vocabulary import Boolean, Enumeration, Fact, Integer
from coach_ethics.problems import Problem
from coach_ethics.render.asides import could_be_told
from coach_ethics.render.assessment import assessment_document
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
from coach_ethics.render.judgement import by_cases_blocks
from coach_ethics.render.norms import disputed, ground_entries
from coach_ethics.render.notices import notices_told
from coach_ethics.render.trade_offs import trade_offs_document
from coach_ethics.render.what_if import by_words, lifted_entries
from coach_ethics.render.words import (
    act_label,
    citation_words,
    either,
    ended,
    labels,
    listed,
    lowered,
    meaning,
    status_words,
    upper,
    value_words,
    values_words,
)
from coach_ethics.translation import gettext, ngettext, noted, speaking, spoken

_MOST_NORMS = 3
"""How many norms are listed for one act that depends on the answer."""


def question_document(question: InterviewQuestion, progress: Progress | None = None) -> Document:
    """A question as it is asked: new notices, progress, the question, what it means, and whether it is a judgement."""
    with speaking(question.language):
        return (
            *notices_told(question.notices),
            *([Paragraph((soft(how_far(progress)),))] if progress else []),
            Paragraph((strong(question.text),)),
            *([Paragraph((soft(aside),))] if (aside := aside_words(question)) else []),
        )


def aside_words(question: InterviewQuestion) -> str:
    """What stands below a question: what it means, that it is a judgement, what is presumed."""
    judged = gettext("This is your own judgement, not an observation.") if question.judgement else ""
    told = ""
    if question.presumes:
        value = question.presumes.value
        words = next((each.words for each in question.options if each.value == value), value_words(value))
        told = gettext("You can leave this open: unless you know otherwise, the answer is presumed to be {value}.")
        told = told.format(value=words)
    return " ".join(filter(None, (question.help and ended(upper(question.help)), judged, told)))


def how_far(progress: Progress) -> str:
    """How far an interview is, in a few words."""
    last = progress.answered + progress.at_most
    said = (
        gettext("Question {this} of at most {last}") if progress.at_most > 1 else gettext("Question {this} of {last}")
    )
    return said.format(this=progress.answered + 1, last=last)


def problem_words(problem: Problem) -> str:
    """A problem as it is shown in an interview: without its code."""
    return "; ".join(map(spoken, filter(None, (problem.message, problem.help))))


def options_document(question: InterviewQuestion) -> Document:
    """The answers to choose from, numbered, unless they are just yes and no."""
    match question.type:
        case Enumeration():
            return (Listing(tuple(Entry((plain(option.words),)) for option in question.options), numbered=True),)
        case Boolean() | Integer():
            return ()
        case _:
            assert_never(question.type)


def waiting_document(question: InterviewQuestion, policy: Policy) -> Document:
    """Why a question is asked now: the acts whose status depends on it, and through which norms."""
    cited = citation_words(question.cites)
    with speaking(policy.language):
        source = gettext("Source of the question: {source}.").format(source=cited)
        return (
            Paragraph((plain(gettext("This is asked because the answer affects:")),)),
            Listing(tuple(_waiting(each, policy) for each in question.waiting)),
            *([Paragraph((soft(source),))] if cited else []),
        )


def _waiting(waiting: Waiting, policy: Policy) -> Entry:
    norms, constraints = named(policy.norms), named(policy.constraints)
    told, rest = waiting.norms[:_MOST_NORMS], len(waiting.norms) - _MOST_NORMS
    others = ngettext("and {number} other norm", "and {number} other norms", rest)
    more = (Entry((soft(others.format(number=rest)),)),) if rest > 0 else ()
    line = (
        strong(ended(meaning(waiting.act, policy))),
        plain(f" {_could_be(waiting, policy)}"),
    )
    ties = (Entry(_tie(constraints[name])) for name in waiting.constraints)
    return Entry(line, (*(Entry(_norm(norms[name])) for name in told), *more, *ties))


def _could_be(open_: Waiting | OpenQuestion, policy: Policy) -> str:
    """What an act could still be; of a companion, what it could be where the act that it goes with is done."""
    if open_.beside is not None:
        return could_be_told(open_.beside, open_.if_doing and act_label(open_.if_doing, policy))
    if not open_.if_doing:
        statuses = listed([status_words(status) for status in open_.statuses], "or")
        return gettext("It could still be {statuses}.").format(statuses=statuses)
    coupled = [status_words(status) for status in open_.statuses if status is not Status.UNREGULATED]
    said = gettext("If you {act}, it could be {statuses}.")
    return said.format(act=act_label(open_.if_doing, policy), statuses=listed(coupled, "or"))


def _tie(constraint: Constraint) -> Line:
    """The constraint through which a fact bears on a norm that doesn't mention it."""
    reason = ended(lowered(constraint.means)) if constraint.means else gettext("one is not possible without the other.")
    return (plain(gettext("the connection: {reason} ").format(reason=reason)), soft(f"[{constraint.name}]"))


def _norm(norm: Norm) -> Line:
    cited = citation_words(norm.cites)
    called = soft(f"[{norm.name}{cited and f'; {cited}'}]")
    return (plain(f"{ended(norm.because)} " if norm.because else ""), called, *disputed(norm))


def closing_document(state: State) -> Document:
    """The result of an interview, finished or broken off: what it leaves open, and the assessment."""
    with speaking(state.prepared.policy.language):
        return (*_open(state), *assessment_document(assessment(state)))


def _open(state: State) -> Iterator[DocumentBlock]:
    policy = state.prepared.policy
    presumed = assessment(state).presumed.acts
    ends = [each for each in unanswered(state) if each.if_doing or each.act not in presumed]
    if ends:
        yield Heading(gettext("What this leaves open, and what you would have to find out"))
        yield Listing(tuple(_open_end(each, policy) for each in ends))


def _open_end(end: OpenQuestion, policy: Policy) -> Entry:
    facts = end.determining[0].facts if end.determining and end.determining[0].surely else end.facts
    asked = (policy.vocabulary[fact] for fact in facts)
    return Entry(
        (
            strong(ended(meaning(end.act, policy))),
            plain(f" {_could_be(end, policy)}"),
        ),
        tuple(Entry((plain(fact.ask or fact.means or fact.name), soft(f" ({fact.name})"))) for fact in asked),
    )


@takes(reply=Reply, result=Assessment)
def reply_document(reply: Reply, result: Assessment) -> Document:
    """The answer to a follow-up in words: a document, which `text` sets for a terminal. `result` is the assessment
    asked of.

    >>> import coach_ethics as ce
    >>> from coach_ethics.interview import follow_ups, reply
    >>> from coach_ethics.render import reply_document, text
    >>> result = ce.assess({}, "essay")
    >>> first, *_ = follow_ups(result)
    >>> len(text(reply_document(reply(first, result), result))) > 0
    True
    """
    with speaking(result.prepared.policy.language):
        return tuple(_replied(reply, result))


def _replied(reply: Reply, result: Assessment) -> Document:
    match reply:
        case ChoicesReply(choices):
            entries = tuple(_choice(choice.course, duties, result) for choice, duties in choices)
            return (Listing(entries, numbered=True),)
        case TradeOffsReply():
            return trade_offs_document(result)
        case CourseReply(act, judgement):
            return tuple(_course(act, judgement, result))
        case AllowingReply(act, changes, why):
            return (*_stands_in_the_way(why, result.prepared.policy), *_allowing(act, changes, result))
        case ObjectionReply(norm, objection):
            cited = citation_words(objection.cites)
            aside = soft(f" [{norm.name}{cited and f'; {cited}'}]")
            return (Paragraph((plain(ended(objection.answer)), aside)),)
        case _:
            assert_never(reply)


def _choice(course: frozenset[str], duties: tuple[Duty, ...], result: Assessment) -> Entry:
    policy = result.prepared.policy
    included = {duty.act for duty in duties if duty.included_in}
    own = labels((duty.act for duty in duties if duty.act not in included), policy)
    called = strong(own or gettext("nothing has to be done"))
    return Entry((called,), tuple(_duty(duty, policy) for duty in duties))


def _duty(duty: Duty, policy: Policy) -> Entry:
    whole = labels(duty.included_in, policy)
    within = gettext(" (part of {acts})").format(acts=whole) if whole else ""
    return Entry(
        (plain(ended(meaning(duty.act, policy))), soft(within)), tuple(Entry(_norm(norm)) for norm in duty.norms)
    )


def _course(act: str, judgement: Judgement, result: Assessment) -> Iterator[DocumentBlock]:
    policy = result.prepared.policy
    if judgement.permissible:
        said = (
            noted("No norm in force stands in the way, as far as is known.")
            if judgement.open
            else noted("No norm in force stands in the way.")
        )
        yield Paragraph((plain(gettext(said)),))
        if judgement.departures:
            yield Paragraph((plain(gettext("You would depart from advice:")),))
            yield Listing(tuple(_breach(each, policy) for each in judgement.departures))
        return
    yield Paragraph((plain(gettext("You would breach:")),))
    yield Listing(tuple(_breach(each, policy) for each in judgement.breaches))
    yield from by_cases_blocks(judgement, policy)
    courses = [near.course for near in judgement.nearest]
    if courses:
        ways = either(labels((each for each in result.findings if each in course), policy) for course in courses)
        said = gettext("The nearest course of action without a breach: {course}.")
        yield Paragraph(filled(said, course=strong(ways or gettext("not doing it"))))


def _breach(breach: Breach, policy: Policy) -> Entry:
    undone = (gettext("left undone: {acts}").format(acts=labels(sorted(acts), policy, "or")) for acts in breach.undone)
    return Entry(_norm(breach.norm), tuple(Entry((plain(each),)) for each in undone))


def _stands_in_the_way(why: Explanation, policy: Policy) -> Iterator[DocumentBlock]:
    """The norms that forbid an act now; given only where two or more do so together, which is easily overlooked."""
    grounds = [ground for ground in why.grounds if ground.truth and ground.verdict is Kind.FORBIDDEN]
    if grounds and all(len(ground.norms) > 1 for ground in grounds):
        yield Paragraph((plain(gettext("What stands in the way now:")),))
        yield Listing(tuple(entry for ground in grounds for entry in ground_entries(ground, policy)))


def _allowing(act: str, changes: tuple[Change, ...], result: Assessment) -> Iterator[DocumentBlock]:
    now = [change for change in changes if change.possible_now]
    past = [change for change in changes if not change.possible_now]
    if now:
        said = gettext("Before you {act}, bring about one of these:")
        yield Paragraph((plain(said.format(act=act_label(act, result.prepared.policy))),))
        yield Listing(tuple(_change(each, result) for each in now))
    if past:
        said = (
            gettext("It would also be allowed if this were the case:")
            if now
            else gettext("It would be allowed if this were the case:")
        )
        yield Paragraph((plain(said),))
        yield Listing(tuple(_change(each, result) for each in past))


def _change(change: Change, result: Assessment) -> Entry:
    policy = result.prepared.policy
    shifts = gettext("; and ").join(_shift(shift, policy.vocabulary[shift.fact]) for shift in change.shifts)
    shifts += f"; {by_words(change, policy)}" if change.by else ""
    return Entry((plain(shifts),), tuple(lifted_entries(change)))


_SHIFTS = {
    Feasibility.BRING_ABOUT: noted("{fact}: {value} (now {present})"),
    Feasibility.FIND_OUT: noted("{fact}: {value} (to be found out)"),
    Feasibility.UNCHANGEABLE: noted("{fact}: {value} (it is {present}, which can't be changed)"),
}


def _shift(shift: Shift, fact: Fact) -> str:
    return gettext(_SHIFTS[shift.way]).format(
        fact=lowered(fact.means) or shift.fact,
        value=values_words(shift.values, fact),
        present=value_words(shift.present, fact),
    )
