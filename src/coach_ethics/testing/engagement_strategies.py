"""Hypothesis strategies for random engagements, read off their records; and engagements with a piece erased."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date
from enum import StrEnum
from types import UnionType
from typing import Any, Union, get_args, get_origin, get_type_hints

import attrs
from hypothesis import strategies as st
from hypothesis.strategies import SearchStrategy

from coach_ethics.arguments import takes
from coach_ethics.coaching.engagement import Engagement
from coach_ethics.coaching.situation import situation_of
from coach_ethics.coaching.vocabulary import STANDARD
from coach_ethics.metadata import Metadata
from coach_ethics.model.situation import Situation
from coach_ethics.model.vocabulary import Value, domain
from coach_ethics.problems import CaseProblems

DAYS = tuple(date(2026, month, 1) for month in range(1, 8))
"""The days on which things happen in random engagements: few, so that they meet."""

_TEXTS = st.sampled_from(
    ("", "x", "no", "2026", "a: b # c", "first line\nsecond line", "être là", "\U0001f600", "a\tb")
)
_IDS = st.sampled_from((None, "anna", "ben", "cleo"))
"""Few, so that they meet."""
_METADATA = st.sampled_from((None, Metadata({}), Metadata({"row": 7, "tags": ["a", None, 1.5]})))
_OWN_FACTS = st.sampled_from(("team.size", "supervision.overdue", "a.b.c"))
_OWN_VALUES = st.sampled_from((True, False, 0, 7, "often", "no", "12"))


def engagements(*, stated: bool = True) -> SearchStrategy[Engagement]:
    """Any engagement, contradictory ones too; with `stated`, some facts are stated directly.

    A strategy of Hypothesis, as are the others here: `@given(engagements())`.

    >>> from hypothesis import Phase, find, settings
    >>> from coach_ethics.testing import engagements
    >>> quick = settings(database=None, phases=[Phase.generate])
    >>> find(engagements(), lambda engagement: engagement.sponsor is not None, settings=quick).sponsor is None
    False
    """
    # Some of which little is known, others of which nearly everything is.
    records = st.one_of(*(_record(Engagement, weight, omitted=("facts", "places")) for weight in (1, 7)))
    if not stated:
        return records
    return st.builds(lambda engagement, facts: attrs.evolve(engagement, facts=facts), records, _facts())


@takes(on=date)
def consistent_engagements(on: date, *, stated: bool = True) -> SearchStrategy[Engagement]:
    """Engagements that don't contradict themselves on a day; contradictory parts are erased.

    >>> from datetime import date
    >>> from coach_ethics.testing import consistent_engagements
    >>> consistent_engagements(date(2026, 1, 1)).is_empty
    False
    """
    return engagements(stated=stated).map(lambda engagement: without_contradictions(engagement, on))


def _facts() -> SearchStrategy[Situation]:
    standard: SearchStrategy[tuple[str, Value]] = st.sampled_from(STANDARD.facts).flatmap(
        lambda fact: st.tuples(st.just(fact.name), st.sampled_from(domain(fact.type)))
    )
    own: SearchStrategy[tuple[str, Value]] = st.tuples(_OWN_FACTS, _OWN_VALUES)
    return st.lists(st.one_of(standard, own), max_size=3).map(lambda pairs: Situation(dict(pairs)))


def _record(class_: type[Any], weight: int, omitted: tuple[str, ...] = ()) -> SearchStrategy[Any]:
    hints = get_type_hints(class_)
    own = {"id": _IDS, "metadata": _METADATA}
    parts = {
        each.name: own.get(each.name) or _value(hints[each.name], weight)
        for each in attrs.fields(class_)
        if each.name not in omitted
    }
    return st.builds(class_, **parts)


def _value(annotation: Any, weight: int) -> SearchStrategy[Any]:
    """A value of an annotation; `weight` says how much more often than None each of its parts comes."""
    if get_origin(annotation) in (Union, UnionType):
        parts = [_value(part, weight) for part in get_args(annotation) if part is not type(None)]
        return st.one_of(*([st.none()] if type(None) in get_args(annotation) else []), *parts * weight)
    if get_origin(annotation) is tuple:
        return st.lists(_value(get_args(annotation)[0], weight), max_size=3).map(tuple)
    if attrs.has(annotation):
        return _record(annotation, weight)
    if issubclass(annotation, StrEnum):
        return st.sampled_from(annotation)
    simple = {bool: st.booleans(), int: st.integers(0, 4), str: _TEXTS, date: st.sampled_from(DAYS)}
    return simple[annotation]


def without_contradictions(engagement: Engagement, on: date) -> Engagement:
    """The engagement with everything erased that contradicts something else."""
    while True:
        try:
            situation_of(engagement, on)
            return engagement
        except CaseProblems as faulty:
            for problem in faulty.problems:
                engagement = erased(engagement, problem.path or "$")


def erased(engagement: Engagement, path: str) -> Engagement:
    """The engagement with what stands at a path no longer known. An item of a list takes its list with it."""
    if path.startswith("$.facts."):
        known = {name: value for name, value in engagement.facts.values.items() if path != f"$.facts.{name}"}
        return attrs.evolve(engagement, facts=known)
    steps = re.findall(r"\w+", path)
    while steps[-1].isdigit():
        steps = steps[:-1]
    changed: Engagement = _without(engagement, steps)
    return changed


def _without(record: Any, steps: list[str]) -> Any:
    if not steps:
        return None
    if record is None:
        return None
    first, rest = steps[0], steps[1:]
    if isinstance(record, tuple):
        place = int(first)
        return (*record[:place], _without(record[place], rest), *record[place + 1 :])
    return attrs.evolve(record, **{first: _without(getattr(record, first), rest)})


def pieces(engagement: Engagement) -> tuple[str, ...]:
    """The path of every piece that is known: each can be erased."""
    stated = (f"$.facts.{name}" for name in engagement.facts)
    return (*_pieces("$", engagement), *stated)


def _pieces(path: str, record: Any) -> Iterator[str]:
    if isinstance(record, tuple):
        for place, item in enumerate(record):
            yield from _pieces(f"{path}[{place}]", item)
    elif attrs.has(type(record)):
        for attribute in attrs.fields(type(record)):
            value = getattr(record, attribute.name)
            if attribute.eq and attribute.name != "facts" and value is not None:
                yield f"{path}.{attribute.name}"
                yield from _pieces(f"{path}.{attribute.name}", value)
