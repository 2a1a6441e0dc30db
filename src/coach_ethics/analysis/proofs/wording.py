"""A few words for claims: names in backticks, listed as in a sentence."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence


def together(names: Iterable[str]) -> str:
    """Names in backticks as a list in a sentence: `a`, `b` and `c`."""
    return sentence_list([f"`{name}`" for name in names])


def sentence_list(words: Sequence[str]) -> str:
    """Words as a list in a sentence: a, b and c."""
    return " and ".join([", ".join(words[:-1]), *words[-1:]]) if len(words) > 1 else "".join(words)


def course_words(course: Collection[str]) -> str:
    """A course in a sentence: doing `a` and `b`."""
    return f"doing {together(sorted(course))}" if course else "doing nothing"
