"""The prompter for other programs: each question is a line of JSON, and so is each answer."""

from __future__ import annotations

import json
from collections.abc import Callable, Sequence

from attrs import frozen

from coach_ethics.cli.interviewing import ENDED, Command, GivenOption, Reaction
from coach_ethics.interview.question import InterviewQuestion, Progress
from coach_ethics.render.document import Document
from coach_ethics.render.json import question_data
from coach_ethics.render.plain_text import text

FITS = 'a line takes the answer as JSON (null where it isn\'t known), or {"command": "back"} or {"command": "stop"}'


@frozen
class JsonLines:
    """Puts each question as `{"question": ...}`, says what is to be said as `{"told": ...}`, and takes answers.

    An answer is a JSON value that fits the question's `schema`. After each comes a question, the same one again where
    it was refused, until none is left. `read` gives the next line, or None at the end of the input; `write` takes text.
    """

    read: Callable[[], str | None]
    write: Callable[[str], None]

    @property
    def goes_on(self) -> bool:
        """Nobody sits there."""
        return False

    def show(self, document: Document) -> None:
        """Say something, in one text."""
        self._tell(" ".join(text(document, width=_UNBROKEN).split()))

    def put(self, question: InterviewQuestion, progress: Progress, earlier: GivenOption | None = None) -> Reaction:
        """Put a question, and again as long as what is said is neither an answer nor a command."""
        before = {} if earlier is None else {"earlier": earlier.value}
        while True:
            self.send("question", {**question_data(question, progress), **before})
            line = self.read()
            if line is None:
                self._tell(ENDED)
                return Command.STOP
            reaction = _reaction(line)
            if reaction is not None:
                return reaction
            self._tell(FITS)

    def choose(self, questions: Sequence[str]) -> Sequence[int]:
        """Nothing is asked on: a program can draw on the library, or on the other verbs."""
        return ()

    def send(self, what: str, data: object) -> None:
        """Write a line: an object with one key, which says what it is."""
        self.write(f"{json.dumps({what: data}, ensure_ascii=False)}\n")

    def _tell(self, words: str) -> None:
        self.send("told", words)


_UNBROKEN = 10_000


def _reaction(line: str) -> Reaction | None:
    try:
        said = json.loads(line)
    except (ValueError, RecursionError):
        return None
    match said:  # open: another program may write anything
        case None | bool() | int() | str():
            return GivenOption(said)
        case {"command": "back", **others} if not others:
            return Command.BACK
        case {"command": "stop", **others} if not others:
            return Command.STOP
        case _:
            return None
