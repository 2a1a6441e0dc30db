"""A menu controlled by keys, as data: what a key press changes. Reads and prints nothing."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TypeAlias, assert_never

from attrs import evolve, frozen

from coach_ethics.translation import gettext, pgettext

UP, DOWN, ENTER, ERASE, REDRAW = "up", "down", "enter", "erase", "redraw"

_SEQUENCES = {
    "\x1b[A": UP,
    "\x1bOA": UP,
    "\xe0H": UP,  # on Windows
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


def _typed_in_full() -> dict[str, str]:
    """Words that can be typed in full, although the first letter is enough, in the language of the interview."""
    return {
        pgettext("the key for yes", "y"): gettext("yes"),
        pgettext("the key for no", "n"): gettext("no"),
        "b": "back",
        "q": "quit",
    }


def keys_in(read: str) -> Iterator[str]:
    """The keys in what a terminal sent: the names above, or the character itself; others are left out."""
    while read:
        found = next((sequence for sequence in _SEQUENCES if read.startswith(sequence)), None)
        if found is not None:
            yield _SEQUENCES[found]
            read = read[len(found) :]
        elif read[0] == "\x1b":
            return  # another key that sends several characters
        else:
            if read[0].isprintable():
                yield read[0]
            read = read[1:]


def words_cut(keys: Iterator[str]) -> Iterator[str]:
    """The keys without those that only complete the word of the first letter, including the Enter that ends it."""
    word, typed = "", 0
    for key in keys:
        if word and typed < len(word) and key.casefold() == word[typed]:
            typed += 1
        elif word and typed == len(word) and key == ENTER:
            word = ""
        else:
            word, typed = _typed_in_full().get(key.casefold(), ""), 1
            yield key


@frozen
class Menu:
    """Entries of which one is marked. `shortcuts` are keys that choose an entry at once, by its index."""

    entries: tuple[str, ...]
    shortcuts: tuple[tuple[str, int], ...] = ()
    marked: int = 0
    heading: str = ""


@frozen
class NumberField:
    """A number being typed; `refused` after Enter on an invalid number, until the next key."""

    minimum: int
    maximum: int
    typed: str = ""
    refused: bool = False


@frozen
class Chosen:
    """What was chosen: the index of an entry, or a number."""

    value: int


Widget: TypeAlias = Menu | NumberField


def pressed(widget: Widget, key: str) -> Widget | Chosen:
    """The widget after a key press, unchanged if the key means nothing to it; or what was chosen."""
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
    """The entries to show around the marked one where there is no room for all.

    `lines` are the lines that each entry takes. One line is kept for each end at which entries are left out. The marked
    entry is shown even if it alone doesn't fit.
    """

    def fits(first: int, last: int) -> bool:
        return sum(lines[first : last + 1]) + (first > 0) + (last < len(lines) - 1) <= room

    first = last = marked
    while True:
        wider = [(first - 1, last), (first, last + 1)]
        if marked - first >= last - marked:  # extend first where fewer are shown
            wider.reverse()
        found = next(((low, high) for low, high in wider if low >= 0 and high < len(lines) and fits(low, high)), None)
        if found is None:
            return range(first, last + 1)
        first, last = found
