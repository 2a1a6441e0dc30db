"""What random situations are aimed at: either side of what a policy says, by narrowing the values that facts may take.

No search: what is forced is followed, what is a choice is drawn, and an aim that contradicts an earlier one is dropped.
So a target costs no more than a few draws; over many draws every possible side turns up.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from functools import lru_cache
from itertools import product
from typing import Any, TypeAlias, assert_never

from attrs import frozen

from coach_ethics.deontics.program import Definition, Kind, lower, name_of
from coach_ethics.engines.reference import truth
from coach_ethics.findings import Truth, negation
from coach_ethics.model.conditions import And, Comparison, Condition, Constant, Holds, Membership, Named, Not, Or
from coach_ethics.model.policy import Claim, Policy
from coach_ethics.model.situation import Situation
from coach_ethics.model.vocabulary import Value
from coach_ethics.model.walk import facts_in
from coach_ethics.problems import PolicyProblems
from coach_ethics.testing.telling_values import telling_values

Options: TypeAlias = Mapping[str, tuple[Value, ...]]
"""For each fact, the values that it may still take."""

TargetWay: TypeAlias = tuple[tuple[str, Value], ...]
"""Facts, each with one of its values."""

TargetSide: TypeAlias = tuple[Condition, bool]
"""A condition, and the truth value that it is to have."""

Pick: TypeAlias = Callable[[Sequence[Any]], Any]
"""Draws one of several."""


@frozen(eq=False)
class Targets:
    """What the situations of a policy can be aimed at.

    `telling` gives for each fact the values at which conditions may begin to say something else. `sides` are what to
    aim at, in groups that are to be equally likely.
    """

    telling: Options
    definitions: Mapping[str, Condition]
    constraints: tuple[Condition, ...]
    sides: tuple[tuple[TargetSide, ...], ...]


EVERYTHING = (
    *[Kind.IN_FORCE] * 3,
    Kind.CONCEPT,
    Kind.APPLIES,
    Kind.REQUIRED,
    Kind.FORBIDDEN,
    Kind.CONFLICT,
    Kind.NOTICE,
    Kind.PROPERTY,
)
"""The kinds of names that situations are aimed at, norms most often: they are many, and each has to have its turn.

What is permitted shows in the norms in force.
"""


@lru_cache(maxsize=64)
def aims(policy: Policy, kinds: tuple[Kind, ...]) -> Targets:
    """What situations can be aimed at: both sides of names of these kinds; of conflicts and properties, the bad one."""
    definitions = _definitions(policy)
    return Targets(
        telling_values(policy),
        {each.name: each.condition for each in definitions},
        tuple(each.always for each in policy.constraints),
        tuple(filter(None, (tuple(_sides(kind, definitions, policy)) for kind in kinds))),
    )


def _definitions(policy: Policy) -> Sequence[Definition]:
    """The policy's program; of one that is too entangled to close, what needs no closure."""
    try:
        return lower(policy).definitions
    except PolicyProblems:
        return (
            *(Definition(each.name, Kind.CONCEPT, (each.name,), each.when) for each in policy.concepts),
            *(Definition(name_of(Kind.APPLIES, n.name), Kind.APPLIES, (n.name,), n.when) for n in policy.norms),
        )


def _sides(kind: Kind, definitions: Iterable[Definition], policy: Policy) -> Iterable[TargetSide]:
    broken = {each.name: each.claim is Claim.NEVER for each in policy.properties}
    for each in definitions:
        if each.kind is not kind or isinstance(each.condition, Constant):
            continue
        match kind:  # partial: whatever isn't a claim is wanted both ways
            case Kind.CONFLICT:
                yield Named(each.name), True
            case Kind.PROPERTY:
                yield Named(each.name), broken[each.subject[0]]
            case _:
                yield Named(each.name), True
                yield Named(each.name), False


def aimed(side: TargetSide, options: Options, at: Targets, pick: Pick) -> Options | None:
    """The options narrowed so that the condition has the wanted truth value; None where that didn't work out."""
    narrowed, forced, choices = dict(options), [side], list[TargetSide]()
    while forced or choices:
        condition, wanted = forced.pop() if forced else _chosen(choices.pop(0), narrowed, at, pick)
        match condition:
            case Named(name):
                forced.append((at.definitions[name], wanted))
            case Not(operand):
                forced.append((operand, not wanted))
            case And(operands) | Or(operands):
                if isinstance(condition, And) is wanted:
                    forced.extend((operand, wanted) for operand in operands)
                else:
                    choices.append((condition, wanted))
            case Constant() | Holds() | Comparison() | Membership():
                found = _narrowed(condition, wanted, narrowed, pick)
                if found is None:
                    return None
                narrowed.update(found)
            case _:
                assert_never(condition)
    return narrowed


def _chosen(choice: TargetSide, options: Options, at: Targets, pick: Pick) -> TargetSide:
    """One way to give an `or` (or what negation makes one) the wanted truth value; no way leads to a constant."""
    condition, wanted = choice
    assert isinstance(condition, And | Or)
    found = [(operand, _certainly(operand, options, at)) for operand in condition.operands]
    if any(value is wanted for _, value in found):
        return Constant(wanted), wanted
    possible = [operand for operand, value in found if value is None]
    return (pick(possible), wanted) if possible else (Constant(not wanted), wanted)


def _certainly(condition: Condition, options: Options, at: Targets, depth: int = 3) -> Truth:
    """The truth value that a condition has whatever is chosen; None where that isn't certain, or hidden too deep."""
    match condition:
        case Not(operand):
            return negation(_certainly(operand, options, at, depth))
        case And(operands) | Or(operands):
            decisive = isinstance(condition, Or)
            found = {_certainly(operand, options, at, depth) for operand in operands}
            return decisive if decisive in found else None if None in found else not decisive
        case Named(name):
            return _certainly(at.definitions[name], options, at, depth - 1) if depth else None
        case Constant() | Holds() | Comparison() | Membership():
            values = {_is_true(condition, each) for each in _ways(condition, options)}
            return values.pop() if len(values) == 1 else None
        case _:
            assert_never(condition)


def _narrowed(condition: Condition, wanted: bool, options: Options, pick: Pick) -> Options | None:
    """The values of the facts mentioned that give the condition its truth value; of two facts, a pair is picked."""
    ways = [each for each in _ways(condition, options) if _is_true(condition, each) is wanted]
    if not ways:
        return None
    if len(ways[0]) == 1:
        return {ways[0][0][0]: tuple(value for ((_, value),) in ways)}
    return {name: (value,) for name, value in pick(ways)}


@lru_cache(maxsize=4096)
def _is_true(condition: Condition, way: TargetWay) -> Truth:
    return truth(condition, Situation(dict(way)), {})


def _ways(condition: Condition, options: Options) -> list[TargetWay]:
    """All assignments of the options to the facts of a condition that mentions no names."""
    return list(product(*([(name, value) for value in options[name]] for name in facts_in(condition))))
