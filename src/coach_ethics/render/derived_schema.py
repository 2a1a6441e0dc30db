"""JSON Schemas of results, made from what writes them: the attributes of their classes, and their forms.

So a schema says of each key what its annotation says, and nothing is described twice. A form that computes a key has
its type from what the function returns, or under `types`.
"""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterable, Iterator, Mapping
from datetime import date
from enum import Enum
from functools import cached_property
from itertools import product
from types import MappingProxyType, NoneType, UnionType
from typing import Any, TypeAlias, Union, get_args, get_origin, get_type_hints

import attrs
from attrs import frozen

from coach_ethics.json_formats import JsonFormat
from coach_ethics.language.data import DataForm, Forms, Keys
from coach_ethics.model.conditions import Condition

Schema: TypeAlias = dict[str, Any]

_PLAIN: Mapping[Any, Schema] = MappingProxyType(
    {
        None: {"type": "null"},
        NoneType: {"type": "null"},
        bool: {"type": "boolean"},
        int: {"type": "integer"},
        float: {"type": "number"},
        str: {"type": "string"},
        date: {"type": "string", "format": "date"},
        object: {},
        Any: {},
    }
)


_FREE = "FreeObject"
"""How the schema of objects is called that may have any keys."""


def schema_from(format_: str, holds: object, forms: Forms) -> Schema:
    """The JSON Schema (2020-12) of a result: its `format`, and the keys of what it `holds`; no other key is allowed."""
    name = format_.split()[1]
    schemas = _Schemas(forms)
    whole = [{"format": {"const": format_}, **keys} for keys in schemas.alternatives(holds)]
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "$id": f"urn:coach-ethics:result:{format_.removeprefix('coach-ethics ').replace(' ', ':')}",
        "title": f"coach-ethics {name}",
        **_any_of([_object(keys) for keys in whole]),
        "$defs": schemas.defined,
    }


def answer_schema_from(holds: Keys, forms: Forms) -> Schema:
    """The JSON Schema of an answer that is no document itself; documents in it are pointed at by `document_name`.

    Whoever puts it beside the schemas of these documents has to define them.
    """
    schemas = _Schemas(forms)
    return {**schemas.of(holds), "$defs": schemas.defined}


def document_name(format_: JsonFormat) -> str:
    """How the schema of a document is called among others: `AssessmentDocument`."""
    return f"{''.join(word.capitalize() for word in format_.value.split()[1].split('-'))}Document"


class _Optional(Schema):
    """The schema of a key that may be left out."""


def _object(keys: Mapping[str, Schema]) -> Schema:
    required = [key for key, schema in keys.items() if not isinstance(schema, _Optional)]
    return {"type": "object", "properties": dict(keys), "required": required, "additionalProperties": False}


def _any_of(schemas: list[Schema]) -> Schema:
    distinct = [each for place, each in enumerate(schemas) if each not in schemas[:place]]
    return distinct[0] if len(distinct) == 1 else {"anyOf": distinct}


def _merged(parts: Iterable[Mapping[str, Schema]]) -> dict[str, Schema]:
    return {key: each for part in parts for key, each in part.items()}


