"""More of a fact never makes an act less allowed: exactly where enumeration says so."""

from __future__ import annotations

from itertools import pairwise, product

import attrs
import pytest
from hypothesis import given
from hypothesis import strategies as st

import coach_ethics as ce
from coach_ethics.analysis.claims import Broken, Kept, counterexample, monotone
from coach_ethics.assessment.preparation import prepared
from coach_ethics.coaching.policies import load_policy, read_policy
from coach_ethics.deontics.program import lower
from coach_ethics.engines.reference import evaluate
from coach_ethics.findings import Status
from coach_ethics.language.policies.write import write_policy
from coach_ethics.model.answers import Found, Impossible
from coach_ethics.model.policy import Monotone, Policy
from coach_ethics.model.situation import Situation
from coach_ethics.model.vocabulary import Boolean, Enumeration, Integer, domain
from coach_ethics.reasoning.grounds import finding_of
from coach_ethics.reasoning.slice import slices_of
from coach_ethics.source import Source
from coach_ethics.testing.strategies import Sizes, policies

_SMALL = (Boolean(), Integer(0, 3), Enumeration(("none", "possible", "likely"), ordered=True))
_LESS = (Status.FORBIDDEN, Status.DILEMMA)


@given(st.data(), policies(Sizes(facts=3, acts=2, norms=4), types=_SMALL))
def test_the_answer_is_that_of_enumeration(data: st.DataObject, policy: Policy) -> None:
    ready = prepared(policy, "reference")
    fact = data.draw(st.sampled_from(policy.vocabulary.facts))
    act = data.draw(st.sampled_from(policy.acts)).name

    def allowed(situation: Situation) -> bool:
        return finding_of(act, evaluate(ready.program, situation)).status not in _LESS

    others = [other for other in policy.vocabulary if other.name != fact.name]
    values = domain(fact.type)
    broken = any(
        allowed(Situation({**rest, fact.name: less})) and not allowed(Situation({**rest, fact.name: more}))
        for chosen in product(*(domain(other.type) for other in others))
        for rest in [dict(zip((other.name for other in others), chosen, strict=True))]
        for less, more in pairwise(values)
    )
    answer = monotone(Monotone(fact.name, (act,)), ready.slices)
    assert isinstance(answer, Broken if broken else Kept)
    if isinstance(answer, Broken):
        known = answer.situation.values
        rest = {other.name: known.get(other.name, domain(other.type)[0]) for other in others}
        assert allowed(Situation({**rest, fact.name: known[fact.name]}))
        assert not allowed(Situation({**rest, fact.name: answer.value}))


def test_the_core_policies_keep_what_they_claim() -> None:
    ready = prepared(load_policy("essay"), "reference")
    assert len(ready.policy.monotone) == 4
    assert all(isinstance(monotone(claim, ready.slices), Kept) for claim in ready.policy.monotone)


def test_a_claim_that_does_not_hold_is_shown_not_to() -> None:
    policy = load_policy("collusion")
    claim = Monotone("commitment.missed_in_a_row", ("carry_on_as_before",), origin="collusion")
    answer = monotone(claim, prepared(attrs.evolve(policy, monotone=(claim,)), "reference").slices)
    assert isinstance(answer, Broken)
    assert (answer.situation["commitment.missed_in_a_row"], answer.value) == (1, 2)


@pytest.mark.parametrize("act", ["disclose", "tell_sponsor"])
def test_less_leave_is_not_more(act: str) -> None:
    """The other way round the claim fails, so the test can fail."""
    policy = load_policy("confidentiality")
    ready = prepared(policy, "reference")
    assert isinstance(monotone(Monotone("sponsor.present", ("tell_sponsor",)), ready.slices), Broken)
    assert isinstance(monotone(Monotone("harm.likelihood", (act,)), ready.slices), Kept)


def test_a_property_claims_what_goes_with_an_act() -> None:
    """LAW: a claim about companions holds just where the program couples them; what nothing couples is false."""
    text = (
        "policy: p\nacts: {tell: {}, record: {}, deny: {}}\nfacts: {x.danger: {type: bool}}\nnorms:\n"
        "  write: {must: record, if_doing: tell}\n"
        "  open: {must_not: deny, if_doing: tell, when: x.danger}\n"
        "properties:\n"
        '  recorded: {always: "required_with(tell, record)"}\n'
        '  open: {always: "not x.danger or forbidden_with(tell, deny)"}\n'
        '  free: {never: "required_with(record, tell) or forbidden_with(deny, record)"}\n'
        '  denied: {always: "forbidden_with(tell, deny)"}\n'
    )
    policy = read_policy(Source("p.yaml", text))
    claims = {each.name: each for each in policy.properties}
    slices = slices_of(policy, lower(policy))
    for name in ("recorded", "open", "free"):
        assert counterexample(claims[name], slices) == Impossible()
    assert counterexample(claims["denied"], slices) == Found(Situation({"x.danger": False}))
    assert read_policy(Source("again", write_policy(policy))).properties == policy.properties
    assert {each.act for each in ce.assess({}, policy).companions["tell"]} == {"record", "deny"}
    assert "recorded" not in ce.assess({}, policy).companions
