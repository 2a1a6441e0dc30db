"""What an analysis may take: steps, alike on every machine, and seconds where whoever asks has set a limit."""

from __future__ import annotations

from math import inf
from time import monotonic

from coach_ethics.deontics.minimal import Budget


def limited(steps: int, seconds: float = inf) -> Budget:
    """A budget of so many steps, which must be spent within so many seconds from now."""
    if seconds == inf:
        return Budget(steps)
    end = monotonic() + seconds
    return Budget(steps, seconds_left=lambda: end - monotonic())
