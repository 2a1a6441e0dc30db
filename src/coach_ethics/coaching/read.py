"""Engagements from YAML, JSON and plain data, and back. The only module that imports cattrs.

A file is read as far as it can be: what doesn't fit is noted with its path and place and taken for not known, and the
rest is still looked through for contradictions. So a file with ten faults reports ten.
"""

from __future__ import annotations

from collections.abc import Mapping
from contextlib import suppress
from datetime import date
from enum import StrEnum
from functools import cache
from types import MappingProxyType, NoneType, UnionType
from typing import Any, Union, get_args, get_origin, get_type_hints

import attrs
from cattrs import Converter

from coach_ethics.arguments import takes
from coach_ethics.coaching.consistency import standing_contradictions
from coach_ethics.coaching.engagement import Engagement
from coach_ethics.coaching.given import plain_given
from coach_ethics.coaching.layout import KINDS, engagement_layout
from coach_ethics.language.data import PARTS_OF_POLICIES, Data, DataForm, Forms, as_data
from coach_ethics.language.diagnostics import Diagnostics, EnoughError
from coach_ethics.language.file_kind import is_policy
from coach_ethics.language.files import ENDINGS
from coach_ethics.language.schema.read import conform, entries, entry
from coach_ethics.language.schema.records import record_of
from coach_ethics.language.schema.shapes import Record
from coach_ethics.language.schema.stages import Fault, Stage, by_path
from coach_ethics.language.trees import tree_of
from coach_ethics.language.yaml import Mapping as MappingNode
from coach_ethics.language.yaml import Node, Scalar, compose, emit, path_spans, plain
from coach_ethics.model.digest import fingerprint
from coach_ethics.model.situation import Situation
from coach_ethics.model.vocabulary import Vocabulary
from coach_ethics.problems import CaseProblems, quoted
from coach_ethics.source import Source, Span

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


def read_engagement(given: Source | Mapping[str, object], vocabulary: Vocabulary | None = None) -> Engagement:
    """The engagement that a text in YAML or JSON describes, or plain data laid out like one.

    A fact that is stated directly stands under `facts`, or at the top by its dotted name. With a `vocabulary` (a
    policy's), every such fact must be in it; without, those beyond the standard vocabulary are left to the policy.

    Raises CaseProblems with everything that is wrong: as a text (Y1xx), as an engagement (F2xx), or with itself (F3xx).
    """
    node, problems = compose(given) if isinstance(given, Source) else (tree_of(given), ())
    spans = path_spans(node) if isinstance(given, Source) and node is not None else {}
    faults = Diagnostics(STAGE, spans)
    with suppress(EnoughError):
        faults.extend(problems)
        if node is not None:
            engagement = _engagement(node, vocabulary, spans, faults)
            if engagement is not None and not faults.problems:
                return engagement
    raise CaseProblems(faults.problems)


def _engagement(
    node: Node, vocabulary: Vocabulary | None, spans: dict[str, Span], faults: Diagnostics
) -> Engagement | None:
    if not isinstance(node, MappingNode):
        help_ = "an engagement starts with keys such as `client:` and `contract:`, or with dotted names of facts"
        if isinstance(node, Scalar) and node.text.endswith(ENDINGS):
            help_ = "a program gives the path of a file as a path: `Path(...)`"
        faults.add("F208", "this is not an engagement", _start(node), help_, "$")
        return None
    if is_policy(node):
        help_ = "give it as the policy (`--policy`), and a case here"
        faults.add("F208", "this is a policy, not an engagement", _start(node), help_, "$")
        return None
    _check_once(node, faults)
    good = conform(node, engagement_layout(vocabulary), faults, "the engagement")
    parts = (*entries(good), *entries(entry(good, "facts")))
    facts = {name.text: plain(value) for name, value in parts if "." in name.text}
    records = {name.text: plain(value) for name, value in entries(good) if name.text not in facts}
    for name in facts:
        if f"$.{name}" in spans:
            spans.setdefault(f"$.facts.{name}", spans[f"$.{name}"])
    engagement = _CONVERTER.structure(records | {"facts": facts}, Engagement)
    engagement = attrs.evolve(engagement, places=spans)
    faults.extend(standing_contradictions(engagement))
    return engagement


