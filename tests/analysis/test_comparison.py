"""Differences of policies against looking at every situation of both."""

from __future__ import annotations

from collections.abc import Callable, Collection, Sequence
from fractions import Fraction
from itertools import combinations

import attrs
import pytest
from hypothesis import assume, event, given
from hypothesis import strategies as st
from hypothesis.strategies import DrawFn

pytest.importorskip("z3", reason="comparisons need the extra `analysis`")

from tests.analysis.brute_force import Judge, found, in_force, small_policies, without_norm

from coach_ethics.analysis.compare.comparison import compare
from coach_ethics.analysis.compare.difference import differ
from coach_ethics.analysis.compare.divergences import Divergence, Region, Said
from coach_ethics.analysis.compare.shares import Share
from coach_ethics.analysis.proofs.answers import Proved, Refuted
from coach_ethics.analysis.proofs.witness import scenario_of
from coach_ethics.assessment.scenarios import run_scenario
from coach_ethics.deontics.program import Kind, name_of
from coach_ethics.engines.reference import truth
from coach_ethics.findings import Status
from coach_ethics.model.policy import Act, Expectation, Modality, Policy
from coach_ethics.model.situation import Situation
from coach_ethics.model.vocabulary import extended
from coach_ethics.model.walk import facts_in
from coach_ethics.reasoning.joint import within

Parted = dict[tuple[str, Said], list[Situation]]
SILENT = (Status.UNREGULATED, False)


@st.composite
def pairs(draw: DrawFn) -> tuple[Policy, Policy]:
    """Two policies: versions of one, one and its variant, or two that have little to do with each other."""
    one = draw(small_policies())
    return one, attrs.evolve(_second(draw, one), name="second")


@st.composite
def triples(draw: DrawFn) -> tuple[Policy, ...]:
    """Three policies, of which the second and the third are made like the second of a pair."""
    one = draw(small_policies())
    others = (attrs.evolve(_second(draw, one), name=name) for name in ("second", "third"))
    found = (one, *others)
    for two in combinations(found[1:], 2):
        assume(all(two[0].vocabulary.by_name.get(fact.name, fact).type == fact.type for fact in two[1].vocabulary))
    return found


def _second(draw: DrawFn, one: Policy) -> Policy:
    match draw(st.sampled_from(["same", "norm", "override", "act", "another"])):
        case "same":
            return attrs.evolve(one, norms=one.norms[::-1])
        case "norm" if one.norms:
            return without_norm(one, draw(st.sampled_from(one.norms)).name)
        case "override":
            norms = tuple(attrs.evolve(norm, overrides=()) for norm in one.norms)
            return attrs.evolve(one, norms=norms)
        case "act":
            return attrs.evolve(one, acts=(*one.acts, Act("stay_away", excludes=(one.acts[0].name,))))
        case _:
            other = draw(small_policies())
            facts = [fact for fact in other.vocabulary if one.vocabulary.by_name.get(fact.name, fact).type == fact.type]
            if len(facts) < len(other.vocabulary):
                return one
            return other


def _judges(policies: Sequence[Policy]) -> tuple[list[Judge], list[Situation]]:
    """A judge of each policy over the facts of all, and the situations that the constraints of all allow."""
    vocabulary = policies[0].vocabulary
    for policy in policies[1:]:
        vocabulary = extended(vocabulary, policy.vocabulary)
    judges = [Judge(attrs.evolve(policy, vocabulary=vocabulary)) for policy in policies]
    possible = set[Situation].intersection(*(set(judge.possible) for judge in judges))
    return judges, [each for each in judges[0].possible if each in possible]


def _said(act: str, situation: Situation, judge: Judge) -> tuple[Status, bool]:
    """The status of an act, and whether a norm in force calls for it as one of several."""
    if not _has(judge.policy, act):
        return Status.UNREGULATED, False
    status = found(act, judge.truths[situation]).status
    calling = [
        norm
        for norm in judge.policy.norms
        if norm.modality is Modality.OBLIGATION_TO_CHOOSE and len(norm.acts) > 1 and not norm.if_doing
        if act in norm.acts and judge.truths[situation][in_force(norm.name)]
    ]
    return status, status is Status.UNREGULATED and bool(calling)


def _has(policy: Policy, act: str) -> bool:
    return any(each.name == act for each in policy.acts)


def _parted(policies: Sequence[Policy]) -> tuple[Parted, Callable[[Collection[Situation]], Fraction], list[Judge]]:
    """What all policies say of an act, with all situations in which they do, wherever not all say the same; and the
    share of situations, each combination of the facts that any policy reads counting once."""
    judges, possible = _judges(policies)
    parted: Parted = {}
    for act in dict.fromkeys(act.name for policy in policies for act in policy.acts):
        having = [place for place, policy in enumerate(policies) if _has(policy, act)]
        for each in possible:
            said = tuple(_said(act, each, judge) for judge in judges)
            compared = [said[place] for place in having] if len(having) > 1 else [said[having[0]], SILENT]
            if len(set(compared)) > 1:
                parted.setdefault((act, said), []).append(each)
    read = {
        fact
        for policy in policies
        for condition in (*(each.when for each in policy.concepts), *(each.when for each in policy.norms))
        for fact in facts_in(condition)
    }

    def share(some: Collection[Situation]) -> Fraction:
        return Fraction(*(len({within(each, read) for each in among}) for among in (some, possible)))

    return parted, share, judges


