"""How a menu and a number field are drawn within the lines that the terminal has."""

from __future__ import annotations

from collections.abc import Iterable
from typing import assert_never

from rich.console import Console, Group, RenderableType
from rich.table import Table
from rich.text import Text

from coach_ethics.cli.menu import Menu, NumberField, Widget, window
from coach_ethics.interview.answers import fitting
from coach_ethics.model.vocabulary import Integer
from coach_ethics.translation import gettext

MOST_NUMBERED = 9
"""Entries after this one can't be chosen with a single key."""

_LEAST_ROOM = 3
_MARK, _NUMBER = 3, 2


def drawn(widget: Widget, footer: str, console: Console, above: int = 0) -> Group:
    """A widget with its footer; a menu is cut to the room that the lines `above` it leave on the terminal."""
    below = Text(f"  {footer}", style="dim")
    match widget:
        case Menu():
            heading = [Text(widget.heading, style="bold")] if widget.heading else []
            taken = above + height(Group(*heading, below), console)
            return Group(*heading, *_entries(widget, console, max(_LEAST_ROOM, console.height - taken)), below)
        case NumberField(minimum, maximum, typed, refused):
            field = Text.assemble("  > ", (typed, "bold cyan"), ("▏", "cyan"))
            fits = fitting(Integer(minimum, maximum))
            said = (
                gettext("{typed} is not allowed; enter {fits}")
                if typed
                else gettext("nothing entered yet; enter {fits}")
            ).format(typed=typed, fits=fits)
            return Group(field, *([Text(f"  {said}", style="yellow")] if refused else []), below)
        case _:
            assert_never(widget)


def height(drawing: RenderableType, console: Console) -> int:
    """The lines that a drawing takes on a terminal."""
    return len(console.render_lines(drawing, pad=False))


def _entries(menu: Menu, console: Console, room: int) -> list[RenderableType]:
    lines = [height(_table(menu, [place]), console) for place in range(len(menu.entries))]
    shown = range(len(lines)) if sum(lines) <= room else window(lines, menu.marked, room)
    before, after = shown.start, len(lines) - shown.stop
    return [
        *([_left_out("↑", before)] if before else []),
        _table(menu, shown),
        *([_left_out("↓", after)] if after else []),
    ]


def _left_out(arrow: str, number: int) -> Text:
    said = gettext("{number} more").format(number=number)
    return Text(f"    {arrow} {said}", style="dim")


def _table(menu: Menu, places: Iterable[int]) -> Table:
    numbered = any(key.isdecimal() for key, _ in menu.shortcuts)
    table = Table.grid(padding=(0, 1, 0, 0))
    for width in (_MARK, *((_NUMBER,) if numbered else ())):
        table.add_column(width=width)
    table.add_column()
    for place in places:
        number = f"{place + 1}." if numbered and place < MOST_NUMBERED else ""
        style = "bold cyan" if place == menu.marked else ""
        row = (f"  {'❯' if style else ' '}", *((number,) if numbered else ()), menu.entries[place])
        table.add_row(*(Text(part, style=style) for part in row))
    return table
