"""Gives parameters other values, everywhere that a policy's conditions use them: other ones, or those of a day."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import assert_never

import attrs

from coach_ethics.model.added_values import with_conditions
from coach_ethics.model.conditions import (
    And,
    Comparison,
    Condition,
    Constant,
    Holds,
    Literal,
    Membership,
    Named,
    Not,
    Or,
    Term,
)
from coach_ethics.model.policy import Parameter, Policy
from coach_ethics.model.vocabulary import Value
from coach_ethics.model.walk import rewrite


def dated(policy: Policy, day: date) -> Policy:
    """The policy as it is on a day: parameters whose values change by day have the value that is in effect then."""
    changing = {own.name: own for own in policy.parameters if own.values}
    if not changing:
        return policy
    today = rebind(
        policy,
        {
            name: attrs.evolve(own, default=[value for first, value in own.values if first <= day][-1])
            for name, own in changing.items()
        },
    )
    return attrs.evolve(today, untranslated=policy.untranslated and dated(policy.untranslated, day))


def dated_like(policy: Policy, other: Policy) -> Policy:
    """The policy as it is on the day of another, as far as the two have the same values by day."""
    theirs = {each.name: each for each in other.parameters if each.values}
    return rebind(
        policy,
        {
            own.name: attrs.evolve(own, default=theirs[own.name].default)
            for own in policy.parameters
            if own.name in theirs and own.values == theirs[own.name].values
        },
    )


def rebind(policy: Policy, parameters: Mapping[str, Parameter]) -> Policy:
    """The policy with these parameters in place of its own of the same name, and their values in its conditions."""
    changed = {
        own.name: parameters[own.name].default
        for own in policy.parameters
        if own.name in parameters and parameters[own.name].default != own.default
    }

    def bound(condition: Condition) -> Condition:
        return rewrite(condition, lambda leaf: _bound(leaf, changed)) if changed else condition

    return attrs.evolve(
        with_conditions(policy, bound),
        parameters=tuple(parameters.get(own.name, own) for own in policy.parameters),
    )


def _bound(leaf: Condition, values: Mapping[str, Value | tuple[Value, ...]]) -> Condition:
    match leaf:
        case Constant(_, str(name)) if isinstance(value := values.get(name), bool):
            return attrs.evolve(leaf, value=value)
        case Comparison(left, _, right):
            return attrs.evolve(leaf, left=_term(left, values), right=_term(right, values))
        case Membership(_, _, str(name)) if isinstance(members := values.get(name), tuple):
            return attrs.evolve(leaf, members=members)
        case Constant() | Membership() | Holds() | Named() | Not() | And() | Or():
            return leaf
        case _:
            assert_never(leaf)


def _term(term: Term, values: Mapping[str, Value | tuple[Value, ...]]) -> Term:
    match term:  # partial: only what a parameter gave is given anew
        case Literal(_, str(name)) if name in values and not isinstance(value := values[name], tuple):
            return attrs.evolve(term, value=value)
        case _:
            return term
