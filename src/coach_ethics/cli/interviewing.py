"""An interview on the command line: what the prompters for terminals, for plain lines and for programs share."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from enum import Enum
from functools import reduce
from typing import Protocol, TypeAlias, assert_never

from attrs import frozen

from coach_ethics.interview.question import (
    InterviewQuestion,
    Progress,
    answer,
    next_question,
    progress,
    question_about,
)
from coach_ethics.interview.replies import Asks, FollowUp, follow_ups, reply
from coach_ethics.interview.state import State, assessment, back
from coach_ethics.interview.telling import amend, tell
from coach_ethics.model.vocabulary import Value
from coach_ethics.problems import CaseProblems
from coach_ethics.render.document import Document, Heading, Paragraph, filled, said, soft, strong
from coach_ethics.render.interview import problem_words, question_document, reply_document, waiting_document
from coach_ethics.render.words import value_words
from coach_ethics.translation import gettext, noted


class Command(Enum):
    """What can be typed instead of an answer; the value is its key."""

    WHY = "?"
    BACK = "b"
    AMEND = "a"
    STOP = "q"


@frozen
class GivenOption:
    """An answer: a value, or None for "I don't know"."""

    value: Value | None


@frozen
class SaidFacts:
    """Facts told unasked; `amended` where they were told otherwise before."""

    facts: Mapping[str, Value | None]
    amended: bool = False


Reaction: TypeAlias = GivenOption | SaidFacts | Command

ENDED = noted("The input ends here; this is the result so far.")

_COMMANDS = {command.value: command for command in Command}
_SPELLED = {
    "why": Command.WHY,
    "back": Command.BACK,
    "amend": Command.AMEND,
    "quit": Command.STOP,
    "stop": Command.STOP,
    "pourquoi": Command.WHY,
    "retour": Command.BACK,
    "modifier": Command.AMEND,
    "quitter": Command.STOP,
    "arrêter": Command.STOP,
    "warum": Command.WHY,
    "zurück": Command.BACK,
    "ändern": Command.AMEND,
    "beenden": Command.STOP,
}
"""What is typed in full, in every language in which answers are read."""


def command_in(question: InterviewQuestion, line: str) -> Command | None:
    """The command in a line: its key, or its word unless that is an answer to the question; else None."""
    said = line.casefold()
    answers = {option.words.casefold() for option in question.options}
    return _COMMANDS.get(said) or (None if said in answers else _SPELLED.get(said))


class Prompter(Protocol):
    """Where a coach is asked: it shows documents, asks questions, and offers follow-up questions."""

    def show(self, document: Document) -> None:
        """Show a document."""

    def ask(self, question: InterviewQuestion, progress: Progress, earlier: GivenOption | None = None) -> Reaction:
        """Ask until there is a valid answer or a command; `earlier` is an answer that was taken back."""

    def choose(self, questions: Sequence[str]) -> Sequence[int]:
        """The follow-up questions chosen from these, by index; none to end."""

    def pick(self, answers: Sequence[str]) -> int | None:
        """The answer to be changed, by index; None to leave them as they are."""

    @property
    def interactive(self) -> bool:
        """Whether a person is there who can choose one follow-up after the other."""


@frozen
class InterviewRun:
    """The state in which an interview ended, and whether it was `interrupted` with Ctrl-C: then nothing follows."""

    state: State
    interrupted: bool = False


def run_interview(state: State, prompter: Prompter) -> InterviewRun:
    """Ask until no question is left or the coach stops; Ctrl-C stops too, and keeps the answers."""
    earlier: dict[str, GivenOption] = {}
    try:
        while (question := next_question(state)) is not None:
            reaction = prompter.ask(question, progress(state), earlier.get(question.fact))
            match reaction:
                case GivenOption(value):
                    state = _taken(answer, state, {question.fact: value}, prompter)
                case SaidFacts(facts, amended):
                    state = _taken(amend, state, facts, prompter) if amended else _told(state, facts, prompter)
                case Command.AMEND:
                    state = _amended(state, prompter)
                case Command.WHY:
                    prompter.show(waiting_document(question, state.prepared.policy))
                case Command.BACK:
                    if state.answers:
                        earlier[state.answers[-1].fact] = GivenOption(state.answers[-1].value)
                    else:
                        prompter.show((Paragraph((soft(gettext("This is the first question.")),)),))
                    state = back(state)
                case Command.STOP:
                    break
                case other:
                    assert_never(other)
    except KeyboardInterrupt:
        prompter.show((Paragraph((soft(gettext("Stopped; this is the result so far.")),)),))
        return InterviewRun(state, interrupted=True)
    return InterviewRun(state)


def asked_document(question: InterviewQuestion, progress: Progress, earlier: GivenOption | None) -> Document:
    """A question as it is asked, with the answer that was taken back, if there was one."""
    asked = question_document(question, progress)
    if earlier is None:
        return asked
    said = strong(words_of_answer(question, earlier.value))
    return (*asked, Paragraph(filled(gettext("Your previous answer: {answer}."), answer=said)))


def words_of_answer(question: InterviewQuestion, value: Value | None) -> str:
    """An answer as its question has it."""
    return next((each.words for each in question.options if each.value == value), value_words(value))


def _taken(
    take: Callable[[State, str, Value | None], State],
    state: State,
    facts: Mapping[str, Value | None],
    prompter: Prompter,
) -> State:
    """The interview with what is said of each fact, or, with word of what is wrong, as it was."""
    try:
        return reduce(lambda now, said_: take(now, *said_), facts.items(), state)
    except CaseProblems as found:
        prompter.show(_refused(found))
        return state


def _told(state: State, facts: Mapping[str, Value | None], prompter: Prompter) -> State:
    try:
        return tell(state, facts)
    except CaseProblems as found:
        prompter.show(_refused(found))
        return state


def _refused(found: CaseProblems) -> Document:
    return tuple(Paragraph(said(problem_words(problem))) for problem in found.problems)


def _amended(state: State, prompter: Prompter) -> State:
    """The interview with another answer to one of the questions so far, which is asked again."""
    if not state.answers:
        prompter.show((Paragraph((soft(gettext("Nothing has been answered yet.")),)),))
        return state
    questions = [question_about(state, each.fact) for each in state.answers]
    answered = zip(questions, state.answers, strict=True)
    place = prompter.pick([f"{asked.text} {words_of_answer(asked, each.value)}" for asked, each in answered])
    if place is None:
        return state
    question, far = questions[place], progress(state)
    shown = Progress(place, far.answered - place + far.at_most)
    while (reaction := prompter.ask(question, shown, GivenOption(state.answers[place].value))) is Command.WHY:
        prompter.show(waiting_document(question, state.prepared.policy))
    if not isinstance(reaction, GivenOption):
        return state
    return _taken(amend, state, {question.fact: reaction.value}, prompter)


def ask_follow_up(state: State, prompter: Prompter) -> None:
    """Offer follow-up questions, and answer those that are chosen."""
    offered = follow_ups(state)
    if offered and not prompter.interactive:
        prompter.show((Heading(gettext("Follow-up questions"), 1),))
    try:
        while offered:
            chosen = prompter.choose([_in_full(each) for each in offered])
            for place in chosen:
                prompter.show(_replied(offered[place], state))
            if not chosen or not prompter.interactive:
                return
    except KeyboardInterrupt:
        return


def _in_full(follow_up: FollowUp) -> str:
    """A follow-up as it is offered; an objection isn't a question, so it is marked."""
    objects = follow_up.asks is Asks.OBJECTION
    return gettext("Objection: {objection}").format(objection=follow_up.question) if objects else follow_up.question


def _replied(follow_up: FollowUp, state: State) -> Document:
    return (Heading(_in_full(follow_up)), *reply_document(reply(follow_up, state), assessment(state)))
