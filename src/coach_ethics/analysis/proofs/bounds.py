"""Ranges of facts outside of which a condition can't be true: enough to see at once that many can't hold together."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from types import MappingProxyType
from typing import TypeAlias, assert_never

from coach_ethics.deontics.program import Program
from coach_ethics.model.conditions import And, Comparison, Condition, Constant, Holds, Membership, Named, Not, Or
from coach_ethics.model.domains import Runs, common, complement, facts_of, joined, true_runs
from coach_ethics.model.vocabulary import Vocabulary

IntervalBound: TypeAlias = Mapping[str, Runs] | None
"""A box around the situations in which a condition is true; None where there is none. Facts that it lacks are free."""

_FREE: Mapping[str, Runs] = MappingProxyType({})


class IntervalBounds:
    """The bounds of a program's names, worked out once."""

    def __init__(self, program: Program) -> None:
        self._vocabulary = program.vocabulary
        self._names: dict[str, tuple[IntervalBound, IntervalBound]] = {}
        for each in program.definitions:
            self._names[each.name] = self.of(each.condition)

    def of(self, condition: Condition) -> tuple[IntervalBound, IntervalBound]:
        """The bound of where the condition is true, and of where it is false, every fact being known."""
        match condition:
            case Constant(value):
                return (_FREE, None) if value else (None, _FREE)
            case Named(name):
                return self._names.get(name, (_FREE, _FREE))
            case Not(operand):
                true, false = self.of(operand)
                return false, true
            case And(operands):
                pairs = [self.of(operand) for operand in operands]
                return meeting(true for true, _ in pairs), around(false for _, false in pairs)
            case Or(operands):
                pairs = [self.of(operand) for operand in operands]
                return around(true for true, _ in pairs), meeting(false for _, false in pairs)
            case Holds() | Comparison() | Membership():
                return self._atom(condition, self._vocabulary)
            case _:
                assert_never(condition)

    def rule_out(self, conditions: Iterable[Condition]) -> bool:
        """Whether the ranges alone show that the conditions can't hold together."""
        return meeting(self.of(condition)[0] for condition in conditions) is None

    def _atom(
        self, atom: Holds | Comparison | Membership, vocabulary: Vocabulary
    ) -> tuple[IntervalBound, IntervalBound]:
        facts = facts_of(atom)
        if len(facts) != 1:
            return _FREE, _FREE
        runs = true_runs(atom, vocabulary)
        return _side(facts[0], runs), _side(facts[0], complement(runs, vocabulary[facts[0]].type))


def _side(fact: str, runs: Runs) -> IntervalBound:
    return {fact: runs} if runs else None


def meeting(bounds: Iterable[IntervalBound]) -> IntervalBound:
    """Where all of the bounds meet."""
    found: dict[str, Runs] = {}
    for bound in bounds:
        if bound is None:
            return None
        for fact, runs in bound.items():
            found[fact] = common(found[fact], runs) if fact in found else runs
            if not found[fact]:
                return None
    return found


def around(bounds: Iterable[IntervalBound]) -> IntervalBound:
    """The least bound around all of the bounds."""
    found: dict[str, Runs] | None = None
    for bound in bounds:
        if bound is None:
            continue
        if found is None:
            found = dict(bound)
        else:
            found = {fact: joined([*runs, *bound[fact]]) for fact, runs in found.items() if fact in bound}
    return found
