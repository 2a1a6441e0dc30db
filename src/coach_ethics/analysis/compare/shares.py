"""The share of all possible situations in which a condition holds: counted exactly, or marked as estimated."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from functools import cached_property
from random import Random

from attrs import frozen

from coach_ethics.deontics.dependencies import facts_that_matter
from coach_ethics.deontics.minimal import Budget, Exhausted
from coach_ethics.deontics.program import Definition, Kind, Program
from coach_ethics.engines.registry import prepare
from coach_ethics.model.conditions import Condition, Not, conjunction
from coach_ethics.model.domains import Runs, in_runs, size, value_at
from coach_ethics.model.situation import Situation
from coach_ethics.model.vocabulary import Fact
from coach_ethics.reasoning.diagram import Diagrams
from coach_ethics.reasoning.limits import Limit, limits
from coach_ethics.reasoning.queries import count
from coach_ethics.reasoning.slice import Slices

MOST_STEPS = 400_000
"""How many children the nodes of one comparison's diagrams may have before shares are estimated."""

SAMPLE = 4_000
"""How many possible situations are sampled to estimate a share."""


@frozen
class Share:
    """`part` of `whole`: of all combinations of the facts that policies read, of those that the constraints allow, each
    counting once. Where not `exact`, of combinations drawn at random.
    """

    part: int
    whole: int
    exact: bool = True

    @property
    def value(self) -> float:
        """The share as a number from 0 to 1."""
        return self.part / self.whole if self.whole else 0.0


class Shares:
    """Shares of the situations of one program that its constraints allow, over the facts that the program reads.

    What other facts could be beside them doesn't count; whether they could be anything does.
    """

    def __init__(self, program: Program, constraints: Mapping[str, Condition]) -> None:
        self._given, self._constraints = program, constraints
        self._budget = Budget(MOST_STEPS)

    @cached_property
    def read(self) -> frozenset[str]:
        """The facts that the program reads."""
        return facts_that_matter(self._given)

    @cached_property
    def _limits(self) -> tuple[Limit, ...]:
        return tuple(limits(Slices(self._given, self._constraints), self.read))

    @cached_property
    def _slices(self) -> Slices:
        more = (each for limit in self._limits for each in limit.definitions)
        program = Program(self._given.vocabulary, (*self._given.definitions, *more))
        rules = {f"limit {number}": limit.condition for number, limit in enumerate(self._limits)}
        return Slices(program, rules)

    def of(self, condition: Condition, boxes: Sequence[Mapping[str, Runs]] = ()) -> Sequence[Share]:
        """The share of a condition, then the shares of boxes, then what of the condition is in none of the boxes."""
        try:
            return self._counted(condition, boxes)
        except Exhausted:
            return self._estimated(condition, boxes)

    def _counted(self, condition: Condition, boxes: Sequence[Mapping[str, Runs]]) -> Sequence[Share]:
        inside = [self._condition(box) for box in boxes]
        diagrams = Diagrams(self._slices, [condition, *inside], self._budget, unknown=False)
        if not self.read.issuperset(diagrams.slice.facts):
            raise Exhausted  # some limit isn't exact
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
        rules = self._slices.rules.values()
        asked = [_asked(number, each) for number, each in enumerate([condition, *inside, left, *rules])]
        program = self._slices.program
        evaluate = prepare("compiled", Program(program.vocabulary, (*program.definitions, *asked)))
        facts = [fact for fact in program.vocabulary if fact.name in self.read]
        kept, hits, drawn = asked[len(boxes) + 2 :], [0] * (len(boxes) + 2), 0
        random = Random(SAMPLE)  # the same draws every time
        for _ in range(20 * SAMPLE):
            truths = evaluate(_drawn(facts, random))
            if not any(truths[each.name] is False for each in kept):
                drawn += 1
                hits = [hit + bool(truths[each.name]) for hit, each in zip(hits, asked, strict=False)]
            if drawn == SAMPLE:
                break
        return [Share(hit, drawn, exact=False) for hit in hits]

    def _condition(self, box: Mapping[str, Runs]) -> Condition:
        return conjunction(tuple(in_runs(self._given.vocabulary[fact], runs) for fact, runs in box.items()))


def _asked(number: int, condition: Condition) -> Definition:
    return Definition(f"asked {number}", Kind.CONCEPT, (f"asked {number}",), condition)


def _drawn(facts: Iterable[Fact], random: Random) -> Situation:
    return Situation({fact.name: value_at(fact.type, random.randrange(size(fact.type))) for fact in facts})
