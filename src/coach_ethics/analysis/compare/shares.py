"""The share of all possible situations in which a condition holds: counted exactly, or marked as estimated."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from fractions import Fraction
from functools import cached_property
from random import Random

from attrs import frozen

from coach_ethics.deontics.dependencies import facts_that_matter
from coach_ethics.deontics.minimal import Budget, Exhausted
from coach_ethics.deontics.program import Definition, Program
from coach_ethics.engines.reference import truth
from coach_ethics.engines.registry import Evaluator, prepare
from coach_ethics.findings import Truth
from coach_ethics.model.cells import Cell
from coach_ethics.model.conditions import Condition, FactTerm, Membership, Not, conjunction
from coach_ethics.model.domains import Runs, in_runs, index_of, lies_in, size, value_at
from coach_ethics.model.marginals import Marginal, weights
from coach_ethics.model.names import Kind
from coach_ethics.model.proportions import Proportion
from coach_ethics.model.situation import Situation
from coach_ethics.model.vocabulary import Fact, Value, domain
from coach_ethics.reasoning.diagram import Diagrams
from coach_ethics.reasoning.queries import count
from coach_ethics.reasoning.restrictions import Restriction, restrictions
from coach_ethics.reasoning.slice import Slices
from coach_ethics.reasoning.trees import Node, Tree

MOST_STEPS = 400_000
"""How many children the nodes of one comparison's diagrams may have before shares are estimated."""

SAMPLE = 4_000
"""How many possible situations are sampled to estimate a share."""

MOST_DRAWS = 30 * SAMPLE
"""How many are looked at to estimate all shares of one comparison, before fewer are."""

SMALL_SAMPLE = 400
"""How many are looked at then."""

STEPS_TO_DRAW, NAMES_IN_A_STEP = 2_000_000, 8
"""How many steps drawing them may take: one for each fact, and one for so many names that are evaluated."""


@frozen
class Share:
    """`part` of `whole`: of all combinations of the facts that policies read, of those that the constraints allow, each
    counting once, or as often as given weights say. Where not `exact`, of combinations drawn at random.
    """

    part: int
    whole: int
    exact: bool = True

    @property
    def value(self) -> float:
        """The share as a number from 0 to 1."""
        return self.part / self.whole if self.whole else 0.0

    def interval(self, confidence: float = 0.95) -> tuple[float, float]:
        """What the share is between, of an estimated one with this confidence (Wilson's interval)."""
        if self.exact:
            return self.value, self.value
        return Proportion(self.part, self.whole).interval(confidence)


