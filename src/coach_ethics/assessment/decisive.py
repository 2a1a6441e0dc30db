"""The deciding parts of a condition: those that, as things stand, give it the truth value that it has."""

from __future__ import annotations

from typing import assert_never

from coach_ethics.deontics.program import Program
from coach_ethics.engines.reference import truth
from coach_ethics.findings import Truths
from coach_ethics.model.conditions import And, Comparison, Condition, Constant, Holds, Membership, Named, Not, Or
from coach_ethics.model.situation import Situation
from coach_ethics.model.walk import facts_in


def decisive(condition: Condition, situation: Situation, truths: Truths) -> tuple[Condition, ...]:
    """The parts directly below a condition that decide it.

    All parts of a true `and` and of a false `or`; the false parts of a false `and`, the true parts of a true `or`; the
    unknown parts of what is unknown.
    """
    match condition:
        case And(operands) | Or(operands):
            value = truth(condition, situation, truths)
            return tuple(part for part in operands if truth(part, situation, truths) is value)
        case Not(operand):
            return (operand,)
        case Constant() | Holds() | Named() | Comparison() | Membership():
            return ()
        case _:
            assert_never(condition)


class Deciding:
    """The facts that decide the truth values of a program's names in a situation: each name is looked at once.

    LAW: a row of names can be longer than calls can be deep.
    """

    def __init__(self, program: Program, situation: Situation, truths: Truths) -> None:
        self._definitions = {definition.name: definition for definition in program.definitions}
        self._situation, self._truths = situation, truths
        self._found: dict[str, tuple[str, ...]] = {}

    def facts(self, name: str) -> tuple[str, ...]:
        """The facts that decide a name's truth value, through all names between, in order of first mention.

        Where the name is unknown these are the unknown facts that it waits for.
        """
        waiting = [] if name in self._found else [(name, self._leaves(self._definitions[name].condition))]
        while waiting:
            above, leaves = waiting[-1]
            below = (leaf.name for leaf in leaves if isinstance(leaf, Named) and leaf.name not in self._found)
            if (first := next(below, None)) is not None:
                waiting.append((first, self._leaves(self._definitions[first].condition)))
            else:
                self._found[above] = self._of(leaves)
                waiting.pop()
        return self._found[name]

    def undecided(self, condition: Condition) -> tuple[str, ...]:
        """The unknown facts that a condition waits for; none where its truth value is known."""
        if truth(condition, self._situation, self._truths) is not None:
            return ()
        leaves = self._leaves(condition)
        for leaf in leaves:
            if isinstance(leaf, Named):
                self.facts(leaf.name)
        return self._of(leaves)

    def _leaves(self, condition: Condition) -> list[Condition]:
        """The names and comparisons that decide a condition, in order."""
        found, left = [], [condition]
        while left:
            part = left.pop()
            parts = decisive(part, self._situation, self._truths)
            left.extend(reversed(parts))
            if not parts:
                found.append(part)
        return found

    def _of(self, leaves: list[Condition]) -> tuple[str, ...]:
        """INVARIANT (below): what decides the names among the leaves has been found."""
        facts: dict[str, None] = {}
        for leaf in leaves:
            if isinstance(leaf, Named):
                facts.update(dict.fromkeys(self._found[leaf.name]))
            else:
                unknown = truth(leaf, self._situation, self._truths) is None
                told = (fact for fact in facts_in(leaf) if not unknown or self._situation[fact] is None)
                facts.update(dict.fromkeys(told))
        return tuple(facts)
