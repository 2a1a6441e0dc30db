"""The deciding parts of a condition: those that, as things stand, give it the truth value that it has."""

from __future__ import annotations

from typing import assert_never

from coach_ethics.deontics.program import Program
from coach_ethics.engines.reference import truth
from coach_ethics.findings import Truths
from coach_ethics.model.conditions import And, Comparison, Condition, Constant, Holds, Membership, Named, Not, Or
from coach_ethics.model.kleene import every, some
from coach_ethics.model.situation import Situation
from coach_ethics.model.walk import facts_in


def decisive(
    condition: Condition, situation: Situation, truths: Truths, *, by_cases: bool = False
) -> tuple[Condition, ...]:
    """The parts directly below a condition that decide it.

    All parts of a true `and` and of a false `or`; the false parts of a false `and`, the true parts of a true `or`; the
    unknown parts of what is unknown. `by_cases`, what is unknown has all of its parts: `a and b` is `b` in each case
    only since `a` is true.
    """
    match condition:
        case And(operands) | Or(operands):
            values = [truth(part, situation, truths) for part in operands]
            value = every(values) if isinstance(condition, And) else some(values)
            if by_cases and value is None:
                return operands
            return tuple(part for part, own in zip(operands, values, strict=True) if own is value)
        case Not(operand):
            return (operand,)
        case Constant() | Holds() | Named() | Comparison() | Membership():
            return ()
        case _:
            assert_never(condition)


class Deciding:
    """The facts that decide the truth values of a program's names in a situation: each name is looked at once.

    A name can be determined by cases: each completion of the situation decides it, though what it stands for is unknown
    to Kleene's logic. Then known facts below it decide together with the unknown ones.

    LAW: a row of names can be longer than calls can be deep.
    """

    def __init__(self, program: Program, situation: Situation, truths: Truths) -> None:
        self.definitions = program.by_name
        self._situation, self.truths = situation, truths
        self._found: dict[tuple[str, bool], tuple[str, ...]] = {}

    def facts(self, name: str, *, by_cases: bool = False) -> tuple[str, ...]:
        """The facts that decide a name's truth value, through all names between, in order of first mention.

        Where the name is unknown these are the unknown facts that it waits for; `by_cases`, also the known ones that
        decide it in each case.
        """
        waiting = [] if (name, by_cases) in self._found else [self._below(name, by_cases=by_cases)]
        while waiting:
            key, leaves = waiting[-1]
            below = (
                (leaf.name, cases)
                for leaf, cases in leaves
                if isinstance(leaf, Named) and (leaf.name, cases) not in self._found
            )
            if (first := next(below, None)) is not None:
                waiting.append(self._below(first[0], by_cases=first[1]))
            else:
                self._found[key] = self._of(leaves)
                waiting.pop()
        return self._found[name, by_cases]

    def undecided(self, condition: Condition) -> tuple[str, ...]:
        """The unknown facts that a condition waits for; none where its truth value is known."""
        if truth(condition, self._situation, self.truths) is not None:
            return ()
        leaves = self._leaves(condition, by_cases=False)
        for leaf, by_cases in leaves:
            if isinstance(leaf, Named):
                self.facts(leaf.name, by_cases=by_cases)
        return self._of(leaves)

    def by_cases(self, name: str, *, above: bool) -> bool:
        """Whether all parts of what a name stands for decide it: it is determined by cases, or is `above` that."""
        if self.truths[name] is None:
            return above
        return truth(self.definitions[name].condition, self._situation, self.truths) is None

    def _below(self, name: str, *, by_cases: bool) -> tuple[tuple[str, bool], list[tuple[Condition, bool]]]:
        here = self.by_cases(name, above=by_cases)
        return (name, by_cases), self._leaves(self.definitions[name].condition, by_cases=here)

    def _leaves(self, condition: Condition, *, by_cases: bool) -> list[tuple[Condition, bool]]:
        """The names and comparisons that decide a condition, in order, and whether they do so by cases."""
        found, left = [], [condition]
        while left:
            part = left.pop()
            parts = decisive(part, self._situation, self.truths, by_cases=by_cases)
            left.extend(reversed(parts))
            if not parts:
                found.append((part, by_cases and truth(part, self._situation, self.truths) is None))
        return found

    def _of(self, leaves: list[tuple[Condition, bool]]) -> tuple[str, ...]:
        """INVARIANT (below): what decides the names among the leaves has been found."""
        facts: dict[str, None] = {}
        for leaf, by_cases in leaves:
            if isinstance(leaf, Named):
                facts.update(dict.fromkeys(self._found[leaf.name, by_cases]))
            else:
                waits = truth(leaf, self._situation, self.truths) is None and not by_cases
                told = (fact for fact in facts_in(leaf) if not waits or self._situation[fact] is None)
                facts.update(dict.fromkeys(told))
        return tuple(facts)
