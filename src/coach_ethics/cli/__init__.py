"""The command line: `coach-ethics VERB …`, a file per verb."""

from __future__ import annotations

import io
import signal
import sys


def main() -> None:
    """Run the command line; exit status 0 where all is well, 1 with findings, 2 on bad input."""
    try:
        from coach_ethics.cli.application import application  # late, so that the library never loads a terminal
    except KeyboardInterrupt:
        raise SystemExit(130) from None  # as a shell says of what Ctrl-C ended
    if hasattr(signal, "SIGPIPE"):
        # `coach-ethics … | head` ends as other tools do when nobody reads on, instead of telling of a broken pipe.
        signal.signal(signal.SIGPIPE, signal.SIG_DFL)
    if isinstance(sys.stdout, io.TextIOWrapper) and sys.stdout.errors == "strict":
        # What the encoding of an old console lacks is spelt out (which JSON reads back), instead of ending everything.
        sys.stdout.reconfigure(errors="backslashreplace")
    application()
