"""The names that a program gives to what a policy says: `in_force(keep-confidence)`, `required(withdraw)`.

Properties and completeness requirements ask for them in a policy's text, so the language knows them, and not only the
program that defines them.
"""

from __future__ import annotations

from enum import StrEnum


class Kind(StrEnum):
    """What a name in a program stands for."""

    CONCEPT = "concept"
    APPLIES = "applies"
    IN_FORCE = "in_force"
    REQUIRED = "required"
    FORBIDDEN = "forbidden"
    PERMISSION = "permission"
    PERMITTED = "permitted"
    REQUIRED_WITH = "required_with"
    FORBIDDEN_WITH = "forbidden_with"
    EXEMPT = "exempt"
    TENSION = "tension"
    ADVISES = "advises"
    ADVISED = "advised"
    ADVISED_AGAINST = "advised_against"
    ADVISED_WITH = "advised_with"
    ADVISED_AGAINST_WITH = "advised_against_with"
    CONFLICT = "conflict"
    NOTICE = "notice"
    PROPERTY = "property"


OF_NORM = (Kind.IN_FORCE, Kind.APPLIES)
"""What a condition may ask of a norm, where it may ask what the policy says."""

OF_ACT = (
    Kind.REQUIRED,
    Kind.FORBIDDEN,
    Kind.PERMITTED,
    Kind.PERMISSION,
    Kind.ADVISED,
    Kind.ADVISED_AGAINST,
    Kind.EXEMPT,
)
"""What it may ask of an act."""

OF_NOTICE = (Kind.NOTICE,)
"""What it may ask of a notice."""

OF_PAIR = (Kind.REQUIRED_WITH, Kind.FORBIDDEN_WITH)
"""What it may ask of an act and its companion."""

ASKED = (*OF_NORM, *OF_ACT, *OF_PAIR, *OF_NOTICE)
"""All of them."""


def pair_named(name: str) -> tuple[Kind, str, str] | None:
    """The kind, act and companion that a name is of, if it is of a pair."""
    kind, opening, rest = name.partition("(")
    if not opening or kind not in OF_PAIR:
        return None
    act, companion = rest[:-1].split(", ")
    return Kind(kind), act, companion


def name_of(kind: Kind, *subject: str) -> str:
    """The name of a definition: a concept's own, else `kind(subject, ...)`."""
    return subject[0] if kind is Kind.CONCEPT else f"{kind}({', '.join(subject)})"
