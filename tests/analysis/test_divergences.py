"""Where several policies part: what is said of a divergence is so, and none is missed."""

from __future__ import annotations

from itertools import product

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from coach_ethics.analysis.compare.divergences import Divergence, Divergences, divergences
from coach_ethics.analysis.compare.joint import speakers
from coach_ethics.coaching.policies import load_policy
from coach_ethics.deontics.program import Kind, name_of
from coach_ethics.engines.reference import evaluate, truth
from coach_ethics.findings import Status
from coach_ethics.model.policy import Modality, Policy
from coach_ethics.model.situation import Situation
from coach_ethics.model.vocabulary import Boolean, domain
from coach_ethics.model.walk import facts_in
from coach_ethics.problems import CaseProblems
from coach_ethics.reasoning.grounds import finding_of
from coach_ethics.render.divergences import divergence_words
from coach_ethics.testing.strategies import Sizes, policies

LENIENT = load_policy(
    "policy: lenient\nsources: {len: {title: Lenient}}\nacts: {tell: {}, rest: {}}\n"
    "norms:\n"
    "  keep-it: {must_not: tell, when: consent.to_disclosure < oral, cites: len 1}\n"
    "  danger: {may: tell, when: harm.likelihood >= possible, overrides: keep-it, cites: len 2}\n"
    "  with-leave: {may: tell, when: consent.to_disclosure >= oral, cites: len 1}\n"
)
STRICT = load_policy(
    "policy: strict\nsources: {str: {title: Strict}}\nacts: {tell: {}}\n"
    "norms:\n"
    "  keep-it: {must_not: tell, when: consent.to_disclosure < written, cites: str 1}\n"
    "  danger: {may: tell, when: harm.likelihood >= imminent, overrides: keep-it, cites: str 2}\n"
    "  with-leave: {may: tell, when: consent.to_disclosure >= written, cites: str 1}\n"
)
SILENT = load_policy("policy: silent\nacts: {tell: {}}\nnorms: {}\n")


def _statuses(found: Divergences, act: str, where: Situation) -> tuple[tuple[Status, bool], ...]:
    """What each policy says of an act: the status, and whether it is called for as one of several."""
    return tuple(
        _says(found, policy, act, where) if policy in speakers(found.joint, act) else (Status.UNREGULATED, False)
        for policy in found.policies
    )


def _says(found: Divergences, policy: Policy, act: str, where: Situation) -> tuple[Status, bool]:
    truths = evaluate(found.joint.programs[policy.name], where)
    status = finding_of(act, truths).status
    called = any(
        truths[name_of(Kind.IN_FORCE, norm.name)]
        for norm in policy.norms
        if norm.modality is Modality.OBLIGATION_TO_CHOOSE and len(norm.acts) > 1 and not norm.if_doing
        if act in norm.acts
    )
    return status, called and status is Status.UNREGULATED


def _said(divergence: Divergence) -> tuple[tuple[Status, bool], ...]:
    return tuple((position.status, position.one_of) for position in divergence.positions)


def _situations(found: Divergences) -> list[Situation]:
    """Every situation over the facts that the policies use and that the constraints allow."""
    program = found.joint.program
    conditions = [*(each.condition for each in program.definitions), *found.joint.constraints.values()]
    facts = sorted({fact for each in conditions for fact in facts_in(each)})
    every = (
        Situation(dict(zip(facts, values, strict=True)))
        for values in product(*(domain(program.vocabulary[fact].type) for fact in facts))
    )
    return [
        where
        for where in every
        if all(truth(each, where, evaluate(program, where)) for each in found.joint.constraints.values())
    ]


@given(st.data())
@settings(suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large])
def test_divergences_are_all_there_is_and_nothing_else(data: st.DataObject) -> None:
    """In every situation: if the policies part, some divergence covers it and says what each of them says there; and a
    divergence that covers it says so truly."""
    small = Sizes(facts=3, parameters=0, concepts=1, acts=2, norms=3, properties=0, leaves=3)
    drawn = [data.draw(policies(small, types=(Boolean(),), name=name)) for name in ("one", "two", "three")]
    found = divergences(drawn, most=200)
    assert not found.more
    assert not found.undecided
    for where in _situations(found):
        for act in {act.name for policy in drawn for act in policy.acts}:
            statuses = _statuses(found, act, where)
            covering = [each for each in found.found if each.act == act and truth(each.condition, where, {}) is True]
            assert all(_said(each) == statuses for each in covering)
            speaking = {
                status
                for policy, status in zip(found.policies, statuses, strict=True)
                if policy in speakers(found.joint, act)
            }
            if act not in found.alone:
                assert bool(covering) == (len(speaking) > 1)


