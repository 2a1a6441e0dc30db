"""Progress of long work, on a terminal only, and on the standard error, so that it never gets into a result."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager

from rich.console import Console
from rich.markup import escape


@contextmanager
def progress(working_on: str) -> Iterator[Callable[[str], None]]:
    """While the work is under way, a line that says what is being looked at; what is yielded changes it."""
    if not sys.stderr.isatty():
        yield lambda _: None
        return
    console = Console(stderr=True)
    with console.status(escape(working_on)) as status:
        yield lambda at: status.update(escape(f"{working_on}: {at}"))
