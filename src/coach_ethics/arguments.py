"""Arguments of public functions: one of a wrong kind is reported in a sentence, instead of failing somewhere inside.

What a value says (an act that no policy has, a day that doesn't exist) is a problem, and data. A value of
another kind is the calling program's mistake: a TypeError.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping
from datetime import date
from functools import wraps
from pathlib import Path
from types import GenericAlias, NoneType, UnionType
from typing import Any, ParamSpec, TypeAlias, TypeVar, get_args, get_origin

P = ParamSpec("P")
R = TypeVar("R")

Kind: TypeAlias = type | UnionType | GenericAlias
"""What a parameter takes, as its annotation says it: `Policy`, `date | None`, `str | Iterable[str]`."""

_WORDS: Mapping[Any, str] = {
    str: "a text",
    Path: "a path",
    date: "a day (`datetime.date`)",
    int: "a whole number",
    float: "a number",
    Mapping: "a mapping",
    NoneType: "None",
}


def takes(**kinds: Kind) -> Callable[[Callable[P, R]], Callable[P, R]]:
    """Refuse what isn't of these kinds, each under the name of its parameter, with a TypeError that says so."""

    def decorated(function: Callable[P, R]) -> Callable[P, R]:
        code = function.__code__
        places = {name: place for place, name in enumerate(code.co_varnames[: code.co_argcount])}

        @wraps(function)
        def checked(*args: P.args, **kwargs: P.kwargs) -> R:
            for name, kind in kinds.items():
                if places.get(name, len(args)) < len(args):
                    _require(function.__name__, name, kind, args[places[name]])
                elif name in kwargs:
                    _require(function.__name__, name, kind, kwargs[name])
            return function(*args, **kwargs)

        return checked

    return decorated


def _require(function: str, name: str, kind: Kind, given: object) -> None:
    if not _is_of(kind, given):
        what = "None" if given is None else f"a `{type(given).__name__}`"
        raise TypeError(f"`{function}` expects {_words(kind)} as `{name}`, but got {what}")


def _is_of(kind: Kind, given: object) -> bool:
    if isinstance(kind, UnionType):
        return any(_is_of(each, given) for each in get_args(kind))
    if isinstance(kind, GenericAlias):
        (inner,) = get_args(kind)
        # An iterator is taken at its word: looking at what it gives would use it up.
        inside = given if isinstance(given, Collection) else ()
        return isinstance(given, get_origin(kind)) and all(_is_of(inner, each) for each in inside)
    return isinstance(given, kind)


def _words(kind: Kind) -> str:
    if isinstance(kind, UnionType):
        *first, last = map(_words, get_args(kind))
        return f"{', '.join(first)} or {last}"
    if isinstance(kind, GenericAlias):
        (inner,) = get_args(kind)
        return f"several ({_words(inner)} each)"
    return _WORDS.get(kind) or f"`{kind.__name__}`"
