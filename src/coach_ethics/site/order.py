"""What a site is to be made of."""

from __future__ import annotations

from collections.abc import Callable
from enum import StrEnum

from attrs import field, frozen

from coach_ethics.analysis.coverage.themes import Themes
from coach_ethics.model.policy import Policy
from coach_ethics.translation import noted

TITLE = noted("Codes of ethics for coaches")
"""The title of a site, unless it is given another."""


class Pairs(StrEnum):
    """Which policies are compared two by two: the first with each other one, all, or none, not even versions of one."""

    FIRST = "first"
    ALL = "all"
    NONE = "none"


def _nobody(_: str) -> None:
    pass


@frozen
class SiteOrder:
    """What a site is to be made of: policies, and earlier versions of them (`before`), which get no page of their own.

    `told` is called with what is being worked on.
    """

    policies: tuple[Policy, ...]
    title: str = TITLE
    before: tuple[Policy, ...] = ()
    pairs: Pairs = Pairs.FIRST
    themes: Themes = field(factory=Themes)
    told: Callable[[str], None] = _nobody

    @property
    def language(self) -> str:
        """The language of the site: that of the policies, where they are all in one; else empty, for English."""
        spoken = {each.language for each in self.policies}
        return spoken.pop() if len(spoken) == 1 else ""
