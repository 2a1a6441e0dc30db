"""Mutants of a policy: small changes, each of a kind that a typing mistake would make.

Only the policy's own parts are changed, not those that it inherits.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from enum import StrEnum
from typing import TypeVar

import attrs
from attrs import frozen

from coach_ethics.language.policies.rebind import rebind
from coach_ethics.language.policies.write import write_condition
from coach_ethics.model.conditions import (
    FALSE,
    TRUE,
    And,
    Comparison,
    Condition,
    Constant,
    FactTerm,
    Literal,
    Membership,
    Not,
    Operator,
    Or,
)
from coach_ethics.model.modality import TRAITS
from coach_ethics.model.policy import Modality, Norm, Parameter, Policy, Presumption, layer_of
from coach_ethics.model.vocabulary import Enumeration, FactType, Integer, Value
from coach_ethics.model.walk import children
from coach_ethics.source import Span


class Alteration(StrEnum):
    """The kind of a change."""

    DROP_NORM = "drop a norm"
    DROP_NOTICE = "drop a notice"
    FLIP_MODALITY = "flip a modality"
    DROP_PART = "drop a part of a condition"
    NEGATE_PART = "negate a part of a condition"
    SHIFT_THRESHOLD = "shift a threshold"
    DROP_OVERRIDE = "drop an override"
    WIDEN_CHOICE = "widen a choice"
    SWAP_ENUMERATOR = "swap an enumerator"
    DROP_PRESUMPTION = "drop a presumption"
    PRESUME_ANOTHER = "presume another value"
    DROP_LAYER = "drop a layer"
    SWAP_LAYERS = "swap two layers"
    RAISE_LAYER = "raise a layer"


@frozen
class Mutant:
    """A policy with one small change, told in words; `span` is where the changed part stands."""

    change: Alteration
    says: str
    policy: Policy
    span: Span | None


def mutants(policy: Policy) -> Iterator[Mutant]:
    """Every mutant of a policy, in the order of its parts."""
    for norm in policy.norms:
        if norm.origin == policy.name:
            yield from _of_norm(norm, policy)
    for concept in policy.concepts:
        if concept.origin == policy.name:
            for change, says, when in _of_condition(concept.when):
                changed = _replaced(policy.concepts, concept, attrs.evolve(concept, when=when))
                yield Mutant(
                    change, f"concept {concept.name}: {says}", attrs.evolve(policy, concepts=changed), concept.span
                )
    for notice in policy.notices:
        if notice.origin == policy.name:
            for change, says, when in ((Alteration.DROP_NOTICE, "dropped", FALSE), *_of_condition(notice.when)):
                shown = _replaced(policy.notices, notice, attrs.evolve(notice, when=when))
                yield Mutant(change, f"notice {notice.name}: {says}", attrs.evolve(policy, notices=shown), notice.span)
    for parameter in policy.parameters:
        if parameter.origin == policy.name:
            yield from _of_parameter(parameter, policy)
    for presumption in policy.presume:
        if presumption.origin == policy.name and presumption.value is not None:
            yield from _of_presumption(presumption, presumption.value, policy)
    yield from _of_layers(policy)


T = TypeVar("T")


def _replaced(parts: tuple[T, ...], one: T, other: T | None) -> tuple[T, ...]:
    return tuple(new for part in parts if (new := other if part is one else part) is not None)


_FLIPPED = {
    Modality.OBLIGATION: Modality.PROHIBITION,
    Modality.PROHIBITION: Modality.OBLIGATION,
    Modality.PERMISSION: Modality.PROHIBITION,
    Modality.OBLIGATION_TO_CHOOSE: Modality.OBLIGATION,
    Modality.EXEMPTION: Modality.OBLIGATION,
    Modality.RECOMMENDATION: Modality.OBLIGATION,
    Modality.RECOMMENDATION_AGAINST: Modality.PROHIBITION,
}


def _of_norm(norm: Norm, policy: Policy) -> Iterator[Mutant]:
    def mutant(change: Alteration, says: str, other: Norm | None) -> Mutant:
        norms = _replaced(policy.norms, norm, other)
        return Mutant(change, f"norm {norm.name}: {says}", attrs.evolve(policy, norms=norms), norm.span)

    # A norm that never applies is as good as none, and everything that names it still finds it.
    yield mutant(Alteration.DROP_NORM, "dropped", attrs.evolve(norm, when=FALSE))
    flipped = _FLIPPED[norm.modality]
    said = f"{norm.modality} becomes {flipped}"
    yield mutant(Alteration.FLIP_MODALITY, said, attrs.evolve(norm, modality=flipped))
    for name in norm.overrides:
        rest = tuple(other for other in norm.overrides if other != name)
        yield mutant(Alteration.DROP_OVERRIDE, f"no longer overrides {name}", attrs.evolve(norm, overrides=rest))
    if TRAITS[norm.modality].chooses:
        wider = next((act.name for act in policy.acts if act.name not in norm.acts), None)
        if wider is not None:
            said = f"{wider} joins the choice"
            yield mutant(Alteration.WIDEN_CHOICE, said, attrs.evolve(norm, acts=(*norm.acts, wider)))
    for change, says, when in _of_condition(norm.when):
        yield mutant(change, says, attrs.evolve(norm, when=when))


def _of_condition(condition: Condition) -> Iterator[tuple[Alteration, str, Condition]]:
    """Every changed condition, with the change in words."""
    if isinstance(condition, Constant):
        return
    for part, put_back in _parts(condition, lambda whole: whole):
        text = write_condition(part)
        yield (
            Alteration.NEGATE_PART,
            f"`{text}` negated",
            put_back(part.operand if isinstance(part, Not) else Not(part)),
        )
        for says, other in _shifted(part):
            yield Alteration.SHIFT_THRESHOLD, f"`{text}` {says}", put_back(other)
        for says, other in _swapped(part):
            yield Alteration.SWAP_ENUMERATOR, f"`{text}` {says}", put_back(other)
    for says, other in _dropped(condition, lambda whole: whole):
        yield Alteration.DROP_PART, says, other


def _parts(
    condition: Condition, put_back: Callable[[Condition], Condition]
) -> Iterator[tuple[Condition, Callable[[Condition], Condition]]]:
    """The leaves of a condition (a negated leaf counts as one), each with the way to put another in its place."""
    match condition:  # partial: every other condition is a part by itself
        case And(operands) | Or(operands):
            for place, operand in enumerate(operands):
                yield from _parts(operand, _in_place(condition, place, put_back))
        case Not(operand) if children(operand):
            yield from _parts(operand, lambda other: put_back(attrs.evolve(condition, operand=other)))
        case _:
            yield condition, put_back


def _in_place(
    whole: And | Or, place: int, put_back: Callable[[Condition], Condition]
) -> Callable[[Condition], Condition]:
    def placed(other: Condition) -> Condition:
        operands = (*whole.operands[:place], other, *whole.operands[place + 1 :])
        return put_back(attrs.evolve(whole, operands=operands))

    return placed


def _dropped(condition: Condition, put_back: Callable[[Condition], Condition]) -> Iterator[tuple[str, Condition]]:
    match condition:  # partial: what has no parts is dropped as a whole
        case And(operands) | Or(operands):
            for place, operand in enumerate(operands):
                rest = (*operands[:place], *operands[place + 1 :])
                left = rest[0] if len(rest) == 1 else attrs.evolve(condition, operands=rest)
                yield f"`{write_condition(operand)}` dropped", put_back(left)
                yield from _dropped_below(operand, _in_place(condition, place, put_back))
        case Not(operand):
            yield from _dropped(operand, lambda other: put_back(attrs.evolve(condition, operand=other)))
        case _:
            yield f"`{write_condition(condition)}` dropped", put_back(TRUE)


def _dropped_below(condition: Condition, put_back: Callable[[Condition], Condition]) -> Iterator[tuple[str, Condition]]:
    inner = condition.operand if isinstance(condition, Not) else condition
    if isinstance(inner, And | Or):
        yield from _dropped(condition, put_back)


# partial: equality has no edge
_WIDER = {Operator.GE: Operator.GT, Operator.GT: Operator.GE, Operator.LE: Operator.LT, Operator.LT: Operator.LE}


def _shifted(part: Condition) -> Iterator[tuple[str, Condition]]:
    """Thresholds moved by one step: the operator's edge, and the number or enumerator that stands there."""
    match part:  # partial: only comparisons have a threshold to shift
        case Not(operand):
            yield from ((says, Not(other)) for says, other in _shifted(operand))
        case Comparison(_, operator, _) if operator in _WIDER:
            yield f"with {_WIDER[operator].value}", attrs.evolve(part, operator=_WIDER[operator])
            for literal, with_value in _literals(part):
                for value in _neighbours(literal.value, _type(part)):
                    yield f"with {value}", with_value(value)
        case Comparison(_, Operator.EQ | Operator.NE, _) if isinstance(_type(part), Integer):
            for literal, with_value in _literals(part):
                for value in _neighbours(literal.value, _type(part)):
                    yield f"with {value}", with_value(value)
        case Membership(FactTerm(_, Integer() as type_), members, None):
            for place, member in enumerate(members):
                for value in _neighbours(member, type_):
                    if value not in members:
                        changed = (*members[:place], value, *members[place + 1 :])
                        yield f"with {value} for {member}", attrs.evolve(part, members=changed)
        case _:
            return


