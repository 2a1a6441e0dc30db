"""L002: a parameter that no condition uses."""

from __future__ import annotations

from collections.abc import Iterator

from coach_ethics.analysis.lints.lint import Lint, Subject, warning
from coach_ethics.analysis.lints.mentions import parameters_mentioned
from coach_ethics.problems import Problem


def _check(subject: Subject) -> Iterator[Problem]:
    used = parameters_mentioned(subject.policy)
    for parameter in subject.policy.parameters:
        if parameter.origin == subject.policy.name and parameter.name not in used:
            yield warning(
                "L002",
                f"parameter `{parameter.name}` is declared, but no condition uses it",
                parameter.span,
                "use it in a condition, or remove it",
            )


LINT = Lint(
    code="L002",
    name="unused-parameter",
    finds="A parameter whose value no condition uses.",
    matters="A researcher would vary it and nothing would change; often a condition still contains the plain number.",
    example="parameters: {persistent: {default: 2, ...}}, while a condition says commitment.missed_in_a_row >= 2",
    instead="Write commitment.missed_in_a_row >= persistent, or remove the parameter.",
    check=_check,
)
