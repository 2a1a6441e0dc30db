"""The prompter for other programs: each question is a line of JSON, and so is each answer."""

from __future__ import annotations

import json
from collections.abc import Callable, Sequence

from attrs import frozen

from coach_ethics.cli.interviewing import ENDED, Command, GivenOption, Reaction, SaidFacts
from coach_ethics.interview.question import InterviewQuestion, Progress
from coach_ethics.language.trees import json_data
from coach_ethics.render.document import Document
from coach_ethics.render.json import question_data
from coach_ethics.render.plain_text import text

FITS = (
    'a line must hold the answer as JSON (null if it isn\'t known), {"tell": {"a fact": "its value"}}, '
    '{"amend": {"a fact": "its value"}}, {"command": "back"} or {"command": "stop"}'
)


@frozen
class JsonLinesPrompter:
    """Sends each question as `{"question": ...}` and each message as `{"message": ...}`, and takes answers.

    An answer is a JSON value that fits the question's `schema`; `{"tell": {fact: value}}` says more than was asked, and
    `{"amend": {fact: value}}` changes what was said. After each comes a question, or the same one again if
    the answer was refused, until none is left. `read` returns the next line, or None at the end of the input; `write`
    takes text.
    """

    read: Callable[[], str | None]
    write: Callable[[str], None]

    @property
    def interactive(self) -> bool:
        """A program answers, not a person."""
        return False

    def show(self, document: Document) -> None:
        """Send a document as one text."""
        self._message(" ".join(text(document, width=_UNBROKEN).split()))

    def ask(self, question: InterviewQuestion, progress: Progress, earlier: GivenOption | None = None) -> Reaction:
        """Ask until there is a valid answer or a command."""
        before = {} if earlier is None else {"earlier": earlier.value}
        while True:
            self.send("question", {**question_data(question, progress), **before})
            line = self.read()
            if line is None:
                self._message(ENDED)
                return Command.STOP
            reaction = _reaction(line)
            if reaction is not None:
                return reaction
            self._message(FITS)

    def choose(self, questions: Sequence[str]) -> Sequence[int]:
        """No follow-up questions: a program can use the library or the other commands."""
        return ()

    def pick(self, answers: Sequence[str]) -> int | None:
        """None: a program amends an answer by its fact."""

    def send(self, what: str, data: object) -> None:
        """Write a line: an object with one key, which names its kind."""
        self.write(f"{json.dumps({what: data}, ensure_ascii=False)}\n")

    def _message(self, words: str) -> None:
        self.send("message", words)


_UNBROKEN = 10_000


def _reaction(line: str) -> Reaction | None:
    try:
        said = json_data(line)
    except ValueError:
        return None
    match said:  # open: another program may write anything
        case None | bool() | int() | str():
            return GivenOption(said)
        case {"command": "back", **others} if not others:
            return Command.BACK
        case {"command": "stop", **others} if not others:
            return Command.STOP
        case {"tell": dict(facts), **others} if not others:
            return SaidFacts(facts)
        case {"amend": dict(facts), **others} if not others:
            return SaidFacts(facts, amended=True)
        case _:
            return None
