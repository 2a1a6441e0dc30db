"""What a program gives to a record, converted and checked as a file is."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date
from enum import StrEnum
from functools import cache
from types import NoneType, UnionType
from typing import Any, TypeAlias, Union, cast, get_args, get_origin, get_type_hints

import attrs

from coach_ethics.model.vocabulary import own_scalar

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

    def __attrs_post_init__(self) -> None:
        """Convert what isn't of the annotated types yet."""
        odd = {}
        for name, fits in _tests(cast("Any", type(self))):
            value = getattr(self, name)
            if value is not None and not fits(value):
                odd[name] = value
        if odd:
            from coach_ethics.coaching.read import structured  # the reader knows all records

            for name, value in structured(type(self), odd).items():
                object.__setattr__(self, name, value)


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


def plain_given(value: object) -> object:
    """What a program gave as plain data: records as mappings, sets and tuples as lists, scalars as Python's own."""
    match value:  # open: whatever a program gives
        case StrEnum():
            return value.value
        case Mapping():
            return {key: plain_given(each) for key, each in value.items() if each is not None}
        case set() | frozenset():
            return plain_given(sorted(value, key=str))
        case list() | tuple():
            return [plain_given(each) for each in value]
        case str() | bool() | int() | date():
            return value
        case _ if attrs.has(type(value)):
            names = (each.name for each in attrs.fields(cast("type[attrs.AttrsInstance]", type(value))))
            return plain_given({name: getattr(value, name) for name in names})
        case _:
            return own_scalar(value)
