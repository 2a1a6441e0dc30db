"""Possible: some situation keeps every constraint. Where none does, whatever is claimed of all situations is empty."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from attrs import evolve

from coach_ethics.analysis.dependencies import Concerns
from coach_ethics.analysis.proofs.answers import Aspect, Proof, Refuted
from coach_ethics.analysis.proofs.context import ProofContext
from coach_ethics.analysis.proofs.refutation import sometimes
from coach_ethics.analysis.proofs.search import Impossible, find
from coach_ethics.analysis.proofs.wording import together
from coach_ethics.deontics.program import Program
from coach_ethics.model.policy import Policy, named
from coach_ethics.problems import Problem


def possible(asked: ProofContext) -> Proof:
    """Whether the policy's constraints leave any situation at all; where they don't, which ones conflict."""
    constraints = named(asked.policy.constraints)
    answer = sometimes(asked, ())
    conflicting = [each.name for each in answer.covers] if isinstance(answer, Refuted) else []
    span = next((span for name in conflicting if (span := constraints[name].span) is not None), None)
    claim = "some situation keeps every constraint"
    instead = "no situation keeps every constraint"
    return Proof(Aspect.CONSISTENT, tuple(constraints), claim, answer, instead=instead, span=span)


def impossible(policy: Policy, program: Program) -> Problem | None:
    """The problem (L016) that the constraints rule out every situation; None where that isn't found."""
    names = next((group for group in _groups(policy, program) if _conflict(group, policy, program)), None)
    if names is None:
        return None
    for name in tuple(names):
        fewer = [other for other in names if other != name]
        if _conflict(fewer, policy, program):
            names = fewer
    said = f"constraint {together(names)} can't hold" if len(names) == 1 else f"{together(names)} can't all hold"
    return Problem(
        "L016",
        f"{said}, so no situation is possible, and whatever is said of all situations is empty",
        named(policy.constraints)[names[0]].span,
        "fix one of these constraints, or leave it out",
    )


def _groups(policy: Policy, program: Program) -> Iterator[list[str]]:
    """The constraints in groups that share no fact, not even through others: each can be kept or not by itself.

    Those that the policy itself writes come first: it is in them that a slip is likely.
    """
    facts = Concerns(program, {}).facts
    waiting = sorted(policy.constraints, key=lambda each: each.origin != policy.name)
    while waiting:
        group, waiting = waiting[:1], waiting[1:]
        reached = facts(group[0].always)
        while near := [each for each in waiting if facts(each.always) & reached]:
            group += near
            waiting = [each for each in waiting if each not in near]
            reached = reached.union(*(facts(each.always) for each in near))
        yield [each.name for each in group]


def _conflict(names: Sequence[str], policy: Policy, program: Program) -> bool:
    """Whether these constraints can't hold together."""
    constraints = named(policy.constraints)
    wanted = tuple(constraints[name].always for name in names)
    return isinstance(find(wanted, program, evolve(policy, constraints=())), Impossible)
