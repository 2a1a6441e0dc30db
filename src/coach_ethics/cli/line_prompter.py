"""The prompter for plain lines: where input is piped, or the terminal supports nothing else."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from attrs import frozen

from coach_ethics.cli.interviewing import (
    ENDED,
    Command,
    GivenOption,
    Reaction,
    asked_document,
    command_in,
)
from coach_ethics.interview.answers import fitting, read_answer
from coach_ethics.interview.question import InterviewQuestion, Progress
from coach_ethics.problems import CaseProblems, quoted
from coach_ethics.render.document import Document, Entry, Listing, Paragraph, plain
from coach_ethics.render.interview import options_document, problem_words
from coach_ethics.source import legible
from coach_ethics.translation import gettext, noted

KEYS = noted("? why, b back, a amend, u don't know, q stop")


@frozen
class LinePrompter:
    """Asks line by line.

    `read` returns the next line, or None at the end of the input; `write` takes text, `print_` documents. Where input
    is piped (`echo`), the answers are repeated in the output, and all follow-up questions are answered.
    """

    read: Callable[[], str | None]
    write: Callable[[str], None]
    print_: Callable[[Document], None]
    echo: bool

    @property
    def interactive(self) -> bool:
        """Whether input is typed by a person."""
        return not self.echo

    def show(self, document: Document) -> None:
        """Show a document, with an empty line before it."""
        self.write("\n")
        self.print_(document)

    def ask(self, question: InterviewQuestion, progress: Progress, earlier: GivenOption | None = None) -> Reaction:
        """Ask until there is a valid answer or a command."""
        self.show((*asked_document(question, progress, earlier), *options_document(question)))
        while True:
            line = self._line(f"[{fitting(question.type)}; {gettext(KEYS)}] > ")
            reaction = self._reaction(question, line)
            if reaction is not None:
                return reaction

    def choose(self, questions: Sequence[str]) -> Sequence[int]:
        """The follow-up question that is typed; where input is piped, all of them."""
        if self.echo:
            return range(len(questions))
        chosen = self._numbered(questions, gettext("Follow-up questions:"), gettext("Enter to end"))
        return () if chosen is None else (chosen,)

    def pick(self, answers: Sequence[str]) -> int | None:
        """The answer of which the number is typed."""
        return self._numbered(answers, gettext("Your answers so far:"), gettext("Enter to change none"))

    def _numbered(self, entries: Sequence[str], heading: str, otherwise: str) -> int | None:
        listed = tuple(Entry((plain(each),)) for each in entries)
        self.show((Paragraph((plain(heading),)), Listing(listed, numbered=True)))
        numbers = [str(place + 1) for place in range(len(entries))]
        most = len(numbers)
        fits = "1" if most == 1 else gettext("{least} to {most}").format(least=1, most=most)
        while True:
            line = self._line(f"[{fits}; {otherwise}] > ")
            if not line or line.casefold() in {"q", "quit", "stop"}:
                return None
            if line in numbers:
                return numbers.index(line)
            said = gettext("`{typed}` is not allowed; enter {fits}, or press {otherwise}")
            self.write(f"{said.format(typed=quoted(line), fits=fits, otherwise=otherwise)}\n")

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
            self.write(f"{gettext(ENDED)}\n")
            return Command.STOP
        command = command_in(question, line)
        if command is not None or not line:
            return command
        try:
            return GivenOption(read_answer(question, line))
        except CaseProblems as found:
            for problem in found.problems:
                self.write(f"{problem_words(problem)}\n")
            return None
