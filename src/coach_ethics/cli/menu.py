"""A menu under the arrow keys, as data: what a key press makes of it. Reads and prints nothing."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TypeAlias

from attrs import evolve, frozen

UP, DOWN, ENTER, ERASE = "up", "down", "enter", "erase"

_SEQUENCES = {
    "\x1b[A": UP,
    "\x1bOA": UP,
    "\xe0H": UP,  # as Windows says it
    "\x00H": UP,
    "\x1b[B": DOWN,
    "\x1bOB": DOWN,
    "\xe0P": DOWN,
    "\x00P": DOWN,
    "\r": ENTER,
    "\n": ENTER,
    "\x7f": ERASE,
    "\x08": ERASE,
}


def keys_in(read: str) -> Iterator[str]:
    """The keys in what a terminal sent: the names above, or the sign itself; what means nothing here is left out."""
    while read:
        found = next((sequence for sequence in _SEQUENCES if read.startswith(sequence)), None)
        if found is not None:
            yield _SEQUENCES[found]
            read = read[len(found) :]
        elif read[0] == "\x1b":
            return  # another key that sends several signs
        else:
            if read[0].isprintable():
                yield read[0]
            read = read[1:]


@frozen
class Menu:
    """Entries of which one is marked. `shortcuts` are keys that choose an entry at once, by its place."""

    entries: tuple[str, ...]
    shortcuts: tuple[tuple[str, int], ...] = ()
    marked: int = 0


@frozen
class NumberField:
    """A number that is being typed. What it is filled with, and whether it may be negative."""

    minimum: int
    maximum: int
    typed: str = ""


@frozen
class Chosen:
    """What the key press ends with: the place of an entry, or a number."""

    value: int


Widget: TypeAlias = Menu | NumberField


def pressed(widget: Widget, key: str) -> Widget | Chosen:
    """What a key makes of a widget; the widget as it is where the key means nothing to it."""
    return _in_menu(widget, key) if isinstance(widget, Menu) else _in_field(widget, key)


def _in_menu(menu: Menu, key: str) -> Menu | Chosen:
    if key in (UP, DOWN):
        return evolve(menu, marked=(menu.marked + (1 if key == DOWN else -1)) % len(menu.entries))
    if key == ENTER:
        return Chosen(menu.marked)
    place = dict(menu.shortcuts).get(key)
    return menu if place is None else Chosen(place)


def _in_field(number: NumberField, key: str) -> NumberField | Chosen:
    if key in (UP, DOWN):
        now = _number(number)
        start = number.minimum if now is None else now + (1 if key == UP else -1)
        return evolve(number, typed=str(max(number.minimum, min(number.maximum, start))))
    if key == ERASE:
        return evolve(number, typed=number.typed[:-1])
    if key == ENTER:
        now = _number(number)
        return number if now is None or not number.minimum <= now <= number.maximum else Chosen(now)
    fits = (key.isascii() and key.isdecimal()) or (key == "-" and not number.typed and number.minimum < 0)
    room = len(number.typed) < max(len(str(number.minimum)), len(str(number.maximum)))
    return evolve(number, typed=number.typed + key) if fits and room else number


def _number(number: NumberField) -> int | None:
    return int(number.typed) if number.typed.removeprefix("-").isdecimal() else None
