"""The command line: `coach-ethics VERB …`, one file per verb."""

from __future__ import annotations

import codecs
import gc
import io
import os
import signal
import sys
from pathlib import Path


def main() -> None:
    """Run the command line; exit status 0: no problems, 1: findings, 2: bad input."""
    _open_streams()
    # Policies are trees of many small parts that stay: to look among them for cycles every 700 allocations is in vain.
    gc.set_threshold(50_000, *gc.get_threshold()[1:])
    try:
        from coach_ethics.cli.application import application  # late, so that the library never loads a terminal
    except KeyboardInterrupt:
        raise SystemExit(130) from None  # the exit status that shells report after Ctrl-C
    if hasattr(signal, "SIGPIPE"):
        # `coach-ethics … | head` ends quietly, as other tools do, instead of reporting a broken pipe.
        signal.signal(signal.SIGPIPE, signal.SIG_DFL)
    if isinstance(sys.stdout, io.TextIOWrapper) and (sys.stdout.errors == "strict" or not _writes_all(sys.stdout)):
        # Characters that an old console can't show are escaped (JSON reads them back), instead of ending the program.
        sys.stdout.reconfigure(errors="backslashreplace")
    application()


def _writes_all(stream: io.TextIOWrapper) -> bool:
    """Whether the encoding has every character; that of the `C` locale, which escapes only stray bytes, has few."""
    return codecs.lookup(stream.encoding).name == "utf-8"


def _open_streams() -> None:
    """Standard streams that whoever started the process has closed lead nowhere, so that its exit status still tells.

    (Otherwise the next file that is opened would be taken for one of them.)
    """
    for name, mode in (("stdin", "r"), ("stdout", "w"), ("stderr", "w")):
        if getattr(sys, name) is None:
            stream = Path(os.devnull).open(mode, encoding="utf-8")  # noqa: SIM115 - stays open as long as the process
            setattr(sys, name, stream)
