"""Disagreements between codes that readers have noted. Plain data."""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum

from attrs import frozen

from coach_ethics.model.vocabulary import Value


class Saying(StrEnum):
    """What a code is held to say of an act.

    `must_one_of` calls for it or another; with `free`, it is permitted or not mentioned.
    """

    MUST = "must"
    MUST_ONE_OF = "must_one_of"
    MUST_NOT = "must_not"
    MAY = "may"
    SILENT = "silent"
    FREE = "free"


@frozen
class Query:
    """A situation in which codes are held to say different things of an act."""

    about: str
    act: str
    given: Mapping[str, Value]
    says: Mapping[str, Saying]


@frozen
class KnownDisagreement:
    """A disagreement between codes that readers have noted; `out_of_reach` is what can't be found, and why."""

    id: str
    title: str
    means: str
    queries: tuple[Query, ...] = ()
    out_of_reach: str = ""
