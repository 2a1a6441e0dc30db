"""A view tells what its audience knows, and nothing else of the case: noninterference, in every format."""

from __future__ import annotations

from pathlib import Path

import attrs
import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.assessment.small_worlds import small_policies

import coach_ethics as ce
from coach_ethics.assessment.view import knows, view
from coach_ethics.coaching.audiences import Audience
from coach_ethics.coaching.vocabulary import STANDARD, why_known
from coach_ethics.model.policy import Policy
from coach_ethics.model.situation import Situation
from coach_ethics.model.vocabulary import Vocabulary
from coach_ethics.problems import CaseProblems
from coach_ethics.render.assessment import assessment_document
from coach_ethics.render.explanation import explanation_document
from coach_ethics.render.hypertext import html_page
from coach_ethics.render.json import assessment_json, explanation_json
from coach_ethics.render.markdown_text import markdown
from coach_ethics.render.plain_text import text
from coach_ethics.testing import situations

AUDIENCES = st.sampled_from(Audience)


@st.composite
def policies_with_audiences(draw: st.DrawFn) -> Policy:
    """A small policy, each of whose facts is known to somebody else."""
    policy = draw(small_policies())
    known = st.frozensets(st.sampled_from([each for each in Audience if each is not Audience.COACH]))
    facts = tuple(attrs.evolve(fact, known_to=draw(known)) for fact in policy.vocabulary)
    return attrs.evolve(policy, vocabulary=Vocabulary(facts), facts=facts)


def _told(case: Situation, policy: Policy, audience: Audience) -> tuple[str, ...]:
    seen = view(case, policy, audience, engine="reference", on="2026-01-01")
    document = assessment_document(seen)
    pages = (html_page(document), str(seen._repr_html_()))
    return text(document), markdown(document), *pages, assessment_json(seen), repr(seen)


@given(st.data(), AUDIENCES)
def test_what_an_audience_does_not_know_makes_no_difference(data: st.DataObject, audience: Audience) -> None:
    """LAW: two cases that differ only in that give the same view, byte by byte."""
    policy = data.draw(policies_with_audiences())
    one, other = (data.draw(situations(policy)) for _ in range(2))
    seen = {fact.name: one[fact.name] for fact in policy.vocabulary if knows(audience, fact)}
    alike = Situation({**other.values, **{fact: value for fact, value in seen.items() if value is not None}})
    alike = Situation({fact: value for fact, value in alike.values.items() if seen.get(fact, 0) is not None})
    try:
        told = _told(one, policy, audience), _told(alike, policy, audience)
    except CaseProblems:  # the two together break a constraint, so there is no such case
        return
    assert told[0] == told[1]


@pytest.mark.parametrize("name", ["essay", "icf-2025"])
@pytest.mark.parametrize("audience", [Audience.CLIENT, Audience.SPONSOR, Audience.SUPERVISOR])
def test_shipped_policies_tell_nobody_what_is_hidden(name: str, audience: Audience) -> None:
    """Each hidden fact of the essay's case, changed or left out, changes nothing that is told."""
    policy = ce.load_policy(name)
    whole = ce.assess(ce.load_engagement(Path("examples/essay.yaml")), policy, on="2026-01-01").situation
    hidden = {fact for fact in whole.values if not knows(audience, policy.vocabulary[fact])}
    bare = Situation({fact: value for fact, value in whole.values.items() if fact not in hidden})
    assert hidden
    assert _told(whole, policy, audience) == _told(bare, policy, audience)


def test_the_coach_sees_everything() -> None:
    case = {"coach.tempted_to_withhold": True}
    assert view(case, "collusion", "coach") == ce.assess(case, "collusion")
    assert view(case, "collusion", "client").situation.values == {}


def test_records_and_warnings_about_them_are_not_in_a_view() -> None:
    engagement = ce.load_engagement(Path("examples/essay.yaml"))
    seen = ce.view(engagement, "essay", "sponsor")
    assert seen.engagement is None
    assert not any("done" in str(each) for each in seen.warnings)


@pytest.mark.parametrize("audience", Audience)
def test_what_a_program_keeps_with_records_is_in_no_view(audience: Audience) -> None:
    """Ids and metadata make no difference to anybody's view, nor are they in it."""
    consent = {"by": "client", "contents": ["block"], "recipients": ["sponsor"], "form": "oral", "given": "2026-01-01"}
    kept = {"id": "c-17", "metadata": {"told": "in secret"}}
    policy = ce.load_policy("essay")
    one, other = (ce.load_engagement({**own, "consents": [{**consent, **own}]}) for own in ({}, kept))
    told = [_shown(view(each, policy, audience, on="2026-01-02")) for each in (one, other)]
    assert told[0] == told[1]
    assert not any("c-17" in each or "secret" in each for each in told[1])


def _shown(seen: ce.Assessment) -> tuple[str, ...]:
    document, why = assessment_document(seen), seen.why("renegotiate")
    reasons = explanation_document(why, seen)
    return text(document), markdown(document), assessment_json(seen), text(reasons), explanation_json(why)


def test_a_policys_own_facts_are_the_coachs_alone_unless_it_says_otherwise() -> None:
    policy = ce.load_policy(
        "policy: own\nfacts:\n"
        "  gift.kept: {type: bool, ask: Kept?, means: it was kept}\n"
        "  gift.given: {type: bool, ask: Given?, means: it was given, known_to: [client]}\n"
        "acts: {tell: {means: Tell.}}\n"
        "norms:\n  one: {must: tell, when: gift.kept}\n  two: {must: tell, when: gift.given}\n"
    )
    case = {"gift.kept": True, "gift.given": False}
    assert ce.view(case, policy, "client").situation.values == {"gift.given": False}
    assert ce.view(case, policy, "supervisor").situation.values == {}


def test_an_audience_that_is_none_is_told_of() -> None:
    with pytest.raises(CaseProblems, match=r"(?s)A109.*`sponser` is no audience.*did you mean `sponsor`"):
        ce.view({}, "essay", "sponser")


def test_every_standard_fact_says_why_just_these_know_it() -> None:
    assert [fact.name for fact in STANDARD if not why_known(fact)] == []
    other = attrs.evolve(STANDARD["block.present"], known_to=frozenset({"client"}))
    assert why_known(other) == ""
