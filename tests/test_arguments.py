"""Arguments of a wrong kind: told in a sentence, by the public function that was given them."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from pathlib import Path

import pytest

from coach_ethics.arguments import takes


@takes(names=str | Iterable[str], on=date | None, where=str | Path | None)
def look_at(names: str | Iterable[str], *, on: date | None = None, where: str | Path | None = None) -> list[str]:
    """Looks."""
    return [names] if isinstance(names, str) else list(names)


def test_what_is_of_the_kind_passes_as_it_is() -> None:
    assert look_at("one") == ["one"]
    assert look_at(name for name in ("one", "two")) == ["one", "two"]
    assert look_at(names={"one": 1}, on=date(2026, 1, 1), where=Path()) == ["one"]


@pytest.mark.parametrize(
    ("given", "told"),
    [
        ({"names": None}, "a text or several (a text each) as `names`, but got None"),
        ({"names": b"one"}, "a text or several (a text each) as `names`, but got a `bytes`"),
        ({"names": ["one", 2]}, "a text or several (a text each) as `names`, but got a `list`"),
        ({"names": "one", "on": "2026-01-01"}, "a day (`datetime.date`) or None as `on`, but got a `str`"),
        ({"names": "one", "where": 3}, "a text, a path or None as `where`, but got a `int`"),
    ],
)
def test_what_is_not_of_the_kind_is_told_with_what_would_be(given: dict[str, object], told: str) -> None:
    with pytest.raises(TypeError) as refused:
        look_at(**given)  # type: ignore[arg-type] # what a program without types may pass
    assert str(refused.value) == f"`look_at` expects {told}"


def test_a_call_that_python_refuses_is_refused_by_python() -> None:
    with pytest.raises(TypeError, match="missing 1 required positional argument: 'names'"):
        look_at()  # type: ignore[call-arg] # that is the point


def test_a_function_stays_itself() -> None:
    assert (look_at.__name__, look_at.__doc__) == ("look_at", "Looks.")


@takes(first=str, on=date | None)
def look_at_more(first: str, *others: str, on: date | None = None) -> tuple[str, ...]:
    """Looks."""
    return (first, *others)


def test_what_is_given_besides_is_not_taken_for_a_keyword() -> None:
    assert look_at_more("one", "two", "three", on=None) == ("one", "two", "three")
    with pytest.raises(TypeError, match="as `on`, but got a `str`"):
        look_at_more("one", "two", on="three")  # type: ignore[arg-type] # what a program without types may pass
