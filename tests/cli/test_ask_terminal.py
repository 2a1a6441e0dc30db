"""`coach-ethics ask` in a terminal of its own: arrow keys, Ctrl-C, Ctrl-Z, and terminals that know only lines."""

from __future__ import annotations

import os
import re
import select
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from attrs import define

if sys.platform == "win32":
    pytest.skip("a pseudo-terminal needs a Unix", allow_module_level=True)
import termios

STYLED = re.compile(r"\x1b\[[0-9;]*m")
DOWN_SENT, RETURN = "\x1b[B", "\r"


@define
class Terminal:
    """A terminal in which the command runs, and all that it has shown."""

    fd: int
    process: subprocess.Popen[bytes]
    shown: str = ""

    def press(self, keys: str) -> None:
        """Type something."""
        os.write(self.fd, keys.encode())

    def wait_for(self, wanted: str, seconds: float = 120) -> None:
        """Read until something new that is wanted has been shown."""
        for part in _shown(self.fd, time.monotonic() + seconds):
            self.shown += part
            if wanted in self.shown:
                return
        raise AssertionError(f"{wanted!r} isn't shown, but:\n{self.shown}")

    def is_raw(self) -> bool:
        """Whether keys are read one by one and unseen."""
        return not termios.tcgetattr(self.fd)[3] & (termios.ICANON | termios.ECHO)


def _shown(terminal: int, end: float) -> Iterator[str]:
    while time.monotonic() < end:
        ready, _, _ = select.select([terminal], [], [], 0.5)
        if ready:
            try:
                yield STYLED.sub("", os.read(terminal, 65536).decode("utf-8", "replace"))
            except OSError:  # the other side is closed
                return


@contextmanager
def asking(
    folder: Path, *, size: tuple[int, int] = (40, 80), term: str = "xterm", about: str = "refer"
) -> Iterator[Terminal]:
    """`coach-ethics ask --save mine.yaml` in a terminal of so many lines and columns."""
    terminal, its_end = os.openpty()
    termios.tcsetwinsize(terminal, size)
    command = [sys.executable, "-m", "coach_ethics", "ask", "--about", about, "--save", "mine.yaml"]
    unsized = {name: value for name, value in os.environ.items() if name not in {"COLUMNS", "LINES"}}
    # Under a small program that has the terminal for its own, as a shell has; not a fork of this one, with its threads.
    with subprocess.Popen(
        [sys.executable, "-c", _SHELL, *command],
        cwd=folder,
        env={**unsized, "TERM": term},
        stdin=its_end,
        stdout=its_end,
        stderr=its_end,
        start_new_session=True,
    ) as process:
        os.close(its_end)
        try:
            yield Terminal(terminal, process)
        finally:
            process.kill()
            os.close(terminal)


_SHELL = """
import fcntl, os, signal, sys, termios
fcntl.ioctl(0, termios.TIOCSCTTY, 0)
signal.signal(signal.SIGTTOU, signal.SIG_IGN)
cooked = termios.tcgetattr(0)
child = os.fork()
if not child:
    os.setpgid(0, 0)
    os.tcsetpgrp(0, os.getpid())
    signal.signal(signal.SIGTTOU, signal.SIG_DFL)
    os.execv(sys.argv[1], sys.argv[1:])
while os.WIFSTOPPED(status := os.waitpid(child, os.WUNTRACED)[1]):
    os.tcsetpgrp(0, os.getpid())
    print(f"stopped; cooked: {termios.tcgetattr(0) == cooked}", flush=True)
    sys.stdin.readline()
    os.tcsetpgrp(0, child)
    os.kill(child, signal.SIGCONT)
sys.exit(os.waitstatus_to_exitcode(status))
"""
"""The least of a shell: a command in the foreground; where it's stopped, Enter lets it go on."""


def saved(folder: Path) -> str:
    """What was kept of the answers."""
    return (folder / "mine.yaml").read_text("utf-8")


def test_with_the_arrow_keys(tmp_path: Path) -> None:
    """Arrows, the assessment, the menu of what to ask on, the saved file."""
    with asking(tmp_path) as terminal:
        terminal.wait_for("q stop")
        terminal.press(DOWN_SENT)
        terminal.wait_for("❯ no")
        terminal.press(RETURN)
        terminal.wait_for("No more questions")
        terminal.press("q")
        terminal.wait_for("The answers are saved in mine.yaml")
        assert terminal.process.wait(60) == 0
    assert "Help the client find someone who is competent for this." in terminal.shown
    assert "coach.within_competence: false" in saved(tmp_path)


def test_ctrl_c_keeps_what_was_answered(tmp_path: Path) -> None:
    """It is assessed, shown and saved, and the command ends well, without a trace of Python."""
    with asking(tmp_path, about="withdraw") as terminal:
        terminal.wait_for("Question 1 of")
        terminal.press("y")
        terminal.wait_for("Question 2 of")
        terminal.press("\x03")
        terminal.wait_for("The answers are saved in mine.yaml")
        assert terminal.process.wait(60) == 0
    assert "Stopped; this is the result so far." in terminal.shown
    assert "it replaces neither" in terminal.shown
    assert "Traceback" not in terminal.shown
    assert saved(tmp_path) == "facts:\n  sponsor.present: true\n"


def test_ctrl_z_leaves_the_terminal_as_it_was_and_comes_back(tmp_path: Path) -> None:
    """Stopped, the shell has its own mode and a cursor; continued, keys are read again and the menu is drawn again."""
    with asking(tmp_path) as terminal:
        terminal.wait_for("q stop")
        assert terminal.is_raw()
        terminal.press("\x1a")
        terminal.wait_for("stopped; cooked: True")
        assert terminal.shown.rstrip().split("stopped;")[0].rstrip().endswith("\x1b[?25h")
        terminal.shown = ""
        terminal.press("\n")
        terminal.wait_for("q stop")
        assert terminal.is_raw()
        terminal.press(DOWN_SENT + RETURN)
        terminal.wait_for("→ no")
        assert "^[" not in terminal.shown
        terminal.press("q")
        assert terminal.process.wait(60) == 0
    assert "coach.within_competence: false" in saved(tmp_path)


@pytest.mark.parametrize("term", ["dumb", "unknown"])
def test_a_terminal_that_knows_only_lines(tmp_path: Path, term: str) -> None:
    """Nothing is drawn there; lines are as wide as it is; Ctrl-C keeps what was answered."""
    with asking(tmp_path, size=(20, 50), term=term, about="withdraw") as terminal:
        terminal.wait_for("q stop] > ")
        terminal.press("YES\n")
        terminal.wait_for("Question 2 of")
        terminal.press("\x03")
        terminal.wait_for("The answers are saved in mine.yaml")
        assert terminal.process.wait(60) == 0
    assert "\x1b" not in terminal.shown
    lines = terminal.shown.split("The answers are saved")[0].splitlines()
    assert max(len(line) for line in lines if "q stop]" not in line) <= 50
    assert saved(tmp_path) == "facts:\n  sponsor.present: true\n"
