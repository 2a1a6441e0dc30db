"""L016: constraints that rule out every situation."""

from __future__ import annotations

from collections.abc import Iterator

from coach_ethics.analysis.lints.lint import Lint, Subject
from coach_ethics.analysis.proofs.possibility import impossible
from coach_ethics.problems import Problem


def _check(subject: Subject) -> Iterator[Problem]:
    if (found := impossible(subject.policy, subject.slices, subject.budget)) is not None:
        yield found


LINT = Lint(
    code="L016",
    name="impossible-constraints",
    finds="Constraints that no situation satisfies, together or one by itself. This is an error.",
    matters="If no situation is possible, every claim holds: every property is proved, and no norm is ever in force.",
    example="one constraint says that sponsor.present always holds, another that it never does",
    instead="Fix the constraint that claims more than what is impossible in the world.",
    check=_check,
)
