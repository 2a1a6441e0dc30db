"""`coach-ethics ask` under keys: menus and number fields as data, and as they are drawn."""

from __future__ import annotations

import io
from collections.abc import Callable

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rich.console import Console
from tests.interview.essay_paths import ENDS

from coach_ethics.cli.drawing import drawn, height
from coach_ethics.cli.interviewing import ask_follow_up, run_interview
from coach_ethics.cli.menu import (
    DOWN,
    ENTER,
    ERASE,
    UP,
    Chosen,
    Menu,
    NumberField,
    Widget,
    keys_in,
    pressed,
    window,
    words_cut,
)
from coach_ethics.cli.terminal import keys_of
from coach_ethics.cli.terminal_prompter import TerminalPrompter
from coach_ethics.interview import State, assessment, begin_interview
from coach_ethics.translation import speaking

MENU = Menu(("yes", "no", "perhaps"), (("y", 0), ("3", 2)))
UP_SENT, DOWN_SENT, RETURN = "\x1b[A", "\x1b[B", "\r"


def after(widget: Widget, *keys: str) -> Widget | Chosen:
    """What keys make of a widget, up to a choice."""
    for key in keys:
        next_ = pressed(widget, key)
        if isinstance(next_, Chosen):
            return next_
        widget = next_
    return widget


@pytest.mark.parametrize(
    ("keys", "chosen"),
    [
        ((ENTER,), 0),
        ((DOWN, ENTER), 1),
        ((UP, ENTER), 2),
        ((DOWN, DOWN, DOWN, ENTER), 0),
        (("3",), 2),
        (("z", "y"), 0),
        (("Y",), 0),
    ],
)
def test_a_menu(keys: tuple[str, ...], chosen: int) -> None:
    assert after(MENU, *keys) == Chosen(chosen)


@pytest.mark.parametrize(
    ("keys", "found"),
    [
        (("3", ENTER), Chosen(3)),
        (("1", "2", ERASE, "5", ENTER), Chosen(15)),
        ((ENTER,), NumberField(0, 60, refused=True)),
        (("6", "1", ENTER), NumberField(0, 60, "61", refused=True)),
        (("6", "1", ENTER, ERASE), NumberField(0, 60, "6")),
        (("6", "1", ENTER, ERASE, ENTER), Chosen(6)),
        (("1", "2", "3", "x", "-"), NumberField(0, 60, "12")),
        ((UP, UP, UP, DOWN, ENTER), Chosen(1)),
    ],
)
def test_a_number_is_typed(keys: tuple[str, ...], found: Widget | Chosen) -> None:
    assert after(NumberField(0, 60), *keys) == found


def test_a_number_may_be_negative() -> None:
    assert after(NumberField(-5, 5), "-", "3", ENTER) == Chosen(-3)


@given(st.lists(st.sampled_from((UP, DOWN, ENTER, ERASE, "y", "3", "-", "9", "0", "x", "²"))))
def test_whatever_is_pressed_only_what_fits_is_chosen(keys: list[str]) -> None:
    """No sequence of keys chooses anything but an entry of the menu, or a number within its bounds."""
    for widget, fits in ((MENU, range(3)), (NumberField(-5, 40), range(-5, 41))):
        found = after(widget, *keys)
        assert not isinstance(found, Chosen) or found.value in fits


@pytest.mark.parametrize(
    ("read", "keys"),
    [
        ("\x1b[A", [UP]),
        ("\x1bOB", [DOWN]),
        ("\xe0H", [UP]),
        ("\x1b[B\x1b[B\r", [DOWN, DOWN, ENTER]),
        ("ab\x7f", ["a", "b", ERASE]),
        ("\x1b[5~", []),
        ("\x01y", ["y"]),
    ],
)
def test_keys_are_told_apart(read: str, keys: list[str]) -> None:
    assert list(keys_in(read)) == keys


@pytest.mark.parametrize(
    ("typed", "keys"),
    [
        ("yes\ry", ["y", "y"]),
        ("NO\r\r", ["N", ENTER]),
        ("back\rquit\r", ["b", "q"]),
        ("y\r", ["y", ENTER]),
        ("yn", ["y", "n"]),
        ("yess", ["y", "s"]),
        ("un", ["u", "n"]),
    ],
)
def test_a_word_spelled_out_is_the_key_that_it_begins_with(typed: str, keys: list[str]) -> None:
    """Whoever types `yes` and Enter has answered one question, not two."""
    assert list(words_cut(keys_in(typed))) == keys


@given(st.lists(st.integers(1, 4), min_size=1, max_size=20), st.data(), st.integers(1, 30))
def test_what_is_shown_of_a_menu_fits_and_has_the_marked_entry(
    lines: list[int], data: st.DataObject, room: int
) -> None:
    """As many entries around the marked one as there is room for: no neighbour more would fit."""
    marked = data.draw(st.integers(0, len(lines) - 1))
    shown = window(lines, marked, room)
    assert marked in shown

    def taken(start: int, stop: int) -> int:
        return sum(lines[start:stop]) + (start > 0) + (stop < len(lines))

    assert taken(shown.start, shown.stop) <= room or shown == range(marked, marked + 1)
    wider = [(shown.start - 1, shown.stop), (shown.start, shown.stop + 1)]
    assert all(taken(*each) > room for each in wider if each[0] >= 0 and each[1] <= len(lines))


