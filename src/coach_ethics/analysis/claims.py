"""Properties: what the author claims of every situation."""

from __future__ import annotations

from collections.abc import Iterator

from coach_ethics.analysis.answers import Aspect, Proof
from coach_ethics.analysis.inquiry import Inquiry, never
from coach_ethics.deontics.program import Kind, name_of
from coach_ethics.ir.conditions import Named, Not
from coach_ethics.ir.policy import Claim


def properties(asked: Inquiry) -> Iterator[Proof]:
    """For each `always` and `never` of the policy, whether it is so."""
    for each in asked.policy.properties:
        name = Named(name_of(Kind.PROPERTY, each.name))
        failing = name if each.claim is Claim.NEVER else Not(name)
        answer = never(asked, [failing], f"`{each.name}` doesn't hold")
        claim = f"`{each.name}` holds in every situation"
        yield Proof(Aspect.PROPERTIES, (each.name,), claim, answer, because=each.means, span=each.span)
