"""Where several policies part: what is said of a divergence is so, and it is said by example."""

from __future__ import annotations

from unittest import mock

import pytest

pytest.importorskip("z3", reason="comparisons need the extra `analysis`")

from coach_ethics.analysis.compare.comparison import PolicyComparison, compare
from coach_ethics.analysis.compare.divergences import Divergence, Region, Said
from coach_ethics.analysis.proofs.context import open_session
from coach_ethics.coaching.policies import load_policy
from coach_ethics.deontics.minimal import Budget
from coach_ethics.deontics.program import Kind, name_of
from coach_ethics.engines.reference import evaluate
from coach_ethics.findings import Status
from coach_ethics.model.answers import Found
from coach_ethics.model.conditions import Comparison, FactTerm, Literal, Operator
from coach_ethics.model.policy import Policy
from coach_ethics.model.situation import Situation
from coach_ethics.problems import CaseProblems
from coach_ethics.reasoning.grounds import position_of
from coach_ethics.reasoning.joint import says
from coach_ethics.render.comparison import positions_words

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


def _said(comparison: PolicyComparison, act: str, where: Situation) -> Said:
    """What each policy says of an act: the status, and whether it is called for as one of several."""
    found = []
    for member in comparison.joint.members:
        position = position_of(member.policy, member.program, act, evaluate(member.program, where))
        found.append((position.status, position.one_of))
    return tuple(found)


def _regions(comparison: PolicyComparison) -> list[tuple[Divergence, Region]]:
    return [(each, region) for each in comparison.divergences for region in each.regions]


def _policies() -> tuple[Policy, Policy, Policy]:
    return LENIENT, STRICT, SILENT


def test_a_situation_makes_every_status_certain_and_leaves_nothing_to_leave_out() -> None:
    comparison = compare(*_policies(), shared_only=True)
    assert _regions(comparison)
    for divergence, region in _regions(comparison):
        assert _said(comparison, divergence.act, region.situation) == divergence.said
        for fact in region.situation:
            fewer = Situation({name: value for name, value in region.situation.values.items() if name != fact})
            assert _said(comparison, divergence.act, fewer) != divergence.said or any(
                evaluate(member.program, fewer)[name_of(Kind.IN_FORCE, norm)] is not True
                for member, position in zip(comparison.joint.members, region.positions, strict=True)
                for norm in position.norms
            )


def test_the_norms_behind_a_divergence_are_in_force_throughout() -> None:
    comparison = compare(*_policies(), shared_only=True)
    for _, region in _regions(comparison):
        for member, position in zip(comparison.joint.members, region.positions, strict=True):
            truths = evaluate(member.program, region.situation)
            assert all(truths[name_of(Kind.IN_FORCE, norm)] is True for norm in position.norms)


def test_an_act_of_one_policy_is_no_divergence_but_its_own() -> None:
    comparison = compare(*_policies(), shared_only=True)
    assert dict(comparison.alone) == {"rest": "lenient"}
    assert {each.act for each in comparison.divergences} == {"tell"}


def test_opposed_only_leaves_out_what_one_permits_and_another_passes_over() -> None:
    lax = [each for each in compare(LENIENT, SILENT).divergences if not each.opposed]
    assert lax
    assert {each.said for each in lax} == {((Status.PERMITTED, False), (Status.UNREGULATED, False))}
    comparison = compare(LENIENT, SILENT, opposed_only=True)
    assert comparison.divergences
    assert all(each.opposed for each in comparison.divergences)


CHOOSING = load_policy(
    "policy: choosing\nsources: {cho: {title: Choosing}}\nacts: {tell: {}, stop: {}}\n"
    "norms: {tell-or-stop: {must_one_of: [tell, stop], when: harm.likelihood >= likely, cites: cho 1}}\n"
)
CHOOSING_TOO = load_policy(
    "policy: choosing-too\nacts: {tell: {}, rest: {}}\n"
    "norms: {tell-or-rest: {must_one_of: [tell, rest], when: harm.likelihood >= likely}}\n"
)


def test_a_duty_to_choose_is_no_silence() -> None:
    """A code that calls for this act or another says something else than one that says nothing, demands it or
    permits it."""
    for opposed_only in (False, True):
        comparison = compare(CHOOSING, SILENT, shared_only=True, opposed_only=opposed_only)
        ((divergence, region),) = _regions(comparison)
        assert divergence.said == ((Status.UNREGULATED, True), (Status.UNREGULATED, False))
        assert [position.norms for position in region.positions] == [("tell-or-stop",), ()]
        assert (divergence.opposed, region.situation.values) == (True, {"harm.likelihood": "likely"})
        words = positions_words("tell", region.positions, comparison)
        assert words == "choosing must, or stop (1); silent is silent"
        assert region.witnesses[0].expect.in_force == ("tell-or-stop",)


def test_two_duties_to_choose_are_of_one_mind() -> None:
    """Whoever may leave an act out for another, by both, is bound alike; what that other act is, is each code's own."""
    assert compare(CHOOSING, CHOOSING_TOO, shared_only=True).agree
    assert not compare(CHOOSING, CHOOSING_TOO).agree


def test_a_search_that_stops_early_says_so() -> None:
    comparison = compare(*_policies(), shared_only=True, regions=1)
    assert comparison.more == ("tell",)
    assert all(len(each.regions) == 1 for each in comparison.divergences)
    with mock.patch("coach_ethics.analysis.compare.divergences.MOST_DIVERGENCES", 1):
        cut = compare(*_policies(), shared_only=True)
    assert (len(cut.divergences), cut.more) == (1, ("tell",))


def test_policies_that_agree_have_no_divergences() -> None:
    comparison = compare(LENIENT, LENIENT)
    assert comparison.divergences == ()
    assert comparison.agree


def test_an_act_that_none_has_is_a_problem() -> None:
    with pytest.raises(CaseProblems) as found:
        compare(*_policies(), acts=["tel"])
    (problem,) = found.value.problems
    assert (problem.code, problem.help) == ("A101", "did you mean `tell`?")


def test_the_clients_confidence_comes_first() -> None:
    """Each divergence is shown by the client's confidence, wherever it can be."""
    comparison = compare("icf-2020", "apecs-2012", acts=["disclose"], shared_only=True, opposed_only=True)
    assert comparison.divergences
    owner = comparison.joint.program.vocabulary["disclosure.owner"]
    about = Comparison(FactTerm(owner.name, owner.type), Operator.EQ, Literal("client"))
    session = open_session(comparison.joint.program, comparison.joint.constraints, Budget(1_000_000))
    for divergence in comparison.divergences:
        said = zip(comparison.joint.members, divergence.said, strict=True)
        conditions = [says(member, "disclose", status, one_of=one_of) for member, (status, one_of) in said]
        possible = isinstance(session.find(about, *conditions), Found)
        shown = {region.situation["disclosure.owner"] for region in divergence.regions}
        assert ("client" in shown) is possible
