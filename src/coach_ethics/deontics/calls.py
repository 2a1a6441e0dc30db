"""Duties to choose: a norm that calls for one of several acts demands none of them by itself."""

from __future__ import annotations

from collections.abc import Mapping

from coach_ethics.model.modality import TRAITS
from coach_ethics.model.policy import Norm, Policy


def calls_for_one_of(act: str, policy: Policy) -> tuple[Norm, ...]:
    """The norms that call for this act or another, whatever else the coach does."""
    return tuple(
        norm
        for norm in policy.norms
        if TRAITS[norm.modality].chooses and act in norm.acts and len(norm.acts) > 1 and not norm.if_doing
    )


def called_for_in_force(act: str, policy: Policy, in_force: Mapping[str, bool | None]) -> tuple[str, ...]:
    """Which of them are in force for certain, by their names; `in_force` has a truth value for each norm."""
    return tuple(norm.name for norm in calls_for_one_of(act, policy) if in_force[norm.name] is True)
