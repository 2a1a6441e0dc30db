"""The possible answers to a question about all situations, whoever answers it."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TypeAlias

from attrs import frozen

from coach_ethics.model.domains import Runs
from coach_ethics.model.situation import Situation

Box: TypeAlias = Mapping[str, Runs]
"""The situations in which each of these facts lies in its runs; other facts are free."""


@frozen
class Found:
    """A situation in which all that was asked for holds."""

    situation: Situation


@frozen
class Impossible:
    """No situation is as asked for."""


@frozen
class Undecided:
    """There is no answer; `reason` says why.

    It is in English; what readers may meet of it is `Translatable`.

    >>> from coach_ethics.model import Undecided
    >>> Undecided("it would take more than 2,000,000 steps").reason
    'it would take more than 2,000,000 steps'
    """

    reason: str


Answer: TypeAlias = Found | Impossible | Undecided


@frozen
class MinimalModel:
    """What little has to be known (`situation`), with one `completion` of it that the constraints allow.

    `proved` says that nothing smaller is enough; it is False where the search for less was broken off.
    """

    situation: Situation
    completion: Situation
    proved: bool = True


class Unsure(Exception):  # noqa: N818 - it ends a search, it isn't an error
    """There is no answer, for the reason given."""

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason
