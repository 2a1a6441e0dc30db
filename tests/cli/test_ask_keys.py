"""`coach-ethics ask` on a terminal: menus under the arrow keys, as data, as drawn, and in a terminal of its own."""

from __future__ import annotations

import io
import os
import re
import select
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rich.console import Console
from tests.interview.essay_paths import ENDS

from coach_ethics.cli.asking import ask_on, lead
from coach_ethics.cli.keyboard import Keyboard, keys_of
from coach_ethics.cli.menu import DOWN, ENTER, ERASE, UP, Chosen, Menu, NumberField, Widget, keys_in, pressed
from coach_ethics.interview import State, assessment, interview

MENU = Menu(("yes", "no", "perhaps"), (("y", 0), ("3", 2)))
STYLED = re.compile(r"\x1b\[[0-9;]*m")
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
    ],
)
def test_a_menu(keys: tuple[str, ...], chosen: int) -> None:
    assert after(MENU, *keys) == Chosen(chosen)


@pytest.mark.parametrize(
    ("keys", "found"),
    [
        (("3", ENTER), Chosen(3)),
        (("1", "2", ERASE, "5", ENTER), Chosen(15)),
        ((ENTER,), NumberField(0, 60)),
        (("6", "1", ENTER), NumberField(0, 60, "61")),
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


def _sent(*parts: str) -> Callable[[], str]:
    """A terminal on which this is typed, and which then ends."""
    waiting = iter(parts)

    def read() -> str:
        try:
            return next(waiting)
        except StopIteration:
            raise EOFError from None

    return read


def _led(*parts: str) -> tuple[State, Keyboard, io.StringIO]:
    shown = io.StringIO()
    # a terminal that draws, whatever the one is in which the tests run
    drawing = {"TERM": "xterm"}
    console = Console(file=shown, width=80, force_terminal=True, color_system=None, highlight=False, _environ=drawing)
    keyboard = Keyboard(console, keys_of(_sent(*parts)))
    return lead(interview("essay", engine="reference"), keyboard), keyboard, shown


def test_the_essay_under_the_arrow_keys() -> None:
    """Yes by Enter, by its letter; a choice by its number, by arrows; a number typed: the way to withdrawing."""
    keys = [RETURN, "1", "y", "y", "3", RETURN, "y", "y", DOWN_SENT, RETURN, "n", "y", "n", "2", "n", "1"]
    state, _, shown = _led(*keys)
    statuses = assessment(state).statuses
    assert {act: statuses[act].value for act in ENDS["withdraw"]} == ENDS["withdraw"]
    assert "  → client learning" in shown.getvalue()
    assert "❯" in shown.getvalue()


def test_keys_typed_ahead_are_not_lost() -> None:
    state, _, _ = _led("y1yy3\ryy2nyn2", "\r")
    assert [each.value for each in state.answers][:5] == [True, "client_learning", True, True, 3]
    assert [each.value for each in state.answers][-2:] == ["none", True]


def test_why_back_not_known_and_stop() -> None:
    state, _, shown = _led("?", "u", "b", "y", "q", "y")
    assert [(each.fact, each.value) for each in state.answers] == [("sponsor.present", True)]
    assert "This is asked because the answer decides on:" in shown.getvalue()
    assert "  → not known" in shown.getvalue()


def test_the_end_of_input_stops() -> None:
    state, _, _ = _led("y")
    assert len(state.answers) == 1


def test_follow_ups_are_chosen_until_it_is_enough() -> None:
    keys = ["y", "1", "y", "y", "3", RETURN, "y", "y", "2", "n", "y", "n", "2", "n", "1"]
    state, keyboard, shown = _led(*keys, DOWN_SENT, RETURN, UP_SENT, RETURN, "q")
    ask_on(state, keyboard)
    assert shown.getvalue().count("You would breach:") == 1
    assert shown.getvalue().count("You may ask on:") == 2


@pytest.mark.skipif(sys.platform == "win32", reason="a pseudo-terminal needs a Unix")
def test_in_a_terminal_of_its_own(tmp_path: Path) -> None:
    """The whole command in a pseudo-terminal: arrows, the assessment, the menu of what to ask on, the saved file."""
    terminal, its_end = os.openpty()
    command = [sys.executable, "-m", "coach_ethics", "ask", "--about", "refer", "--save", "mine.yaml"]
    # A process of its own, not a fork of this one, which has threads.
    with subprocess.Popen(
        command,
        cwd=tmp_path,
        env={**os.environ, "TERM": "xterm", "COLUMNS": "80", "LINES": "40"},
        stdin=its_end,
        stdout=its_end,
        stderr=its_end,
        start_new_session=True,
    ) as process:
        os.close(its_end)
        try:
            shown = _until(terminal, "q stop", "")
            os.write(terminal, DOWN_SENT.encode())
            shown = _until(terminal, "❯ no", shown)
            os.write(terminal, RETURN.encode())
            shown = _until(terminal, "That is all.", shown)
            os.write(terminal, b"q")
            shown = _until(terminal, "mine.yaml holds what was answered", shown)
            assert process.wait(60) == 0
        finally:
            process.kill()
            os.close(terminal)
    assert "Help the client find somebody who is competent for this." in shown
    assert "coach.within_competence: false" in (tmp_path / "mine.yaml").read_text("utf-8")


def _until(terminal: int, wanted: str, shown: str, seconds: float = 60) -> str:
    """What a terminal shows, read until it has shown something new that is wanted."""
    for part in _shown(terminal, time.monotonic() + seconds):
        shown += part
        if wanted in shown:
            return shown
    raise AssertionError(f"{wanted!r} isn't shown, but:\n{shown}")


def _shown(terminal: int, end: float) -> Iterator[str]:
    while time.monotonic() < end:
        ready, _, _ = select.select([terminal], [], [], 0.5)
        if ready:
            try:
                yield STYLED.sub("", os.read(terminal, 65536).decode("utf-8", "replace"))
            except OSError:  # the other side is closed
                return