def _swapped(part: Condition) -> Iterator[tuple[str, Condition]]:
    """Enumerators replaced by the one that follows them."""
    match part:  # partial: only words stand for others of their enumeration
        case Not(operand):
            yield from ((says, Not(other)) for says, other in _swapped(operand))
        case Comparison(_, Operator.EQ | Operator.NE, _):
            type_ = _type(part)
            if isinstance(type_, Enumeration):
                for literal, with_value in _literals(part):
                    following = _following(literal.value, type_)
                    yield f"with {following}", with_value(following)
        case Membership(FactTerm(_, Enumeration() as type_), members, None):
            for place, member in enumerate(members):
                rest = (*members[:place], *members[place + 1 :])
                if rest:
                    yield f"without {member}", attrs.evolve(part, members=rest)
                other = next((value for value in type_.values if value not in members), None)
                if other is not None:
                    changed = (*members[:place], other, *members[place + 1 :])
                    yield f"with {other} for {member}", attrs.evolve(part, members=changed)
        case _:
            return


def _literals(part: Comparison) -> Iterator[tuple[Literal, Callable[[Value], Condition]]]:
    """The sides of a comparison that are written in it, each with the way to write another value there."""
    match part:  # partial: only comparisons with a written value have one to change
        case Comparison(Literal(_, None) as literal, _, _):
            yield literal, lambda value: attrs.evolve(part, left=attrs.evolve(literal, value=value))
        case Comparison(_, _, Literal(_, None) as literal):
            yield literal, lambda value: attrs.evolve(part, right=attrs.evolve(literal, value=value))
        case _:
            return


