"""The command as a process of its own: broken pipes, interruptions, other interpreters' habits, shell completion."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

COMMAND = [sys.executable, "-m", "coach_ethics"]


def _run(*arguments: str, **environment: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [*COMMAND, *arguments], capture_output=True, text=True, timeout=60, env=os.environ | environment, check=False
    )


def test_the_module_is_the_command() -> None:
    ended = _run("--version")
    assert ended.returncode == 0
    assert ended.stdout.startswith("coach-ethics ")


FULL = Path("/dev/full")


@pytest.mark.skipif(not FULL.exists(), reason="there is no full disk to write to")
@pytest.mark.parametrize(
    "arguments", [("show", "essay"), ("policies", "--format", "json"), ("facts", "--format", "markdown")]
)
def test_a_full_disk_is_told_in_a_sentence(arguments: tuple[str, ...]) -> None:
    with FULL.open("w") as full:
        ended = subprocess.run(
            [*COMMAND, *arguments], stdout=full, stderr=subprocess.PIPE, text=True, timeout=60, check=False
        )
    assert ended.stderr == "error F105: standard output can't be written: no space left on device\n"
    assert ended.returncode == 2


def test_what_a_console_cannot_show_is_spelt_out() -> None:
    """Consoles that know few letters: nothing ends in a traceback, and JSON stays what it is."""
    assert _run("show", "essay", PYTHONIOENCODING="ascii").returncode == 0
    plain = _run("facts", "--policy", "essay", "--format", "json", PYTHONIOENCODING="ascii", PYTHONUTF8="0")
    assert plain.returncode == 0
    assert json.loads(plain.stdout) == json.loads(_run("facts", "--policy", "essay", "--format", "json").stdout)


def test_what_a_locale_cannot_show_is_spelt_out() -> None:
    """The one of ASCII, which Python reads arguments and writes errors in."""
    locale = {"LC_ALL": "C", "PYTHONUTF8": "0", "PYTHONCOERCECLOCALE": "0"}
    for arguments in (("show", "essay"), ("check", "n\u00f6pe.yaml"), ("facts", "-f", "json")):
        ended = _run(*arguments, **locale)
        assert ended.returncode == (2 if arguments[0] == "check" else 0)
        assert "Traceback" not in ended.stderr


@pytest.mark.skipif(sys.platform == "win32", reason="streams are closed otherwise there")
@pytest.mark.parametrize("closed", [">&-", "2>&-", "<&-", "<&- >&- 2>&-"])
@pytest.mark.parametrize(
    ("arguments", "status"),
    [
        ("show essay", 0),
        ("--version", 0),
        ("--help", 0),
        ("show nope", 2),
        ("check nope.yaml", 2),
        ("assess - -p nope", 2),
        ("ask -p essay", 0),
    ],
)
def test_closed_streams_leave_the_exit_status(tmp_path: Path, arguments: str, status: int, closed: str) -> None:
    line = f'"$0" -m coach_ethics {arguments} {closed}'
    ended = subprocess.run(
        ["sh", "-c", line, sys.executable],
        capture_output=True,
        input="",
        text=True,
        timeout=60,
        cwd=tmp_path,
        check=False,
    )
    assert "Traceback" not in ended.stderr
    assert ended.returncode == status


@pytest.mark.skipif(not FULL.exists(), reason="there is no full disk to write to")
def test_problems_that_cannot_be_told_leave_the_exit_status() -> None:
    with FULL.open("w") as full:
        assert subprocess.run([*COMMAND, "show", "nope"], stderr=full, timeout=60, check=False).returncode == 2


ODD = b"odd\xff"


@pytest.mark.skipif(sys.platform != "linux", reason="file names are texts there")
@pytest.mark.parametrize(
    ("line", "status"),
    [
        ("check odd.yaml", 2),
        ("check odd.yaml --format json", 2),
        ("check odd.yaml --format sarif", 2),
        ("check . --format sarif", 2),
        ("check odd.nothing.yaml", 2),
        ("assess odd.case.yaml -p essay", 0),
        ("cohort odd.csv -p essay", 2),
        ("cohort fine.csv -p essay --out odd.out.csv", 2),
    ],
)
def test_file_names_that_are_not_utf_8(tmp_path: Path, line: str, status: int) -> None:
    """They are read and told of; Polars takes none, which is told too."""
    texts = {"odd.yaml": "policy: x\nnorms: 3\n", "odd.case.yaml": "{}\n", "odd.csv": "law.forbids\n"}
    for name, text in {**texts, "fine.csv": "sponsor.present\ntrue\n"}.items():
        with open(os.fsencode(tmp_path) + b"/" + name.encode().replace(b"odd", ODD), "w", encoding="utf-8") as file:
            file.write(text)
    command = [each.encode().replace(b"odd", ODD) for each in (*COMMAND, *line.split())]
    ended = subprocess.run(command, capture_output=True, timeout=60, cwd=tmp_path, check=False)
    assert b"Traceback" not in ended.stderr
    assert ended.returncode == status
    if "sarif" in line:
        assert b'"odd%FF.yaml"' in ended.stdout


@pytest.mark.skipif(sys.platform == "win32", reason="pipes end otherwise there")
def test_a_pipe_that_nobody_reads_on_leaves_no_traceback() -> None:
    """`coach-ethics show essay | head -1`."""
    with subprocess.Popen([*COMMAND, "show", "essay"], stdout=subprocess.PIPE, stderr=subprocess.PIPE) as process:
        assert process.stdout is not None
        assert process.stderr is not None
        process.stdout.close()
        assert process.stderr.read() == b""
        process.wait(60)


@pytest.mark.skipif(sys.platform == "win32", reason="interruptions are other things there")
def test_an_interruption_leaves_no_traceback(tmp_path: Path) -> None:
    """Ctrl-C while a case is awaited: from a pipe, which shows when somebody begins to read it."""
    pipe = tmp_path / "case.yaml"
    os.mkfifo(pipe)
    with subprocess.Popen([*COMMAND, "assess", str(pipe)], stderr=subprocess.PIPE) as process:
        try:
            writing = _opened_once_read(pipe)
            told = _told_once_interrupted(process)
            os.close(writing)
        finally:
            process.kill()
    assert process.returncode != 0
    assert b"Traceback" not in told


def _opened_once_read(pipe: Path, seconds: float = 60) -> int:
    """A named pipe opened for writing, as soon as somebody reads it."""
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        try:
            return os.open(pipe, os.O_WRONLY | os.O_NONBLOCK)
        except OSError:  # nobody reads it yet
            time.sleep(0.02)
    raise AssertionError("nobody reads the case")


def _told_once_interrupted(process: subprocess.Popen[bytes], presses: int = 12) -> bytes:
    """What a process says on standard error when Ctrl-C is pressed, and pressed again as long as nothing happens.

    Python notes a signal and acts on it between two of its own steps: one that arrives just before it begins to wait
    for the case is noted, and waits with it. A second one, while it waits, is acted on at once.
    """
    for _ in range(presses):
        process.send_signal(signal.SIGINT)
        try:
            _, told = process.communicate(timeout=5)
        except subprocess.TimeoutExpired:
            continue
        return told
    raise AssertionError("the process doesn't end on Ctrl-C")


@pytest.mark.parametrize("shell", ["bash", "zsh", "fish"])
def test_a_shell_can_complete(shell: str) -> None:
    """The script for the shell is shown, and asked by it, the command names verbs, policies and engines."""
    variables = {"_COACH_ETHICS_COMPLETE": f"source_{shell}"}
    script = Path(sys.executable).with_name("coach-ethics")
    if not script.exists():
        pytest.skip(reason="the command is installed elsewhere")
    shown = subprocess.run(
        [script], capture_output=True, text=True, timeout=60, env=os.environ | variables, check=False
    )
    assert "COACH_ETHICS_COMPLETE" in shown.stdout


def test_completion_names_policies() -> None:
    script = Path(sys.executable).with_name("coach-ethics")
    if not script.exists():
        pytest.skip(reason="the command is installed elsewhere")
    words = "coach-ethics assess case.yaml --policy ess"
    asked = {"_COACH_ETHICS_COMPLETE": "complete_bash", "COMP_WORDS": words, "COMP_CWORD": "4"}
    ended = subprocess.run([script], capture_output=True, text=True, timeout=60, env=os.environ | asked, check=False)
    assert ended.stdout.split() == ["essay"]
