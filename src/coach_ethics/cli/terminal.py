"""The terminal's keys, one by one: the terminal's mode, which survives Ctrl-Z, and what it sends."""

from __future__ import annotations

import os
import select
import signal
import sys
from collections.abc import Callable, Collection, Iterator
from contextlib import contextmanager, suppress

import typer

from coach_ethics.cli.menu import keys_in, words_cut

_MOST_READ = 64
_END = "\x04"
_REDRAW = "\x0c"
_LOOKING_UP = 0.2
"""Seconds between two looks for Ctrl-C."""
_CURSOR_SHOWN = b"\x1b[?25h"


@contextmanager
def terminal_keys() -> Iterator[Iterator[str]]:
    """The keys pressed on the terminal, one by one and without echo.

    The terminal stays in this mode throughout, so that keys typed ahead are neither lost nor shown. It returns to its
    own mode while the process is stopped, and to this one afterwards; the screen then has to be drawn again.
    """
    if sys.platform == "win32":
        yield keys_of(typer.getchar)
        return
    import termios
    import tty

    terminal = sys.stdin.fileno()
    before = termios.tcgetattr(terminal)
    awake, wake = os.pipe()

    def read() -> str:
        if awake in wait_for_typing(terminal, awake):
            os.read(awake, _MOST_READ)
            return _REDRAW
        return os.read(terminal, _MOST_READ).decode("utf-8", "replace")

    def go_on(*_: object) -> None:
        with suppress(termios.error):  # in the background: the next SIGCONT comes back here
            tty.setcbreak(terminal, termios.TCSADRAIN)
        os.write(wake, b"!")

    def stop(*_: object) -> None:
        os.write(terminal, _CURSOR_SHOWN)
        termios.tcsetattr(terminal, termios.TCSADRAIN, before)
        signal.signal(signal.SIGTSTP, signal.SIG_DFL)
        signal.raise_signal(signal.SIGTSTP)
        signal.signal(signal.SIGTSTP, stop)
        go_on()  # the system doesn't stop a process that nobody could continue

    stopping, going_on = signal.signal(signal.SIGTSTP, stop), signal.signal(signal.SIGCONT, go_on)
    try:
        tty.setcbreak(terminal, termios.TCSADRAIN)
        yield keys_of(read)
    finally:
        signal.signal(signal.SIGTSTP, stopping)
        signal.signal(signal.SIGCONT, going_on)
        termios.tcsetattr(terminal, termios.TCSADRAIN, before)
        os.close(awake)
        os.close(wake)


def wait_for_typing(*streams: int) -> Collection[int]:
    """The streams in which something has arrived, waiting for it, and looking up often enough not to miss Ctrl-C.

    Python notes a signal and acts on it between two of its own steps: one that arrives just before it begins to wait
    would wait with it. On Windows, where only sockets can be waited for, all are returned at once.
    """
    if sys.platform == "win32":
        return streams
    while not (ready := select.select(streams, [], [], _LOOKING_UP)[0]):
        pass
    return ready


def keys_of(read: Callable[[], str]) -> Iterator[str]:
    """The keys in what a terminal sends, up to its end (or Ctrl-D); `read` waits for more."""
    return words_cut(_keys_of(read))


def _keys_of(read: Callable[[], str]) -> Iterator[str]:
    while True:
        try:
            sent = read()
        except EOFError:
            return
        before, end, _ = sent.partition(_END)
        yield from keys_in(before)
        if end or not sent:
            return
