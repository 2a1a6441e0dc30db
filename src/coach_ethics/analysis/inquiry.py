"""An inquiry into one policy: its program, the situations that can be, and a solver session to ask."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from types import MappingProxyType
from typing import TYPE_CHECKING, assert_never

from attrs import field, frozen

from coach_ethics.analysis.answers import Cover, CoverKind, Proved, Refuted, Undecided
from coach_ethics.analysis.concerned import Concerns
from coach_ethics.analysis.exactness import Exactness
from coach_ethics.analysis.hulls import Hulls
from coach_ethics.analysis.smallest import smallest
from coach_ethics.analysis.witness import Witness, expectation, names_below, part_of, replayed
from coach_ethics.deontics.program import Definition, Kind, Program, lower, name_of
from coach_ethics.engines.symbolic.answers import Found, Impossible, Unanswered, Unsure
from coach_ethics.facts.situation import Situation
from coach_ethics.ir.conditions import And, Condition, Constant, Named, Not, Or
from coach_ethics.ir.policy import Citation, Policy
from coach_ethics.ir.walk import names_in
from coach_ethics.problems import Problem, Problems

if TYPE_CHECKING:
    from coach_ethics.engines.symbolic.session import Session


@frozen(eq=False)
class Inquiry:
    """A policy, its program, and the means to ask about all situations at once."""

    policy: Policy
    program: Program
    session: Session = field(repr=False)
    hulls: Hulls = field(repr=False)
    exactness: Exactness = field(repr=False)
    concerns: Concerns = field(repr=False)
    definitions: Mapping[str, Definition] = field(repr=False)


def inquiry(policy: Policy, seconds: float) -> Inquiry:
    """An inquiry into a policy; `seconds` bounds each question.

    Raises PolicyProblems (D301) where the policy can't be closed, Problems (Z101) where z3 isn't installed.
    """
    program = lower(policy)
    constraints = {each.name: each.always for each in policy.constraints}
    definitions = MappingProxyType({each.name: each for each in program.definitions})
    return Inquiry(
        policy,
        program,
        open_session(program, constraints, seconds),
        Hulls(program),
        Exactness(program),
        Concerns(program, constraints),
        definitions,
    )


def open_session(program: Program, constraints: Mapping[str, Condition], seconds: float) -> Session:
    """A solver session. Raises Problems (Z101) where z3 isn't installed."""
    try:
        from coach_ethics.engines.symbolic.session import Session
    except ModuleNotFoundError as missing:
        if missing.name != "z3":
            raise
        raise Problems(
            [
                Problem(
                    "Z101",
                    "proofs and comparisons need the z3 solver, which isn't installed here",
                    help="install it with `pip install coach-ethics[analysis]`",
                )
            ]
        ) from None
    return Session(program, constraints, seconds)


def never(
    asked: Inquiry, conditions: Sequence[Condition], says: str, cites: Iterable[Citation] = ()
) -> Proved | Refuted | Undecided:
    """Whether the conditions never hold together; where they do, the smallest witness."""
    if asked.hulls.rule_out(conditions):
        return Proved()
    match asked.session.find(*conditions):
        case Impossible():
            return Proved()
        case Unanswered(reason):
            return Undecided(reason)
        case Found(situation):
            try:
                return Refuted(witness(asked, conditions, situation, says, tuple(cites)))
            except Unsure as unsure:
                return Undecided(str(unsure))
        case other:
            assert_never(other)


def sometimes(
    asked: Inquiry, conditions: Sequence[Condition], forbidding: Collection[Condition] = ()
) -> Proved | Refuted | Undecided:
    """Whether the conditions can hold together; where they can't, what covers them.

    Of conditions that a ground of `forbidding` fails, the norms are named.
    """
    match asked.session.find(*conditions):
        case Found():
            return Proved()
        case Unanswered(reason):
            return Undecided(reason)
        case Impossible():
            try:
                return Refuted(covers=_covers(asked, conditions, forbidding))
            except Unsure as unsure:
                return Undecided(str(unsure))
        case other:
            assert_never(other)


def _covers(asked: Inquiry, conditions: Sequence[Condition], forbidding: Collection[Condition]) -> tuple[Cover, ...]:
    kept, rules = asked.session.why_impossible(conditions)
    return (
        *(_cover(asked, each, forbidding) for each in kept),
        *(Cover(CoverKind.CONSTRAINT, name=name) for name in rules),
    )


def _cover(asked: Inquiry, condition: Condition, forbidding: Collection[Condition]) -> Cover:
    match condition:
        case Not(ground) if ground in forbidding:
            norms = (norm for name in names_in(ground) for norm in asked.definitions[name].subject)
            return Cover(CoverKind.FORBIDDING, condition, norms=tuple(norms))
        case Not(Named(name)) if asked.definitions[name].kind is Kind.IN_FORCE:
            return Cover(CoverKind.OVERRIDING, name=asked.definitions[name].subject[0])
        case _:
            return Cover(CoverKind.CONDITION, condition)


def witness(
    asked: Inquiry, conditions: Sequence[Condition], found: Situation, says: str, cites: tuple[Citation, ...] = ()
) -> Witness:
    """The smallest situation in which the conditions certainly hold; `found` is one in which they do. Raises Unsure."""
    small = smallest(asked, conditions, found)
    constraints = asked.session.constraints
    part = part_of(asked.program, [*conditions, *constraints.values()])
    truths = replayed(part, small.situation, small.completion, conditions, constraints)
    expect = expectation(names_below(conditions, part), part, truths)
    return Witness(asked.policy.name, says, small.situation, small.completion, expect, small.proved, cites)


def conjuncts(condition: Condition) -> tuple[Condition, ...]:
    """Conditions that together say the same, as small as can be had without changing them inside."""
    match condition:
        case And(operands):
            return tuple(part for operand in operands for part in conjuncts(operand))
        case Not(Or(operands)):
            return tuple(part for operand in operands for part in conjuncts(Not(operand)))
        case Not(Not(operand)):
            return conjuncts(operand)
        case Constant(True) | Not(Constant(False)):
            return ()
        case _:
            return (condition,)


def in_force(norm: str) -> Named:
    """The norm is in force."""
    return Named(name_of(Kind.IN_FORCE, norm))


def required(act: str) -> Named:
    """The act is required."""
    return Named(name_of(Kind.REQUIRED, act))


def forbidden(act: str) -> Named:
    """The act is forbidden."""
    return Named(name_of(Kind.FORBIDDEN, act))


def permission(act: str) -> Named:
    """A permission of the act is in force."""
    return Named(name_of(Kind.PERMISSION, act))
