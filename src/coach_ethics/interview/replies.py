"""Follow-up questions: the choices, the consequences of an act, what would allow an act, and objections to a norm.

Follow-ups are derived from the assessment alone, so every policy has its own; `reply` works out the answer.
"""

from __future__ import annotations

from collections.abc import Iterator
from enum import StrEnum
from typing import TypeAlias, assert_never

from attrs import frozen

from coach_ethics.arguments import takes
from coach_ethics.assessment.assessment import Assessment, Choice
from coach_ethics.assessment.explanation import Explanation
from coach_ethics.assessment.judge import Judgement, judge
from coach_ethics.assessment.what_if import Change, what_would_allow
from coach_ethics.deontics.trade_offs import TradeOff
from coach_ethics.findings import Status
from coach_ethics.interview.state import State, assessment
from coach_ethics.model.conditions import TRUE
from coach_ethics.model.modality import TRAITS
from coach_ethics.model.policy import Norm, Objection, act_label, named
from coach_ethics.problems import CaseProblems
from coach_ethics.translation import gettext, speaking


class Asks(StrEnum):
    """What a follow-up asks."""

    CHOICES = "choices"
    TRADE_OFFS = "trade_offs"
    COURSE = "course"
    ALLOWING = "allowing"
    OBJECTION = "objection"


@frozen
class FollowUp:
    """A follow-up question: what it `asks`, its words, and the act (or norm, for an objection) it is about, if any.

    >>> from pathlib import Path
    >>> import coach_ethics as ce
    >>> from coach_ethics.interview import follow_ups
    >>> first, *_ = follow_ups(ce.assess(ce.load_engagement(Path("examples/essay.yaml")), "essay"))
    >>> first.asks.value, first.subject
    ('choices', '')
    """

    asks: Asks
    question: str
    subject: str = ""


@frozen
class Duty:
    """An act of a course, and why it belongs to it: the `norms` that call for it, the acts that it is `included_in`."""

    act: str
    norms: tuple[Norm, ...]
    included_in: tuple[str, ...]


@frozen
class ChoicesReply:
    """The choices, each with its duties."""

    choices: tuple[tuple[Choice, tuple[Duty, ...]], ...]


@frozen
class TradeOffsReply:
    """The ways out of a dilemma, and what each would cost."""

    trade_offs: tuple[TradeOff, ...]


@frozen
class CourseReply:
    """What happens if an act is done together with everything that it calls for: the judgement on that course."""

    act: str
    judgement: Judgement


@frozen
class AllowingReply:
    """What would allow an act: the smallest changes, and what forbids it now."""

    act: str
    changes: tuple[Change, ...]
    why: Explanation


@frozen
class ObjectionReply:
    """An objection to a norm in force, and the answer."""

    norm: Norm
    objection: Objection


Reply: TypeAlias = ChoicesReply | TradeOffsReply | CourseReply | AllowingReply | ObjectionReply
"""The answer to a follow-up: a class for each kind of question. `reply_document` puts it in words.

>>> from pathlib import Path
>>> import coach_ethics as ce
>>> from coach_ethics.interview import follow_ups, reply
>>> result = ce.assess(ce.load_engagement(Path("examples/essay.yaml")), "essay")
>>> first, *_ = follow_ups(result)
>>> [sorted(choice.course) for choice, duties in reply(first, result).choices]
[['tell_client', 'withdraw']]
"""


@takes(about=State | Assessment)
def follow_ups(about: State | Assessment) -> tuple[FollowUp, ...]:
    """The follow-up questions: for an interview, about its acts; for an assessment, about all acts.

    - the choices, if there are any; in a dilemma, what each way out would cost;
    - for each act that is forbidden here, but not in every situation, what happens if it is done anyway;
    - for each alternative of a duty to choose that isn't permissible (if no such duty is in force, for each of those
      forbidden acts), what would allow it, if that can still be brought about;
    - the objections to norms in force.

    >>> from pathlib import Path
    >>> import coach_ethics as ce
    >>> from coach_ethics.interview import follow_ups
    >>> follow_ups(ce.assess(ce.load_engagement(Path("examples/essay.yaml")), "essay"))[0].question
    'What are your choices?'
    """
    result = assessment(about) if isinstance(about, State) else about
    acts = about.about if isinstance(about, State) else tuple(result.findings)
    with speaking(result.prepared.policy.language):
        return tuple(_follow_ups(result, acts))


