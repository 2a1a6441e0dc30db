"""How many questions an interview takes on average, over all that its answers could be.

Its own strategy is followed, question by question: exactly, where it has few states; else along situations drawn at
random. Situations count as they do in `compare`, `importance` and `sample`.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from math import sqrt
from statistics import fmean, stdev

from attrs import define, field, frozen

from coach_ethics.analysis.compare.shares import Shares
from coach_ethics.analysis.masses import Mass, counted_sizes, expected, mass_of
from coach_ethics.arguments import takes
from coach_ethics.deontics.minimal import Budget, Exhausted
from coach_ethics.findings import Truth
from coach_ethics.interview.question import answer, next_question
from coach_ethics.interview.remaining import all_remaining
from coach_ethics.interview.state import State, begin_interview
from coach_ethics.model.domains import in_runs, index_of, lies_in, value_at
from coach_ethics.model.marginals import Marginal, faulty_marginals
from coach_ethics.model.policy import Policy
from coach_ethics.model.proportions import normal_interval
from coach_ethics.model.situation import Situation
from coach_ethics.model.vocabulary import Value
from coach_ethics.problems import CaseProblems, Problem
from coach_ethics.reasoning.determined import partition_of
from coach_ethics.reasoning.trees import Leaf, Tree, UniqueTable, combine

MOST_STATES = 500
"""So many states of an interview are looked at, before the number of its questions is estimated, and for that again."""

MOST_STEPS = 400_000
"""How many children the nodes of its diagrams may have."""

DRAWN = 400
"""Along so many situations the number is estimated, if the states suffice."""


@frozen
class ExpectedQuestions:
    """How many questions an interview about acts asks, on average over all that its answers could be.

    `error` is the standard error of an estimated number, None of an exact one; `most` are the most questions met with.

    >>> from coach_ethics.interview import expected_questions
    >>> expected_questions("collusion", about="name_block").exact
    True
    """

    about: tuple[str, ...]
    mean: float
    most: int
    error: float | None = None

    @property
    def exact(self) -> bool:
        """Whether it isn't estimated."""
        return self.error is None

    def interval(self, confidence: float = 0.95) -> tuple[float, float]:
        """What the mean is between, of an estimated one with this confidence."""
        least, most = normal_interval(self.mean, self.error, confidence)
        return max(least, 0.0), most


@takes(policy=Policy | str, about=str | Iterable[str] | None, marginals=Mapping | None)
def expected_questions(
    policy: Policy | str,
    about: str | Iterable[str] | None = None,
    *,
    marginals: Mapping[str, Marginal] | None = None,
) -> ExpectedQuestions:
    """How many questions an interview takes on average until nothing is left to ask, if every question is answered.

    `about` says which acts it is about, as for `begin_interview`. Each situation that the constraints allow counts
    once, or as `marginals` say, which are as `sample` takes them. Exact for interviews of up to some hundred states, as
    those about a single act mostly are; else estimated from situations drawn at random, and says so.

    Raises PolicyProblems where the policy can't be read, CaseProblems for an act that it doesn't have (A101), and
    marginals that can't be (K116), and where hardly any situation that is drawn satisfies the constraints (K117).

    >>> from coach_ethics.interview import expected_questions
    >>> found = expected_questions("quebec", about="announce_ending")
    >>> found.mean, found.most, found.exact
    (1.4375, 4, True)
    """
    begun = begin_interview(policy, about)
    ready = begun.prepared
    if faulty := list(faulty_marginals(marginals or {}, ready.policy.vocabulary)):
        raise CaseProblems(faulty)
    shares = Shares(ready.program, ready.slices.rules, marginals)
    try:
        return counted(begun, shares)
    except Exhausted:
        return estimated(begun, shares)


