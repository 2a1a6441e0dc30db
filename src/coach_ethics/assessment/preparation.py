"""A policy made ready for an engine: lowered to its program and prepared, once."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from attrs import field, frozen

from coach_ethics.assessment.compiled_when_often import CompiledWhenOften
from coach_ethics.coaching.policies import in_language, policy_named
from coach_ethics.deontics.minimal import Budget
from coach_ethics.deontics.program import Kind, Program, lower
from coach_ethics.displays import brief
from coach_ethics.engines.registry import Evaluator, default_engine, engine_named, installed, prepare
from coach_ethics.kept import Kept, kept
from coach_ethics.model.day import DayGiven
from coach_ethics.model.digest import meaning_digest
from coach_ethics.model.policy import Policy
from coach_ethics.reasoning.grounds import in_force as in_force
from coach_ethics.reasoning.slice import Slices, slices_of


@frozen(eq=False)
class Prepared:
    """A policy, its program and an engine's evaluator of that program. Safe to share between threads.

    With a `budget`, what is determined by the policy spends it: of one that is looked at once, as a mutant is.
    """

    policy: Policy
    program: Program
    engine: str
    evaluate: Evaluator = field(repr=False)
    digest: str = field(repr=False)
    budget: Budget | None = field(default=None, repr=False)
    kept: Kept = field(init=False, factory=dict, repr=False)
    slices: Slices = field(init=False, repr=False)
    evaluate_completion: Evaluator = field(init=False, repr=False)
    """Evaluates completions of a situation, of which an assessment may ask for dozens: whatever the engine, in time
    by compiled code."""

    __repr__ = brief

    def __attrs_post_init__(self) -> None:
        fast = self.evaluate if self.engine == "compiled" else CompiledWhenOften(self.program)
        object.__setattr__(self, "evaluate_completion", fast)
        object.__setattr__(self, "slices", slices_of(self.policy, self.program, self.budget))

    def __reduce__(self) -> tuple[Callable[[Policy, str], Prepared], tuple[Policy, str]]:
        """What is pickled and copied: the policy and the engine's name; it is made ready again."""
        return prepared_again, (self.policy, self.engine)


def prepared(policy: Policy | str | Path, engine: str | None = None, *, on: DayGiven | None = None) -> Prepared:
    """The policy (or the one of that name, path or text) made ready for an engine; remembered for next time.

    Of a family, it is the edition in effect `on` that day, by default today.

    Without `engine`, the default one: `durable` where durable_rules is installed, else `compiled`. Raises
    PolicyProblems where the policy can't be read or closed, and CaseProblems for an engine that can't evaluate it
    (E501 to E504).
    """
    return _prepared(policy_named(policy, on=on), default_engine() if engine is None else engine_named(engine).name)


def prepared_again(policy: Policy, engine: str) -> Prepared:
    """A policy made ready for the engine with which work on it was begun; for the default one where it's missing.

    All engines give the same answers. Raises CaseProblems (E501) for an engine that doesn't exist.
    """
    return prepared(policy, engine if installed(engine) else None)


@kept(64)
def _prepared(policy: Policy, engine: str) -> Prepared:
    digest = meaning_digest(policy)
    if policy.untranslated is not None and (as_written := _prepared(policy.untranslated, engine)).digest == digest:
        return _told_otherwise(as_written, policy)
    program = lower(policy)
    return Prepared(policy, program, engine, prepare(engine, program), digest)


def _told_otherwise(ready: Prepared, policy: Policy) -> Prepared:
    """A prepared policy whose texts are others: what has been worked out of one serves both."""
    found = Prepared(policy, ready.program, ready.engine, ready.evaluate, ready.digest)
    object.__setattr__(found, "slices", ready.slices)
    object.__setattr__(found, "evaluate_completion", ready.evaluate_completion)
    return found


def prepared_in(ready: Prepared, language: str | None) -> Prepared:
    """The same policy with its texts in a language, as far as catalogues translate them; made ready as it was.

    Raises PolicyProblems as `in_language` does.
    """
    policy = in_language(ready.policy, language)
    return ready if policy is ready.policy else _prepared(policy, ready.engine)


def names_of_kind(program: Program, kind: Kind) -> tuple[tuple[str, tuple[str, ...]], ...]:
    """The names of a kind in a program, each with its subject."""
    return tuple((each.name, each.subject) for each in program.definitions if each.kind is kind)
