"""A dialogue led on the command line: what both prompters, the one with keys and the one with lines, have in common."""

from __future__ import annotations

from collections.abc import Sequence
from enum import Enum
from typing import Protocol, TypeAlias, assert_never

from attrs import frozen

from coach_ethics.interview.question import InterviewQuestion, Progress, answer, next_question, progress
from coach_ethics.interview.replies import Asks, FollowUp, follow_ups, reply
from coach_ethics.interview.state import State, assessment, back
from coach_ethics.model.vocabulary import Value
from coach_ethics.problems import CaseProblems, Problem
from coach_ethics.render.document import Document, Heading, Paragraph, plain, said, soft, strong
from coach_ethics.render.interview import question_document, reply_document, waiting_document
from coach_ethics.render.words import value_words


class Command(Enum):
    """What may be wanted instead of an answer; the value is the key for it."""

    WHY = "?"
    BACK = "b"
    STOP = "q"


@frozen
class GivenOption:
    """An answer: a value, or None for "I don't know"."""

    value: Value | None


Reaction: TypeAlias = GivenOption | Command

ENDED = "The input ends here; this is how it stands so far."

_COMMANDS = {"?": Command.WHY, "b": Command.BACK, "q": Command.STOP}
_SPELLED = {"why": Command.WHY, "back": Command.BACK, "quit": Command.STOP, "stop": Command.STOP}


def command_in(question: InterviewQuestion, line: str) -> Command | None:
    """The command in a line: its key, or its word where that isn't an answer to the question; None where it's none."""
    said = line.casefold()
    answers = {option.words.casefold() for option in question.options}
    return _COMMANDS.get(said) or (None if said in answers else _SPELLED.get(said))


class Prompter(Protocol):
    """Where a coach is asked: it shows things, puts questions, and lets choose what to ask on."""

    def show(self, document: Document) -> None:
        """Show something."""

    def put(self, question: InterviewQuestion, progress: Progress, earlier: GivenOption | None = None) -> Reaction:
        """Put a question until an answer fits, or something else is wanted; `earlier` is an answer taken back."""

    def choose(self, questions: Sequence[str]) -> Sequence[int]:
        """Which of these to ask on, by their places; none to end it."""

    @property
    def goes_on(self) -> bool:
        """Whether there is somebody who can be asked again and again."""


@frozen
class Led:
    """Where a dialogue came to, and whether it was `interrupted`: with Ctrl-C, nobody wants to be asked on."""

    state: State
    interrupted: bool = False


def lead(state: State, prompter: Prompter) -> Led:
    """Put questions until nothing is left to ask, or the coach stops; Ctrl-C stops too, and keeps what was answered."""
    earlier: dict[str, GivenOption] = {}
    try:
        while (question := next_question(state)) is not None:
            reaction = prompter.put(question, progress(state), earlier.get(question.fact))
            match reaction:
                case GivenOption(value):
                    state = _answered(state, question, value, prompter)
                case Command.WHY:
                    prompter.show(waiting_document(question, state.prepared.policy))
                case Command.BACK:
                    if state.answers:
                        earlier[state.answers[-1].fact] = GivenOption(state.answers[-1].value)
                    else:
                        prompter.show((Paragraph((soft("This is the first question."),)),))
                    state = back(state)
                case Command.STOP:
                    break
                case other:
                    assert_never(other)
    except KeyboardInterrupt:
        prompter.show((Paragraph((soft("Stopped here; this is how it stands so far."),)),))
        return Led(state, interrupted=True)
    return Led(state)


def put_document(question: InterviewQuestion, progress: Progress, earlier: GivenOption | None) -> Document:
    """A question as it is put, and the answer to it that was taken back, if one was."""
    asked = question_document(question, progress)
    if earlier is None:
        return asked
    return (*asked, Paragraph((plain("You had answered: "), strong(value_words(earlier.value)), plain("."))))


def _answered(state: State, question: InterviewQuestion, value: Value | None, prompter: Prompter) -> State:
    try:
        return answer(state, question.fact, value)
    except CaseProblems as found:
        prompter.show(tuple(Paragraph(said(told(problem))) for problem in found.problems))
        return state


def told(problem: Problem) -> str:
    """A problem as it is told in a dialogue: without its code."""
    return f"{problem.message}; {problem.help}" if problem.help else problem.message


def ask_on(state: State, prompter: Prompter) -> None:
    """Offer the follow-ups, and answer those that are chosen."""
    offered = follow_ups(state)
    if offered and not prompter.goes_on:
        prompter.show((Heading("What may be asked on", 1),))
    try:
        while offered:
            chosen = prompter.choose([_in_full(each) for each in offered])
            for place in chosen:
                prompter.show(_replied(offered[place], state))
            if not chosen or not prompter.goes_on:
                return
    except KeyboardInterrupt:
        return


def _in_full(follow_up: FollowUp) -> str:
    """A follow-up as it is offered; an objection isn't a question, and is told for one."""
    objects = follow_up.asks is Asks.OBJECTION
    return f"An objection: {follow_up.question}" if objects else follow_up.question


def _replied(follow_up: FollowUp, state: State) -> Document:
    return (Heading(_in_full(follow_up)), *reply_document(reply(follow_up, state), assessment(state)))
