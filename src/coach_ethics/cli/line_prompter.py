"""The prompter with plain lines: where input is piped, or the terminal knows no more than lines."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from attrs import frozen

from coach_ethics.cli.interviewing import ENDED, Command, GivenOption, Reaction, command_in, put_document, told
from coach_ethics.interview.answers import fitting, read_answer
from coach_ethics.interview.question import InterviewQuestion, Progress
from coach_ethics.problems import CaseProblems, quoted
from coach_ethics.render.document import Document, Entry, Listing, Paragraph, plain
from coach_ethics.render.interview import options_document
from coach_ethics.source import legible

KEYS = "? why, b back, u don't know, q stop"


@frozen
class Lines:
    """Asks line by line.

    `read` gives the next line, or None at the end of the input; `write` takes text, `print_` documents. Where nobody
    sees what is typed (`echo`), the answers are repeated; and nobody is asked on.
    """

    read: Callable[[], str | None]
    write: Callable[[str], None]
    print_: Callable[[Document], None]
    echo: bool

    @property
    def goes_on(self) -> bool:
        """Whether somebody sits there."""
        return not self.echo

    def show(self, document: Document) -> None:
        """Show something, with an empty line before it."""
        self.write("\n")
        self.print_(document)

    def put(self, question: InterviewQuestion, progress: Progress, earlier: GivenOption | None = None) -> Reaction:
        """Put a question, and again as long as the answer doesn't fit."""
        self.show((*put_document(question, progress, earlier), *options_document(question)))
        while True:
            line = self._line(f"[{fitting(question.type)}; {KEYS}] > ")
            reaction = self._reaction(question, line)
            if reaction is not None:
                return reaction

    def choose(self, questions: Sequence[str]) -> Sequence[int]:
        """Which follow-up; where nobody sits there, all of them."""
        if self.echo:
            return range(len(questions))
        entries = tuple(Entry((plain(question),)) for question in questions)
        self.show((Paragraph((plain("You may ask on:"),)), Listing(entries, numbered=True)))
        numbers = [str(place + 1) for place in range(len(questions))]
        fits = "1" if len(numbers) == 1 else f"1 to {len(numbers)}"
        while True:
            line = self._line(f"[{fits}; Enter to end] > ")
            if not line or line.casefold() in {"q", "quit", "stop"}:
                return ()
            if line in numbers:
                return (numbers.index(line),)
            self.write(f"`{quoted(line)}` doesn't fit; it takes {fits}, or Enter to end\n")

    def _line(self, prompt: str) -> str | None:
        self.write(prompt)
        line = self.read()
        if line is None:
            self.write("\n")
        elif self.echo:
            self.write(f"{legible(line.strip())}\n")
        return None if line is None else line.strip()

    def _reaction(self, question: InterviewQuestion, line: str | None) -> Reaction | None:
        if line is None:
            self.write(f"{ENDED}\n")
            return Command.STOP
        command = command_in(question, line)
        if command is not None or not line:
            return command
        try:
            return GivenOption(read_answer(question, line))
        except CaseProblems as found:
            for problem in found.problems:
                self.write(f"{told(problem)}\n")
            return None