def counted(begun: State, shares: Shares, states: int = MOST_STATES) -> ExpectedQuestions:
    """Exactly: by walking every way through the interview. Raises Exhausted."""
    asks, budget = Budget(states), Budget(MOST_STEPS)
    cells = partition_of(begun.prepared.slices).cells
    vocabulary = begun.prepared.policy.vocabulary
    facts = sorted({fact for each in all_remaining(begun).values() for fact in each.may_tell})
    boxes = {(fact, at): in_runs(vocabulary[fact], cell) for fact in facts for at, cell in enumerate(cells[fact])}
    diagrams, often = shares.diagrams([*boxes.values()], budget)
    mass, sizes, table = mass_of(diagrams, often, budget), counted_sizes(diagrams, often), UniqueTable[int](budget)

    def within(mass: Mass, key: tuple[str, int]) -> Mass:
        return combine(mass, diagrams.of(boxes[key]), lambda m, t: _where(m, t, table), table)

    def questions(state: State, mass: Mass, total: float) -> tuple[float, int]:
        """How much all questions still asked count, and how many are asked at most."""
        asks.spend(1)
        question = next_question(state)
        if question is None:
            return 0.0, 0
        found, most = total, 0
        for at, cell in enumerate(cells[question.fact]):
            left = within(mass, (question.fact, at))
            if weight := expected(left, sizes, float):
                after = answer(state, question.fact, value_at(question.type, cell[0][0]))
                more, depth = questions(after, left, weight)
                found, most = found + more, max(most, depth)
        return found, most + 1

    whole = expected(mass, sizes, float)
    asked, most = questions(begun, mass, whole) if whole else (0.0, 0)
    return ExpectedQuestions(begun.about, asked / whole if whole else 0.0, most)


def _where(mass: Mass, truth: Tree[Truth], table: UniqueTable[int]) -> Mass | None:
    if isinstance(mass, Leaf) and not mass.value:
        return mass
    if isinstance(truth, Leaf):
        return mass if truth.value else table.leaf(0)
    return None


def estimated(begun: State, shares: Shares, states: int = MOST_STATES) -> ExpectedQuestions:
    """By interviews about situations drawn at random, but the same every time: as many as so many states allow."""
    walked, lengths = _Walked(begun), list[int]()
    for each in shares.sample[:DRAWN]:
        lengths.append(walked.length(each))
        if len(walked.states) >= states and len(lengths) > 1:
            break
    if len(lengths) < 2:
        message, help_ = "hardly any draw meets the constraints", "give marginals that can satisfy them"
        raise CaseProblems([Problem("K117", message, help=help_)])
    return ExpectedQuestions(begun.about, fmean(lengths), max(lengths), stdev(lengths) / sqrt(len(lengths)))


@define(eq=False)
class _Walked:
    """An interview, and its states so far, by what was answered: each with the fact that is asked for then."""

    begun: State
    states: dict[tuple[int, ...], tuple[State, str | None]] = field(factory=dict, init=False)

    def length(self, situation: Situation) -> int:
        """How many questions are asked where things are so; what isn't said there isn't known to the coach."""
        way: tuple[int, ...] = ()
        state, fact = self._at(way, self.begun)
        while fact is not None:
            child, value = self._cell(fact, situation[fact])
            way = (*way, child)
            state, fact = self._at(way, state, fact, value)
        return len(way)

    def _at(
        self, way: tuple[int, ...], before: State, fact: str = "", value: Value | None = None
    ) -> tuple[State, str | None]:
        if way not in self.states:
            state = answer(before, fact, value) if way else before
            question = next_question(state)
            self.states[way] = state, None if question is None else question.fact
        return self.states[way]

    def _cell(self, fact: str, value: Value | None) -> tuple[int, Value | None]:
        """The cell in which a value is, and the value that stands for it: the interview goes on alike for all of it."""
        if value is None:
            return -1, None
        type_ = self.begun.prepared.policy.vocabulary[fact].type
        cells = partition_of(self.begun.prepared.slices).cells[fact]
        place = index_of(type_, value)
        return next((at, value_at(type_, cell[0][0])) for at, cell in enumerate(cells) if lies_in(place, cell))
