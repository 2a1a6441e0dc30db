"""What a program gives to a record, converted and checked as a file is."""

from __future__ import annotations

from collections.abc import Callable
from functools import cache
from types import NoneType, UnionType
from typing import Any, TypeAlias, Union, cast, get_args, get_origin, get_type_hints

import attrs

from coach_ethics.language.schema.shapes import JsonShape
from coach_ethics.metadata import Metadata

_Test: TypeAlias = Callable[[Any], bool]


class FromGiven:
    """A record whose attributes take what a file may say: `"none"`, `"2026-01-31"`, a list, a mapping for a record.

    Raises CaseProblems with everything that doesn't fit, under the codes of engagement files (F2xx).

    >>> import coach_ethics as ce
    >>> from coach_ethics.coaching import Absence
    >>> ce.Engagement(sponsor="none", block={"named": True}).sponsor is Absence.NONE
    True
    """

    __slots__ = ()

    def __repr__(self) -> str:
        # What is known; words of one's own are left out, since a log is no place for what a client said.
        class_: Any = type(self)
        texts = _texts(class_).union(each.name for each in attrs.fields(class_) if each.metadata.get("id"))
        names = (each.name for each in attrs.fields(class_) if each.repr is not False)
        known = ((name, getattr(self, name)) for name in names)
        told = (f"{name}={'...' if name in texts else repr(value)}" for name, value in known if value is not None)
        return f"{class_.__name__}({', '.join(told)})"

    def __attrs_post_init__(self) -> None:
        """Convert what isn't of the annotated types yet."""
        odd = {}
        for name, fits in _tests(cast("Any", type(self))):
            value = getattr(self, name)
            if value is not None and not fits(value):
                odd[name] = value
        if odd:
            from coach_ethics.coaching.structure import (
                structured,  # loads cattrs, which the right types needn't wait for
            )

            for name, value in structured(type(self), odd).items():
                object.__setattr__(self, name, value)


def own_id() -> Any:
    """An attrs field for the id by which the caller's own program knows a record."""
    return attrs.field(default=None, metadata={"name": True, "id": True})


def own_metadata() -> Any:
    """An attrs field for what the caller's own program keeps with a record: no two differ by it."""
    return attrs.field(default=None, eq=False, repr=False, metadata={"shape": JsonShape()})


@cache
def _tests(class_: Any) -> tuple[tuple[str, _Test], ...]:
    """For each attribute whether a value is what the annotation says, to the letter."""
    hints = get_type_hints(class_)
    own = (each.name for each in attrs.fields(class_) if each.converter is None)
    return tuple((name, _test(hints[name])) for name in own)


def _test(annotation: Any) -> _Test:
    if get_origin(annotation) in (Union, UnionType):
        tests = tuple(_test(each) for each in get_args(annotation) if each is not NoneType)
        return tests[0] if len(tests) == 1 else lambda value: any(fits(value) for fits in tests)
    if get_origin(annotation) is tuple:
        inner = _test(get_args(annotation)[0])
        return lambda value: type(value) is tuple and all(map(inner, value))
    if annotation is int:
        return lambda value: False  # a number has bounds, which the reader knows
    if attrs.has(annotation):
        return lambda value: isinstance(value, annotation)
    return lambda value: type(value) is annotation


def without_texts(record: Any) -> Any:
    """A record, and all that are in it, without words of one's own and metadata: no fact follows from these."""
    match record:  # open: what attributes hold
        case tuple():
            return tuple(map(without_texts, record))
        case FromGiven():
            class_: Any = type(record)
            texts = _texts(class_)
            inside = {name: without_texts(getattr(record, name)) for name, _ in _tests(class_) if name not in texts}
            return attrs.evolve(cast("Any", record), **inside, **dict.fromkeys(texts))
        case Metadata():
            return None
        case _:
            return record


@cache
def _texts(class_: Any) -> frozenset[str]:
    """The attributes that hold words of one's own, and not the name of something that policies know."""
    hints, fields = get_type_hints(class_), attrs.fields(class_)
    return frozenset(each.name for each in fields if hints[each.name] == str | None and not each.metadata.get("name"))
