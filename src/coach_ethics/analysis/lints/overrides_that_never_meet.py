"""L011: a norm that overrides another, though the two never apply together."""

from __future__ import annotations

from collections.abc import Iterator

from coach_ethics.analysis.lints.lint import Lint, Subject, warning
from coach_ethics.assessment.preparation import in_force
from coach_ethics.deontics.program import Kind, name_of
from coach_ethics.model.conditions import Named
from coach_ethics.problems import Problem


def _check(subject: Subject) -> Iterator[Problem]:
    for norm in subject.policy.norms if subject.possible else ():
        for other in norm.overrides if norm.origin == subject.policy.name else ():
            meeting = (Named(in_force(norm.name)), Named(name_of(Kind.APPLIES, other)))
            if not subject.can_hold(*meeting):
                yield warning(
                    "L011",
                    f"norm `{norm.name}` overrides `{other}`, but the two never apply together",
                    norm.span,
                    "remove the override, or check the conditions",
                )


LINT = Lint(
    code="L011",
    name="overrides-that-never-meet",
    finds="An override of a norm that never applies where the overriding one is in force.",
    matters="The exception has no effect; often one of the two conditions is not what was meant.",
    example="a norm for when sponsor.present overrides one for when not sponsor.present",
    instead="Remove the override, or fix the condition.",
    check=_check,
)
