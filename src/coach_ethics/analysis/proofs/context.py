"""The context of proofs about one policy: its program, the possible situations, and a solver session."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cached_property, partial
from typing import TYPE_CHECKING

from attrs import field, frozen

from coach_ethics.deontics.minimal import Budget
from coach_ethics.deontics.program import Definition, Kind, Program, lower, name_of
from coach_ethics.engines.reference import evaluate
from coach_ethics.findings import Truths
from coach_ethics.model.answers import Found, Undecided, Unsure
from coach_ethics.model.conditions import And, Condition, Constant, Named, Not, Or
from coach_ethics.model.policy import Policy
from coach_ethics.model.situation import Situation
from coach_ethics.model.walk import facts_in
from coach_ethics.problems import Problem, Problems
from coach_ethics.reasoning.determined import determined_truths
from coach_ethics.reasoning.slice import Slices, bearing, slices_of, spoken_of

if TYPE_CHECKING:
    from coach_ethics.engines.symbolic.session import SolverSession


@frozen(eq=False)
class ProofContext:
    """A policy, its program, and the means to ask about all situations at once."""

    policy: Policy
    program: Program
    session: SolverSession = field(repr=False)
    budget: Budget = field(repr=False)
    slices: Slices = field(repr=False)
    definitions: Mapping[str, Definition] = field(repr=False)

    @cached_property
    def somewhere(self) -> Situation:
        """A situation that keeps every constraint. Raises Unsure. INVARIANT (possible): there is one."""
        answer = self.session.find()
        if isinstance(answer, Undecided):
            raise Unsure(answer.reason)
        assert isinstance(answer, Found), "INVARIANT (possible): some situation keeps every constraint"
        spoken = spoken_of(self.policy.constraints, self.program, claimed_of(self.policy))
        return slices_of(self.policy, self.program).kept_beside(spoken, answer.situation)


def determined_of(asked: ProofContext, situation: Situation) -> Truths:
    """What every completion that can be comes to: what a scenario of the situation finds."""
    truths, among = evaluate(asked.program, situation), frozenset(asked.session.constraints)
    return determined_truths(asked.slices, situation, truths, among, partial(evaluate, asked.program)).truths


def inquiry(policy: Policy, budget: Budget) -> ProofContext:
    """An inquiry into a policy; all its questions spend one budget.

    Raises PolicyProblems (D301) where the policy can't be closed, Problems (Z101) where z3 isn't installed.
    """
    program = lower(policy)
    limiting = bearing(policy.constraints, program, claimed_of(policy))
    slices = Slices(program, {each.name: each.always for each in limiting})
    definitions = program.by_name
    session = open_session(program, slices.rules, budget)
    return ProofContext(policy, program, session, budget, slices, definitions)


def claimed_of(policy: Policy) -> frozenset[str]:
    """The facts that a policy's claims speak of, which its norms needn't."""
    claims = (*(each.when for each in policy.completeness), *(each.condition for each in policy.properties))
    return frozenset((*(fact for each in claims for fact in facts_in(each)), *(each.more for each in policy.monotone)))


def open_session(program: Program, constraints: Mapping[str, Condition], budget: Budget) -> SolverSession:
    """A solver session. Raises Problems (Z101) where z3 isn't installed."""
    try:
        from coach_ethics.engines.symbolic.session import SolverSession
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
    return SolverSession(program, constraints, budget)


def conjuncts(condition: Condition) -> tuple[Condition, ...]:
    """Conditions that together say the same, as small as can be had without changing them inside."""
    match condition:  # partial: every other condition is one conjunct
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
