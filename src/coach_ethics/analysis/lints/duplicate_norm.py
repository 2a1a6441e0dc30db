"""L010: two norms that say the same."""

from __future__ import annotations

from collections.abc import Iterator

from coach_ethics.analysis.lints.lint import Lint, Subject, warning
from coach_ethics.analysis.proofs.courses import apart
from coach_ethics.model.conditions import Condition
from coach_ethics.model.policy import Norm
from coach_ethics.problems import Problem


def _check(subject: Subject) -> Iterator[Problem]:
    alike: dict[object, list[Norm]] = {}
    for norm in subject.policy.norms:
        said = (norm.modality, frozenset(norm.acts), frozenset(norm.if_doing), frozenset(norm.overrides))
        earlier = alike.setdefault(said, [])
        first = next((other for other in earlier if _same(other.when, norm.when, subject)), None)
        if first is None:
            earlier.append(norm)
        elif norm.origin == subject.policy.name:
            yield warning(
                "L010",
                f"norm `{norm.name}` has the same effect as `{first.name}`",
                norm.span,
                "keep one of them, with the reasons and citations of both",
            )


def _same(one: Condition, other: Condition, subject: Subject) -> bool:
    """Whether the two conditions are written alike, or hold in the same situations, such as with operands swapped."""
    if one == other:
        return True
    return subject.possible and not subject.can_hold(apart(one, other))


LINT = Lint(
    code="L010",
    name="duplicate-norm",
    finds="Two norms with the same modality, acts and overrides, whose conditions hold in the same situations.",
    matters="One day, only one of them will be changed.",
    example="keep-secret and keep-confidence, both must_not: tell_sponsor under the same condition",
    instead="Keep one, with the reasons and citations of both.",
    check=_check,
)
