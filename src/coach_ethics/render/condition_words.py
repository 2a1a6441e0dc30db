"""A policy's conditions in words that keep their shape: what must be so, what mustn't, and terms by their meanings.

`circumstances` words what has become of conditions when policies are compared, over facts alone and in one line. Here
a condition stays as its author built it, so that a page can set each part on a line of its own and link its terms.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from typing import TypeAlias, assert_never

from attrs import frozen

from coach_ethics.model.conditions import (
    And,
    Comparison,
    Condition,
    Constant,
    Holds,
    Membership,
    Named,
    Not,
    Or,
    conjunction,
    disjunction,
)
from coach_ethics.model.policy import Policy, named
from coach_ethics.model.vocabulary import in_words
from coach_ethics.model.walk import facts_in, names_in, parameters_in
from coach_ethics.render.circumstances import circumstances
from coach_ethics.render.words import concept_label
from coach_ethics.translation import gettext


@frozen
class CircumstanceWords:
    """One circumstance in words. `concept` is the term whose meaning it is; `parameters` gave values in it."""

    text: str
    concept: str = ""
    parameters: tuple[str, ...] = ()


@frozen
class EveryOf:
    """Each of `parts` is so, and none of `unless`."""

    parts: tuple[ConditionWords, ...]
    unless: tuple[ConditionWords, ...] = ()


@frozen
class OneOf:
    """One of `parts` is so at least."""

    parts: tuple[ConditionWords, ...]


ConditionWords: TypeAlias = CircumstanceWords | EveryOf | OneOf
"""A condition in words."""


def condition_words(condition: Condition, policy: Policy) -> ConditionWords:
    """A condition of a policy in words: its concepts by what they mean, its facts by what is said of them."""
    match condition:
        case Not(operand) if not _said(condition, policy):
            return EveryOf((), tuple(_alternatives(operand, policy)))
        case _ if _on_one_fact(condition):
            return CircumstanceWords(circumstances(condition, policy.vocabulary), "", parameters_in(condition))
        case And(operands):
            return _every(_merged(_flat(operands, And), conjunction), policy)
        case Or(operands):
            return OneOf(tuple(condition_words(each, policy) for each in _merged(_flat(operands, Or), disjunction)))
        case Named(name):
            concept = named(policy.concepts).get(name)
            if concept is None:
                return CircumstanceWords(in_words(name))
            return CircumstanceWords(concept.means or concept_label(concept), name)
        case Constant() | Holds() | Comparison() | Membership() | Not():
            return CircumstanceWords(circumstances(condition, policy.vocabulary), "", parameters_in(condition))
        case _:
            assert_never(condition)


def in_one_line(words: ConditionWords) -> str:
    """The words of a condition as part of a sentence."""
    match words:
        case CircumstanceWords(text):
            return text
        case OneOf(parts):
            return gettext(", or ").join(map(in_one_line, parts))
        case EveryOf(parts, unless):
            so, but = "; ".join(map(in_one_line, parts)), gettext(", or ").join(map(in_one_line, unless))
            if not but:
                return so
            exception = gettext("{circumstances}, unless {exceptions}") if so else gettext("unless {exceptions}")
            return exception.format(circumstances=so, exceptions=but)
        case _:
            assert_never(words)


def _every(operands: Iterable[Condition], policy: Policy) -> ConditionWords:
    parts: list[ConditionWords] = []
    unless: list[ConditionWords] = []
    for each in operands:
        if isinstance(each, Not) and not _said(each, policy):
            unless += _alternatives(each.operand, policy)
        else:
            parts.append(condition_words(each, policy))
    return parts[0] if len(parts) == 1 and not unless else EveryOf(tuple(parts), tuple(unless))


def _alternatives(condition: Condition, policy: Policy) -> Iterator[ConditionWords]:
    """Each of what mustn't be so, by itself."""
    for each in _flat((condition,), Or):
        yield condition_words(each, policy)


def _said(negation: Not, policy: Policy) -> bool:
    """Whether there are words for what is left by a negation, so that it needs no "unless"."""
    if not _on_one_fact(negation):
        return False
    return not isinstance(negation.operand, Holds) or bool(policy.vocabulary[negation.operand.fact].said_not)


def _on_one_fact(condition: Condition) -> bool:
    return len(facts_in(condition)) == 1 and not names_in(condition)


def _flat(operands: Iterable[Condition], kind: type[And] | type[Or]) -> Iterator[Condition]:
    for each in operands:
        if isinstance(each, kind):
            yield from _flat(each.operands, kind)
        else:
            yield each


def _merged(operands: Iterable[Condition], joined: Callable[[tuple[Condition, ...]], Condition]) -> Iterator[Condition]:
    """The operands, those on one fact as one: `2 to 4` rather than at least 2 and at most 4."""
    groups: dict[object, list[Condition]] = {}
    for place, each in enumerate(operands):
        groups.setdefault(facts_in(each) if _on_one_fact(each) else place, []).append(each)
    for group in groups.values():
        yield joined(tuple(group))
