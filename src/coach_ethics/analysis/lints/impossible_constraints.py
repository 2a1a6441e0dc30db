"""L016: constraints that rule out every situation."""

from __future__ import annotations

from collections.abc import Iterator

from coach_ethics.analysis.lints.lint import Lint, Subject
from coach_ethics.analysis.proofs.possibility import impossible
from coach_ethics.problems import Problem


def _check(subject: Subject) -> Iterator[Problem]:
    if (found := impossible(subject.policy, subject.slices)) is not None:
        yield found


LINT = Lint(
    code="L016",
    name="impossible-constraints",
    finds="Constraints that no situation keeps, all together or one by itself. It is an error.",
    matters="Where nothing can be, everything is so of it: every property is proved, and no norm is ever in force.",
    example="constraints that say, one, that sponsor.present always holds, and the other, that it never does",
    instead="Fix the constraint that says more than what can't be otherwise in the world.",
    check=_check,
)
