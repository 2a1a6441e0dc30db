"""The command line: `coach-ethics VERB …`, one file per verb."""

from __future__ import annotations

import gc
import io
import signal
import sys


def main() -> None:
    """Run the command line; exit status 0: no problems, 1: findings, 2: bad input."""
    # Policies are trees of many small parts that stay: to look among them for cycles every 700 allocations is in vain.
    gc.set_threshold(50_000, *gc.get_threshold()[1:])
    try:
        from coach_ethics.cli.application import application  # late, so that the library never loads a terminal
    except KeyboardInterrupt:
        raise SystemExit(130) from None  # the exit status that shells report after Ctrl-C
    if hasattr(signal, "SIGPIPE"):
        # `coach-ethics … | head` ends quietly, as other tools do, instead of reporting a broken pipe.
        signal.signal(signal.SIGPIPE, signal.SIG_DFL)
    if isinstance(sys.stdout, io.TextIOWrapper) and sys.stdout.errors == "strict":
        # Characters that an old console can't show are escaped (JSON reads them back), instead of ending the program.
        sys.stdout.reconfigure(errors="backslashreplace")
    application()
