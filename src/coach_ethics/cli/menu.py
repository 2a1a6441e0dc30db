"""A menu under the arrow keys, as data: what a key press makes of it. Reads and prints nothing."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TypeAlias, assert_never

from attrs import evolve, frozen

UP, DOWN, ENTER, ERASE, REDRAW = "up", "down", "enter", "erase", "redraw"

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
    "\x0c": REDRAW,
}

_WORDS = {"y": "yes", "n": "no", "b": "back", "q": "quit"}
"""What may be spelled out, though its first letter is enough."""


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


def words_cut(keys: Iterator[str]) -> Iterator[str]:
    """The keys without those that only spell out what the first letter said; the Enter that ends the word is one."""
    word, typed = "", 0
    for key in keys:
        if word and typed < len(word) and key.casefold() == word[typed]:
            typed += 1
        elif word and typed == len(word) and key == ENTER:
            word = ""
        else:
            word, typed = _WORDS.get(key.casefold(), ""), 1
            yield key


@frozen
class Menu:
    """Entries of which one is marked. `shortcuts` are keys that choose an entry at once, by its place."""

    entries: tuple[str, ...]
    shortcuts: tuple[tuple[str, int], ...] = ()
    marked: int = 0
    heading: str = ""


@frozen
class NumberField:
    """A number that is being typed; `refused` once Enter was pressed on what doesn't fit, up to the next key."""

    minimum: int
    maximum: int
    typed: str = ""
    refused: bool = False


@frozen
class Chosen:
    """What the key press ends with: the place of an entry, or a number."""

    value: int


Widget: TypeAlias = Menu | NumberField


def pressed(widget: Widget, key: str) -> Widget | Chosen:
    """What a key makes of a widget; the widget as it is where the key means nothing to it."""
    match widget:
        case Menu():
            return _in_menu(widget, key)
        case NumberField():
            return _in_field(evolve(widget, refused=False), key)
        case _:
            assert_never(widget)


def _in_menu(menu: Menu, key: str) -> Menu | Chosen:
    if key in (UP, DOWN):
        return evolve(menu, marked=(menu.marked + (1 if key == DOWN else -1)) % len(menu.entries))
    if key == ENTER:
        return Chosen(menu.marked)
    place = dict(menu.shortcuts).get(key.casefold())
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
        fits = now is not None and number.minimum <= now <= number.maximum
        return Chosen(now) if now is not None and fits else evolve(number, refused=True)
    belongs = (key.isascii() and key.isdecimal()) or (key == "-" and not number.typed and number.minimum < 0)
    room = len(number.typed) < max(len(str(number.minimum)), len(str(number.maximum)))
    return evolve(number, typed=number.typed + key) if belongs and room else number


def _number(number: NumberField) -> int | None:
    return int(number.typed) if number.typed.removeprefix("-").isdecimal() else None


def window(lines: Sequence[int], marked: int, room: int) -> range:
    """The entries to be shown around the marked one where there is no room for all.

    `lines` are those that each entry takes. One more is left for each end at which entries are left out. The marked
    entry is shown even where it alone has no room.
    """

    def fits(first: int, last: int) -> bool:
        return sum(lines[first : last + 1]) + (first > 0) + (last < len(lines) - 1) <= room

    first = last = marked
    while True:
        wider = [(first - 1, last), (first, last + 1)]
        if marked - first >= last - marked:  # first where fewer are shown
            wider.reverse()
        found = next(((low, high) for low, high in wider if low >= 0 and high < len(lines) and fits(low, high)), None)
        if found is None:
            return range(first, last + 1)
        first, last = found
