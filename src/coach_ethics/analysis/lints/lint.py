"""What a lint is: a finding with its reasons, an example and what to write instead."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import TypeAlias

from attrs import field, frozen

from coach_ethics.deontics.minimal import Budget
from coach_ethics.model.answers import Impossible
from coach_ethics.model.conditions import Condition
from coach_ethics.model.policy import Policy
from coach_ethics.problems import Problem, Severity
from coach_ethics.reasoning.slice import Slices
from coach_ethics.reasoning.solver import ask
from coach_ethics.source import Span

MOST_STEPS = 600_000
"""How many steps all lints may take with one policy (a second or two); those of shipped policies take a quarter."""


@frozen
class Subject:
    """What a lint looks at: a policy and the slices of its program. A lint reports on the policy's own parts only.

    `possible` is whether some situation keeps the policy's constraints. Where none does, every condition is both always
    true and always false, and there is no use in saying so. All questions about all situations spend one `budget`.
    """

    policy: Policy
    slices: Slices
    possible: bool = True
    budget: Budget = field(factory=lambda: Budget(MOST_STEPS), eq=False, repr=False)

    def can_hold(self, *conditions: Condition) -> bool:
        """Whether the conditions can hold together in some situation, as far as the budget lasts to tell."""
        return not isinstance(ask(conditions, self.slices, budget=self.budget), Impossible)


LintCheck: TypeAlias = Callable[[Subject], Iterable[Problem]]


@frozen
class Lint:
    """One lint: its stable `code` and `name`, what it `finds`, why it `matters`, an `example`, what to do `instead`."""

    code: str
    name: str
    finds: str
    matters: str
    example: str
    instead: str
    check: LintCheck = field(eq=False, repr=False)


def warning(code: str, message: str, span: Span | None, help_: str | None = None) -> Problem:
    """A lint's finding."""
    return Problem(code, message, span, help_, Severity.WARNING)
