"""What the names in a result mean, for readers that don't have the policy at hand."""

from __future__ import annotations

from collections.abc import Collection

from coach_ethics.model.policy import Policy


def words_of(policy: Policy, names: Collection[str]) -> dict[str, dict[str, str]]:
    """What these names of a policy mean, by what they are names of; of norms, why they stand."""
    kinds = {
        "acts": {act.name: act.means for act in policy.acts},
        "concepts": {concept.name: concept.means for concept in policy.concepts},
        "facts": {fact.name: fact.means for fact in policy.vocabulary},
        "norms": {norm.name: norm.because for norm in policy.norms},
    }
    return {kind: {name: said for name, said in each.items() if said and name in names} for kind, each in kinds.items()}
