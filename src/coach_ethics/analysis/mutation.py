"""Mutation testing of a policy: would its scenarios and properties notice a slip of the pen?

A mutant is killed by a scenario that fails on it, by a property that it breaks, or by no longer being a policy at all.
One that survives comes with a scenario that would kill it, or is proved to say the same as the policy.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from functools import partial
from typing import TypeAlias, assert_never

from attrs import frozen

from coach_ethics.analysis import answers
from coach_ethics.analysis.difference import differ
from coach_ethics.analysis.mutants import Mutant, mutants
from coach_ethics.analysis.search import Found, counterexample
from coach_ethics.analysis.witness import Witness, scenario_of
from coach_ethics.assessment.preparation import Prepared
from coach_ethics.assessment.scenarios import own_scenarios, run_scenario
from coach_ethics.deontics.program import lower
from coach_ethics.engines.reference import evaluate
from coach_ethics.ir.policy import Policy, Scenario
from coach_ethics.problems import Problems


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
    """Proved to give every act the same status as the policy in every situation that is possible."""


@frozen
class Undecided:
    """Neither noticed, nor proved to be the same, for this reason."""

    reason: str


Fate: TypeAlias = Killed | Survived | Equivalent | Undecided


@frozen
class Result:
    """A mutant and its fate."""

    mutant: Mutant
    fate: Fate


Difference: TypeAlias = Callable[[Policy, Policy], Survived | Equivalent | Undecided]
"""Tells two policies apart: a scenario that the first passes and the second fails, or that there is none."""


def solved(policy: Policy, mutant: Policy) -> Survived | Equivalent | Undecided:
    """The difference of two policies, as the solver finds it. Raises Problems (Z101) where z3 isn't installed."""
    match differ(policy, mutant):
        case answers.Proved():
            return Equivalent()
        case answers.Refuted(Witness() as witness):
            return Survived(scenario_of(witness))
        case answers.Refuted():
            raise AssertionError("INVARIANT (witness): a difference is shown by a situation")
        case answers.Undecided(reason):
            return Undecided(reason)
        case answer:
            assert_never(answer)


def mutate(policy: Policy, difference: Difference = solved, part: slice = slice(None)) -> Iterator[Result]:
    """The fate of every mutant, one after the other, or of a `part` of them.

    `difference` is asked only about mutants that nothing noticed.
    """
    scenarios = own_scenarios(_prepared(policy))
    for mutant in tuple(mutants(policy))[part]:
        yield Result(mutant, fate(mutant, policy, scenarios, difference))


def fate(mutant: Mutant, policy: Policy, scenarios: Iterable[Scenario], difference: Difference) -> Fate:
    """What becomes of one mutant of the policy."""
    try:
        ready = _prepared(mutant.policy)
        failing = next((each for each in scenarios if not run_scenario(each, ready).passed), None)
    except Problems as refused:
        return Killed(f"the reader: {refused.problems[0].message}")
    if failing is not None:
        return Killed(f"scenario: {failing.name}")
    broken = _broken_property(ready)
    return difference(policy, mutant.policy) if broken is None else Killed(f"property: {broken}")


def _prepared(policy: Policy) -> Prepared:
    """The policy made ready for the reference engine, and not remembered: mutants are many."""
    program = lower(policy)
    return Prepared(policy, program, "reference", partial(evaluate, program), digest="")


def _broken_property(ready: Prepared) -> str | None:
    for each in ready.policy.properties:
        if each.origin != ready.policy.name:
            continue
        if isinstance(counterexample(each, ready.policy, ready.program), Found):
            return each.name
    return None


@frozen
class Score:
    """How many mutants were killed, survived, are equivalent, or undecided."""

    killed: int
    survived: int
    equivalent: int
    undecided: int

    @property
    def value(self) -> float | None:
        """The share of the mutants that can be noticed and were; None where there is none."""
        noticeable = self.killed + self.survived + self.undecided
        return self.killed / noticeable if noticeable else None


def score(results: Iterable[Result]) -> Score:
    """The score of results."""
    counts = {Killed: 0, Survived: 0, Equivalent: 0, Undecided: 0}
    for result in results:
        match result.fate:
            case Killed() | Survived() | Equivalent() | Undecided():
                counts[type(result.fate)] += 1
            case _:
                assert_never(result.fate)
    return Score(counts[Killed], counts[Survived], counts[Equivalent], counts[Undecided])