def _policies() -> list[Policy]:
    return [LENIENT, STRICT, SILENT]


def test_a_witness_makes_every_status_certain_and_leaves_nothing_to_leave_out() -> None:
    found = divergences(_policies())
    assert found.found
    for each in found.found:
        assert _statuses(found, each.act, each.witness) == _said(each)
        for fact in each.witness:
            fewer = Situation({name: value for name, value in each.witness.values.items() if name != fact})
            assert _statuses(found, each.act, fewer) != _said(each) or any(
                evaluate(found.joint.programs[position.policy], fewer)[name_of(Kind.IN_FORCE, norm)] is not True
                for position in each.positions
                for norm in position.norms
            )


def test_the_norms_behind_a_divergence_are_in_force_throughout() -> None:
    found = divergences(_policies())
    for each in found.found:
        for position in each.positions:
            truths = evaluate(found.joint.programs[position.policy], each.witness)
            assert all(truths[name_of(Kind.IN_FORCE, norm)] is True for norm in position.norms)


def test_an_act_of_one_policy_is_no_divergence_but_its_own() -> None:
    found = divergences(_policies())
    assert dict(found.alone) == {"rest": "lenient"}
    assert {each.act for each in found.found} == {"tell"}


def test_outright_leaves_out_what_one_permits_and_another_passes_over() -> None:
    lax = [each for each in divergences([LENIENT, SILENT]).found if not each.outright]
    assert lax
    assert {_said(each) for each in lax} == {((Status.PERMITTED, False), (Status.UNREGULATED, False))}
    found = divergences([LENIENT, SILENT], outright=True)
    assert found.found
    assert all(each.outright for each in found.found)


CHOOSING = load_policy(
    "policy: choosing\nsources: {cho: {title: Choosing}}\nacts: {tell: {}, stop: {}}\n"
    "norms: {tell-or-stop: {must_one_of: [tell, stop], when: harm.likelihood >= likely, cites: cho 1}}\n"
)


def test_a_duty_to_choose_is_no_silence() -> None:
    """A code that calls for this act or another says something else than one that says nothing, demands it or
    permits it."""
    for outright in (False, True):
        found = divergences([CHOOSING, SILENT], outright=outright)
        (divergence,) = found.found
        assert _said(divergence) == ((Status.UNREGULATED, True), (Status.UNREGULATED, False))
        assert [position.norms for position in divergence.positions] == [("tell-or-stop",), ()]
        assert (divergence.outright, divergence.witness.values) == (True, {"harm.likelihood": "likely"})
        assert divergence_words(divergence, found) == "choosing must, or stop (1); silent is silent"


def test_two_duties_to_choose_are_of_one_mind() -> None:
    other = load_policy(CHOOSING_TOO)
    assert divergences([CHOOSING, other]).agree


CHOOSING_TOO = (
    "policy: choosing-too\nacts: {tell: {}, rest: {}}\n"
    "norms: {tell-or-rest: {must_one_of: [tell, rest], when: harm.likelihood >= likely}}\n"
)


def test_a_search_that_stops_early_says_so() -> None:
    found = divergences(_policies(), most=1)
    assert (len(found.found), found.more) == (1, ("tell",))


def test_policies_that_agree_have_no_divergences() -> None:
    found = divergences([LENIENT, LENIENT])
    assert found.found == ()
    assert found.agree


def test_an_act_that_none_has_is_a_problem() -> None:
    with pytest.raises(CaseProblems) as found:
        divergences(_policies(), acts=["tel"])
    (problem,) = found.value.problems
    assert (problem.code, problem.help) == ("A101", "did you mean `tell`?")


def test_the_clients_confidence_comes_first() -> None:
    found = divergences(["icf-2020", "apecs-2012"], acts=["disclose"], most=5, outright=True)
    assert {each.witness["disclosure.owner"] for each in found.found} == {"client"}
