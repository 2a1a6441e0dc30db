"""L017: a scenario whose facts break a constraint."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial

from coach_ethics.analysis.lints.lint import Lint, Subject
from coach_ethics.assessment.possible import impossibilities
from coach_ethics.engines.reference import evaluate
from coach_ethics.model.situation import Situation
from coach_ethics.problems import Problem


def _check(subject: Subject) -> Iterator[Problem]:
    policy, slices = subject.policy, subject.slices
    for scenario in policy.scenarios if subject.possible else ():
        if scenario.origin == policy.name:
            given = Situation(dict(scenario.given))
            for each in impossibilities(given, policy.constraints, slices, partial(evaluate, slices.program)):
                yield Problem("L017", each.message, scenario.span, each.help)


LINT = Lint(
    code="L017",
    name="impossible-scenario",
    finds="A scenario whose facts break a constraint. This is an error.",
    matters="No case can be like that, so what the policy says of it is of no use to anybody.",
    example="a scenario gives gift.worth: 50, and by a constraint only a gift that was offered has a worth",
    instead="Give facts that can be so together, or fix the constraint.",
    check=_check,
)
