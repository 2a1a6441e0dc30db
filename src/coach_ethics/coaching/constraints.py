"""What can't be otherwise in coaching, once: policies are read and proved over it, and every case is held to it."""

from __future__ import annotations

from collections.abc import Iterable
from functools import cache
from types import MappingProxyType

from coach_ethics.coaching.vocabulary import STANDARD
from coach_ethics.engines.reference import truth
from coach_ethics.findings import Truths
from coach_ethics.model.policy import Constraint
from coach_ethics.model.situation import Situation

CONSTRAINTS: tuple[tuple[str, str, str], ...] = (
    (
        "no-sponsor-no-request",
        "sponsor.present or disclosure.requested_by != sponsor",
        "without a sponsor, nothing is asked for by one",
    ),
    (
        "no-sponsor-no-recipient",
        "sponsor.present or disclosure.recipient != sponsor",
        "without a sponsor, nothing is told to one",
    ),
    (
        "no-sponsor-no-secret",
        "sponsor.present or disclosure.owner != sponsor",
        "without a sponsor, no confidence is a sponsor's",
    ),
    (
        "no-sponsor-no-confidence",
        "sponsor.present or not confidence.of_sponsor",
        "without a sponsor, no sponsor has confided anything",
    ),
    (
        "no-sponsor-no-agreement",
        "sponsor.present or not outcomes.agreed_by_sponsor",
        "without a sponsor, no sponsor has agreed the outcomes",
    ),
    (
        "no-sponsor-no-promise",
        "sponsor.present or not contract.promises_report",
        "without a sponsor, no report is promised to one",
    ),
    (
        "a-conflict-needs-a-confidence",
        "confidence.of_client or confidence.of_sponsor or not confidence.conflict",
        "only what is held in confidence can mislead by being kept",
    ),
    (
        "a-decision-follows-naming",
        "block.named or client.decision in (not_asked, pending)",
        "the client decides once the block is named",
    ),
    (
        "nothing-told-nobody",
        "disclosure.recipient != nobody or disclosure.content == nothing",
        "where nobody is told, nothing is told",
    ),
    (
        "what-is-agreed-was-explained",
        "contract.explains_confidentiality or contract.agrees_limits == none",
        "the limits of confidentiality can't be agreed without being explained",
    ),
)
"""Name, condition, what it means. The fact that a condition mentions last is the one that can't be so."""


@cache
def standard_constraints() -> tuple[Constraint, ...]:
    """The constraints of the standard vocabulary."""
    from coach_ethics.language.conditions.constraints import constraints_over  # the parser, once it is needed

    return constraints_over(STANDARD, CONSTRAINTS)


def broken(
    constraints: Iterable[Constraint], known: Situation, concepts: Truths = MappingProxyType({})
) -> tuple[Constraint, ...]:
    """Those that what is known contradicts, whatever else may be so: those of the vocabulary, or of any policy.

    `concepts` has the truth values of the concepts that their conditions mention.
    """
    return tuple(each for each in constraints if truth(each.always, known, concepts) is False)
