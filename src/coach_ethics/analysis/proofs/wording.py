"""A few words for claims: names in backticks, listed as in a sentence."""

from __future__ import annotations

from collections.abc import Collection, Iterable


def together(names: Iterable[str]) -> str:
    """Names in backticks as a list in a sentence: `a`, `b` and `c`."""
    quoted = [f"`{name}`" for name in names]
    return " and ".join([", ".join(quoted[:-1]), *quoted[-1:]]) if len(quoted) > 1 else "".join(quoted)


def course_words(course: Collection[str]) -> str:
    """A course in a sentence: to do `a` and `b`."""
    return f"to do {together(sorted(course))}" if course else "to do nothing"
