"""A program as formulas for z3. Pure: it builds formulas and asks nothing.

A fact is a Boolean, or the position of its value in its domain as a bit vector. There are two layers. In the
*classical* layer every fact has a value and a name is one formula. In the *Kleene* layer each fact has a further
Boolean that says whether it is known, and a name is two formulas: when it is certainly true, and when it is certainly
false.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from typing import Any, TypeAlias, assert_never

import z3
from attrs import frozen

from coach_ethics.engines.symbolic.formulas import (
    Formula,
    at_least,
    both,
    constant,
    either,
    equal,
    negation,
    position,
    up_to,
)
from coach_ethics.model.conditions import (
    And,
    Comparison,
    Condition,
    Constant,
    FactTerm,
    Holds,
    Literal,
    Membership,
    Named,
    Not,
    Operator,
    Or,
)
from coach_ethics.model.domains import (
    AtomicCondition,
    Runs,
    everything,
    given_left,
    size,
    true_runs,
    value_at,
)
from coach_ethics.model.vocabulary import Boolean, FactType, Integer, Vocabulary
from coach_ethics.model.walk import facts_in

NameFormula: TypeAlias = Callable[[str], Formula]
NamePair: TypeAlias = Callable[[str], tuple[Formula, Formula]]


@frozen(eq=False)
class Symbols:
    """A symbol for the value of each fact, and one for its being known, in a context of their own.

    `truths` is the sort of what is true or false there.
    """

    context: Any
    truths: Any
    vocabulary: Vocabulary
    values: Mapping[str, Any]
    known: Mapping[str, Formula]


def symbols(vocabulary: Vocabulary) -> Symbols:
    """Fresh symbols for a vocabulary. A context belongs to one thread at a time."""
    context = z3.Context()
    return Symbols(
        context,
        z3.BoolSort(context),
        vocabulary,
        {fact.name: _value(fact.name, fact.type, context) for fact in vocabulary},
        {fact.name: z3.Bool(f"known({fact.name})", context) for fact in vocabulary},
    )


def _value(name: str, type_: FactType, context: Any) -> Any:
    if isinstance(type_, Boolean):
        return z3.Bool(f"value({name})", context)
    return z3.BitVec(f"value({name})", _width(type_), context)


def _width(type_: FactType) -> int:
    return max(1, (size(type_) - 1).bit_length())


def within_domains(own: Symbols) -> Iterator[Formula]:
    """For each fact whose domain doesn't fill its bits: its value lies in the domain."""
    for fact in own.vocabulary:
        if not isinstance(fact.type, Boolean) and size(fact.type) < 1 << _width(fact.type):
            value = own.values[fact.name]
            yield up_to(value, position(size(fact.type) - 1, value))


def in_runs(fact: str, runs: Runs, own: Symbols) -> Formula:
    """The fact's value lies in these runs of its domain."""
    value, type_ = own.values[fact], own.vocabulary[fact].type
    if runs == everything(type_):
        return constant(True, own.context)
    if isinstance(type_, Boolean):
        return constant(False, own.context) if not runs else value if runs == ((1, 1),) else negation(value)
    return either([_in_run(value, first, final, size(type_) - 1) for first, final in runs], own.context)


def _in_run(value: Any, first: int, final: int, last: int) -> Formula:
    if first == final:
        return equal(value, position(first, value))
    if first == 0:
        return up_to(value, position(final, value))
    from_first = at_least(value, position(first, value))
    return from_first if final == last else both([from_first, up_to(value, position(final, value))], value.ctx)


def classical(condition: Condition, own: Symbols, name: NameFormula) -> Formula:
    """The condition where every fact is known; `name` gives the formula of each name that it mentions."""
    match condition:
        case Constant(value):
            return constant(value, own.context)
        case Named(other):
            return name(other)
        case Not(operand):
            return negation(classical(operand, own, name))
        case And(operands):
            return both([classical(operand, own, name) for operand in operands], own.context)
        case Or(operands):
            return either([classical(operand, own, name) for operand in operands], own.context)
        case Holds() | Comparison() | Membership():
            return _atom(condition, own)
        case _:
            assert_never(condition)


def kleene(condition: Condition, own: Symbols, name: NamePair) -> tuple[Formula, Formula]:
    """When the condition is certainly true, and when it is certainly false, on what is known."""
    match condition:
        case Constant(value):
            return constant(value, own.context), constant(not value, own.context)
        case Named(other):
            return name(other)
        case Not(operand):
            true, false = kleene(operand, own, name)
            return false, true
        case And(operands):
            pairs = [kleene(operand, own, name) for operand in operands]
            return both([true for true, _ in pairs], own.context), either([false for _, false in pairs], own.context)
        case Or(operands):
            pairs = [kleene(operand, own, name) for operand in operands]
            return either([true for true, _ in pairs], own.context), both([false for _, false in pairs], own.context)
        case Holds() | Comparison() | Membership():
            atom, known = _atom(condition, own), [own.known[fact] for fact in facts_in(condition)]
            return both([*known, atom], own.context), both([*known, negation(atom)], own.context)
        case _:
            assert_never(condition)


def _atom(atom: AtomicCondition, own: Symbols) -> Formula:
    match facts_in(atom), atom:
        case (), Membership(Literal(value), members):
            return constant(value in members, own.context)
        case (fact,), _:
            return in_runs(fact, true_runs(atom, own.vocabulary), own)
        case (left, right), Comparison(FactTerm(), comparison, FactTerm()):
            return _two_facts(left, comparison, right, atom, own)
        case _:
            raise AssertionError("INVARIANT (typed): a comparison mentions a fact")


def _two_facts(left: str, comparison: Operator, right: str, atom: Comparison, own: Symbols) -> Formula:
    one, other = own.vocabulary[left].type, own.vocabulary[right].type
    if isinstance(one, Integer) and isinstance(other, Integer):
        least = min(one.minimum, other.minimum)
        width = max(one.maximum, other.maximum, least + 1) - least
        a, b = (_shifted(name, least, width.bit_length(), own) for name in (left, right))
        return _compared(a, comparison, b)
    cases = [
        both(
            [
                in_runs(left, ((i, i),), own),
                in_runs(right, true_runs(given_left(atom, value_at(one, i)), own.vocabulary), own),
            ],
            own.context,
        )
        for i in range(size(one))
    ]
    return either(cases, own.context)


def _shifted(fact: str, least: int, width: int, own: Symbols) -> Any:
    type_, value = own.vocabulary[fact].type, own.values[fact]
    assert isinstance(type_, Integer)
    return z3.ZeroExt(width - value.size(), value) + (type_.minimum - least)


def _compared(a: Any, comparison: Operator, b: Any) -> Formula:
    match comparison:
        case Operator.EQ:
            return equal(a, b)
        case Operator.NE:
            return negation(equal(a, b))
        case Operator.LT:
            return negation(at_least(a, b))
        case Operator.LE:
            return up_to(a, b)
        case Operator.GT:
            return negation(up_to(a, b))
        case Operator.GE:
            return at_least(a, b)
        case _:
            assert_never(comparison)
