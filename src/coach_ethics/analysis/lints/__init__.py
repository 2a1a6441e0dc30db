"""Lints: one file, one lint. The list is written here, in the order of their codes."""

from __future__ import annotations

from coach_ethics.analysis.lints import (
    cited_clause,
    constant_condition,
    duplicate_norm,
    exception_without_overrides,
    impossible_constraints,
    impossible_scenario,
    look_alike_names,
    missing_words,
    norm_without_citation,
    norm_without_reason,
    norm_without_scenario,
    overrides_that_never_meet,
    same_reason,
    silent_clause,
    undeclared_conflict,
    unread_clause,
    unregulated_act,
    unused_concept,
    unused_fact,
    unused_parameter,
    unused_source,
    written_threshold,
)
from coach_ethics.analysis.lints.lint import Lint, Subject
from coach_ethics.analysis.proofs.possibility import impossible
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
)


def lint(policy: Policy) -> tuple[Problem, ...]:
    """Everything that the lints find in a policy's own parts, sorted by place.

    Raises PolicyProblems (D301) where the policy is too entangled to close.
    """
    slices = slices_of(policy, lower(policy))
    subject = Subject(policy, slices, possible=impossible(policy, slices) is None)
    return in_order(problem for each in LINTS for problem in each.check(subject))


__all__ = ["LINTS", "Lint", "lint"]