def _follow_ups(result: Assessment, acts: tuple[str, ...]) -> Iterator[FollowUp]:
    if any(choice.course for choice in result.choices):
        yield FollowUp(Asks.CHOICES, gettext("What are your choices?"))
    if result.trade_offs:
        yield FollowUp(Asks.TRADE_OFFS, gettext("What would each way out of the dilemma cost?"))
    policy = result.prepared.policy
    norms = [norm for norm in policy.norms if result.norms[norm.name]]
    offered = [act for norm in norms if TRAITS[norm.modality].chooses for act in norm.acts]
    for act in dict.fromkeys((*acts, *offered)):
        if _forbidden_here(act, result):
            said = gettext("What happens if you {act} anyway?")
            yield FollowUp(Asks.COURSE, said.format(act=act_label(act, policy)), act)
    for act in dict.fromkeys(offered or acts):
        closed = _forbidden_here(act, result) or (act in offered and result.statuses[act] is Status.UNDETERMINED)
        if closed and _can_be_allowed(act, result):
            said = gettext("What would allow you to {act}?")
            yield FollowUp(Asks.ALLOWING, said.format(act=act_label(act, policy)), act)
    for norm in norms:
        yield from (FollowUp(Asks.OBJECTION, each.objection, norm.name) for each in norm.objections)


def _forbidden_here(act: str, result: Assessment) -> bool:
    """Whether an act is forbidden, but not by a norm that has neither a condition nor an exception."""
    if result.statuses[act] is not Status.FORBIDDEN:
        return False
    grounds = [ground for ground in result.why(act).grounds if ground.truth]
    return not any(all(each.norm.when == TRUE and not each.overriding for each in ground.norms) for ground in grounds)


def _can_be_allowed(act: str, result: Assessment) -> bool:
    """Whether something has to change before the act is allowed, and it can still be brought about."""
    changes = _allowing(act, result)
    return all(change.shifts for change in changes) and any(change.possible_now for change in changes)


def _allowing(act: str, result: Assessment) -> tuple[Change, ...]:
    try:
        return what_would_allow(result, act)
    except CaseProblems:
        return ()  # too many changes to list


@takes(follow_up=FollowUp, about=State | Assessment)
def reply(follow_up: FollowUp, about: State | Assessment) -> Reply:
    """The answer to a follow-up, worked out on the same state or assessment that `follow_ups` was asked of.

    `reply_document` in `coach_ethics.render` has it in words.

    >>> import coach_ethics as ce
    >>> from coach_ethics.interview import follow_ups, reply
    >>> result = ce.assess({}, "essay")
    >>> objection = next(each for each in follow_ups(result) if each.asks.value == "objection")
    >>> reply(objection, result).norm.name == objection.subject
    True
    """
    result = assessment(about) if isinstance(about, State) else about
    match follow_up.asks:
        case Asks.CHOICES:
            return ChoicesReply(tuple((choice, _duties(choice.course, result)) for choice in result.choices))
        case Asks.TRADE_OFFS:
            return TradeOffsReply(result.trade_offs)
        case Asks.COURSE:
            return CourseReply(follow_up.subject, judge(result, _in_earnest(follow_up.subject, result)))
        case Asks.ALLOWING:
            act = follow_up.subject
            return AllowingReply(act, _allowing(act, result), result.why(act))
        case Asks.OBJECTION:
            norm = named(result.prepared.policy.norms)[follow_up.subject]
            return ObjectionReply(norm, next(each for each in norm.objections if each.objection == follow_up.question))
        case _:
            assert_never(follow_up.asks)


def _in_earnest(act: str, result: Assessment) -> frozenset[str]:
    """The act together with everything that norms in force require of whoever does it."""
    norms = [norm for norm in result.prepared.policy.norms if result.norms[norm.name]]
    kinds = {kind for kind, traits in TRAITS.items() if traits.asks and traits.demands and not traits.chooses}
    bound = [norm for norm in norms if norm.if_doing and norm.modality in kinds]
    course = frozenset({act})
    while added := {act for norm in bound if course.issuperset(norm.if_doing) for act in norm.acts} - course:
        course |= added
    return course


def _asks(norm: Norm) -> bool:
    """Whether a norm demands that its acts are done."""
    return TRAITS[norm.modality].asks and TRAITS[norm.modality].demands


def _duties(course: frozenset[str], result: Assessment) -> tuple[Duty, ...]:
    policy = result.prepared.policy
    binding = [
        norm for norm in policy.norms if result.norms[norm.name] and _asks(norm) and course.issuperset(norm.if_doing)
    ]
    return tuple(
        Duty(
            act.name,
            tuple(norm for norm in binding if act.name in norm.acts),
            tuple(other.name for other in policy.acts if other.name in course and act.name in other.includes),
        )
        for act in policy.acts
        if act.name in course
    )
