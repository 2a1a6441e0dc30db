"""Results as plain data, ready for JSON: one converter for all of them."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date
from enum import Enum
from functools import cache
from types import MappingProxyType
from typing import Any, TypeAlias

import attrs
from attrs import field, frozen

from coach_ethics.language.conditions.write import write_condition
from coach_ethics.metadata import Metadata
from coach_ethics.model.conditions import Condition
from coach_ethics.model.numbers import NumberRuns
from coach_ethics.model.policy import Concept, citation_text
from coach_ethics.model.situation import Situation
from coach_ethics.model.vocabulary import Value

Data: TypeAlias = dict[str, Any]
"""Plain data under keys: what JSON calls an object."""


@frozen
class Keys:
    """Data that is put together by hand: the keys of results of a class, or of one of several, and others.

    Those that are `optional` may be left out. `beside` are classes whose keys stand there, too. With `many` it is a
    list of such. Classes may be named, where importing them would load much.
    """

    of: tuple[Any, ...] = ()
    also: Mapping[str, Any] = field(factory=dict)
    optional: Mapping[str, Any] = field(factory=dict)
    beside: tuple[Any, ...] = ()
    many: bool = False


@frozen
class DataForm:
    """How results of one class are written, where that isn't a key for each attribute, called as the attribute is.

    `keys` are attributes or properties: those to be written, where not all of them are; `also` are further ones, and
    `without` those to be left out. What a key holds may be `computed`. `tag` is a key and a word that tell the members
    of a closed sum apart. The keys of what is `flat` stand among its own, and what is in `pairs` becomes a mapping.
    `types` say what keys hold where neither an annotation nor what a function returns does, for their JSON Schema.
    """

    keys: tuple[str, ...] = ()
    also: tuple[str, ...] = ()
    without: tuple[str, ...] = ()
    tag: tuple[str, str] | None = None
    flat: tuple[str, ...] = ()
    pairs: tuple[str, ...] = ()
    computed: Mapping[str, Callable[[Any], object]] = field(factory=dict)
    types: Mapping[str, Any] = field(factory=dict)

    def keys_of(self, of: type) -> tuple[str, ...]:
        """The attributes and properties that are written of a class, in order."""
        return (*(self.keys or (name for name in _attributes(of) if name not in self.without)), *self.also)


@cache
def _attributes(of: type) -> tuple[str, ...]:
    return tuple(each.name for each in attrs.fields(of))


Forms: TypeAlias = Mapping[str, "DataForm | Callable[[Any], object]"]
"""Forms by the name of the class, of which there is one in all of the library; or what is written in its stead."""


def _concept_name(concept: Concept) -> str:
    return concept.name


def _runs(numbers: NumberRuns) -> list[dict[str, int]]:
    return [{"from": run[0], "to": run[-1]} for run in numbers.runs]


def _mapping(metadata: Metadata) -> dict[str, object]:
    return metadata.data


def _values(situation: Situation) -> dict[str, Value]:
    return dict(situation.values)


PARTS_OF_POLICIES: Forms = MappingProxyType(
    {
        "Boolean": DataForm(tag=("type", "bool")),
        "Integer": DataForm(tag=("type", "int")),
        "Enumeration": DataForm(tag=("type", "enum")),
        "Citation": citation_text,
        "Concept": _concept_name,
        "Norm": DataForm(
            keys=("name", "because", "cites", "objections", "within", "disputed"),
            computed={"within": lambda norm: None if norm.within is None else {"days": norm.within}},
            types={"within": (Keys(also={"days": int}), None)},
        ),
        "Metadata": _mapping,
        "Notice": DataForm(keys=("name", "says", "urgent", "cites")),
        "NumberRuns": _runs,
        "Objection": DataForm(keys=("objection", "answer", "cites")),
        "PolicyScope": DataForm(keys=("covers", "leaves_out")),
        "Presumption": DataForm(
            keys=("fact", "value", "says", "because", "cites"),
            computed={"fact": lambda presumption: presumption.name},
            types={"fact": str},
        ),
        "Situation": _values,
        "Span": DataForm(
            keys=("file", "line", "column", "end_line", "end_column"),
            computed={"file": lambda span: span.source.name},
            types={"file": str},
        ),
    }
)
"""How parts of policies and of their world are written in results."""


def as_data(value: Any, forms: Forms = PARTS_OF_POLICIES) -> Any:
    """A result as plain data.

    Enumerators are written as their values, sets as sorted lists, days as `2026-01-31`, conditions as in policies,
    numbers to six places after the point; a `span` as `place`, and everything else by its form.
    """
    kind = type(value)
    if kind in _AS_THEY_ARE:
        return value
    if kind is tuple:  # most of the rest
        return [each if type(each) in _AS_THEY_ARE else as_data(each, forms) for each in value]
    match value:  # open: whatever a result holds
        case str() if not isinstance(value, Enum):  # such as a text that can be told in other languages, too
            return str(value)
        case Enum():
            return value.value
        case float():
            return round(value, 6)
        case date():
            return value.isoformat()
        case Metadata():
            return value.data
        case Mapping():
            return {
                key if type(key) is str else str(as_data(key, forms)): (
                    each if type(each) in _AS_THEY_ARE else as_data(each, forms)
                )
                for key, each in value.items()
            }
        case frozenset() | set():
            return sorted(as_data(each, forms) for each in value)
        case list() | tuple():
            return [as_data(each, forms) for each in value]
        case _ if isinstance(value, Condition):
            return write_condition(value)
        case _:
            form = forms.get(kind.__name__, _BY_ATTRIBUTES)
            return _parts(value, form, forms) if isinstance(form, DataForm) else as_data(form(value), forms)


_AS_THEY_ARE = frozenset({type(None), bool, str, int})
"""The types of most of what results hold."""

_BY_ATTRIBUTES = DataForm()


def _parts(value: Any, form: DataForm, forms: Forms) -> Data:
    found: Data = dict([form.tag] if form.tag else ())
    for key in form.keys_of(type(value)):
        held: Any = form.computed[key](value) if key in form.computed else getattr(value, key)
        data = held if type(held) in _AS_THEY_ARE else as_data(dict(held) if key in form.pairs else held, forms)
        if key in form.flat and isinstance(data, dict):
            found.update(data)
        else:
            found["place" if key == "span" else key] = data
    return found
