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
                f"concept `{concept.name}` is used in no condition, and has no `means` to show",
                concept.span,
                "use it, give it `means` so that assessments can show it, or remove it",
            )


LINT = Lint(
    code="L003",
    name="unused-concept",
    finds="A concept that no condition uses and that has no `means`.",
    matters="A concept should be used, or at least shown to the coach; this one is neither.",
    example="concepts: {stuck: {when: block.present}}, and nothing mentions stuck",
    instead="Use it in a norm's `when`, or give it `means`: assessments then show it where it holds.",
    check=_check,
)
