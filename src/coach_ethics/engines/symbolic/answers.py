"""What a question to the solver comes back with. Imports no solver, so that whoever reads answers needs none."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TypeAlias

from attrs import frozen

from coach_ethics.model.domains import Runs
from coach_ethics.model.situation import Situation

Box: TypeAlias = Mapping[str, Runs]
"""The situations in which each of these facts lies in its runs; other facts are free."""


@frozen
class FoundModel:
    """A complete situation in which all that was asked for holds."""

    situation: Situation


@frozen
class Impossible:
    """No situation is as asked for."""


@frozen
class Unanswered:
    """The solver gave no answer; `reason` says why."""

    reason: str


SolverAnswer: TypeAlias = FoundModel | Impossible | Unanswered


@frozen
class MinimalModel:
    """What little has to be known (`situation`), with one `completion` of it that the constraints allow.

    `proved` says that nothing smaller is enough; it is False where the solver gave up while searching.
    """

    situation: Situation
    completion: Situation
    proved: bool = True


class Unsure(Exception):  # noqa: N818 - it ends a search, it isn't an error
    """The solver gave no answer within its bounds."""
