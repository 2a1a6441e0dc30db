"""What a code says of an act, in a word or two with its clauses."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from coach_ethics.analysis.clauses import Standing, standing
from coach_ethics.findings import Status
from coach_ethics.ir.policy import Policy, named

VERBS: Mapping[Status, str] = {
    Status.REQUIRED: "must",
    Status.FORBIDDEN: "must not",
    Status.PERMITTED: "may",
    Status.UNREGULATED: "silent",
    Status.DILEMMA: "must and must not",
    Status.UNDETERMINED: "open",
}
"""What a code says of an act, in a word or two."""


def silence(policy: Policy) -> str:
    """What is said of a code that doesn't speak of an act: only of one whose whole text was read that it is silent."""
    read = all(standing(clause) is not Standing.AWAITS_TEXT for clause in policy.clauses)
    return VERBS[Status.UNREGULATED] if read else f"{VERBS[Status.UNREGULATED]} as far as read"


def clauses_of(norms: Iterable[str], policy: Policy) -> str:
    """The clauses behind norms, as the code numbers them: `2.1, 2.3`."""
    by_name, known = named(policy.norms), {clause.id for clause in policy.clauses}
    places = [cite.place for norm in norms if norm in by_name for cite in by_name[norm].cites]
    return ", ".join(dict.fromkeys(_clause(place, known) for place in places if place))


def _clause(place: str, known: set[str]) -> str:
    """The part of a citation's place that is a clause's number: it comes after the version."""
    words = place.split(" ")
    endings = (" ".join(words[start:]) for start in range(len(words)))
    return next((ending for ending in endings if ending in known), place)


def stance_words(status: Status, norms: Iterable[str], policy: Policy) -> str:
    """What a code says of an act, with its clauses: `must not (2.1)`."""
    clauses = clauses_of(norms, policy)
    return f"{VERBS[status]} ({clauses})" if clauses else VERBS[status]
