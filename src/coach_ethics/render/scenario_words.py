"""Scenarios in words: what is given, and what the policy is expected to say, as an example beside a clause."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from types import MappingProxyType

from coach_ethics.findings import Status
from coach_ethics.model.domains import in_runs, index_of
from coach_ethics.model.policy import Expectation, Policy, Scenario, named, norm_label
from coach_ethics.render.circumstances import sentence
from coach_ethics.render.words import act_label, concept_label, labels, listed, lowered, meaning, upper
from coach_ethics.translation import gettext, noted

# partial: a dilemma is one of the whole case
_SENTENCES: Mapping[Status, str] = MappingProxyType(
    {
        Status.REQUIRED: noted("You must {acts}"),
        Status.FORBIDDEN: noted("You must not {acts}"),
        Status.PERMITTED: noted("You may {acts}"),
        Status.UNREGULATED: noted("Nothing is said on whether you may {acts}"),
        Status.UNDETERMINED: noted("It isn't known yet whether you may {acts}"),
    }
)
"""What a policy says of acts, by their status."""

_OR = frozenset({Status.FORBIDDEN, Status.UNREGULATED, Status.UNDETERMINED})
"""The statuses of which it is said that each of several acts has it by "or"."""


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
        yield Status.DILEMMA, gettext("No course meets every duty: this is a dilemma")
    for status, acts in expect.statuses:
        if acts:
            yield status, _of_acts(status, acts, policy)
    if expect.choices:
        courses = sorted(labels(sorted(course), policy) or gettext("do nothing") for course in expect.choices)
        only = gettext("You must {acts}").format(acts=courses[0])
        choice = gettext("Choose: {courses}").format(courses=listed(courses, "or"))
        yield None, only if len(courses) == 1 else choice
    beside = (
        (expect.advised, gettext("You should {acts}"), "and"),
        (expect.advised_against, gettext("You should not {acts}"), "or"),
        (expect.exempt, gettext("You needn't {acts}"), "or"),
    )
    for some, words, last in beside:
        if some:
            yield None, words.format(acts=_meanings(some, policy, last))
    coupled = (
        (expect.required_with, gettext("If you {act}, you must also {others}")),
        (expect.forbidden_with, gettext("If you {act}, you must not {others}")),
    )
    for pairs, words in coupled:
        for act, others in pairs or ():
            if others:
                yield None, words.format(act=act_label(act, policy), others=labels(others, policy))
    for status, acts in expect.presumed or ():
        if acts:
            otherwise = gettext("As long as nobody says otherwise: {sentence}")
            yield status, otherwise.format(sentence=lowered(_of_acts(status, acts, policy, "and")))
    notices = named(policy.notices)
    for notice in expect.notices or ():
        shown = gettext("A notice is shown first: {notice}")
        yield None, shown.format(notice=norm_label(notices[notice]))
    if not any((expect.statuses, expect.dilemma, expect.choices, *(some for some, *_ in beside), expect.notices)):
        yield from _counts_as(expect, policy)


def _of_acts(status: Status, acts: Iterable[str], policy: Policy, last: str = "") -> str:
    said = _meanings(acts, policy, last or ("or" if status in _OR else "and"))
    return gettext(_SENTENCES[status]).format(acts=said)


def _meanings(acts: Iterable[str], policy: Policy, last: str) -> str:
    return listed([lowered(meaning(act, policy)) for act in acts], last)


def _counts_as(expect: Expectation, policy: Policy) -> Iterator[tuple[None, str]]:
    """What an example that tells of no act shows: what counts as which term, and which norms are in force."""
    means = {each.name: each.means or concept_label(each) for each in policy.concepts}
    for names, so in (
        (expect.holds, gettext("It is so that {what}")),
        (expect.fails, gettext("It isn't so that {what}")),
    ):
        for name in names or ():
            yield None, so.format(what=means[name])
    by_name = named(policy.norms)
    for norms, so in (
        (expect.in_force, gettext("“{norm}” applies")),
        (expect.not_in_force, gettext("“{norm}” doesn't apply")),
    ):
        for norm in norms or ():
            yield None, so.format(norm=upper(norm_label(by_name[norm])))
