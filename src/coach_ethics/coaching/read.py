"""Engagements from YAML, JSON and plain data, and back.

A file is read as far as it can be: what doesn't fit is noted with its path and place and taken for not known, and the
rest is still looked through for contradictions. So a file with ten faults reports ten.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from contextlib import suppress
from types import MappingProxyType
from typing import Any, cast

import attrs

from coach_ethics.arguments import takes
from coach_ethics.coaching.consistency import standing_contradictions
from coach_ethics.coaching.engagement import Engagement
from coach_ethics.coaching.given import FromGiven
from coach_ethics.coaching.layout import engagement_layout
from coach_ethics.coaching.people import Client, Person, PersonId, Sponsor
from coach_ethics.coaching.record_keys import with_record
from coach_ethics.coaching.structure import CONVERTER, STAGE
from coach_ethics.coaching.vocabulary import STANDARD
from coach_ethics.language.data import PARTS_OF_POLICIES, Data, DataForm, Forms, as_data
from coach_ethics.language.diagnostics import Diagnostics, EnoughError
from coach_ethics.language.file_kind import is_policy
from coach_ethics.language.files import ENDINGS
from coach_ethics.language.schema.read import conform, entries, entry
from coach_ethics.language.trees import json_text, tree_of
from coach_ethics.language.yaml import Mapping as MappingNode
from coach_ethics.language.yaml import Node, Scalar, compose, emit, path_spans, plain
from coach_ethics.model.digest import fingerprint
from coach_ethics.model.vocabulary import Vocabulary
from coach_ethics.problems import CaseProblems, Problem, quoted
from coach_ethics.source import Source, Span, legible


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
        faults.extend(_with_path(each, given, spans) if isinstance(given, Source) else each for each in problems)
        if node is not None:
            engagement = _engagement(node, vocabulary, spans, faults)
            if engagement is not None and not faults.problems:
                return engagement
    written = json.loads(json_text(node)) if node is not None else None
    raise CaseProblems(with_record(each, written) for each in faults.problems)


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
    engagement = CONVERTER.structure(records | {"facts": facts}, Engagement)
    engagement = attrs.evolve(engagement, places=spans)
    faults.extend(standing_contradictions(engagement, vocabulary or STANDARD))
    return engagement


def _with_path(problem: Problem, source: Source, spans: dict[str, Span]) -> Problem:
    """What is wrong with a text as YAML, with the path of the value that it stands in, so that a form can mark it."""
    if problem.span is None or problem.path is not None:
        return problem
    if problem.code == "Y107":  # nothing could be read: what would be, were the character another one
        node, _ = compose(attrs.evolve(source, text=legible(source.text)))
        spans = path_spans(node) if node is not None else {}
    there = [path for path, span in spans.items() if path != "$" and _holds(span, problem.span)]
    return attrs.evolve(problem, path=max(there, key=len)) if there else problem


def _holds(span: Span, part: Span) -> bool:
    start, end = (span.line, span.column), (span.end_line, span.end_column)
    return start <= (part.line, part.column) and (part.end_line, part.end_column) <= end


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


def engagement_data(engagement: Engagement) -> Data:
    """The engagement as plain data, ready for JSON, which `read_engagement` reads too. What isn't known is left out."""
    known: Data = _known(as_data(engagement, _FORMS))
    return known if known["facts"] else {name: part for name, part in known.items() if name != "facts"}


def engagement_digest(engagement: Engagement) -> str:
    """The digest of everything that is known of an engagement, in hexadecimal: it tells two apart, and nothing else.

    By what the caller's own program knows records isn't in it, but for the ids by which people are meant.
    """
    return fingerprint(engagement_data(_without_keys(engagement)))


def _without_keys(record: Any) -> Any:
    match record:  # open: what attributes hold
        case tuple():
            return tuple(map(_without_keys, record))
        case FromGiven():
            class_: Any = type(record)
            inside = {each.name: _without_keys(getattr(record, each.name)) for each in attrs.fields(class_)}
            own = {"metadata"} if isinstance(record, Client | Sponsor | Person | PersonId) else {"id", "metadata"}
            return attrs.evolve(cast("Any", record), **{**inside, **dict.fromkeys(own.intersection(inside))})
        case _:
            return record


_FORMS: Forms = MappingProxyType({**PARTS_OF_POLICIES, "Engagement": DataForm(without=("places",))})


def _known(data: Any) -> Any:
    match data:  # open: plain data, by its Python types
        case dict():
            known = {name: part for name, part in data.items() if part is not None}
            return {name: part if name == "metadata" else _known(part) for name, part in known.items()}
        case list():
            return list(map(_known, data))
        case _:
            return data