def _type(part: Comparison) -> FactType:
    """INVARIANT (typed): a comparison mentions a fact."""
    return next(term.type for term in (part.left, part.right) if isinstance(term, FactTerm))


def _following(value: Value, type_: Enumeration) -> Value:
    return type_.values[(type_.values.index(str(value)) + 1) % len(type_.values)]


def _neighbours(value: Value, type_: FactType) -> tuple[Value, ...]:
    match type_:  # partial: values without an order have no neighbours
        case Integer(minimum, maximum):
            return tuple(near for near in (int(value) - 1, int(value) + 1) if minimum <= near <= maximum)
        case Enumeration(values, True):
            place = values.index(str(value))
            return tuple(values[near] for near in (place - 1, place + 1) if 0 <= near < len(values))
        case _:
            return ()


def _of_parameter(parameter: Parameter, policy: Policy) -> Iterator[Mutant]:
    """The parameter with a neighbouring value, a Boolean turned round, or a set with one member fewer or more."""
    for other in _other_values(parameter):
        says = f"parameter {parameter.name}: {_shown(other)} for {_shown(parameter.default)}"
        yield Mutant(Alteration.SHIFT_THRESHOLD, says, _rebound(policy, parameter, other), parameter.span)


def _other_values(parameter: Parameter) -> Iterator[Value | tuple[Value, ...]]:
    match parameter.default:  # open: values of parameters, by their Python types
        case tuple() as members:
            yield from (tuple(m for m in members if m != gone) for gone in members if len(members) > 1)
            if isinstance(parameter.type, Enumeration):
                yield from ((*members, new) for new in parameter.type.values if new not in members)
        case bool() as value:
            yield not value
        case value:
            yield from _others(value, parameter.type)


def _others(value: Value, type_: FactType) -> tuple[Value, ...]:
    """The values beside one in order, or the one that follows it in a list."""
    near = _neighbours(value, type_)
    return near if near or not isinstance(type_, Enumeration) else (_following(value, type_),)


def _shown(value: Value | tuple[Value, ...]) -> str:
    return f"({', '.join(map(str, value))})" if isinstance(value, tuple) else str(value)


def _rebound(policy: Policy, parameter: Parameter, value: Value | tuple[Value, ...]) -> Policy:
    return rebind(policy, {parameter.name: attrs.evolve(parameter, default=value, values=())})


def _of_presumption(presumption: Presumption, value: Value, policy: Policy) -> Iterator[Mutant]:
    """The policy without the presumption, or with another value presumed."""

    def mutant(change: Alteration, says: str, other: Presumption | None) -> Mutant:
        presume = _replaced(policy.presume, presumption, other)
        changed = attrs.evolve(policy, presume=presume)
        return Mutant(change, f"presumption {presumption.name}: {says}", changed, presumption.span)

    yield mutant(Alteration.DROP_PRESUMPTION, "dropped", None)
    type_ = policy.vocabulary[presumption.name].type
    for other in (not value,) if isinstance(value, bool) else _others(value, type_):
        said = f"{_shown(other)} for {_shown(value)}"
        yield mutant(Alteration.PRESUME_ANOTHER, said, attrs.evolve(presumption, value=other))


def _of_layers(policy: Policy) -> Iterator[Mutant]:
    """The policy without standing above another, below it instead, or above one more.

    Layers without norms, such as those of a code that is put beside a law only later, make no difference here.
    """
    own, inhabited = policy.name, dict.fromkeys(map(layer_of, policy.norms))

    def mutant(change: Alteration, says: str, layers: tuple[tuple[str, str], ...]) -> Mutant:
        return Mutant(change, f"layer {own}: {says}", attrs.evolve(policy, layers=layers), policy.span)

    for lower in inhabited if own in inhabited else ():
        rest = tuple(pair for pair in policy.layers if pair != (own, lower))
        if rest != policy.layers:
            yield mutant(Alteration.DROP_LAYER, f"no longer above {lower}", rest)
            yield mutant(Alteration.SWAP_LAYERS, f"below {lower}", (*rest, (lower, own)))
        elif lower != own and (lower, own) not in policy.layers:
            yield mutant(Alteration.RAISE_LAYER, f"above {lower}", (*policy.layers, (own, lower)))
