"""The layout of records, read off their attrs classes: a new attribute of a class needs no second place."""

from __future__ import annotations

import inspect
import re
from collections.abc import Mapping
from datetime import date
from enum import StrEnum
from types import MappingProxyType, NoneType, UnionType
from typing import Any, Union, get_args, get_origin, get_type_hints

import attrs

from coach_ethics.language.schema.shapes import (
    DayShape,
    Flag,
    JsonShape,
    Key,
    ListShape,
    Maybe,
    Only,
    OrWord,
    Record,
    Shape,
    Text,
    Whole,
)
from coach_ethics.language.schema.words import LARGEST_NUMBER
from coach_ethics.language.yaml import MOST_NODES
from coach_ethics.model.vocabulary import Fact, Integer

NO_KINDS: Mapping[str, str] = MappingProxyType({})


def record_of(class_: type, kinds: Mapping[str, str] = NO_KINDS, *, without: tuple[str, ...] = ()) -> Record:
    """The layout of a class: a key for each attribute, but those `without`; all may be left out.

    The annotation says what an attribute takes: a text, `bool`, `int`, `date`, a `StrEnum`, another such class, a tuple
    of these; or one of these or a word of an enumeration. Its metadata may say it better, as a `shape` or a
    `fact` with its bounds. `kinds` calls classes, by their names, otherwise than `a contract`.
    """
    hints = get_type_hints(class_)
    written = [each for each in attrs.fields(class_) if each.name not in without]
    aside = sorted(written, key=lambda each: isinstance(each.metadata.get("shape"), JsonShape))
    keys = (_key(each, hints[each.name], kinds) for each in aside)
    means = inspect.cleandoc(class_.__doc__ or "").partition("\n\n")[0].replace("\n", " ")
    return Record(_kind(class_.__name__, kinds), tuple(keys), means=means)


def _kind(name: str, kinds: Mapping[str, str]) -> str:
    """A kind of record in words: the name of its class, spelt out."""
    words = re.sub("(?<!^)([A-Z])", r" \1", name).lower()
    return kinds.get(name, f"{'an' if words[0] in 'aeiou' else 'a'} {words}")


def _key(attribute: attrs.Attribute[Any], annotation: Any, kinds: Mapping[str, str]) -> Key:
    fact: Fact | None = attribute.metadata.get("fact")
    shape = attribute.metadata.get("shape") or _shape(annotation, kinds, fact)
    return Key(attribute.name, shape if isinstance(shape, Maybe) else Maybe(shape), fact.means if fact else "")


def _shape(annotation: Any, kinds: Mapping[str, str], fact: Fact | None = None) -> Shape:
    if get_origin(annotation) in (Union, UnionType):
        return _alternatives(get_args(annotation), kinds, fact)
    if get_origin(annotation) is tuple:
        # The bound on a whole text is bound enough.
        return ListShape(_shape(get_args(annotation)[0], kinds), most=MOST_NODES, whole=True)
    if attrs.has(annotation):
        return record_of(annotation, kinds)
    if issubclass(annotation, StrEnum):
        return Only(tuple(member.value for member in annotation))
    if annotation is int:
        bounds = fact.type if fact and isinstance(fact.type, Integer) else Integer(-LARGEST_NUMBER, LARGEST_NUMBER)
        return Whole(bounds.minimum, bounds.maximum)
    return _PLAIN[annotation]


_PLAIN: Mapping[type, Shape] = MappingProxyType({str: Text(), bool: Flag(), date: DayShape()})


def _is_enumeration(annotation: Any) -> bool:
    return isinstance(annotation, type) and issubclass(annotation, StrEnum)


def _alternatives(annotations: tuple[Any, ...], kinds: Mapping[str, str], fact: Fact | None) -> Shape:
    known = [each for each in annotations if each is not NoneType]
    shape, *others = (_shape(each, kinds, fact) for each in sorted(known, key=_is_enumeration))
    for other in others:
        assert isinstance(other, Only), "INVARIANT (or word): of several alternatives all but one are words"
        shape = OrWord(tuple(map(str, other.words)), shape)
    return Maybe(shape) if NoneType in annotations else shape