def _fraction(share: Share) -> Fraction:
    return Fraction(share.part, share.whole)


@given(policies=pairs() | triples())
def test_the_regions_of_a_divergence_are_just_where_it_is(policies: tuple[Policy, ...]) -> None:
    """LAW: a comparison lists every divergence and no other, its regions cover it and nothing else, its share is
    exact."""
    parted, share, judges = _parted(policies)
    comparison = compare(*policies, regions=1000)
    assert (comparison.undecided, comparison.more) == ((), ())
    names = [each.witnesses[0].says for divergence in comparison.divergences for each in divergence.regions]
    assert len(set(names)) == len(names), "pasted into one file, scenarios have names of their own"
    event(f"{min(len(parted), 3)} divergences of {len(policies)} policies")
    assert {(each.act, each.said) for each in comparison.divergences} == set(parted)
    for divergence in comparison.divergences:
        where = parted[divergence.act, divergence.said]
        assert divergence.left is None
        assert divergence.share.exact
        assert _fraction(divergence.share) == share(where)
        covered = set[Situation]()
        for region in divergence.regions:
            inside = [each for each in judges[0].complete if truth(region.condition, each, {}) is True]
            possible = [each for each in inside if all(each in set(judge.possible) for judge in judges)]
            assert set(possible) <= set(where)
            assert _fraction(region.share) == share(possible)
            covered |= set(possible)
            for judge, position in zip(judges, region.positions, strict=True):
                assert all(judge.truths[each][in_force(norm)] for each in possible for norm in position.norms)
            assert tuple((each.status, each.one_of) for each in region.positions) == divergence.said
            _witnessed(region, divergence, policies)
        assert covered == set(where)


def _witnessed(region: Region, divergence: Divergence, policies: Sequence[Policy]) -> None:
    """LAW: the witness of a region is a scenario that each policy passes, with the status that it has there."""
    having = [
        (policy, status)
        for policy, (status, _) in zip(policies, divergence.said, strict=True)
        if _has(policy, divergence.act)
    ]
    for (policy, status), witness in zip(having, region.witnesses, strict=True):
        outcome = run_scenario(scenario_of(witness), Judge(policy).prepared)
        assert outcome.differences == ()
        if status is Status.DILEMMA:
            assert witness.expect.dilemma is True
        else:
            assert dict(witness.expect.statuses)[status] == (divergence.act,)
            assert witness.expect.dilemma is None
        assert truth(region.condition, witness.completion, {}) is not False


def _other_courses(one: Policy, other: Policy) -> bool:
    """Whether some course is allowed by just one of the two, somewhere; a policy says nothing of acts that it lacks."""
    acts = tuple({act.name: act for policy in (one, other) for act in policy.acts}.values())
    with_all = [
        attrs.evolve(policy, acts=(*policy.acts, *(Act(act.name) for act in acts if not _has(policy, act.name))))
        for policy in (one, other)
    ]
    judges, possible = _judges(with_all)
    return any(judges[0].courses(each) != judges[1].courses(each) for each in possible)


def _other_notices(one: Policy, other: Policy) -> bool:
    """Whether a notice that both have is shown by just one of the two, somewhere."""
    judges, possible = _judges([one, other])
    names = {each.name for each in one.notices} & {each.name for each in other.notices}
    shown = [name_of(Kind.NOTICE, name) for name in names]
    return any(judges[0].truths[each][name] != judges[1].truths[each][name] for each in possible for name in shown)


@given(pair=pairs())
def test_two_policies_differ_just_where_a_status_or_a_course_does(pair: tuple[Policy, Policy]) -> None:
    """LAW: `differ` is proved just where no act has another status or other advice anywhere, no course is allowed by
    one only, and no notice of both is shown by one only.

    Else its witness tells the two apart, if a scenario can. Where a dilemma leaves no course at all, what goes with an
    act may still differ.
    """
    one, other = pair
    parted, _, _ = _parted(pair)
    changes = [said for _, said in parted if len({status for status, _ in said}) > 1]
    answer = differ(one, other)
    assert isinstance(answer, Proved | Refuted)
    differing = bool(changes) or _other_courses(one, other) or _other_notices(one, other)
    differing = differing or _advise_otherwise(pair)
    if isinstance(answer, Proved) or answer.witness is None or not _coupled(answer.witness.expect):
        assert isinstance(answer, Refuted) is differing
    else:
        assert differing or any(map(_dilemma, pair))
    if isinstance(answer, Refuted):
        assert answer.witness is not None
        if answer.witness.expect == Expectation():
            assert not changes
            return
        first = next(policy for policy in pair if answer.witness.policy == policy.name)
        assert run_scenario(scenario_of(answer.witness), Judge(first).prepared).differences == ()
        if {act.name for act in one.acts} == {act.name for act in other.acts}:
            assert run_scenario(scenario_of(answer.witness), Judge(other).prepared).differences


