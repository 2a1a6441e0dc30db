"""Figures of the comparison with published judgements as words."""

from __future__ import annotations

from coach_ethics.model.proportions import Proportion


def out_of(part: Proportion) -> str:
    """Hits of all, and in percent: `3 of 4 (75 %)`."""
    return f"{part.hits} of {part.of}{f' ({in_percent(part.share)})' if part.share is not None else ''}"


def between(part: Proportion) -> str:
    """Wilson's interval, behind a figure; nothing where there is nothing to count."""
    low, high = part.interval()
    return f", 95 % interval {in_percent(low)} to {in_percent(high)}" if part.of else ""


def in_percent(share: float) -> str:
    """A share in percent, without decimals."""
    return f"{100 * share:.0f} %"


def kappa_words(kappa: float | None) -> str:
    """Kappa with two decimals."""
    return "not defined" if kappa is None else f"{kappa:.2f}"


def fraction(part: Proportion) -> str:
    """Hits of all, for a table: `3/4`."""
    return f"{part.hits}/{part.of}" if part.of else ""
