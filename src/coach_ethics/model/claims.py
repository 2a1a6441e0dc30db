"""What a policy claims of itself: it is tried and proved, and no answer to a coach follows from it."""

from __future__ import annotations

from enum import StrEnum

from attrs import frozen

from coach_ethics.model.citations import Citation, no_origin, no_span
from coach_ethics.model.conditions import TRUE, Condition
from coach_ethics.source import Span


class Claim(StrEnum):
    """How a property is meant: its condition holds in every situation, or in none."""

    ALWAYS = "always"
    NEVER = "never"


@frozen(cache_hash=True)
class Property:
    """A claim about every situation; its condition may also speak of norms and acts, such as `required(withdraw)`."""

    name: str
    claim: Claim
    condition: Condition
    means: str = ""
    origin: str = no_origin()
    span: Span | None = no_span()


@frozen(cache_hash=True)
class CompletenessRequirement:
    """A completeness requirement: under `when`, the policy isn't silent on `acts`."""

    acts: tuple[str, ...]
    when: Condition = TRUE
    means: str = ""
    origin: str = no_origin()
    span: Span | None = no_span()


@frozen(cache_hash=True)
class Monotone:
    """More of the fact `more` never makes one of the acts `never_less` less allowed, whatever else is so."""

    more: str
    never_less: tuple[str, ...]
    means: str = ""
    origin: str = no_origin()
    span: Span | None = no_span()


@frozen(cache_hash=True)
class DeclaredConflict:
    """A conflict of `norms` that the author means: a true ethical dilemma, with the reason."""

    norms: frozenset[str]
    because: str = ""
    cites: tuple[Citation, ...] = ()
    origin: str = no_origin()
    span: Span | None = no_span()
