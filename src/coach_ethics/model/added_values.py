"""Values that policies add to enumerations of the vocabulary that they share: a supervisee, a former client.

An added value is a value like any other to the policy that adds it, and to those that extend it. To every other policy
it is none of the values that it knows: a comparison with one of them is false, its negation true. So policies can be
set side by side: each is given all values of all of them. Values of one name are one value.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from typing import TypeVar, assert_never

import attrs

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
from coach_ethics.model.policy import AddedValues, Parameter, Policy
from coach_ethics.model.vocabulary import Enumeration, Fact, FactType, Vocabulary
from coach_ethics.model.walk import rewrite

Types = Mapping[str, FactType]


def alike(policies: Sequence[Policy]) -> tuple[Policy, ...]:
    """The policies, each with the values that any of them adds. Where none adds any, they are what they were.

    THEOREM (none of its own): where a fact has a value that a policy knows, the policy says what it said before.
    """
    added = [each for policy in policies for each in policy.added_values]
    return tuple(with_values(policy, added) for policy in policies)


def with_values(policy: Policy, parts: Iterable[AddedValues]) -> Policy:
    """The policy over a vocabulary whose shared facts have these values after their own, whether it had them or not."""
    added: dict[str, dict[str, None]] = {}
    for part in parts:
        added.setdefault(part.name, {}).update(dict.fromkeys(part.values))
    types = {
        fact.name: wider
        for fact in policy.vocabulary
        if fact.name in added and (wider := _wider(fact, added[fact.name])) != fact.type
    }
    if not types:
        return policy
    changed = with_conditions(policy, lambda condition: rewrite(condition, lambda leaf: _leaf(leaf, types)))
    return attrs.evolve(
        changed,
        vocabulary=Vocabulary(tuple(_typed(fact, types, fact.name) for fact in policy.vocabulary)),
        parameters=tuple(_typed(each, types, each.like) for each in policy.parameters),
    )


def without_added(policy: Policy) -> Vocabulary:
    """The policy's vocabulary as it is without the values that policies add."""
    added = {(each.name, value) for each in policy.added_values for value in each.values}
    return Vocabulary(
        tuple(
            attrs.evolve(fact, type=Enumeration(tuple(v for v in fact.type.values if (fact.name, v) not in added)))
            if isinstance(fact.type, Enumeration) and any(fact.name == name for name, _ in added)
            else fact
            for fact in policy.vocabulary
        )
    )


def with_conditions(policy: Policy, changed: Callable[[Condition], Condition]) -> Policy:
    """The policy with each of its conditions changed."""
    return attrs.evolve(
        policy,
        constraints=tuple(attrs.evolve(part, always=changed(part.always)) for part in policy.constraints),
        concepts=tuple(attrs.evolve(part, when=changed(part.when)) for part in policy.concepts),
        norms=tuple(attrs.evolve(part, when=changed(part.when)) for part in policy.norms),
        notices=tuple(attrs.evolve(part, when=changed(part.when)) for part in policy.notices),
        properties=tuple(attrs.evolve(part, condition=changed(part.condition)) for part in policy.properties),
        dialogue=tuple(attrs.evolve(part, when=changed(part.when)) for part in policy.dialogue),
        completeness=tuple(attrs.evolve(part, when=changed(part.when)) for part in policy.completeness),
    )


def can_be_added_to(fact: Fact) -> bool:
    """Whether a policy may add values: to an enumeration of the shared vocabulary that has no order."""
    return isinstance(fact.type, Enumeration) and not fact.type.ordered and not fact.origin


def _wider(fact: Fact, added: Collection[str]) -> FactType:
    if not can_be_added_to(fact) or not isinstance(fact.type, Enumeration):
        return fact.type
    own = tuple(value for value in fact.type.values if value not in added)
    return Enumeration((*own, *added))


T = TypeVar("T", Fact, Parameter, FactTerm)


def _typed(part: T, types: Types, fact: str) -> T:
    return attrs.evolve(part, type=types[fact]) if fact in types else part


def _leaf(leaf: Condition, types: Types) -> Condition:
    match leaf:
        case Comparison(left, _, right):
            return attrs.evolve(leaf, left=_term(left, types), right=_term(right, types))
        case Membership(term):
            return attrs.evolve(leaf, term=_term(term, types))
        case Constant() | Holds() | Named() | Not() | And() | Or():
            return leaf
        case _:
            assert_never(leaf)


def _term(term: Term, types: Types) -> Term:
    match term:
        case FactTerm(name):
            return _typed(term, types, name)
        case Literal():
            return term
        case _:
            assert_never(term)
