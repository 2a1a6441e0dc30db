"""L003: a concept that no condition uses."""

from __future__ import annotations

from collections.abc import Iterator

from coach_ethics.analysis.lints.lint import Lint, Subject, warning
from coach_ethics.analysis.lints.mentions import names_mentioned
from coach_ethics.problems import Problem


def _check(subject: Subject) -> Iterator[Problem]:
    used = names_mentioned(subject.policy)
    for concept in subject.policy.concepts:
        if concept.origin == subject.policy.name and concept.name not in used and not concept.means:
            yield warning(
                "L003",
                f"concept `{concept.name}` is used by no condition, and has no meaning to be told",
                concept.span,
                "use it, give it `means` so that an assessment can tell it, or leave it out",
            )


LINT = Lint(
    code="L003",
    name="unused-concept",
    finds="A concept that no condition uses and that has no `means`.",
    matters="A concept is there to be used, or at least to be told to the coach; this one does neither.",
    example="concepts: {stuck: {when: block.present}}, and nothing mentions stuck",
    instead="Use it in a norm's `when`, or give it `means`: then an assessment tells the coach where it holds.",
    check=_check,
)
