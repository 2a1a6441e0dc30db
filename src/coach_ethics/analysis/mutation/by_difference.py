"""An evaluator for a program that differs from another in a few definitions, as a mutant's does."""

from __future__ import annotations

from attrs import field, frozen

from coach_ethics.deontics.dependencies import Dependencies
from coach_ethics.deontics.program import Definition, Kind, Program
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

    @property
    def resting(self) -> frozenset[str]:
        """The names of the program that rest on a change."""
        return frozenset(each.name for each in self.changed)

    def shows_nothing(self, here: Truths, there: Truths) -> bool:
        """Whether all that rests on a change is so here as it is there, by the original; and norms are certainly so.

        THEOREM: where these truths are determined ones, whatever is determined is then as it was: what doesn't rest on
        a change is the same condition over the same facts, and a name that only one program has is false. It takes that
        no constraint mentions a name that rests on a change.
        """
        return all(
            here[each.name] is there.get(each.name, False)
            and not (each.kind is Kind.IN_FORCE and here[each.name] is None)
            for each in self.changed
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