def _coupled(expect: Expectation) -> bool:
    return expect.required_with is not None or expect.forbidden_with is not None


@given(policies=pairs() | triples())
def test_policies_agree_only_where_they_say_the_same_and_allow_the_same_courses(policies: tuple[Policy, ...]) -> None:
    """LAW: "they agree" is said of no policies that part over an act, or of which one allows another course."""
    parted, _, _ = _parted(policies)
    comparison = compare(*policies)
    if comparison.agree:
        assert not parted
    if comparison.agree and len(policies) == 2:
        assert not _other_courses(*policies)
        assert not _advise_otherwise(policies)
    asked = [each.policies for each in comparison.courses]
    assert asked == list(combinations([each.label for each in comparison.policies], 2))
    if not parted and not any(_dilemma(policy) for policy in policies):
        assert comparison.demand_alike or any(_other_courses(*two) for two in combinations(policies, 2))


def _advise_otherwise(policies: tuple[Policy, ...]) -> bool:
    """Whether, somewhere, they say something else of an act that all of them have, beside its status."""
    judges, possible = _judges(policies)
    shared = [act.name for act in policies[0].acts if all(_has(each, act.name) for each in policies)]
    names = [f"{kind}({act})" for kind in ("advised", "advised_against", "exempt") for act in shared]
    return any(
        len({tuple(bool(judge.truths[each].get(name)) for name in names) for judge in judges}) > 1 for each in possible
    )


@given(pair=pairs())
def test_policies_agree_over_shared_acts_where_the_same_courses_can_be_completed(pair: tuple[Policy, Policy]) -> None:
    """LAW (DESIGN section 5, Agreement): the same courses over the acts of both can be completed to permissible ones.

    A dilemma is local, so situations in which a policy allows no course at all are left aside.
    """
    one, other = pair
    shared = frozenset(act.name for act in one.acts if _has(other, act.name))
    comparison = compare(one, other, shared_only=True)
    judges, possible = _judges(pair)
    calm = [each for each in possible if all(judge.courses(each) for judge in judges)]
    over_shared = [[{course & shared for course in judge.courses(each)} for judge in judges] for each in calm]
    same = all(one == other for one, other in over_shared)
    if comparison.agree:
        assert same
    if same and not comparison.divergences and len(calm) == len(possible):
        assert comparison.demand_alike
    event(f"agree: {comparison.agree}, own acts: {bool(comparison.alone)}")


@given(pair=pairs())
def test_courses_are_compared_wherever_no_status_tells_policies_apart(pair: tuple[Policy, Policy]) -> None:
    """LAW: a difference of statuses elsewhere hides no course that one policy alone allows where they say the same."""
    comparison = compare(*pair)
    (answer,) = (each.answer for each in comparison.courses)
    if isinstance(answer, Refuted):
        assert _other_courses(*pair)
    if {act.name for act in pair[0].acts} != {act.name for act in pair[1].acts}:
        return
    judges, possible = _judges(pair)
    parted, _, _ = _parted(pair)
    calm = [each for each in possible if not any(each in where for where in parted.values())]
    calm = [each for each in calm if all(judge.courses(each) for judge in judges)]
    if any(judges[0].courses(each) != judges[1].courses(each) for each in calm):
        assert isinstance(answer, Refuted) or comparison.companions
        event(f"with {min(len(parted), 2)} divergences")


def _dilemma(policy: Policy) -> bool:
    judge = Judge(policy)
    return any(not judge.courses(each) for each in judge.possible)


@given(policies=pairs() | triples(), most=st.integers(1, 2))
def test_what_is_left_out_is_counted(policies: tuple[Policy, ...], most: int) -> None:
    """LAW: with few regions, what none of them covers is told exactly, and is None only where nothing is left."""
    parted, share, _ = _parted(policies)
    comparison = compare(*policies, regions=most)
    assert {(each.act, each.said) for each in comparison.divergences} == set(parted), "each has a region"
    for divergence in comparison.divergences:
        where = parted[divergence.act, divergence.said]
        conditions = [region.condition for region in divergence.regions]
        assert 1 <= len(conditions) <= most
        left = [each for each in where if not any(truth(condition, each, {}) for condition in conditions)]
        assert (divergence.act in comparison.more) >= bool(left)
        if divergence.left is not None:
            assert _fraction(divergence.left) == share(left) > 0
        else:
            assert not left


@given(policies=triples())
def test_shared_acts_are_those_of_which_more_than_one_speaks(policies: tuple[Policy, ...]) -> None:
    parted, _, _ = _parted(policies)
    shared = {act for act in {act for act, _ in parted} if sum(_has(policy, act) for policy in policies) > 1}
    comparison = compare(*policies, shared_only=True)
    assert {(each.act, each.said) for each in comparison.divergences} == {key for key in parted if key[0] in shared}
    assert all(sum(_has(policy, act) for policy in policies) == 1 for act in comparison.alone)
