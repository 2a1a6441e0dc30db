"""Complete: where the author means to determine a question, the policy isn't silent."""

from __future__ import annotations

from collections.abc import Iterator

from coach_ethics.analysis.proofs.answers import Aspect, Proof
from coach_ethics.analysis.proofs.context import ProofContext, conjuncts, forbidden, permission, required
from coach_ethics.analysis.proofs.refutation import never
from coach_ethics.model.conditions import Not


def complete(asked: ProofContext) -> Iterator[Proof]:
    """For each act that the author means to determine, whether it is ever unregulated where it should be determined."""
    for requirement in asked.policy.completeness:
        for act in requirement.acts:
            silent = [Not(required(act)), Not(forbidden(act)), Not(permission(act))]
            answer = never(asked, [*conjuncts(requirement.when), *silent], f"the policy is silent on `{act}`")
            claim = f"the policy always says what `{act}` is where it means to"
            instead = f"somewhere the policy is silent on `{act}`, which it means to determine there"
            yield Proof(
                Aspect.COMPLETE,
                (act,),
                claim,
                answer,
                instead=instead,
                because=requirement.means,
                span=requirement.span,
            )
