"""What each kind of norm requires, in one table: the only place that distinguishes kinds of norms."""

from __future__ import annotations

from types import MappingProxyType

from attrs import frozen

from coach_ethics.model.policy import Modality


@frozen
class Traits:
    """What a norm of some kind asks.

    `asks` for its acts to be done, `forbids` them, or `permits` them; `chooses` where one of its acts is enough.
    """

    asks: bool = False
    forbids: bool = False
    permits: bool = False
    chooses: bool = False

    @property
    def demands(self) -> bool:
        """Whether a course can breach it."""
        return self.asks or self.forbids


TRAITS = MappingProxyType(
    {
        Modality.OBLIGATION: Traits(asks=True),
        Modality.OBLIGATION_TO_CHOOSE: Traits(asks=True, chooses=True),
        Modality.PROHIBITION: Traits(forbids=True),
        Modality.PERMISSION: Traits(permits=True),
    }
)
