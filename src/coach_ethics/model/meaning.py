"""What a policy means, as plain data: what every status, choice and conflict follows from, and nothing else.

Meaning is: norms, with everything that decides when they bind, to what and within which term; layers; when notices are
shown; acts, with what they exclude and include; concepts; parameters with their values; the facts that a norm, a notice
or a concept mentions, with their values and with what is presumed of them; and the constraints that limit what these
facts can be together. Names count: answers are given in them.

No meaning is in

- words: reasons, questions, titles, citations, objections, the texts of a dialogue and the order of its questions;
- claims about the policy, which demand nothing: properties, questions to determine, monotone acts, declared conflicts,
  scenarios, clauses. They are tried on a policy, and no answer to a coach follows from one;
- what says something about a fact or a parameter but not about what is demanded: that a fact is a judgement, that it
  can change and at what cost, how far variants may move a parameter;
- identity: name, version, dates, family, and which of several policies said a part first;
- facts that no norm and no concept mentions, and constraints that matter to such facts alone.

No order counts but one: that of the values of an ordered enumeration. Sections, acts, exceptions, members of a set,
operands of `and` and `or`, and the two sides of a comparison may be written in any order.

LAW (meaning): policies of one meaning give every concept, norm and act the same truth values, and every act the same
determined status, in every situation over the facts that they mention.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping
from enum import Enum
from typing import TypeAlias, assert_never

from coach_ethics.model.binding import binding
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
    Or,
    Term,
)
from coach_ethics.model.normal import MIRROR
from coach_ethics.model.policy import Act, Concept, Constraint, Norm, Notice, Parameter, Policy, Presumption
from coach_ethics.model.vocabulary import Boolean, Enumeration, Fact, FactType, Integer
from coach_ethics.model.walk import facts_in

Plain: TypeAlias = "bool | int | str | list[Plain] | dict[str, Plain] | None"
"""What JSON has."""

Part: TypeAlias = Fact | Constraint | Parameter | Concept | Act | Norm | Notice | Presumption

MEANING: Mapping[type[Part], tuple[str, ...]] = {
    Fact: ("type",),
    Constraint: ("always",),
    Parameter: ("many", "default"),
    Concept: ("when",),
    Act: ("excludes", "includes"),
    Norm: ("modality", "acts", "if_doing", "when", "overrides", "within"),
    Notice: ("when", "urgent"),
    Presumption: ("value",),
}
"""Which attributes of a part are its meaning, beside its name."""


def parts_with_meaning(policy: Policy) -> dict[str, tuple[Part, ...]]:
    """The parts of a policy that have a meaning, by kind."""
    conditions = (part.when for parts in (policy.concepts, policy.norms, policy.notices) for part in parts)
    mentioned = {name for condition in conditions for name in facts_in(condition)}
    constraints = binding(policy.constraints, mentioned, policy.vocabulary)
    linked = mentioned.union(*(facts_in(each.always) for each in constraints))
    return {
        "fact": tuple(fact for fact in policy.vocabulary if fact.name in linked),
        "constraint": constraints,
        "parameter": policy.parameters,
        "concept": policy.concepts,
        "act": tuple(_excluding_both_ways(policy.acts)),
        "norm": policy.norms,
        "notice": policy.notices,
        "presumption": tuple(each for each in policy.presume if each.value is not None and each.name in linked),
    }


def said(part: Part) -> Plain:
    """What a part says, without its name. Facts and parameters stand in it by name, so that each is told once."""
    told = [_plain(getattr(part, attribute)) for attribute in MEANING[type(part)]]
    while told and told[-1] is None:  # a deadline that isn't set isn't told
        del told[-1]
    return list(told)


def _excluding_both_ways(acts: tuple[Act, ...]) -> Iterator[Act]:
    """That two acts exclude each other may be said of either."""
    for act in acts:
        others = (other.name for other in acts if act.name in other.excludes)
        yield Act(act.name, excludes=(*act.excludes, *others), includes=act.includes)


def _plain(value: object) -> Plain:
    match value:
        case Enum():
            return str(value.value)
        case bool() | int() | str() | None:
            return value
        case tuple():
            return in_any_order(map(_plain, value))
        case Boolean() | Integer() | Enumeration():
            return _type(value)
        case Constant() | Holds() | Named() | Comparison() | Membership() | Not() | And() | Or():
            return _condition(value)
        case _:
            raise AssertionError("INVARIANT (meaning): a part says nothing but names, values, types and conditions")


def in_any_order(parts: Iterable[Plain]) -> list[Plain]:
    """Each part once, in an order that depends on nothing but the parts."""
    written = {json.dumps(part, sort_keys=True): part for part in parts}
    return [written[text] for text in sorted(written)]


def _type(type_: FactType) -> Plain:
    match type_:
        case Boolean():
            return "bool"
        case Integer(minimum, maximum):
            return ["int", minimum, maximum]
        case Enumeration(values, ordered):
            return ["ordered", *values] if ordered else ["enum", *sorted(values)]
        case _:
            assert_never(type_)


def _condition(condition: Condition) -> Plain:
    match condition:
        case Constant(value, parameter):
            return ["parameter", parameter] if parameter else value
        case Holds(fact):
            return ["fact", fact]
        case Named(name):
            return ["named", name]
        case Comparison(left, operator, right):
            one, other = _term(left), _term(right)
            return in_any_order(([one, operator.value, other], [other, MIRROR[operator].value, one]))[0]
        case Membership(term, members, parameter):
            return [_term(term), "in", ["parameter", parameter] if parameter else _plain(members)]
        case Not(operand):
            return ["not", _condition(operand)]
        case And():
            return _joined("and", condition, without_operands=True)
        case Or():
            return _joined("or", condition, without_operands=False)
        case _:
            assert_never(condition)


def _joined(word: str, condition: And | Or, *, without_operands: bool) -> Plain:
    match in_any_order(map(_condition, _operands(condition))):  # partial: every other condition is a member by itself
        case []:
            return without_operands
        case [only]:
            return only
        case parts:
            return [word, *parts]


def _operands(condition: And | Or) -> Iterator[Condition]:
    """The operands, and those of operands that are joined by the same word."""
    for operand in condition.operands:
        if isinstance(operand, And | Or) and type(operand) is type(condition):
            yield from _operands(operand)
        else:
            yield operand


def _term(term: Term) -> Plain:
    match term:
        case FactTerm(name):
            return ["fact", name]
        case Literal(value, parameter):
            return ["parameter", parameter] if parameter else value
        case _:
            assert_never(term)
