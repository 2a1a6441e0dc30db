"""What is impossible in coaching: policies are read and proved under it, and every case is checked against it."""

from __future__ import annotations

from collections.abc import Iterable
from functools import cache
from types import MappingProxyType

from coach_ethics.coaching.vocabulary import STANDARD
from coach_ethics.engines.reference import truth
from coach_ethics.findings import Truths
from coach_ethics.model.policy import Constraint
from coach_ethics.model.situation import Situation
from coach_ethics.problems import Problem

CONSTRAINTS: tuple[tuple[str, str, str], ...] = (
    (
        "no-sponsor-no-request",
        "sponsor.present or disclosure.requested_by != sponsor",
        "without a sponsor, no sponsor can ask for anything",
    ),
    (
        "no-sponsor-no-recipient",
        "sponsor.present or disclosure.recipient != sponsor",
        "without a sponsor, no sponsor can be told anything",
    ),
    (
        "no-sponsor-no-secret",
        "sponsor.present or disclosure.owner != sponsor",
        "without a sponsor, no information can belong to a sponsor",
    ),
    (
        "no-sponsor-no-confidence",
        "sponsor.present or not confidence.of_sponsor",
        "without a sponsor, no sponsor can have told the coach anything in confidence",
    ),
    (
        "no-sponsor-no-hearsay",
        "sponsor.present or information.source != sponsor",
        "without a sponsor, no sponsor can have told the coach anything about the client",
    ),
    (
        "no-sponsor-no-agreement",
        "sponsor.present or not outcomes.agreed_by_sponsor",
        "without a sponsor, no sponsor can have agreed the outcomes",
    ),
    (
        "no-sponsor-no-promise",
        "sponsor.present or not contract.promises_report",
        "without a sponsor, no report can have been promised to one",
    ),
    (
        "a-conflict-needs-a-confidence",
        "confidence.of_client or confidence.of_sponsor or not confidence.conflict",
        "only something held in confidence can mislead when it is withheld",
    ),
    (
        "a-decision-follows-naming",
        "block.named or client.decision in (not_asked, pending)",
        "the client can decide only once the block has been named",
    ),
    (
        "nothing-told-nobody",
        "disclosure.recipient != nobody or disclosure.content == nothing",
        "if nobody is told, nothing is disclosed",
    ),
    (
        "what-is-agreed-was-explained",
        "contract.explains_confidentiality or contract.agrees_limits == none",
        "the limits of confidentiality can't be agreed before they have been explained",
    ),
    (
        "no-contract-no-limits",
        "contract.form != none or contract.agrees_limits == none",
        "where nothing was agreed, no limits of confidentiality were",
    ),
    (
        "no-contract-no-exchange",
        "contract.form != none or not contract.says_what_is_passed_on",
        "where nothing was agreed, it wasn't agreed what is passed on",
    ),
    (
        "no-contract-no-charge",
        "contract.form != none or not contract.covers_charge",
        "where nothing was agreed, no fees were",
    ),
    (
        "no-contract-no-secrecy",
        "contract.form != none or not contract.promises_confidentiality",
        "where nothing was agreed, it wasn't promised that nothing reaches the sponsor",
    ),
    (
        "no-contract-no-promise",
        "contract.form != none or not contract.promises_report",
        "where nothing was agreed, no report was promised",
    ),
    (
        "no-contract-no-foresight",
        "contract.form != none or not contract.foresees_block",
        "where nothing was agreed, no contract prepared for a block",
    ),
    (
        "no-contract-no-way-out",
        "contract.form != none or not contract.allows_coach_to_end",
        "where nothing was agreed, no contract lets the coach end",
    ),
    (
        "a-dismissal-is-a-confidence",
        "confidence.of_sponsor or not confidence.of_dismissal",
        "a dismissal that the sponsor confided is something that the sponsor confided",
    ),
    (
        "one-client-has-no-fellow",
        "client.several or (disclosure.recipient != fellow_client and disclosure.requested_by != fellow_client)",
        "one client alone has no fellow client",
    ),
    (
        "nobody-at-risk-nobody-dependent",
        "harm.to not in (nobody, organisation) or harm.dependent == none",
        "where no person is at risk, no child or dependent adult is",
    ),
    (
        "a-name-identifies",
        "disclosure.identifies or disclosure.content != identity",
        "whoever is named can be recognised",
    ),
    (
        "a-law-requires-no-further",
        "not law.requires_disclosure or law.addressee == recipient",
        "a law or a court that requires one person or body to be told requires nobody else to be told",
    ),
    (
        "a-law-for-nobody-asks-for-nothing",
        "law.addressee != nobody or law.content == nothing",
        "a law that requires telling nobody requires nothing to be told",
    ),
    (
        "intelligence-is-technology",
        "technology.used or not technology.uses_ai",
        "artificial intelligence that handles what is said is technology that does",
    ),
    (
        "what-has-ended-had-begun",
        "coaching.begun or not coaching.ended",
        "coaching that has ended had begun",
    ),
)
"""Name, condition, meaning. The fact that a condition mentions last is the one reported as impossible."""


@cache
def standard_constraints() -> tuple[Constraint, ...]:
    """The constraints of the standard vocabulary."""
    from coach_ethics.language.conditions.constraints import constraints_over  # the parser, once it is needed

    return constraints_over(STANDARD, CONSTRAINTS)


def broken(
    constraints: Iterable[Constraint], known: Situation, concepts: Truths = MappingProxyType({})
) -> tuple[Constraint, ...]:
    """The constraints that the known facts contradict, whatever else is true: of the vocabulary, or of any policy.

    `concepts` has the truth values of the concepts that their conditions mention.
    """
    return tuple(each for each in constraints if truth(each.always, known, concepts) is False)


def impossible_here(constraint: Constraint, known: Situation, facts: Iterable[str]) -> tuple[str, Problem]:
    """F309: known facts break a constraint. The fact that can't be so, and the problem, whose place is the caller's.

    `facts` are those on which the constraint rests: of those that are known, the one mentioned last can't be so.
    INVARIANT (broken): one of them is known.
    """
    fact = [each for each in facts if known[each] is not None][-1]
    said = constraint.means or "the policy rules it out"
    message = f"`{fact}` is impossible here: {said} (constraint `{constraint.name}`)"
    return fact, Problem("F309", message, path=f"$.{fact}", help="fix one of the facts that this speaks of")


def impossible_together(constraints: Iterable[str]) -> Problem:
    """F310: known facts that break no one constraint, and can't all be so by several."""
    named = ", ".join(f"`{each}`" for each in constraints)
    return Problem(
        "F310",
        f"these facts can't all be so: whatever else is the case, one of the constraints {named} is broken",
        help="fix one of the facts that these speak of",
    )
