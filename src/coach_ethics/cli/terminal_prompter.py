"""The prompter for terminals: answers are chosen with the arrow keys."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import assert_never

from attrs import evolve, frozen
from rich.console import Console
from rich.live import Live
from rich.text import Text

from coach_ethics.cli.drawing import MOST_NUMBERED, drawn, height
from coach_ethics.cli.interviewing import ENDED, Command, GivenOption, Reaction, asked_document, words_of_answer
from coach_ethics.cli.menu import REDRAW, Chosen, Menu, NumberField, Widget, pressed
from coach_ethics.interview.answers import fitting
from coach_ethics.interview.question import InterviewQuestion, Progress
from coach_ethics.model.vocabulary import Boolean, Enumeration, Integer, Value
from coach_ethics.render.document import Document, Paragraph, plain
from coach_ethics.render.plain_text import show, text
from coach_ethics.translation import gettext, noted, pgettext

_NOT_KNOWN = "u"
_FOOTER = noted("? why · b back · a amend · u don't know · q stop")


@frozen
class TerminalPrompter:
    """Asks with menus. `keys` are the keys as they are pressed; they end with the input."""

    console: Console
    keys: Iterator[str]

    @property
    def interactive(self) -> bool:
        """A person is at the terminal."""
        return True

    def show(self, document: Document) -> None:
        """Show a document, with an empty line before it."""
        self.console.print()
        show(document, self.console)

    def ask(self, question: InterviewQuestion, progress: Progress, earlier: GivenOption | None = None) -> Reaction:
        """Ask a question, with the answers to choose from below it; then show what was chosen."""
        asked = asked_document(question, progress, earlier)
        self.show(asked)
        above = text(asked, width=self.console.width).count("\n")
        commands = [command.value for command in Command]
        footer = f"{_hint(question)} · {gettext(_FOOTER)}"
        chosen = self._run(_at(_widget(question), question, earlier), footer, (*commands, _NOT_KNOWN), above)
        if chosen is None:
            self.show((Paragraph((plain(gettext(ENDED)),)),))
            return Command.STOP
        reaction = Command(chosen) if chosen in commands else GivenOption(_value(question, chosen))
        if isinstance(reaction, GivenOption):
            self.console.print(Text.assemble("  → ", (words_of_answer(question, reaction.value), "cyan")))
        return reaction

    def choose(self, questions: Sequence[str]) -> Sequence[int]:
        """The follow-up question chosen from a menu, which disappears afterwards."""
        chosen = self._chosen(questions, gettext("Follow-up questions:"), gettext("No more questions"))
        return () if chosen is None else (chosen,)

    def pick(self, answers: Sequence[str]) -> int | None:
        """The answer chosen from a menu, which disappears afterwards."""
        return self._chosen(answers, gettext("Your answers so far:"), gettext("Change none"))

    def _chosen(self, entries: Sequence[str], heading: str, otherwise: str) -> int | None:
        self.console.print()
        menu = _menu((*entries, otherwise), heading)
        chosen = self._run(menu, gettext("↑↓ and Enter, or its number · q stop"), (Command.STOP.value,))
        return chosen if isinstance(chosen, int) and chosen < len(entries) else None

    def _run(self, widget: Widget, footer: str, commands: Sequence[str], above: int = 0) -> int | str | None:
        """Let keys change the widget until a number or a command is chosen; None at the end of the input."""
        drawing = drawn(widget, footer, self.console, above)
        with Live(drawing, console=self.console, auto_refresh=False, transient=True) as live:
            for key in self.keys:
                if key.casefold() in commands:
                    return key.casefold()
                if key == REDRAW:
                    self._make_room(height(drawing, self.console))
                after = pressed(widget, key)
                if isinstance(after, Chosen):
                    return after.value
                widget = after
                drawing = drawn(widget, footer, self.console, above)
                live.update(drawing, refresh=True)
        return None

    def _make_room(self, lines: int) -> None:
        """Start below what others have printed meanwhile: the drawing moves up by its lines and hides the cursor."""
        self.console.file.write("\n" * lines)
        self.console.show_cursor(False)


def _hint(question: InterviewQuestion) -> str:
    match question.type:
        case Boolean():
            return gettext("↑↓ and Enter, or y, n")
        case Integer():
            return gettext("{fits}, then Enter").format(fits=fitting(question.type))
        case Enumeration():
            return gettext("↑↓ and Enter, or its number")
        case _:
            assert_never(question.type)


def _widget(question: InterviewQuestion) -> Widget:
    match question.type:
        case Boolean():
            yes, no = pgettext("the key for yes", "y"), pgettext("the key for no", "n")
            return Menu(tuple(option.words for option in question.options), ((yes, 0), (no, 1)))
        case Integer(minimum, maximum):
            return NumberField(minimum, maximum)
        case Enumeration():
            return _menu(tuple(option.words for option in question.options))
        case _:
            assert_never(question.type)


def _at(widget: Widget, question: InterviewQuestion, earlier: GivenOption | None) -> Widget:
    """The widget with an earlier answer marked, where one was taken back."""
    if earlier is None or earlier.value is None:
        return widget
    match widget:
        case Menu():
            values = [option.value for option in question.options]
            return evolve(widget, marked=values.index(earlier.value)) if earlier.value in values else widget
        case NumberField():
            return evolve(widget, typed=str(earlier.value))
        case _:
            assert_never(widget)


def _menu(entries: tuple[str, ...], heading: str = "") -> Menu:
    """A menu of which the first few entries can be chosen by their numbers too."""
    numbers = tuple((str(place + 1), place) for place in range(min(len(entries), MOST_NUMBERED)))
    return Menu(entries, numbers, heading=heading)


def _value(question: InterviewQuestion, chosen: int | str) -> Value | None:
    if isinstance(chosen, str):
        return None
    return question.options[chosen].value if question.options else chosen
