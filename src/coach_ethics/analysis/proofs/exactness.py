"""Conditions of which Kleene evaluation misses nothing, by their shape alone.

Kleene evaluation calls a condition true where it would be true even if every atom with an unknown fact failed. It
misses something only where those atoms can't all fail together. So where each fact has a value at which all of its
atoms fail, the completion with these values shows that nothing was missed. THEOREM (exact): if `exact(condition)`, a
condition that every completion makes true, Kleene evaluation calls true.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import TypeAlias, assert_never

from coach_ethics.deontics.program import Program
from coach_ethics.model.conditions import And, Comparison, Condition, Constant, Holds, Membership, Named, Not, Or
from coach_ethics.model.domains import Runs, complement, everything, facts_of, joined, true_runs

Reach: TypeAlias = Mapping[str, Runs]
"""For each fact, every value at which some atom about it holds, once negations are pushed down to the atoms."""


class Exactness:
    """The reaches of a program's names, worked out once."""

    def __init__(self, program: Program) -> None:
        self._vocabulary = program.vocabulary
        self._names: dict[str, tuple[Reach, Reach]] = {}
        for each in program.definitions:
            self._names[each.name] = self._of(each.condition)

    def exact(self, condition: Condition) -> bool:
        """Whether the shape of the condition shows that Kleene evaluation misses nothing of its being true."""
        return not self.torn([condition])

    def torn(self, conditions: Iterable[Condition]) -> frozenset[str]:
        """The facts that have no value at which all that the conditions say of them fails.

        Of every other fact that isn't known, the worst case is the same wherever it is mentioned.
        """
        reach = _united(self._of(condition)[0] for condition in conditions)
        return frozenset(fact for fact, runs in reach.items() if runs == everything(self._vocabulary[fact].type))

    def _of(self, condition: Condition) -> tuple[Reach, Reach]:
        match condition:
            case Constant():
                return {}, {}
            case Named(name):
                return self._names[name]
            case Not(operand):
                true, false = self._of(operand)
                return false, true
            case And(operands) | Or(operands):
                pairs = [self._of(operand) for operand in operands]
                return _united(true for true, _ in pairs), _united(false for _, false in pairs)
            case Holds() | Comparison() | Membership():
                return self._atom(condition)
            case _:
                assert_never(condition)

    def _atom(self, atom: Holds | Comparison | Membership) -> tuple[Reach, Reach]:
        match facts_of(atom):
            case (fact,):
                type_, runs = self._vocabulary[fact].type, true_runs(atom, self._vocabulary)
                return {fact: runs}, {fact: complement(runs, type_)}
            case facts:
                # Which value makes a comparison of two facts fail depends on the other one: nothing is claimed.
                whole = {fact: everything(self._vocabulary[fact].type) for fact in facts}
                return whole, whole


def _united(reaches: Iterable[Reach]) -> Reach:
    found: dict[str, Runs] = {}
    for reach in reaches:
        for fact, runs in reach.items():
            found[fact] = joined([*found[fact], *runs]) if fact in found else runs
    return found
