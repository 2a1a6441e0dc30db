"""Condition coverage: which conditions of a policy were never seen true, or never false, by any scenario."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from attrs import frozen

from coach_ethics.deontics.program import lower
from coach_ethics.engines.reference import evaluate, truth
from coach_ethics.findings import Truths
from coach_ethics.model.conditions import Condition, Constant, Not
from coach_ethics.model.policy import Policy
from coach_ethics.model.situation import Situation
from coach_ethics.model.walk import children
from coach_ethics.source import Span


@frozen
class Seen:
    """A condition, part of a concept, a norm or a notice, and whether the scenarios saw it true and saw it false."""

    part_of: str
    condition: Condition
    true: bool
    false: bool
    span: Span | None

    @property
    def whole(self) -> bool:
        """Whether both were seen."""
        return self.true and self.false


def condition_coverage(policy: Policy) -> tuple[Seen, ...]:
    """Every condition of the policy's own concepts, norms and notices, with what its own scenarios saw of it."""
    program = lower(policy)
    runs = [
        (situation, evaluate(program, situation))
        for situation in (Situation(dict(each.given)) for each in policy.scenarios if each.origin == policy.name)
    ]
    return tuple(_seen(part_of, condition, runs) for part_of, condition in _conditions(policy))


def _conditions(policy: Policy) -> Iterator[tuple[str, Condition]]:
    for concept in policy.concepts:
        if concept.origin == policy.name:
            yield from ((f"concept {concept.name}", part) for part in _parts(concept.when))
    for norm in policy.norms:
        if norm.origin == policy.name:
            yield from ((f"norm {norm.name}", part) for part in _parts(norm.when))

    for notice in policy.notices:
        if notice.origin == policy.name:
            yield from ((f"notice {notice.name}", part) for part in _parts(notice.when))


def _parts(condition: Condition) -> Iterator[Condition]:
    """The condition and what it is made of; a negation and what it negates are one."""
    inner = condition.operand if isinstance(condition, Not) else condition
    if not isinstance(inner, Constant):
        yield inner
        for child in children(inner):
            yield from _parts(child)


def _seen(part_of: str, condition: Condition, runs: Sequence[tuple[Situation, Truths]]) -> Seen:
    found = {truth(condition, situation, truths) for situation, truths in runs}
    return Seen(part_of, condition, True in found, False in found, condition.span)