class Shares:
    """Shares of the situations of one program that its constraints allow, over the facts that the program reads.

    What other facts could be beside them doesn't count; whether they could be anything does. Facts with `marginals`
    have their values as often as these say, independently, as far as the constraints let them be together; beside them,
    each possible combination of the others counts once. So it is in the cohorts that `cohorts.sampling` draws.
    """

    def __init__(
        self, program: Program, constraints: Mapping[str, Condition], marginals: Mapping[str, Marginal] | None = None
    ) -> None:
        self._given, self._constraints, self._marginals = program, constraints, marginals or {}
        self._budget = Budget(MOST_STEPS)
        self._draws = Budget(MOST_DRAWS)

    @cached_property
    def read(self) -> frozenset[str]:
        """The facts that the program reads."""
        return facts_that_matter(self._given).union(self._marginals)

    def reads(self, conditions: Sequence[Condition]) -> frozenset[str]:
        """The facts that these conditions of the program rest on."""
        return frozenset(self._slices.dependencies.facts(conditions))

    @cached_property
    def _restrictions(self) -> tuple[Restriction, ...]:
        return tuple(restrictions(Slices(self._given, self._constraints), self.read))

    @cached_property
    def _slices(self) -> Slices:
        more = (each for restriction in self._restrictions for each in restriction.definitions)
        program = Program(self._given.vocabulary, (*self._given.definitions, *more))
        rules = {
            f"restriction {number}": restriction.condition for number, restriction in enumerate(self._restrictions)
        }
        return Slices(program, rules)

    def of(self, condition: Condition, boxes: Sequence[Mapping[str, Runs]] = ()) -> Sequence[Share]:
        """The share of a condition, then the shares of boxes, then what of the condition is in none of the boxes."""
        try:
            return self._counted(condition, boxes)
        except Exhausted:
            return self._estimated(condition, boxes)

    def _counted(self, condition: Condition, boxes: Sequence[Mapping[str, Runs]]) -> Sequence[Share]:
        inside = [self._condition(box) for box in boxes]

        def parts(diagrams: Diagrams) -> list[Tree[Truth]]:
            meant = diagrams.all([diagrams.kept, diagrams.of(condition)])
            within = [diagrams.of(each) for each in inside]
            left = diagrams.all([meant, *map(diagrams.opposite, within)])
            return [meant, *(diagrams.all([diagrams.kept, each]) for each in within), left]

        return self.counted([condition, *inside], parts, self._budget)

    def counted(
        self,
        conditions: Sequence[Condition],
        parts_of: Callable[[Diagrams], Sequence[Tree[Truth]]],
        budget: Budget,
    ) -> Sequence[Share]:
        """The shares of trees over the diagrams of some conditions, true only where constraints are kept.

        Raises Exhausted where that takes more than the budget.
        """
        diagrams, often = self.diagrams(conditions, budget)
        parts, allowed, sizes = parts_of(diagrams), diagrams.kept, diagrams.order.sizes()
        if often:
            return [_weighed(part, allowed, often, sizes) for part in parts]
        whole = count(allowed, sizes)
        return [Share(count(part, sizes), whole) for part in parts]

    def diagrams(
        self, conditions: Sequence[Condition], budget: Budget
    ) -> tuple[Diagrams, Sequence[Sequence[Fraction]]]:
        """Diagrams over some conditions in which every fact is known, and of the facts at their first places, those
        with marginals, how often each of its cells is, compared with the others.

        Raises Exhausted where that takes more than the budget.
        """
        linked = set(self._slices.of(conditions).facts)
        weighed = [self._given.vocabulary[fact] for fact in self._marginals if fact in linked]
        # Facts are asked for in the order of their mention: those with marginals first.
        found = Diagrams(self._slices, [*map(_mention, weighed), *conditions], budget, unknown=False)
        if not self.read.issuperset(found.slice.facts):
            raise Exhausted  # some restriction isn't exact
        return found, [self._often(fact, cells) for fact, cells in zip(weighed, found.order.cells, strict=False)]

    def _often(self, fact: Fact, cells: Iterable[Cell]) -> list[Fraction]:
        """How often a fact has a value of each cell, compared with the others."""
        often = {index_of(fact.type, value): weight for value, weight in weights(self._marginals[fact.name]).items()}
        return [sum((Fraction(str(w)) for at, w in often.items() if lies_in(at, cell)), Fraction()) for cell in cells]

    def _estimated(self, condition: Condition, boxes: Sequence[Mapping[str, Runs]]) -> Sequence[Share]:
        inside = [self._condition(box) for box in boxes]
        asked = [condition, *inside, conjunction((condition, *map(Not, inside)))]
        try:
            self._draws.spend(SAMPLE)
            sample = self.sample
        except Exhausted:
            sample = self.sample[:SMALL_SAMPLE]
        hits = [0] * len(asked)
        for each in sample:
            truths = self.evaluate(each)
            hits = [hit + bool(truth(part, each, truths)) for hit, part in zip(hits, asked, strict=True)]
        return [Share(hit, len(sample), exact=False) for hit in hits]

    @cached_property
    def evaluate(self) -> Evaluator:
        """Gives every name of the program in a situation, and what becomes of each constraint."""
        rules = (Definition(name, Kind.PROPERTY, (name,), rule) for name, rule in self._slices.rules.items())
        program = self._slices.program
        return prepare("compiled", Program(program.vocabulary, (*program.definitions, *rules)))

    @cached_property
    def steps_to_evaluate(self) -> int:
        """How many steps it takes to draw a situation, or to change one, and to evaluate it."""
        names = len(self._slices.program.definitions) + len(self._slices.rules)
        return len(self.read) + names // NAMES_IN_A_STEP

    def allows(self, truths: Mapping[str, Truth]) -> bool:
        """Whether a situation over the facts that are read breaks no constraint, given the truth of all names."""
        return not any(truths[rule] is False for rule in self._slices.rules)

    @cached_property
    def sample(self) -> Sequence[Situation]:
        """Situations that the constraints allow, drawn at random, but the same every time; fewer than `SAMPLE`, or
        none, where few are allowed, or many steps go into each."""
        sample = list[Situation]()
        most = min(20 * SAMPLE, STEPS_TO_DRAW // (1 + self.steps_to_evaluate))
        random = Random(SAMPLE)
        weighed: dict[str, Value] | None = None
        for tried in range(most):
            if weighed is None or tried % 20 == 0:  # given values are kept while others to go with them are looked for
                weighed = self._drawn_by_weight(random)
            drawn = Situation({**self._drawn(random), **weighed})
            if not self._slices.rules or self.allows(self.evaluate(drawn)):
                sample.append(drawn)
                weighed = None
            if len(sample) == SAMPLE:
                break
        return sample

    def _drawn_by_weight(self, random: Random) -> dict[str, Value]:
        found = {}
        for fact, marginal in self._marginals.items():
            often = weights(marginal)
            found[fact] = random.choices(list(often), list(often.values()))[0]
        return found

    def _drawn(self, random: Random) -> dict[str, Value]:
        facts = (fact for fact in self._given.vocabulary if fact.name in self.read)
        return {fact.name: value_at(fact.type, random.randrange(size(fact.type))) for fact in facts}

    def _condition(self, box: Mapping[str, Runs]) -> Condition:
        return conjunction(tuple(in_runs(self._given.vocabulary[fact], runs) for fact, runs in box.items()))


def _mention(fact: Fact) -> Condition:
    """A condition that mentions a fact and tells none of its values apart."""
    return Membership(FactTerm(fact.name, fact.type), domain(fact.type))


def _weighed(
    part: Tree[Truth], whole: Tree[Truth], often: Sequence[Sequence[Fraction]], sizes: Sequence[Sequence[int]]
) -> Share:
    """The share where the facts at the first places have their values as often as `often` says."""
    others = [[1] if place < len(often) else each for place, each in enumerate(sizes)]
    done: dict[tuple[Tree[Truth], Tree[Truth], int], tuple[Fraction, Fraction]] = {}

    def found(part: Tree[Truth], whole: Tree[Truth], place: int) -> tuple[Fraction, Fraction]:
        """Of what can be, the weight that is in the part, and all of it."""
        if place == len(often):
            total = count(whole, others)
            return (Fraction(count(part, others), total), Fraction(1)) if total else (Fraction(), Fraction())
        if (part, whole, place) not in done:
            inside, all_ = Fraction(), Fraction()
            for child, weight in enumerate(often[place]):
                one, other = (_below(each, place, child) for each in (part, whole))
                some, every = found(one, other, place + 1) if weight else (Fraction(), Fraction())
                inside, all_ = inside + weight * some, all_ + weight * every
            done[part, whole, place] = inside, all_
        return done[part, whole, place]

    inside, all_ = found(part, whole, 0)
    share = inside / all_ if all_ else Fraction()
    return Share(share.numerator, share.denominator if all_ else 0)


def _below(tree: Tree[Truth], place: int, child: int) -> Tree[Truth]:
    return tree.children[child] if isinstance(tree, Node) and tree.place == place else tree
