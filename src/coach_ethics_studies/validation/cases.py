"""Published cases, and what their sources conclude. Plain data."""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum

from attrs import field, frozen

from coach_ethics.model.vocabulary import Value


class PublishedVerdict(StrEnum):
    """What a source says of an option."""

    BEST = "best"
    ACCEPTABLE = "acceptable"
    WRONG = "wrong"
    WORST = "worst"


class Scoring(StrEnum):
    """How far a rejected option is rejected: argued against, or merely not the key."""

    EXPLAINED = "explained"
    KEYED = "keyed"


@frozen
class PublishedOption:
    """An option of a published case: the acts that it does and those that it leaves undone, with facts of its own.

    `label` is what the source calls it, where it lists options. `beyond` says what it does where that is no act of any
    code: then every code is silent. `expect_open` are facts that the source leaves out and on which a code turns:
    there, an answer would be wrong.
    """

    says: str
    verdict: PublishedVerdict
    label: str = ""
    beyond: str = ""
    does: tuple[str, ...] = ()
    omits: tuple[str, ...] = ()
    given: Mapping[str, Value] = field(factory=dict)
    expect_open: tuple[str, ...] = ()


@frozen
class LeftOut:
    """An option of a published case that is put to no code, and why not."""

    label: str
    says: str
    why: str


@frozen
class PublishedCase:
    """A published vignette or item, put to codes; or, with `not_put`, why it isn't.

    `nearest` says that the source cites none of the codes, and that these are the nearest; `cites` is what it does
    cite. `practice` are policies of this project that it is put to as well, which no source cites. `left_out` are
    options that are put to no code.
    """

    id: str
    title: str
    tier: str
    url: str = ""
    concludes: str = ""
    scoring: Scoring = Scoring.EXPLAINED
    codes: tuple[str, ...] = ()
    practice: tuple[str, ...] = ()
    nearest: bool = False
    cites: str = ""
    put: Mapping[str, Value] = field(factory=dict)
    held: tuple[PublishedOption, ...] = ()
    left_out: tuple[LeftOut, ...] = ()
    note: str = ""
    not_put: str = ""
