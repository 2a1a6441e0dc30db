"""How results show themselves: in a few lines where a program prints them, in a notebook as a person reads them.

What a notebook shows is rendered far above the classes that are shown. So these know its renderer by a name alone,
which is looked up when a notebook asks: see docs/decisions/0007-displays.md.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sized
from importlib import import_module
from typing import Any

import attrs

RENDERER = "coach_ethics.render.displays"
"""The module whose `display` turns a result into HTML."""

LONGEST = 1_000
"""How many characters of a result are printed in full; of a longer one, its long parts are counted."""

_PART = 120


def as_html(shown: object) -> str | None:
    """A result as HTML, for notebooks: what they ask for as `_repr_html_`. None where only its `repr` has words."""
    found: str | None = import_module(RENDERER).display(shown)
    return found


def brief(shown: Any) -> str:
    """A frozen class as text, with each of its attributes while that is short; else its long parts are counted."""
    parts = [(each, getattr(shown, each.name)) for each in attrs.fields(type(shown)) if each.repr]
    whole = _written(shown, (f"{each.name}={_repr(each, value)}" for each, value in parts))
    if len(whole) <= LONGEST:
        return whole
    told = ((each, value) for each, value in parts if not _left_out(each, value))
    return _written(shown, (f"{each.name}={_part(value, _repr(each, value))}" for each, value in told))


def _written(shown: object, parts: Iterator[str]) -> str:
    return f"{type(shown).__name__}({', '.join(parts)})"


def _repr(attribute: attrs.Attribute[Any], value: object) -> str:
    return attribute.repr(value) if callable(attribute.repr) else _in_order(value)


def _in_order(value: object) -> str:
    """As `repr`, with the members of sets in one order, which else differs from process to process."""
    match value:  # open: whatever a result holds
        case frozenset() if value:
            return f"frozenset({{{', '.join(sorted(map(_in_order, value)))}}})"
        case tuple() if type(value) is tuple:
            members = ", ".join(map(_in_order, value))
            return f"({members},)" if len(value) == 1 else f"({members})"
        case _:
            return repr(value)


def _left_out(attribute: attrs.Attribute[Any], value: object) -> bool:
    """Whether there is nothing to tell: it was left as it is by default, or is empty."""
    return value is None or value is attribute.default or (isinstance(value, Sized) and not len(value))


def _part(value: object, written: str) -> str:
    if len(written) <= _PART:
        return written
    match value:  # open: whatever a result holds
        case str():
            return f"{written[: _PART - 2]}…{written[-1]}"
        case Mapping() | tuple() | list() | frozenset():
            return f"<{len(value)}>"
        case _:
            return f"<{type(value).__name__}>"
