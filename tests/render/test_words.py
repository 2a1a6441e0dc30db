from __future__ import annotations

import pytest

from coach_ethics.model.vocabulary import Value
from coach_ethics.render.words import values_words


@pytest.mark.parametrize(
    ("values", "words"),
    [
        ((), ""),
        ((True,), "yes"),
        (("oral", "in_writing"), "oral or in writing"),
        ((3,), "3"),
        ((2, 3), "2 or 3"),
        ((2, 0, *range(3, 101)), "0 or 2 to 100"),
        ((0, 2, 3, 7), "0, 2, 3 or 7"),
        ((-1, 0, 1, 2, 9), "-1 to 2 or 9"),
    ],
)
def test_any_of_several_values(values: tuple[Value, ...], words: str) -> None:
    """Numbers that follow on each other are said as a run, in whatever order they come."""
    assert values_words(values) == words
