"""An evaluator for a program that differs from another in a few definitions, as a mutant's does."""

from __future__ import annotations

from attrs import field, frozen

from coach_ethics.deontics.dependencies import Dependencies
from coach_ethics.deontics.program import Definition, Program
from coach_ethics.engines.reference import truth
from coach_ethics.engines.registry import Evaluator
from coach_ethics.findings import Truth, Truths
from coach_ethics.model.situation import Situation


@frozen(eq=False)
class ByDifference:
    """Evaluates what rests on a changed definition; of all else, it takes what the original says.

    LAW: it gives what the reference gives of the whole program.
    """

    original: Evaluator
    changed: tuple[Definition, ...] = field(repr=False)
    gone: frozenset[str] = field(repr=False)

    def shows_nothing(self, situation: Situation) -> bool:
        """Whether all that rests on a change is certain in a situation, and as it was.

        THEOREM: then whatever is determined there is as it was, too: what isn't certain rests on nothing changed, and
        a name that only one program has is false.
        """
        here, there = self(situation), self.original(situation)
        return all(
            here[each.name] is not None and here[each.name] is there.get(each.name, False) for each in self.changed
        ) and not any(there[name] is not False for name in self.gone)

    def __call__(self, situation: Situation) -> Truths:
        """The truth value of every name in the program."""
        truths: dict[str, Truth] = {
            name: value for name, value in self.original(situation).items() if name not in self.gone
        }
        for definition in self.changed:
            truths[definition.name] = truth(definition.condition, situation, truths)
        return truths


def by_difference(program: Program, original: Program, evaluate: Evaluator) -> ByDifference:
    """Evaluates a program, where `evaluate` evaluates the original of which it is a variant."""
    before = {each.name: each.condition for each in original.definitions}
    names = {each.name for each in program.definitions}
    others = (each.name for each in program.definitions if before.get(each.name) != each.condition)
    resting = Dependencies(program).resting_on(others)
    return ByDifference(
        evaluate, tuple(each for each in program.definitions if each.name in resting), frozenset(before.keys() - names)
    )
