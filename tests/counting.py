"""What tests count, such as policies held to enumeration, as lines at the end of a run: `counted: what: number`."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import TypeAlias

PROPERTY = "counted"
"""The name under which a count travels in a test's report, so that it comes home from xdist's workers too."""

Counted: TypeAlias = Callable[[str, int | str], None]
"""Says what was counted, and how many; or a figure in words, where sums make no sense."""


def counted_lines(reports: Iterable[object]) -> list[str]:
    """The lines that close a run: numbers of the same name are added up, words of the same name told one by one."""
    sums: dict[str, int] = {}
    words: dict[str, list[str]] = {}
    for report in reports:
        if getattr(report, "when", "") != "teardown":
            continue
        for name, value in getattr(report, "user_properties", ()):
            if name != PROPERTY:
                continue
            what, number = value
            if isinstance(number, int):
                sums[what] = sums.get(what, 0) + number
            else:
                words.setdefault(what, []).append(number)
    told = [(what, f"{number:,}") for what, number in sums.items()]
    told += [(what, each) for what, several in words.items() for each in several]
    return [f"counted: {what}: {figure}" for what, figure in sorted(told)]
