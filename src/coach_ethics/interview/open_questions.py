"""What an interview determines, and what it leaves open: at its end, or wherever it is broken off."""

from __future__ import annotations

from attrs import frozen

from coach_ethics.arguments import takes
from coach_ethics.assessment.determine import DeterminingFacts, what_would_determine
from coach_ethics.assessment.relevance import relevance_to
from coach_ethics.deontics.program import Kind
from coach_ethics.findings import Status
from coach_ethics.interview.dependence import about_subject
from coach_ethics.interview.remaining import all_remaining
from coach_ethics.interview.state import State, assessment
from coach_ethics.problems import CaseProblems


@frozen
class OpenQuestion:
    """An act whose status the interview leaves open: the `statuses` that it can still have.

    With `if_doing` it is open what it must be where that other act is done; with `beside`, whether that is told of it
    beside its status. `facts` are those on which it depends;
    `determining` the smallest sets of them whose finding out determines its status, the sure ones first (empty where
    there are too many to list).

    >>> from coach_ethics.interview import begin_interview, unanswered
    >>> (open_,) = unanswered(begin_interview("collusion", about="return_to_purpose"))
    >>> open_.act, [status.value for status in open_.statuses]
    ('return_to_purpose', ['required', 'unregulated'])
    """

    act: str
    statuses: tuple[Status, ...]
    facts: tuple[str, ...]
    determining: tuple[DeterminingFacts, ...]
    if_doing: str = ""
    beside: Kind | None = None


@takes(state=State)
def unanswered(state: State) -> tuple[OpenQuestion, ...]:
    """The acts of the interview that are not determined yet, and companions of which it is open whether they are due.

    Facts that the coach doesn't know count as open.

    >>> from coach_ethics.interview import answer, begin_interview, next_question, unanswered
    >>> state = begin_interview("collusion", about="return_to_purpose")
    >>> while (question := next_question(state)) is not None:
    ...     state = answer(state, question.fact, None)
    >>> [each.act for each in unanswered(state)]
    ['return_to_purpose']
    """
    open_ = {subject: each for subject, each in all_remaining(state).items() if len(each.statuses) > 1}
    facts = relevance_to(open_, state.prepared, state.situation)
    return tuple(
        OpenQuestion(
            about.act,
            () if about.beside else tuple(status for status in Status if status in each.statuses),
            facts[subject].facts,
            _determining(subject, state) if isinstance(subject, str) else (),
            about.if_doing,
            about.beside,
        )
        for subject, each in open_.items()
        for about in (about_subject(subject),)
    )


def _determining(act: str, state: State) -> tuple[DeterminingFacts, ...]:
    try:
        return what_would_determine(assessment(state), act)
    except CaseProblems:
        return ()