def _start(node: Node) -> Span:
    return attrs.evolve(node.span, end_line=node.span.line, end_column=node.span.column + 1)


def _check_once(node: MappingNode, faults: Diagnostics) -> None:
    top = {name.text for name, _ in node.entries}
    for name, _ in entries(entry(node, "facts")):
        if name.text in top and "." in name.text:
            message = f"`{quoted(name.text)}` is stated twice"
            help_ = "it is also stated at the top level; keep one of the two"
            faults.add("F209", message, name.span, help_, f"$.facts.{name.text}")


@takes(engagement=Engagement)
def write_engagement(engagement: Engagement) -> str:
    """The engagement as YAML; reading it gives the same engagement. What isn't known is left out.

    >>> import coach_ethics as ce
    >>> from coach_ethics.coaching import Absence, write_engagement
    >>> print(write_engagement(ce.Engagement(sponsor=Absence.NONE)), end="")
    sponsor: none
    """
    return emit(engagement_data(engagement))


def structured(class_: type, given: Mapping[str, object]) -> dict[str, Any]:
    """What a program gave for these attributes of a record, as a file that said so would be read.

    Raises CaseProblems (F2xx) with everything that doesn't fit.
    """
    layout, hints, faults = _layout(class_), get_type_hints(class_), Diagnostics(STAGE)
    with suppress(EnoughError):
        good = conform(tree_of(plain_given(given)), layout, faults, layout.what)
    if faults.problems:
        raise CaseProblems(faults.problems)
    return {name.text: _CONVERTER.structure(plain(value), hints[name.text]) for name, value in entries(good)}


@cache
def _layout(class_: type) -> Record:
    return engagement_layout() if class_ is Engagement else record_of(class_, KINDS)


def engagement_data(engagement: Engagement) -> Data:
    """The engagement as plain data, ready for JSON, which `read_engagement` reads too. What isn't known is left out."""
    known: Data = _known(as_data(engagement, _FORMS))
    return known if known["facts"] else {name: part for name, part in known.items() if name != "facts"}


def engagement_digest(engagement: Engagement) -> str:
    """The digest of everything that is known of an engagement, in hexadecimal: it tells two apart, and nothing else."""
    return fingerprint(engagement_data(engagement))


_FORMS: Forms = MappingProxyType({**PARTS_OF_POLICIES, "Engagement": DataForm(without=("places",))})


def _known(data: Any) -> Any:
    match data:  # open: plain data, by its Python types
        case dict():
            return {name: _known(part) for name, part in data.items() if part is not None}
        case list():
            return list(map(_known, data))
        case _:
            return data


def _or_word(type_: Any) -> Any:
    """A record or `none`, a day or `never`: which of them it is, the word tells."""
    known = [each for each in get_args(type_) if each is not NoneType]
    (word,) = (each for each in known if issubclass(each, StrEnum))
    (other,) = (each for each in known if each is not word)

    def structure(data: object, _: Any) -> Any:
        return data if data is None else word(data) if data in tuple(word) else _CONVERTER.structure(data, other)

    return structure


def _is_or_word(type_: Any) -> bool:
    known = [each for each in get_args(type_) if each is not NoneType]
    return get_origin(type_) in (Union, UnionType) and any(issubclass(each, StrEnum) for each in known[1:])


def _converter() -> Converter:
    converter = Converter(detailed_validation=False)
    converter.register_structure_hook(date, lambda text, _: date.fromisoformat(text))
    converter.register_structure_hook(Situation, lambda values, _: Situation(values))
    converter.register_structure_hook_factory(_is_or_word, _or_word)
    return converter


_CONVERTER = _converter()
