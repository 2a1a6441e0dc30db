"""What an interview settles, and what it leaves open: at its end, or wherever it is broken off."""

from __future__ import annotations

from attrs import frozen

from coach_ethics.assessment.relevance import relevance
from coach_ethics.assessment.determine import Settling, what_would_settle
from coach_ethics.findings import Status
from coach_ethics.interview.remaining import outlooks
from coach_ethics.interview.state import State, assessment
from coach_ethics.problems import CaseProblems


@frozen
class OpenEnd:
    """An act whose status the interview leaves open: the `statuses` that it can still have.

    `facts` are those on which it depends; `settling` the smallest sets of them whose finding out settles it, the sure
    ones first (empty where there are too many to list).
    """

    act: str
    statuses: tuple[Status, ...]
    facts: tuple[str, ...]
    settling: tuple[Settling, ...]


def open_ends(state: State) -> tuple[OpenEnd, ...]:
    """The acts that the interview is about and hasn't settled; what the coach doesn't know counts as open."""
    open_ = {act: each for act, each in outlooks(state).items() if len(each.statuses) > 1}
    facts = relevance(state.prepared, state.situation, open_)
    return tuple(
        OpenEnd(
            act, tuple(status for status in Status if status in each.statuses), facts[act].facts, _settling(act, state)
        )
        for act, each in open_.items()
    )


def conclusions(state: State) -> dict[str, Status]:
    """The acts asked about that have one status whatever is still unknown.

    An assessment can be more careful than that: it says `undetermined` where a condition and its opposite would have
    the same outcome, but neither is known.
    """
    return {act: next(iter(each.statuses)) for act, each in outlooks(state).items() if len(each.statuses) == 1}


def _settling(act: str, state: State) -> tuple[Settling, ...]:
    try:
        return what_would_settle(assessment(state), act)
    except CaseProblems:
        return ()
