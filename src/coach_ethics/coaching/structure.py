"""Records from plain data: checked against the layout of their class, then built.

The only module that imports cattrs.
"""

from __future__ import annotations

from collections.abc import Mapping
from contextlib import suppress
from datetime import date
from enum import StrEnum
from functools import cache
from types import MappingProxyType, NoneType, UnionType
from typing import Any, Union, cast, get_args, get_origin, get_type_hints

import attrs
from cattrs import Converter

from coach_ethics.language.diagnostics import Diagnostics, EnoughError
from coach_ethics.language.schema.read import conform, entries
from coach_ethics.language.schema.records import record_of
from coach_ethics.language.schema.shapes import Record
from coach_ethics.language.schema.stages import Fault, Stage, by_path
from coach_ethics.language.trees import tree_of
from coach_ethics.language.yaml import plain
from coach_ethics.metadata import Metadata
from coach_ethics.model.situation import Situation
from coach_ethics.model.vocabulary import own_scalar
from coach_ethics.problems import CaseProblems

KINDS: Mapping[str, str] = MappingProxyType(
    {
        "AgreedBy": "the parties who agreed",
        "Client": "the client",
        "Coach": "the coach",
        "Sponsor": "the sponsor",
        "Contract": "the contract",
        "Confidentiality": "the rules on confidentiality",
        "Ending": "the rules on ending",
        "Limit": "a limit of confidentiality",
        "Due": "an entry of the history",
        "Disclosures": "the disclosures",
        "Supervision": "the coach's supervision",
        "PersonId": "a person's id",
    }
)
"""What records are called where the name of their class, spelt out, wouldn't do."""

NO_RECORDS = ("facts", "places")
"""What an engagement holds besides records."""


STAGE = Stage(
    MappingProxyType(
        {
            Fault.KIND: "F204",
            Fault.KEY: "F203",
            Fault.MISSING: "F204",
            Fault.EMPTY: "F204",
            Fault.GROUP: "F204",
            Fault.DAY: "F205",
            Fault.TOGETHER: "F204",
            Fault.MANY: "F211",
            Fault.ENOUGH: "F211",
            Fault.NAME: "F204",
            Fault.WORD: "F206",
            Fault.BOUNDS: "F207",
        }
    ),
    by_path,
)
"""Where engagements are read."""


def structured(class_: type, given: Mapping[str, object]) -> dict[str, Any]:
    """What a program gave for these attributes of a record, as a file that said so would be read.

    Raises CaseProblems (F2xx) with everything that doesn't fit.
    """
    layout, hints, faults = _layout(class_), get_type_hints(class_), Diagnostics(STAGE)
    with suppress(EnoughError):
        good = conform(tree_of(_plain(given)), layout, faults, layout.what)
    if faults.problems:
        raise CaseProblems(faults.problems)
    return {name.text: CONVERTER.structure(plain(value), hints[name.text]) for name, value in entries(good)}


@cache
def _layout(class_: type) -> Record:
    return record_of(class_, KINDS, without=NO_RECORDS)


def _plain(value: object) -> object:
    """What a program gave as plain data: records as mappings, sets and tuples as lists, scalars as Python's own."""
    match value:  # open: whatever a program gives
        case StrEnum():
            return value.value
        case Metadata():
            return value.data
        case Mapping():
            return {key: _unread(key, each) for key, each in value.items() if each is not None}
        case set() | frozenset():
            return _plain(sorted(value, key=str))
        case list() | tuple():
            return [_plain(each) for each in value]
        case str() | bool() | int() | date():
            return value
        case _ if attrs.has(type(value)):
            names = (each.name for each in attrs.fields(cast("type[attrs.AttrsInstance]", type(value))))
            return _plain({name: getattr(value, name) for name in names})
        case _:
            return own_scalar(value)


def _unread(key: object, value: object) -> object:
    """Plain data; metadata as they are, since nothing in them has a meaning here, not even None."""
    return value if key == "metadata" and isinstance(value, Mapping) else _plain(value)


def _or_word(type_: Any) -> Any:
    """A record or `none`, a day or `never`, a person's id or a role: which of them it is, the word tells."""
    known = [each for each in get_args(type_) if each is not NoneType]
    (word,) = (each for each in known if issubclass(each, StrEnum))
    (other,) = (each for each in known if each is not word)

    def structure(data: object, _: Any) -> Any:
        return data if data is None else word(data) if data in tuple(word) else CONVERTER.structure(data, other)

    return structure


def _is_or_word(type_: Any) -> bool:
    known = [each for each in get_args(type_) if each is not NoneType]
    words = (isinstance(each, type) and issubclass(each, StrEnum) for each in known)
    return get_origin(type_) in (Union, UnionType) and len(known) > 1 and any(words)


def _converter() -> Converter:
    converter = Converter(detailed_validation=False)
    converter.register_structure_hook(date, lambda text, _: date.fromisoformat(text))
    converter.register_structure_hook(Metadata, lambda text, _: Metadata(text))
    converter.register_structure_hook(Situation, lambda values, _: Situation(values))
    converter.register_structure_hook_factory(_is_or_word, _or_word)
    return converter


CONVERTER = _converter()
"""Builds records of plain data that conform to their layout."""
