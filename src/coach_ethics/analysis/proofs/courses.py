"""Courses as situations: every act is one more fact, whether a course does it, so that one question covers both."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from typing import TypeAlias

from attrs import evolve

from coach_ethics.deontics.demands import Demand
from coach_ethics.deontics.minimal import Budget
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


LabelledDemand: TypeAlias = tuple[frozenset[str], Demand]
"""A demand, and the norms that together make it where all of them are in force; none where it is always made."""


def projected(demands: Iterable[LabelledDemand], onto: Collection[str], steps: Budget) -> tuple[LabelledDemand, ...]:
    """What demands come to for some acts alone, whatever else is done or left out. Raises Exhausted.

    THEOREM: where the demands on the other acts alone can be met, a course of acts in `onto` can be completed by other
    acts to one that meets all demands just where it meets these. (Every other act is resolved away.)
    """
    found = dict.fromkeys(demands)
    others = {act for _, demand in found for act in _acts(demand)}.difference(onto)
    for act in sorted(others):
        doing = [each for each in found if act in each[1].one_of]
        leaving = [each for each in found if act in each[1].if_doing]
        steps.spend(len(found) + len(doing) * len(leaving))
        found = {each: None for each in found if act not in _acts(each[1])}
        found.update(dict.fromkeys(_resolved(one, other, act) for one in doing for other in leaving))
    return tuple((norms, each) for norms, each in found if each.if_doing.isdisjoint(each.one_of) and _acts(each))


def _acts(demand: Demand) -> frozenset[str]:
    return demand.if_doing | demand.one_of


def _resolved(doing: LabelledDemand, leaving: LabelledDemand, act: str) -> LabelledDemand:
    """What the two demand together, whether the act is done or left out."""
    (norms, one), (others, other) = doing, leaving
    if_doing = one.if_doing | (other.if_doing - {act})
    return norms | others, Demand(if_doing, (one.one_of - {act}) | other.one_of)
