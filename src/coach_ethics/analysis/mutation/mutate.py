"""Mutation testing of a policy: would its scenarios and properties notice a mistake?

A mutant is killed by a scenario that fails on it, by a property that it breaks, or by no longer being a policy at all.
One that survives comes with a scenario that would kill it, or is proved to say the same as the policy. Scenarios and
properties that fail on the policy itself notice nothing: they are set aside, and named.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from typing import TypeAlias, assert_never

from attrs import define, field, frozen

from coach_ethics.analysis.claims import counterexample
from coach_ethics.analysis.compare.difference import difference
from coach_ethics.analysis.mutation.by_difference import ByDifference, by_difference
from coach_ethics.analysis.mutation.mutants import Mutant, mutants
from coach_ethics.analysis.mutation.presumptions import presumed_difference
from coach_ethics.analysis.proofs import answers
from coach_ethics.analysis.proofs.possibility import impossible
from coach_ethics.analysis.proofs.witness import Witness, scenario_of
from coach_ethics.assessment.act_diagram import determined_in, truths_in, truths_of
from coach_ethics.assessment.preparation import Prepared, in_force, prepared
from coach_ethics.assessment.scenarios import contradicted, own_scenarios, run_scenario
from coach_ethics.deontics.minimal import Budget, Exhausted
from coach_ethics.deontics.program import lower
from coach_ethics.model.answers import Found, Undecided
from coach_ethics.model.policy import Expectation, Policy, Property, Scenario
from coach_ethics.model.situation import Situation
from coach_ethics.model.vocabulary import Value
from coach_ethics.model.walk import names_in
from coach_ethics.problems import PolicyProblems, Problems
from coach_ethics.reasoning.joint import join
from coach_ethics.reasoning.slice import spoken_of


@frozen
class Killed:
    """Noticed: `by` a scenario, a property, or the reader, by name."""

    by: str


@frozen
class Survived:
    """Not noticed; `scenario` is one that the policy passes and the mutant fails."""

    scenario: Scenario


@frozen
class Equivalent:
    """Proved to give every act the same status, presumed statuses included, to allow the same courses, and to show the
    same notices, in every situation that is possible."""


@frozen
class Unsayable:
    """Not the same as the policy, but in courses only that are no choices: no scenario could say so.

    `says` which course only one of the two allows, and `where` is a situation in which it is so.
    """

    says: str
    where: tuple[tuple[str, Value], ...]


@frozen
class UndecidedMutant:
    """Neither noticed, nor proved to be the same, for this reason."""

    reason: str


Fate: TypeAlias = Killed | Survived | Equivalent | Unsayable | UndecidedMutant


@frozen
class Result:
    """A mutant and its fate."""

    mutant: Mutant
    fate: Fate
    tried: int = field(default=0, eq=False)
    """How many steps it took to try scenarios and properties on it."""
    compared: int = field(default=0, eq=False)
    """How many it took to compare it with the policy, where nothing noticed it."""


Told: TypeAlias = Survived | Equivalent | Unsayable | UndecidedMutant

MutationDifference: TypeAlias = Callable[[Policy, Policy, Budget], Told]
"""Tells two policies apart in so many steps: a scenario that the first passes and the second fails, or that there is
none."""

STEPS_OF_ALL, STEPS_OF_ONE_OF_FEW = 300_000, 100_000
"""How many steps it may take to try scenarios and properties on all mutants together, and how many to compare those
that nothing noticed; and how many more for each scenario, as long as there are few."""

MANY_SCENARIOS, STEPS_OF_A_SCENARIO = range(10, 100), 2_000_000
"""Who writes more scenarios than the first number asks for more work: so much for each, up to the second number.
Shipped policies take two thirds of it at most."""

STEPS_OF_A_DEFINITION = 8
"""So many names of a program are evaluated in the time that a step takes."""

PRICE = 4
"""What a step of the solver costs, compared with one of a diagram: it takes as much longer."""

STEPS_TO_PREPARE, STEPS_TO_COMPARE, STEPS_TO_OPEN = 20, 50, 20_000
"""What it takes to make a mutant ready, and to put it before the solver beside the policy, for each part of what both
say (see `_size`); and what opening a solver takes, however little it is asked. Measured like the steps of a diagram."""


def most_steps(policy: Policy) -> int:
    """How many steps the mutants of a policy may take to be noticed, and how many to be compared.

    Some two seconds' worth, the start included, for one with few scenarios.
    """
    own = sum(each.origin == policy.name for each in policy.scenarios)
    if own <= MANY_SCENARIOS.start:
        return STEPS_OF_ALL + own * STEPS_OF_ONE_OF_FEW
    return min(own, MANY_SCENARIOS.stop) * STEPS_OF_A_SCENARIO


def solved(policy: Policy, mutant: Policy, budget: Budget) -> Told:
    """The difference of two policies, as the solver finds it. Raises Problems (Z101) where z3 isn't installed."""
    budget.spend(STEPS_TO_OPEN + STEPS_TO_COMPARE * _size(prepared(policy, "reference")))
    within = Budget(budget.left // PRICE, within=budget)
    within.price = PRICE
    if policy.presume != mutant.presume:
        return _presuming(policy, mutant, within)
    match difference(join((policy, mutant), ("the policy", "the mutant")), within):
        case answers.Proved():
            return Equivalent()
        case answers.Refuted(Witness() as witness) if witness.expect == Expectation():
            return Unsayable(witness.says, tuple(witness.situation.values.items()))
        case answers.Refuted(Witness() as witness):
            return Survived(scenario_of(witness))
        case answers.Refuted():
            raise AssertionError("INVARIANT (witness): a difference is shown by a situation")
        case Undecided(reason):
            return UndecidedMutant(reason)
        case answer:
            assert_never(answer)


def _size(ready: Prepared) -> int:
    """How many names a policy defines, and how many constraints and facts say what is possible."""
    spoken = spoken_of(ready.policy.constraints, ready.program)
    return len(ready.program.definitions) + len(ready.slices.rules) + len(spoken)


def _presuming(policy: Policy, mutant: Policy, budget: Budget) -> Told:
    """The difference of two policies that presume other things, and are the same otherwise."""
    match presumed_difference(policy, mutant, budget):
        case answers.Proved():
            return Equivalent()
        case Undecided(reason):
            return UndecidedMutant(reason)
        case Scenario() as scenario:
            return Survived(scenario)
        case answer:
            assert_never(answer)


@frozen
class Baseline:
    """What can notice a mutant: the policy's own scenarios and properties that hold on the policy itself.

    `failing` names those that don't: they would seem to notice every mutant, and tell nothing.
    """

    scenarios: tuple[Scenario, ...]
    properties: tuple[Property, ...]
    failing: tuple[str, ...]


def baseline(policy: Policy) -> Baseline:
    """The policy's own scenarios and properties, tried on the policy itself.

    Raises PolicyProblems (L016) where no situation keeps the policy's constraints: nothing could be told apart.
    """
    ready = prepared(policy, "reference")
    if (conflict := impossible(policy, ready.slices)) is not None:
        raise PolicyProblems([conflict])
    scenarios, properties = (
        own_scenarios(ready),
        tuple(each for each in policy.properties if each.origin == policy.name),
    )
    passing = tuple(each for each in scenarios if run_scenario(each, ready).passed)
    holding = tuple(each for each in properties if not _broken(each, ready))
    failing = (
        *(f"scenario: {each.name}" for each in scenarios if each not in passing),
        *(f"property: {each.name}" for each in properties if each not in holding),
    )
    return Baseline(passing, holding, failing)


def mutate(
    policy: Policy, tell: MutationDifference = solved, part: slice = slice(None), steps: int | None = None
) -> Iterator[Result]:
    """The fate of every mutant, one after the other, or of a `part` of them.

    Only scenarios and properties that hold on the policy itself are asked: `baseline` says which don't. `tell` is
    asked only about mutants that nothing noticed. To try all of them may take so many `steps`, by default `most_steps`,
    and to tell about them as many again: so one that is hard to tell about keeps no other from being noticed. What
    isn't found out by then is undecided.
    """
    asked, most = baseline(policy), most_steps(policy) if steps is None else steps
    within = Spent(most)
    for mutant in tuple(mutants(policy))[part]:
        trying, comparing = Budget(most), Budget(most)
        told = tell if within.may_compare else _not_compared(most)
        if not within.may_try:
            yield beyond(mutant, most)
            continue
        found = fate(mutant, policy, asked.scenarios, told, asked.properties, trying, comparing)
        yield within.take(Result(mutant, found, most - trying.left, most - comparing.left))


@define
class Spent:
    """The steps that mutants took, one after the other: to be tried, and to be compared; at `most` so many of each.

    One that takes the last of them counts.
    """

    most: int
    tried: int = 0
    compared: int = 0

    @property
    def may_try(self) -> bool:
        """Whether one more may be tried."""
        return self.tried <= self.most

    @property
    def may_compare(self) -> bool:
        """Whether one more may be compared."""
        return self.compared <= self.most

    def take(self, result: Result) -> Result:
        """What becomes of one more mutant, of which it is known what it would take."""
        if not self.may_try:
            return beyond(result.mutant, self.most)
        self.tried += result.tried
        if result.compared and not self.may_compare:
            return beyond(result.mutant, self.most)
        self.compared += result.compared
        return result


def beyond(mutant: Mutant, most: int) -> Result:
    """What is said of a mutant that isn't looked at, since others took all the steps."""
    return Result(mutant, _beyond(most))


def _beyond(most: int) -> UndecidedMutant:
    return UndecidedMutant(f"the mutants before it took more than {most:,} steps")


def _not_compared(most: int) -> MutationDifference:
    return lambda policy, mutant, budget: _beyond(most)


def fate(
    mutant: Mutant,
    policy: Policy,
    scenarios: Iterable[Scenario],
    tell: MutationDifference,
    properties: Iterable[Property] | None = None,
    budget: Budget | None = None,
    comparing: Budget | None = None,
) -> Fate:
    """What becomes of one mutant of the policy. What takes more than the `budget` has is undecided.

    `comparing` is what it may take to compare it with the policy; by default, what is left of the other.

    INVARIANT (baseline): the scenarios, and the properties (by default all of the policy's own), hold on the policy.
    """
    steps = budget or Budget(most_steps(policy))
    within = comparing or steps
    try:
        original = prepared(policy, "reference")
        steps.spend(STEPS_TO_PREPARE * _size(original))
        ready = variant(mutant.policy, original, steps)
        if (failing := _failing(scenarios, ready, original, steps)) is not None:
            return Killed(f"scenario: {failing.name}")
        own = (each for each in policy.properties if each.origin == policy.name)
        broken = next((each for each in (own if properties is None else properties) if _broken(each, ready)), None)
        if broken is not None:
            return Killed(f"property: {broken.name}")
        steps.spend(0)
        within.spend(1)
    except Exhausted as exhausted:
        return UndecidedMutant(f"it takes {exhausted.spent} to try scenarios and properties on it")
    except Problems as refused:
        return Killed(f"the reader: {refused.problems[0].message}")
    try:
        return tell(policy, mutant.policy, within)
    except Exhausted as exhausted:
        return UndecidedMutant(f"it takes {exhausted.spent} to compare it with the policy")


def _failing(scenarios: Iterable[Scenario], ready: Prepared, original: Prepared, budget: Budget) -> Scenario | None:
    """A scenario that fails on a mutant, if one does: first any of which that is soon seen. Raises Exhausted.

    Those follow in which Kleene's logic says other things of the mutant than of the policy.
    """
    asked = tuple(scenarios)
    for each in asked:
        budget.spend(len(ready.program.definitions) // STEPS_OF_A_DEFINITION)
        if contradicted(each, ready):
            return each
    for each in sorted(asked, key=lambda each: _alike(each, ready, original)):
        if passes_as_before(each, ready, original):
            continue
        passed = run_scenario(each, ready).passed
        budget.spend(1)  # what is undecided, since the budget is spent, shows nothing
        if not passed:
            return each
    return None


def _alike(scenario: Scenario, ready: Prepared, original: Prepared) -> bool:
    """Whether Kleene's logic says the same of all names that both have."""
    situation = Situation(dict(scenario.given))
    here, there = truths_in(ready, situation), original.evaluate_completion(situation)
    return all(here[name] is value for name, value in there.items() if name in here)


def passes_as_before(scenario: Scenario, ready: Prepared, original: Prepared) -> bool:
    """Whether the mutant differs in nothing that has a say where the scenario is, so that it must pass.

    What is presumed, or asked, or of another day, may differ where all else is the same.
    """
    if scenario.on is not None or scenario.expect.presumed is not None or scenario.expect.first_question is not None:
        return False
    mine, theirs = ready.policy, original.policy
    if mine.acts != theirs.acts or mine.constraints != theirs.constraints or mine.notices != theirs.notices:
        return False
    where, evaluate = Situation(dict(scenario.given)), ready.evaluate
    if not isinstance(evaluate, ByDifference):
        return False
    if any(name in evaluate.resting for each in mine.constraints for name in names_in(each.always)):
        return False  # they allow other situations, which tells on what rests on no change
    here = truths_of(ready, where, evaluate.resting)
    there = determined_in(original, where).truths
    if not evaluate.shows_nothing(here, there):
        return False
    norms = {*mine.norms} ^ {*theirs.norms}
    return all(truths.get(in_force(norm.name), False) is False for norm in norms for truths in (here, there))


def variant(mutant: Policy, original: Prepared, budget: Budget) -> Prepared:
    """The mutant made ready for the reference engine, and not remembered: mutants are many."""
    program = lower(mutant)
    evaluate = by_difference(program, original.program, original.evaluate_completion)
    return Prepared(mutant, program, "reference", evaluate, digest="", budget=budget)


def _broken(claim: Property, ready: Prepared) -> bool:
    """Whether a situation is found that breaks the property."""
    return isinstance(counterexample(claim, ready.slices, ready.budget), Found)


@frozen
class Score:
    """How many mutants were killed, survived, are equivalent, are undecided, or differ in what no scenario can say."""

    killed: int
    survived: int
    equivalent: int
    undecided: int
    unsayable: int = 0

    @property
    def value(self) -> float | None:
        """The share of the mutants that can be killed and were; None if there are none."""
        noticeable = self.killed + self.survived + self.undecided
        return self.killed / noticeable if noticeable else None


def score(results: Iterable[Result]) -> Score:
    """The score of results."""
    counts = Counter(type(result.fate) for result in results)
    return Score(*(counts[kind] for kind in (Killed, Survived, Equivalent, UndecidedMutant, Unsayable)))