@frozen
class _Schemas:
    """Makes schemas, each class once under `defined`."""

    forms: Forms
    defined: dict[str, Schema] = attrs.field(factory=dict)

    def of(self, type_: Any) -> Schema:
        """The schema of what `as_data` makes of a value of a type."""
        if isinstance(type_, Keys):
            keys = _any_of([_object(keys) for keys in self.alternatives(type_)])
            return {"type": "array", "items": keys} if type_.many else keys
        if isinstance(type_, JsonFormat):
            return {"$ref": f"#/$defs/{document_name(type_)}"}
        if isinstance(type_, tuple):
            return _any_of([self.of(each) for each in type_])
        type_ = _named(type_) if isinstance(type_, str) else type_
        if type_ in _PLAIN:
            return _PLAIN[type_]
        arguments, origin = get_args(type_), get_origin(type_) or type_
        if origin in (Union, UnionType):
            return _any_of([self.of(each) for each in arguments])
        if not isinstance(origin, type):
            raise TypeError(f"no schema of {type_!r}")
        if issubclass(origin, Enum):
            return {"enum": [member.value for member in origin]}
        if issubclass(origin, Condition):
            return {"type": "string"}
        if attrs.has(origin) or origin.__name__ in self.forms:
            return self._class(origin)
        if issubclass(origin, Mapping):
            if not arguments or arguments[1] in (Any, object):
                self.defined[_FREE] = {"type": "object"}  # by a name, as generators of clients need it
                return {"$ref": f"#/$defs/{_FREE}"}
            return {"type": "object", "additionalProperties": self.of(arguments[1])}
        if origin is tuple and arguments[-1] is not ...:
            items = [self.of(each) for each in arguments]
            return {"type": "array", "prefixItems": items, "minItems": len(items), "maxItems": len(items)}
        if issubclass(origin, Iterable) and arguments:
            return {"type": "array", "items": self.of(arguments[0])}
        raise TypeError(f"no schema of {type_!r}")

    def _class(self, of: type) -> Schema:
        form = self.forms.get(of.__name__)
        if form is not None and not isinstance(form, DataForm):
            return self.of(_returned(form))
        if of.__name__ not in self.defined:
            self.defined[of.__name__] = {}  # it may contain itself
            self.defined[of.__name__] |= _any_of([_object(keys) for keys in self.alternatives(of)])
        return {"$ref": f"#/$defs/{of.__name__}"}

    def alternatives(self, of: Any) -> list[dict[str, Schema]]:
        """The keys that an object has: several sets of them where parts that may be of several classes are flat."""
        of = _named(of) if isinstance(of, str) else of
        if isinstance(of, Keys):
            sets = [keys for each in of.of for keys in self.alternatives(each)] if of.of else [{}]
            also = {key: self.of(held) for key, held in of.also.items()}
            also |= {key: _Optional(self.of(held)) for key, held in of.optional.items()}
            beside = [self.alternatives(each) for each in of.beside]
            return [{**keys, **also, **_merged(others)} for keys in sets for others in product(*beside)]
        if get_origin(of) in (Union, UnionType):
            return [keys for each in get_args(of) for keys in self.alternatives(each)]
        form = self.forms.get(of.__name__, DataForm())
        assert isinstance(form, DataForm), f"INVARIANT (objects): {of.__name__} has no keys of its own"
        parts = [list(self._part(key, of, form)) for key in form.keys_of(of)]
        tag = {form.tag[0]: {"const": form.tag[1]}} if form.tag else {}
        return [{**tag, **_merged(chosen)} for chosen in product(*parts)]

    def _part(self, key: str, of: type, form: DataForm) -> Iterator[dict[str, Schema]]:
        """What stands for an attribute: one key, or where it is flat the keys of what it holds."""
        held = form.types.get(key) or (_returned(form.computed[key]) if key in form.computed else _held(of, key))
        if key not in form.flat:
            yield {"place" if key == "span" else key: self._paired(held) if key in form.pairs else self.of(held)}
            return
        for each in get_args(held) if get_origin(held) in (Union, UnionType) else (held,):
            if isinstance(each, Keys) or attrs.has(each):
                yield from self.alternatives(each)
            else:
                yield {key: self.of(each)}

    def _paired(self, held: Any) -> Schema:
        """Pairs that become a mapping."""
        (pair, *_), origin = get_args(held), get_origin(held)
        of = get_args(held)[1] if issubclass(origin, Mapping) else get_args(pair)[1]
        return {"type": "object", "additionalProperties": self.of(of)}


def _held(of: type, key: str) -> Any:
    """What an attribute or a property holds."""
    for each in of.__mro__:
        attribute = vars(each).get(key)
        if isinstance(attribute, property) and attribute.fget is not None:
            return _hints(attribute.fget)["return"]
        if isinstance(attribute, cached_property):
            return _hints(attribute.func)["return"]
    return _hints(of)[key]


def _returned(function: Callable[[Any], object]) -> Any:
    hints = _hints(function)
    assert "return" in hints, f"INVARIANT (typed forms): {function} says what it returns"
    return hints["return"]


def _hints(of: Any) -> dict[str, Any]:
    """The annotations of a class or a function, with names that its module imports for type checkers alone."""
    known: dict[str, Any] = {}
    while True:
        try:
            return get_type_hints(of, localns=known)
        except NameError as missing:
            name = str(missing.name)
            if name in known:
                raise
            known[name] = _named(name)


def _named(name: str) -> Any:
    """The class of a name, of which there is one in all of the library, or else what else is called so."""
    modules = [vars(each) for key, each in sys.modules.items() if key.startswith("coach_ethics.")]
    found = [module[name] for module in modules if name in module]
    return next((each for each in found if isinstance(each, type)), None) or found[0]
