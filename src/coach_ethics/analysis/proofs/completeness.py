"""Complete: where the author requires an answer, the policy isn't silent."""

from __future__ import annotations

from collections.abc import Iterator

from coach_ethics.analysis.proofs.answers import Aspect, Proof
from coach_ethics.analysis.proofs.context import ProofContext, conjuncts, forbidden, permission, required
from coach_ethics.analysis.proofs.refutation import never
from coach_ethics.model.conditions import Not


def complete(asked: ProofContext) -> Iterator[Proof]:
    """For each act of a completeness requirement, whether it is ever unregulated where it should be determined."""
    for requirement in asked.policy.completeness:
        for act in requirement.acts:
            silent = [Not(required(act)), Not(forbidden(act)), Not(permission(act))]
            answer = never(asked, [*conjuncts(requirement.when), *silent], f"the policy is silent on `{act}`")
            claim = f"the policy determines `{act}` wherever it is required to"
            instead = f"somewhere the policy is silent on `{act}`, although it is required to determine it"
            yield Proof(
                Aspect.COMPLETE,
                (act,),
                claim,
                answer,
                instead=instead,
                because=requirement.means,
                span=requirement.span,
            )
