"""Possible: some situation satisfies every constraint. If none does, every claim about all situations is empty."""

from __future__ import annotations

from collections.abc import Sequence

from coach_ethics.analysis.proofs.answers import Aspect, Proof, Refuted
from coach_ethics.analysis.proofs.context import ProofContext
from coach_ethics.analysis.proofs.refutation import sometimes
from coach_ethics.analysis.proofs.wording import together
from coach_ethics.deontics.minimal import Budget
from coach_ethics.model.answers import Impossible
from coach_ethics.model.groups import connected
from coach_ethics.model.policy import Policy, named
from coach_ethics.problems import Problem
from coach_ethics.reasoning.slice import Slices
from coach_ethics.reasoning.solver import ask


def possible(asked: ProofContext) -> Proof:
    """Whether the policy's constraints leave any situation at all; where they don't, which ones conflict."""
    constraints = named(asked.policy.constraints)
    answer = sometimes(asked, ())
    conflicting = [each.name for each in answer.covers] if isinstance(answer, Refuted) else []
    span = next((span for name in conflicting if (span := constraints[name].span) is not None), None)
    claim = "some situation satisfies every constraint"
    instead = "no situation satisfies every constraint"
    return Proof(Aspect.CONSISTENT, tuple(constraints), claim, answer, instead=instead, span=span)


def impossible(policy: Policy, slices: Slices, budget: Budget | None = None) -> Problem | None:
    """The problem (L016) that the constraints rule out every situation; None where that isn't found."""
    constraints = named(policy.constraints)
    free = Slices(slices.program, {})

    def conflict(names: Sequence[str]) -> bool:
        return isinstance(ask([constraints[name].always for name in names], free, budget=budget), Impossible)

    # Those that the policy itself writes come first: it is in them that a slip is likely.
    own_first = sorted(policy.constraints, key=lambda each: each.origin != policy.name)
    groups = connected({each.name: slices.dependencies.facts([each.always]) for each in own_first})
    names: Sequence[str] | None = next(filter(conflict, groups), None)
    if names is None:
        return None
    for name in tuple(names):
        fewer = [other for other in names if other != name]
        if conflict(fewer):
            names = fewer
    said = f"constraint {together(names)} can't hold" if len(names) == 1 else f"{together(names)} can't all hold"
    return Problem(
        "L016",
        f"{said}, so no situation is possible, and every claim about all situations is empty",
        constraints[names[0]].span,
        "fix one of these constraints, or remove it",
    )