@pytest.mark.parametrize("rows", [6, 8, 12, 40])
def test_a_menu_is_never_higher_than_the_terminal(rows: int) -> None:
    """Whatever is marked is drawn, with how many are left out above and below."""
    console = _console(io.StringIO(), rows)
    for marked in range(12):
        menu = Menu(tuple(f"{place} {'far too long for one line ' * (place % 4)}" for place in range(12)), (), marked)
        drawing = drawn(menu, "q stop", console)
        assert height(drawing, console) <= rows
        shown = io.StringIO()
        _console(shown, rows).print(drawing)
        assert f"❯ {marked} " in shown.getvalue()
        lines = [line.replace("❯", "").split() for line in shown.getvalue().splitlines()]
        told = sum(int(line[1]) for line in lines if line[0] in {"↑", "↓"})
        assert told + sum(line[0].isdecimal() for line in lines) == 12


def test_a_number_that_does_not_fit_is_told_what_does() -> None:
    _, _, shown = _led("1", "y", "y", "y", RETURN, "101", RETURN)
    assert "nothing entered yet; enter a number from 0 to 100" in shown.getvalue()
    assert "101 is not allowed; enter a number from 0 to 100" in shown.getvalue()


def test_an_answer_taken_back_is_marked() -> None:
    """So Enter gives it again, or the number is there to be changed."""
    state, _, shown = _led("1", "y", "y", "n", "12", RETURN, "b", "b", "b", RETURN, RETURN, RETURN)
    assert [each.value for each in state.answers][2:] == [True, False, 12]
    assert "Your previous answer: no." in shown.getvalue()


def test_what_is_drawn_is_drawn_again_below_what_others_printed() -> None:
    """After Ctrl-Z and `fg`, or at Ctrl-L: the menu goes on where it was."""
    state, _, shown = _led(DOWN_SENT, "\x0c", RETURN)
    assert [each.value for each in state.answers] == ["protecting_client"]
    assert "\n\n\n" in shown.getvalue()


def _console(shown: io.StringIO, rows: int) -> Console:
    """A terminal that draws, whatever the one is in which the tests run."""
    drawing = {"TERM": "xterm", "LINES": str(rows), "COLUMNS": "60"}
    return Console(file=shown, force_terminal=True, color_system=None, highlight=False, _environ=drawing)


def _sent(*parts: str) -> Callable[[], str]:
    """A terminal on which this is typed, and which then ends."""
    waiting = iter(parts)

    def read() -> str:
        try:
            return next(waiting)
        except StopIteration:
            raise EOFError from None

    return read


def _led(*parts: str) -> tuple[State, TerminalPrompter, io.StringIO]:
    shown = io.StringIO()
    keyboard = TerminalPrompter(_console(shown, 25), keys_of(_sent(*parts)))
    return run_interview(begin_interview("essay", engine="reference"), keyboard).state, keyboard, shown


def test_the_essay_under_the_arrow_keys() -> None:
    """Yes by Enter, by its letter; a choice by its number, by arrows; a number typed: the way to withdrawing."""
    keys = ["1", RETURN, "y", "y", "3", RETURN, "y", "y", DOWN_SENT, RETURN, "n", "y", "n", "2", "n", "n"]
    state, _, shown = _led(*keys)
    statuses = assessment(state).statuses
    assert {act: statuses[act].value for act in ENDS["withdraw"]} == ENDS["withdraw"]
    assert "  → the client's learning" in shown.getvalue()
    assert "❯" in shown.getvalue()


def test_keys_typed_ahead_are_not_lost() -> None:
    state, _, _ = _led("1yyy3\ryy2nyn2", "\r")
    assert [each.value for each in state.answers][:5] == ["client_learning", True, True, True, 3]
    assert [each.value for each in state.answers][-2:] == ["none", True]


def test_why_back_not_known_and_stop() -> None:
    state, _, shown = _led("?", "u", "b", "1", "q", "y")
    assert [(each.fact, each.value) for each in state.answers] == [("coach.purpose", "client_learning")]
    assert "This is asked because the answer affects:" in shown.getvalue()
    assert "  → not known" in shown.getvalue()


def test_the_end_of_input_stops() -> None:
    """With a word, and without a menu of what to ask on that nobody could choose from."""
    state, keyboard, shown = _led("1", "\x04")
    assert len(state.answers) == 1
    assert "The input ends here; this is the result so far." in shown.getvalue()
    before = len(shown.getvalue())
    ask_follow_up(state, keyboard)
    assert shown.getvalue()[before:].endswith("\x1b[2K")


def test_follow_ups_are_chosen_until_it_is_enough() -> None:
    keys = ["1", "y", "y", "y", "3", RETURN, "y", "y", "2", "n", "y", "n", "2", "n", "n"]
    state, keyboard, shown = _led(*keys, DOWN_SENT, RETURN, UP_SENT, RETURN, "q")
    ask_follow_up(state, keyboard)
    assert shown.getvalue().count("You would breach:") == 1
    before, _, after_it = shown.getvalue().partition("You would breach:")
    assert "Follow-up questions:" in before
    assert "Follow-up questions:" in after_it


@pytest.mark.parametrize(
    ("language", "typed", "cut"),
    [("fr", "oui\rnon\r", ["o", "n"]), ("de", "ja\rnein\r", ["j", "n"]), ("", "no\r", ["n"])],
)
def test_yes_and_no_can_be_typed_in_full_in_the_language_of_the_interview(
    language: str, typed: str, cut: list[str]
) -> None:
    """Else the `u` of `oui` would be "I don't know" to the next question."""
    with speaking(language):
        assert list(words_cut(keys_in(typed))) == cut
