"""Conditions in words, from the meanings of the facts and the names of their values."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from typing import assert_never

from coach_ethics.engines.reference import truth
from coach_ethics.language.policies.write import write_condition
from coach_ethics.model.cells import partition
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
)
from coach_ethics.model.domains import in_runs, index_of, joined, value_at, values_in
from coach_ethics.model.situation import Situation
from coach_ethics.model.vocabulary import Enumeration, Fact, Vocabulary, domain
from coach_ethics.model.walk import facts_in, names_in
from coach_ethics.render.circumstance_words import CALLED, DEGREES
from coach_ethics.render.words import listed, value_words, values_words
from coach_ethics.translation import gettext


def sentence(condition: Condition, facts: Vocabulary) -> str:
    """A condition as the words of a sentence, from what the facts mean and how their values are said."""
    words = circumstances(condition, facts)
    return words[:1].upper() + words[1:]


def situation_sentence(situation: Situation, facts: Vocabulary) -> str:
    """What is known of a situation as the words of a sentence."""
    known = ((facts[name], index_of(facts[name].type, value)) for name, value in situation.values.items())
    return sentence(conjunction(tuple(in_runs(fact, ((place, place),)) for fact, place in known)), facts)


def circumstances(condition: Condition, facts: Vocabulary) -> str:
    """A condition in words: what holds, one circumstance after the other, and last what mustn't be so besides."""
    match condition:
        case Constant(value):
            return gettext("in every situation") if value else gettext("never")
        case Holds(fact):
            return facts[fact].said or _meaning(fact, facts)
        case Not(Holds(fact)):
            return facts[fact].said_not or gettext("unless {fact}").format(fact=_meaning(fact, facts))
        case _ if len(facts_in(condition)) == 1 and not names_in(condition):
            return _of_one_fact(condition, facts[facts_in(condition)[0]])
        case And(operands):
            return "; ".join(circumstances(operand, facts) for operand in sorted(operands, key=partial(_order, facts)))
        case Or(operands):
            return gettext(", or ").join(circumstances(operand, facts) for operand in operands)
        case Not(operand):
            return gettext("not so: {circumstances}").format(circumstances=circumstances(operand, facts))
        case Comparison() | Membership() | Named():
            return write_condition(condition)
        case _:
            assert_never(condition)


def _meaning(fact: str, facts: Vocabulary) -> str:
    """What a fact means, without what is added behind a semicolon."""
    return facts[fact].means.partition(";")[0] or fact


def _of_one_fact(condition: Condition, fact: Fact) -> str:
    """A condition on one fact, by the values that it leaves."""
    cells = partition([condition], Vocabulary((fact,))).cells[fact.name]  # of which no condition tells values apart
    kept = [cell for cell in cells if truth(condition, Situation({fact.name: value_at(fact.type, cell[0][0])}), {})]
    left = values_in(fact.type, joined(run for cell in kept for run in cell))
    if isinstance(fact.type, Enumeration):
        return _enumerated(fact, list(map(str, left)), list(map(str, domain(fact.type))))
    return _filled(fact, values_words(left))


def _enumerated(fact: Fact, left: Sequence[str], every: Sequence[str]) -> str:
    together = frozenset(left)
    if words := dict(fact.said_of).get(together):
        return words
    degrees = DEGREES.get(tuple(every), {})
    if together in degrees and fact.said and "{}" not in fact.said:
        return gettext(degrees[together]).format(fact.said)
    return _filled(fact, _values(fact, left, every))


def _filled(fact: Fact, values: str) -> str:
    if "{}" in fact.said:
        return fact.said.replace("{}", values)
    return gettext("{fact}: {value}").format(fact=fact.said or fact.means or fact.name, value=values)


def _values(fact: Fact, left: Sequence[str], every: Sequence[str]) -> str:
    """The values that are left; where they are many, the bound that they keep, or those that are not among them.

    Those that say that there is none come last: `the sponsor or nobody`. All but these are `somebody` or `something`.
    """
    called = partial(_called, fact)
    ordered = isinstance(fact.type, Enumeration) and fact.type.ordered
    if len(left) > _FEW and ordered:
        if left[-1] == every[-1]:
            return gettext("at least {value}").format(value=called(left[0]))
        if left[0] == every[0]:
            return gettext("no more than {value}").format(value=called(left[-1]))
    if ordered:
        return listed(list(map(called, left)), "or")
    there = [value for value in left if value not in _NOTHING]
    none = [value for value in left if value in _NOTHING]
    gone = [called(value) for value in every if value not in left and value not in _NOTHING]
    if not gone and not none and len(there) < len(every):
        return gettext("somebody") if "nobody" in every else gettext("something")
    if len(there) > len(every) / 2 and gone:
        but = gettext("anybody but {values}") if "nobody" in every else gettext("anything but {values}")
        return gettext(", or ").join([but.format(values=listed(gone, "or")), *map(called, none)])
    return listed(list(map(called, (*there, *none))), "or")


_FEW = 2
_NOTHING = ("nobody", "nothing", "none")


def _called(fact: Fact, value: str) -> str:
    """What a value is called; its label, which says what it is a value of, where nothing else is said around it."""
    words = "{}" in fact.said and not fact.said.endswith(": {}")
    return gettext(CALLED[value]) if value in CALLED else value_words(value, None if words else fact)


def _order(facts: Vocabulary, condition: Condition) -> tuple[bool, int]:
    """What an officer asks first comes first: told to whom, whose it is, what has happened; exceptions come last."""
    about = facts_in(condition)
    exception = isinstance(condition, Not) and isinstance(condition.operand, Holds) and not facts[about[0]].said_not
    return exception, -facts[about[0]].salience if about else 0
