"""What each kind of norm requires, in one table: the only place that distinguishes kinds of norms."""

from __future__ import annotations

from types import MappingProxyType

from attrs import frozen

from coach_ethics.model.policy import Modality


@frozen
class Traits:
    """What a norm of some kind asks.

    `asks` for its acts to be done, `forbids` them, `permits` them, or `exempts` from them; `chooses` where one of its
    acts is enough. Where it only `advises`, what it asks is a recommendation: a demand of a second strength.
    """

    asks: bool = False
    forbids: bool = False
    permits: bool = False
    exempts: bool = False
    chooses: bool = False
    advises: bool = False

    @property
    def demands(self) -> bool:
        """Whether a course can breach it."""
        return (self.asks or self.forbids) and not self.advises


TRAITS = MappingProxyType(
    {
        Modality.OBLIGATION: Traits(asks=True),
        Modality.OBLIGATION_TO_CHOOSE: Traits(asks=True, chooses=True),
        Modality.PROHIBITION: Traits(forbids=True),
        Modality.PERMISSION: Traits(permits=True),
        Modality.EXEMPTION: Traits(exempts=True),
        Modality.RECOMMENDATION: Traits(asks=True, advises=True),
        Modality.RECOMMENDATION_AGAINST: Traits(forbids=True, advises=True),
    }
)
