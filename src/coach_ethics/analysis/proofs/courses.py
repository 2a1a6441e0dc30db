"""Courses as situations: every act is one more fact, whether a course does it, so that one question covers both."""

from __future__ import annotations

from collections.abc import Iterable

from attrs import evolve

from coach_ethics.deontics.demands import Demand
from coach_ethics.deontics.program import Program
from coach_ethics.model.conditions import And, Condition, Holds, Not, Or, disjunction
from coach_ethics.model.vocabulary import Boolean, Fact, extended

_DOING = "doing "


def with_acts(program: Program, acts: Iterable[str]) -> Program:
    """A program in whose situations it is known of every act whether a course does it."""
    facts = (Fact(f"{_DOING}{act}", Boolean()) for act in acts)
    return evolve(program, vocabulary=extended(program.vocabulary, facts))


def does(act: str) -> Holds:
    """The course does the act."""
    return Holds(f"{_DOING}{act}")


def met(demand: Demand) -> Condition:
    """The course meets the demand."""
    left_out = (Not(does(act)) for act in sorted(demand.if_doing))
    return disjunction((*left_out, *(does(act) for act in sorted(demand.one_of))))


def apart(one: Condition, other: Condition) -> Condition:
    """Just one of the two holds."""
    return Or((And((one, Not(other))), And((Not(one), other))))
