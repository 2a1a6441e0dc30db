"""L012: a threshold written as a number where a parameter would let variants move it."""

from __future__ import annotations

from collections.abc import Iterator

from coach_ethics.analysis.lints.lint import Lint, Subject, warning
from coach_ethics.model.conditions import Comparison, Condition, FactTerm, Literal, Operator
from coach_ethics.model.walk import below
from coach_ethics.problems import Problem

_PLAIN = (0, 1)
"""Numbers that say `none` and `any`, rather than where somebody has drawn a line."""


def _check(subject: Subject) -> Iterator[Problem]:
    policy = subject.policy
    own = [concept.when for concept in policy.concepts if concept.origin == policy.name]
    own += [norm.when for norm in policy.norms if norm.origin == policy.name]
    own += [notice.when for notice in policy.notices if notice.origin == policy.name]
    for condition in own:
        for node in below(condition):
            for fact, number in _thresholds(node):
                yield warning(
                    "L012",
                    f"the threshold {number} for `{fact}` is written as a plain number",
                    node.span,
                    "make it a parameter, so that it has a meaning and variants can change it",
                )


def _thresholds(node: Condition) -> Iterator[tuple[str, int]]:
    match node:  # partial: only a comparison of a fact with a number has a threshold
        case Comparison(FactTerm(fact), operator, Literal(int(number), None)):
            pass
        case Comparison(Literal(int(number), None), operator, FactTerm(fact)):
            pass
        case _:
            return
    if number not in _PLAIN and operator not in (Operator.EQ, Operator.NE):
        yield fact, number


LINT = Lint(
    code="L012",
    name="written-threshold",
    finds="A number above 1 with which a fact is compared by <, <=, > or >=.",
    matters="People disagree about where to draw the line. A plain number can't be named, explained or varied.",
    example="when: commitment.missed_in_a_row >= 3",
    instead="parameters: {persistent: {default: 3, min: 1, max: 10, means: …}}, and when: … >= persistent",
    check=_check,
)
