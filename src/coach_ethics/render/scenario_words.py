"""Scenarios in words: what is given, and what the policy is expected to say, as an example beside a clause."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from types import MappingProxyType

from coach_ethics.findings import Status
from coach_ethics.model.domains import in_runs, index_of
from coach_ethics.model.policy import Expectation, Policy, Scenario
from coach_ethics.model.vocabulary import in_words
from coach_ethics.render.circumstances import sentence
from coach_ethics.render.words import act_label, concept_label, labels, listed, lowered, meaning

# partial: a dilemma is one of the whole case
_OPENINGS: Mapping[Status, str] = MappingProxyType(
    {
        Status.REQUIRED: "You must",
        Status.FORBIDDEN: "You must not",
        Status.PERMITTED: "You may",
        Status.UNREGULATED: "Nothing is said on whether you may",
        Status.UNDETERMINED: "It isn't known yet whether you may",
    }
)
"""How what a policy says of acts begins."""


def given_words(scenario: Scenario, policy: Policy) -> tuple[str, ...]:
    """What is given in a scenario, a sentence a fact."""
    facts = policy.vocabulary
    known = ((facts[name], value) for name, value in scenario.given if value is not None)
    places = ((fact, index_of(fact.type, value)) for fact, value in known)
    return tuple(sentence(in_runs(fact, ((place, place),)), facts) for fact, place in places)


def expected_words(expect: Expectation, policy: Policy) -> Iterator[tuple[Status | None, str]]:
    """What is expected of acts, a sentence each with the status that it tells; None where it tells none.

    Of what norms and concepts come to on the way, which the same scenario may say, a reader of examples has no use.
    """
    if expect.dilemma:
        yield Status.DILEMMA, "No course meets every duty: this is a dilemma"
    for status, acts in expect.statuses:
        if acts:
            last = "or" if status in (Status.FORBIDDEN, Status.UNREGULATED, Status.UNDETERMINED) else "and"
            yield status, f"{_OPENINGS[status]} {listed([lowered(meaning(act, policy)) for act in acts], last)}"
    if expect.choices:
        courses = sorted(
            " and ".join(sorted(act_label(act, policy) for act in course)) or "do nothing" for course in expect.choices
        )
        yield None, f"You must {listed(courses, 'or')}" if len(courses) == 1 else f"Choose: {listed(courses, 'or')}"
    beside = (expect.advised, "should"), (expect.advised_against, "should not"), (expect.exempt, "needn't")
    for some, verb in beside:
        if some:
            said = listed([lowered(meaning(act, policy)) for act in some], "and" if verb == "should" else "or")
            yield None, f"You {verb} {said}"
    for pairs, verb in ((expect.required_with, "must also"), (expect.forbidden_with, "must not")):
        for act, others in pairs or ():
            if others:
                yield None, f"If you {act_label(act, policy)}, you {verb} {labels(others, policy)}"
    for status, acts in expect.presumed or ():
        if acts:
            said = listed([lowered(meaning(act, policy)) for act in acts])
            yield status, f"As long as nobody says otherwise: {lowered(_OPENINGS[status])} {said}"
    for notice in expect.notices or ():
        yield None, f"A notice is shown first: {in_words(notice).replace('-', ' ')}"
    if not any((expect.statuses, expect.dilemma, expect.choices, *(some for some, _ in beside), expect.notices)):
        yield from _counts_as(expect, policy)


def _counts_as(expect: Expectation, policy: Policy) -> Iterator[tuple[None, str]]:
    """What an example that tells of no act shows: what counts as which term, and which norms are in force."""
    means = {each.name: each.means or concept_label(each) for each in policy.concepts}
    for names, so in ((expect.holds, "It is so that"), (expect.fails, "It isn't so that")):
        for name in names or ():
            yield None, f"{so} {means[name]}"
    for norms, so in ((expect.in_force, "applies"), (expect.not_in_force, "doesn't apply")):
        for norm in norms or ():
            yield None, f"“{in_words(norm).replace('-', ' ').capitalize()}” {so}"
