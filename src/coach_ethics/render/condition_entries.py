"""A policy's conditions as entries of a list: each part on a line of its own, and last what mustn't be so besides."""

from __future__ import annotations

from collections.abc import Iterator
from typing import assert_never

from coach_ethics.language.policies.write import write_condition
from coach_ethics.model.conditions import TRUE, Condition
from coach_ethics.model.policy import Policy, named
from coach_ethics.render.condition_words import CircumstanceWords, ConditionWords, EveryOf, OneOf, condition_words
from coach_ethics.render.document import Entry, Line, filled, name, plain, soft
from coach_ethics.render.words import concept_label
from coach_ethics.translation import gettext


def condition_entry(condition: Condition, policy: Policy, *, expressions: bool = False) -> Entry:
    """When something is so, in words; with `expressions`, the condition as it is written stands below."""
    if condition == TRUE:
        return Entry((plain(gettext("always")),))
    entry = _whole(condition_words(condition, policy), policy)
    if not expressions:
        return entry
    return Entry(entry.line, (*entry.below, Entry((name(write_condition(condition)),))))


def _whole(words: ConditionWords, policy: Policy) -> Entry:
    match words:
        case CircumstanceWords():
            return Entry(filled(gettext("when {condition}"), condition=_circumstance(words, policy)))
        case OneOf(parts):
            return Entry((plain(gettext("when one of these is so:")),), tuple(_part(each, policy) for each in parts))
        case EveryOf((), unless):
            return Entry((plain(gettext("always")),), tuple(_unless(unless, policy)))
        case EveryOf((CircumstanceWords() as only,), unless):
            line = filled(gettext("when {condition}"), condition=_circumstance(only, policy))
            return Entry(line, tuple(_unless(unless, policy)))
        case EveryOf(parts, unless):
            below = (*(_part(each, policy) for each in parts), *_unless(unless, policy))
            return Entry((plain(gettext("when all of this is so:")),), below)
        case _:
            assert_never(words)


def _part(words: ConditionWords, policy: Policy) -> Entry:
    match words:
        case CircumstanceWords():
            return Entry(_circumstance(words, policy))
        case OneOf(parts):
            return Entry((plain(gettext("one of these:")),), tuple(_part(each, policy) for each in parts))
        case EveryOf((only,), unless):
            part = _part(only, policy)
            return Entry(part.line, (*part.below, *_unless(unless, policy)))
        case EveryOf((), unless):
            return next(_unless(unless, policy))
        case EveryOf(parts, unless):
            below = (*(_part(each, policy) for each in parts), *_unless(unless, policy))
            return Entry((plain(gettext("all of these:")),), below)
        case _:
            assert_never(words)


def _unless(exceptions: tuple[ConditionWords, ...], policy: Policy) -> Iterator[Entry]:
    """What mustn't be so besides; nothing where there is nothing."""
    if len(exceptions) == 1 and isinstance(only := exceptions[0], CircumstanceWords):
        yield Entry(filled(gettext("unless {exceptions}"), exceptions=_circumstance(only, policy)))
    elif exceptions:
        yield Entry((plain(gettext("unless one of these is so:")),), tuple(_part(each, policy) for each in exceptions))


def _circumstance(words: CircumstanceWords, policy: Policy) -> Line:
    """A circumstance; behind it the term whose meaning it is, and the values in it that can be changed."""
    terms = [concept_label(named(policy.concepts)[words.concept])] if words.concept else []
    behind = [term for term in (*terms, *words.parameters) if term != words.text]
    return (plain(words.text), *(soft(f" ({term})") for term in behind))
