"""The desk with keys: a terminal on which answers are chosen with the arrow keys."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from typing import assert_never

import typer
from attrs import frozen
from rich.console import Console, Group, RenderableType
from rich.live import Live
from rich.table import Table
from rich.text import Text

from coach_ethics.cli.asking import Command, Given, Reaction
from coach_ethics.cli.menu import Chosen, Menu, NumberField, Widget, keys_in, pressed
from coach_ethics.facts.vocabulary import Boolean, Enumeration, Integer, Value
from coach_ethics.interview.question import InterviewQuestion, Progress
from coach_ethics.render.document import Document, Paragraph, strong
from coach_ethics.render.interview import fitting, question_document
from coach_ethics.render.text import show
from coach_ethics.render.words import value_words

_NOT_KNOWN = "u"
_MOST_NUMBERED = 9


@frozen
class Keyboard:
    """Asks with menus. `keys` are the keys that are pressed, as they come; they end with the input."""

    console: Console
    keys: Iterator[str]

    @property
    def goes_on(self) -> bool:
        """Somebody sits there."""
        return True

    def show(self, document: Document) -> None:
        """Show something, with an empty line before it."""
        self.console.print()
        show(document, self.console)

    def put(self, question: InterviewQuestion, progress: Progress) -> Reaction:
        """Put a question, with the answers to choose from below it; then say what was chosen."""
        self.show(question_document(question, progress))
        commands = [command.value for command in Command]
        footer = f"{_hint(question)} · ? why · b back · u don't know · q stop"
        chosen = self._run(_widget(question), footer, (*commands, _NOT_KNOWN))
        if chosen is None:
            return Command.STOP
        reaction = Command(chosen) if chosen in commands else Given(_value(question, chosen))
        if isinstance(reaction, Given):
            self.console.print(Text.assemble("  → ", (value_words(reaction.value), "cyan")))
        return reaction

    def choose(self, questions: Sequence[str]) -> Sequence[int]:
        """Which follow-up."""
        self.show((Paragraph((strong("You may ask on:"),)),))
        chosen = self._run(_menu((*questions, "That is all.")), "↑↓ and Enter · q stop", (Command.STOP.value,))
        return (chosen,) if isinstance(chosen, int) and chosen < len(questions) else ()

    def _run(self, widget: Widget, footer: str, commands: Sequence[str]) -> int | str | None:
        """Let keys change the widget until something is chosen: a number, or a command; None at the end of input."""
        with Live(_drawn(widget, footer), console=self.console, auto_refresh=False, transient=True) as live:
            for key in self.keys:
                if key in commands:
                    return key
                after = pressed(widget, key)
                if isinstance(after, Chosen):
                    return after.value
                widget = after
                live.update(_drawn(widget, footer), refresh=True)
        return None


@contextmanager
def terminal_keys() -> Iterator[Iterator[str]]:
    """The keys that are pressed on the terminal, each as it is pressed and without being shown.

    The terminal stays in this mode all the while, so that what is typed ahead is neither lost nor shown.
    """
    if sys.platform == "win32":
        yield keys_of(typer.getchar)
        return
    import termios
    import tty

    terminal = sys.stdin.fileno()
    before = termios.tcgetattr(terminal)
    try:
        tty.setcbreak(terminal, termios.TCSADRAIN)
        yield keys_of(lambda: os.read(terminal, _MOST_READ).decode("utf-8", "replace"))
    finally:
        termios.tcsetattr(terminal, termios.TCSADRAIN, before)


_MOST_READ = 64
_END = "\x04"


def keys_of(read: Callable[[], str]) -> Iterator[str]:
    """The keys in what a terminal sends, up to its end (or Ctrl-D); `read` waits for more of it."""
    while True:
        try:
            sent = read()
        except EOFError:
            return
        before, end, _ = sent.partition(_END)
        yield from keys_in(before)
        if end or not sent:
            return


def _hint(question: InterviewQuestion) -> str:
    match question.type:
        case Boolean():
            return "↑↓ and Enter, or y, n"
        case Integer():
            return f"{fitting(question.type)}, then Enter"
        case Enumeration():
            return "↑↓ and Enter, or its number"
        case _:
            assert_never(question.type)


def _widget(question: InterviewQuestion) -> Widget:
    match question.type:
        case Boolean():
            return Menu(tuple(option.words for option in question.options), (("y", 0), ("n", 1)))
        case Integer(minimum, maximum):
            return NumberField(minimum, maximum)
        case Enumeration():
            return _menu(tuple(option.words for option in question.options))
        case _:
            assert_never(question.type)


def _menu(entries: tuple[str, ...]) -> Menu:
    """A menu of which the first few entries can be chosen by their numbers too."""
    return Menu(entries, tuple((str(place + 1), place) for place in range(min(len(entries), _MOST_NUMBERED))))


def _value(question: InterviewQuestion, chosen: int | str) -> Value | None:
    if isinstance(chosen, str):
        return None
    return question.options[chosen].value if question.options else chosen


def _drawn(widget: Widget, footer: str) -> RenderableType:
    match widget:
        case Menu():
            shown: RenderableType = _entries(widget)
        case NumberField(typed=typed):
            shown = Text.assemble("  > ", (typed, "bold cyan"), ("▏", "cyan"))
        case _:
            assert_never(widget)
    return Group(shown, Text(f"  {footer}", style="dim"))


def _entries(menu: Menu) -> Table:
    numbered = any(key.isdecimal() for key, _ in menu.shortcuts)
    table = Table.grid(padding=(0, 1, 0, 0))
    for place, entry in enumerate(menu.entries):
        number = f"{place + 1}." if numbered and place < _MOST_NUMBERED else ""
        style = "bold cyan" if place == menu.marked else ""
        row = (f"  {'❯' if style else ' '}", *((number,) if numbered else ()), entry)
        table.add_row(*(Text(part, style=style) for part in row))
    return table
