"""A dialogue led on the command line: what both desks, the one with keys and the one with lines, have in common."""

from __future__ import annotations

from collections.abc import Sequence
from enum import Enum
from typing import Protocol, TypeAlias, assert_never

from attrs import frozen

from coach_ethics.facts.vocabulary import Value
from coach_ethics.interview.follow_ups import Asks, FollowUp, follow_ups, reply
from coach_ethics.interview.question import InterviewQuestion, Progress, answer, next_question, progress
from coach_ethics.interview.state import State, assessment, back
from coach_ethics.problems import CaseProblems, Problem
from coach_ethics.render.document import Document, Heading, Paragraph, said, soft
from coach_ethics.render.interview import reply_document, waiting_document


class Command(Enum):
    """What may be wanted instead of an answer; the value is the key for it."""

    WHY = "?"
    BACK = "b"
    STOP = "q"


@frozen
class Given:
    """An answer: a value, or None for "I don't know"."""

    value: Value | None


Reaction: TypeAlias = Given | Command


class Desk(Protocol):
    """Where a coach is asked: it shows things, puts questions, and lets choose what to ask on."""

    def show(self, document: Document) -> None:
        """Show something."""

    def put(self, question: InterviewQuestion, progress: Progress) -> Reaction:
        """Put a question until an answer fits, or something else is wanted."""

    def choose(self, questions: Sequence[str]) -> Sequence[int]:
        """Which of these to ask on, by their places; none to end it."""

    @property
    def goes_on(self) -> bool:
        """Whether there is somebody who can be asked again and again."""


def lead(state: State, desk: Desk) -> State:
    """Put questions until nothing is left to ask, or the coach stops; Ctrl-C stops too, and keeps what was answered."""
    while (question := next_question(state)) is not None:
        try:
            reaction = desk.put(question, progress(state))
        except KeyboardInterrupt:
            desk.show((Paragraph((soft("Stopped here; this is how it stands so far."),)),))
            return state
        match reaction:
            case Given(value):
                state = _answered(state, question, value, desk)
            case Command.WHY:
                desk.show(waiting_document(question, state.prepared.policy))
            case Command.BACK:
                if not state.answers:
                    desk.show((Paragraph((soft("This is the first question."),)),))
                state = back(state)
            case Command.STOP:
                return state
            case other:
                assert_never(other)
    return state


def _answered(state: State, question: InterviewQuestion, value: Value | None, desk: Desk) -> State:
    try:
        return answer(state, question.fact, value)
    except CaseProblems as found:
        desk.show(tuple(Paragraph(said(told(problem))) for problem in found.problems))
        return state


def told(problem: Problem) -> str:
    """A problem as it is told in a dialogue: without its code."""
    return f"{problem.message}; {problem.help}" if problem.help else problem.message


def ask_on(state: State, desk: Desk) -> None:
    """Offer the follow-ups, and answer those that are chosen."""
    offered = follow_ups(state)
    if offered and not desk.goes_on:
        desk.show((Heading("What may be asked on", 1),))
    while offered:
        try:
            chosen = desk.choose([_in_full(each) for each in offered])
        except KeyboardInterrupt:
            return
        for place in chosen:
            desk.show(_replied(offered[place], state))
        if not chosen or not desk.goes_on:
            return


def _in_full(follow_up: FollowUp) -> str:
    """A follow-up as it is offered; an objection isn't a question, and is told for one."""
    objects = follow_up.asks is Asks.OBJECTION
    return f"An objection: {follow_up.question}" if objects else follow_up.question


def _replied(follow_up: FollowUp, state: State) -> Document:
    return (Heading(_in_full(follow_up)), *reply_document(reply(follow_up, state), assessment(state)))
