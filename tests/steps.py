"""Work counted in steps, which are calls of functions: as many on a busy machine as on an idle one."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from cProfile import Profile


@contextmanager
def at_most(steps: int) -> Iterator[None]:
    """Holds a piece of work to so many steps. Ten million take a machine of 2020 some two seconds."""
    profile = Profile()
    with profile:
        yield
    taken = sum(entry.callcount for entry in profile.getstats())
    assert taken <= steps, f"it takes {taken:,} steps, and {steps:,} are allowed"
