"""Progress of long work, only on a terminal and on standard error, so that it never becomes part of a result."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager

from rich.console import Console
from rich.markup import escape


@contextmanager
def progress(working_on: str) -> Iterator[Callable[[str], None]]:
    """A line that shows what is being worked on; the function that is yielded changes it."""
    if not sys.stderr.isatty():
        yield lambda _: None
        return
    console = Console(stderr=True)
    with console.status(escape(working_on)) as status:
        yield lambda at: status.update(escape(f"{working_on}: {at}"))
