"""Lints: one file, one lint. The list is written here, in the order of their codes."""

from __future__ import annotations

from collections.abc import Iterator

from coach_ethics.analysis.lints import (
    cited_clause,
    constant_condition,
    duplicate_norm,
    exception_without_overrides,
    impossible_constraints,
    impossible_scenario,
    look_alike_names,
    missing_words,
    mixed_and_or,
    norm_without_citation,
    norm_without_reason,
    norm_without_scenario,
    overrides_that_never_meet,
    same_reason,
    silent_clause,
    undeclared_conflict,
    unread_clause,
    unregulated_act,
    untried_boundary,
    unused_concept,
    unused_fact,
    unused_parameter,
    unused_source,
    written_threshold,
)
from coach_ethics.analysis.lints.lint import MOST_STEPS, Lint, Subject, warning
from coach_ethics.analysis.proofs.possibility import impossible
from coach_ethics.deontics.minimal import Budget
from coach_ethics.deontics.program import lower
from coach_ethics.model.policy import Policy
from coach_ethics.problems import Problem, in_order
from coach_ethics.reasoning.slice import slices_of

LINTS: tuple[Lint, ...] = (
    unused_fact.LINT,
    unused_parameter.LINT,
    unused_concept.LINT,
    unused_source.LINT,
    unregulated_act.LINT,
    norm_without_reason.LINT,
    norm_without_citation.LINT,
    norm_without_scenario.LINT,
    constant_condition.LINT,
    duplicate_norm.LINT,
    overrides_that_never_meet.LINT,
    written_threshold.LINT,
    look_alike_names.LINT,
    silent_clause.LINT,
    unread_clause.LINT,
    impossible_constraints.LINT,
    impossible_scenario.LINT,
    exception_without_overrides.LINT,
    undeclared_conflict.LINT,
    same_reason.LINT,
    missing_words.LINT,
    cited_clause.LINT,
    mixed_and_or.LINT,
    untried_boundary.LINT,
)


def lint(policy: Policy) -> tuple[Problem, ...]:
    """Everything that the lints find in a policy's own parts, sorted by place; L902 where they didn't get to the end.

    Raises PolicyProblems (D301) where the policy is too entangled to close.
    """
    slices = slices_of(policy, lower(policy))
    budget = Budget(MOST_STEPS)
    subject = Subject(policy, slices, impossible(policy, slices, budget) is None, budget)
    found = [problem for each in LINTS for problem in each.check(subject)]
    return in_order([*found, *_unfinished(subject)])


def _unfinished(subject: Subject) -> Iterator[Problem]:
    """L902: a policy too entangled to look at everything in it."""
    if subject.budget.left < 0:
        yield warning(
            "L902",
            f"`{subject.policy.name}` is too entangled to look for everything: it would take more than "
            f"{subject.budget.steps:,} steps to tell which conditions are always true or false, or say the same",
            subject.policy.span,
            "split the policy, or write fewer constraints over the same facts; what is found above is so all the same",
        )


__all__ = ["LINTS", "Lint", "lint"]
