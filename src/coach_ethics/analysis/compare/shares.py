"""The share of all possible situations in which a condition holds: counted exactly, or marked as estimated."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from random import Random

from attrs import frozen

from coach_ethics.deontics.minimal import Budget, Exhausted
from coach_ethics.deontics.program import Definition, Kind, Program
from coach_ethics.engines.registry import prepare
from coach_ethics.model.conditions import Condition, Not, conjunction
from coach_ethics.model.domains import Runs, in_runs, size, value_at
from coach_ethics.model.situation import Situation
from coach_ethics.reasoning.diagram import Diagrams
from coach_ethics.reasoning.queries import count
from coach_ethics.reasoning.slice import Slices

MOST_STEPS = 400_000
"""How many children the nodes of one comparison's diagrams may have before shares are estimated."""

SAMPLE = 4_000
"""How many possible situations are sampled to estimate a share."""


@frozen
class Share:
    """`part` of `whole`: of all situations over the facts concerned that the constraints allow, every value of a fact
    counting as much as any other. Where not `exact`, of situations drawn at random.
    """

    part: int
    whole: int
    exact: bool = True

    @property
    def value(self) -> float:
        """The share as a number from 0 to 1."""
        return self.part / self.whole if self.whole else 0.0


class Shares:
    """Shares of the situations of one program that its constraints allow."""

    def __init__(self, program: Program, constraints: Mapping[str, Condition]) -> None:
        self._program, self._constraints = program, tuple(constraints.values())
        self._slices = Slices(program, constraints)
        self._budget = Budget(MOST_STEPS)

    def of(self, condition: Condition, boxes: Sequence[Mapping[str, Runs]] = ()) -> Sequence[Share]:
        """The share of a condition, then the shares of boxes, then what of the condition is in none of the boxes."""
        try:
            return self._counted(condition, boxes)
        except Exhausted:
            return self._estimated(condition, boxes)

    def _counted(self, condition: Condition, boxes: Sequence[Mapping[str, Runs]]) -> Sequence[Share]:
        inside = [self._condition(box) for box in boxes]
        diagrams = Diagrams(self._slices, [condition, *inside], self._budget, unknown=False)
        allowed = diagrams.kept
        meant = diagrams.all([allowed, diagrams.of(condition)])
        within = [diagrams.of(each) for each in inside]
        left = diagrams.all([meant, *map(diagrams.opposite, within)])
        parts = [meant, *(diagrams.all([allowed, each]) for each in within), left]
        sizes = diagrams.order.sizes()
        whole = count(allowed, sizes)
        return [Share(count(part, sizes), whole) for part in parts]

    def _estimated(self, condition: Condition, boxes: Sequence[Mapping[str, Runs]]) -> Sequence[Share]:
        inside = [self._condition(box) for box in boxes]
        left = conjunction((condition, *map(Not, inside)))
        asked = [_asked(number, each) for number, each in enumerate([condition, *inside, left, *self._constraints])]
        evaluate = prepare("compiled", Program(self._program.vocabulary, (*self._program.definitions, *asked)))
        rules, hits, drawn = asked[len(boxes) + 2 :], [0] * (len(boxes) + 2), 0
        random = Random(SAMPLE)  # the same draws every time
        for _ in range(20 * SAMPLE):
            truths = evaluate(_drawn(self._program, random))
            if all(truths[rule.name] for rule in rules):
                drawn += 1
                hits = [hit + bool(truths[each.name]) for hit, each in zip(hits, asked, strict=False)]
            if drawn == SAMPLE:
                break
        return [Share(hit, drawn, exact=False) for hit in hits]

    def _condition(self, box: Mapping[str, Runs]) -> Condition:
        return conjunction(tuple(in_runs(self._program.vocabulary[fact], runs) for fact, runs in box.items()))


def _asked(number: int, condition: Condition) -> Definition:
    return Definition(f"asked {number}", Kind.CONCEPT, (f"asked {number}",), condition)


def _drawn(program: Program, random: Random) -> Situation:
    facts = program.vocabulary
    return Situation({fact.name: value_at(fact.type, random.randrange(size(fact.type))) for fact in facts})
