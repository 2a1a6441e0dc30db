"""Judgements of courses."""

from __future__ import annotations

from itertools import chain, combinations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.assessment.small_worlds import possible_completions, small_cases

from coach_ethics.assessment import judge as judging
from coach_ethics.assessment.assess import assess
from coach_ethics.assessment.assessment import Assessment
from coach_ethics.assessment.judge import judge
from coach_ethics.coaching.policies import load_policy
from coach_ethics.deontics.courses import demands_in_force, ruled_out_by, with_included
from coach_ethics.deontics.demands import meets
from coach_ethics.findings import Status
from coach_ethics.problems import CaseProblems


def _courses(found: Assessment) -> list[frozenset[str]]:
    acts = sorted(found.findings)
    return list(map(frozenset, chain.from_iterable(combinations(acts, size) for size in range(len(acts) + 1))))


def _permissible(found: Assessment) -> list[frozenset[str]]:
    """The courses that meet every demand in force in some completion; the others breach one norm or another in each."""
    policy = found.prepared.policy
    every = {each.norms_in_force for each in possible_completions(found).values()}
    demands = [tuple(demands_in_force(policy, norms)) for norms in every]
    return [course for course in _courses(found) if any(all(meets(course, one) for one in some) for some in demands)]


@given(small_cases())
def test_a_course_is_permissible_where_it_meets_every_demand(found: Assessment) -> None:
    """Of all courses, with all that they include, just those are permissible that needn't breach any demand."""
    permissible = _permissible(found)
    for course in _courses(found):
        told = judge(found, course)
        assert told.course == with_included(course, found.prepared.policy)
        assert told.permissible is (told.course in permissible)


@given(small_cases())
def test_breaches_are_the_norms_that_rule_the_course_out(found: Assessment) -> None:
    """Norms in force as breaches, undetermined ones apart with the facts that they wait for; each shows its acts."""
    policy = found.prepared.policy
    undetermined = {each.norm: each.waits_for for each in found.undetermined}
    for course in _courses(found):
        told = judge(found, course)
        assert tuple(each.norm.name for each in told.breaches) == ruled_out_by(
            told.course, policy, found.norms_in_force
        )
        assert tuple(each.norm.name for each in told.open_breaches) == ruled_out_by(told.course, policy, undetermined)
        for each in (*told.breaches, *told.open_breaches):
            assert set(each.through) <= told.course
            assert all(acts.isdisjoint(told.course) for acts in each.undone)
            assert each.through or each.undone
            assert each.waits_for == undetermined.get(each.norm.name, ())
        for pair in told.exclusions:
            assert pair <= told.course


@given(small_cases())
def test_the_nearest_courses_are_all_that_differ_least(found: Assessment) -> None:
    """By trying every course: the permissible ones with the fewest acts added and left out; none under a dilemma."""
    permissible = _permissible(found)
    for course in _courses(found):
        told = judge(found, course)
        assert told.searched
        least = min((len(other ^ told.course) for other in permissible), default=0)
        assert {each.course for each in told.nearest} == {
            other for other in permissible if len(other ^ told.course) == least
        }
        for each in told.nearest:
            assert each.course == (told.course | each.added) - each.left_out
        if told.permissible:
            assert [each.course for each in told.nearest] == [told.course]


@given(small_cases())
def test_judging_a_trade_off_finds_what_it_breaches(found: Assessment) -> None:
    """The course of a trade-off breaches just the norms that the trade-off says; a choice breaches none."""
    for trade_off in found.trade_offs:
        for course in trade_off.courses:
            assert {each.norm.name for each in judge(found, course).breaches} == trade_off.breached
    for choice in found.choices:
        told = judge(found, choice.course)
        assert told.permissible
        assert tuple(each.norm.name for each in told.open_breaches) == choice.may_be_ruled_out_by
        assert told.open is choice.open


@given(small_cases(), st.data())
def test_what_is_forbidden_makes_every_course_impermissible(found: Assessment, data: st.DataObject) -> None:
    """A course with a forbidden act, or without a required one, is not permissible."""
    course = data.draw(st.sampled_from(_courses(found)))
    told = judge(found, course)
    for act, status in found.statuses.items():
        if status in (Status.FORBIDDEN, Status.DILEMMA) and act in told.course:
            assert not told.permissible
        if status in (Status.REQUIRED, Status.DILEMMA) and act not in told.course:
            assert not told.permissible


def _end_of_the_road() -> Assessment:
    policy = load_policy("essay")
    scenario = next(each for each in policy.scenarios if each.name.startswith("the end of the road, with neither"))
    return assess(dict(scenario.given), policy)


def test_just_keeping_going() -> None:
    """P18, P19: going on regardless breaches the duty not to, and leaves undone what is called for."""
    told = _end_of_the_road().judge({"continue_coaching"})
    assert not told.permissible
    assert [(each.norm.name, each.through, each.undone) for each in told.breaches] == [
        ("choose-openly", (), (frozenset({"withdraw", "renegotiate"}),)),
        ("no-carrying-on-regardless", ("continue_coaching",), ()),
    ]
    assert all(each.norm.because and each.norm.cites for each in told.breaches)
    assert told.undone == (frozenset({"withdraw", "renegotiate"}),)
    (nearest,) = told.nearest
    assert nearest.course == {"withdraw", "tell_client"}
    assert nearest.added == {"withdraw", "tell_client"}
    assert nearest.left_out == {"continue_coaching"}


def test_withdrawing_openly_is_permissible() -> None:
    told = _end_of_the_road().judge({"withdraw"})
    assert told.permissible
    assert told.course == {"withdraw", "tell_client"}
    assert [each.course for each in told.nearest] == [told.course]


def test_what_excludes_each_other_is_told() -> None:
    told = _end_of_the_road().judge({"withdraw", "renegotiate", "tell_sponsor"})
    assert frozenset({"withdraw", "renegotiate"}) in told.exclusions
    assert not told.permissible


def test_a_norm_that_waits_for_a_fact_is_told_apart() -> None:
    policy = load_policy("essay")
    given_ = next(each.given for each in policy.scenarios if each.name.endswith("whether the client consents"))
    told = assess(dict(given_), policy).judge({"renegotiate", "tell_client", "tell_sponsor"})
    assert told.permissible
    assert told.open
    assert [(each.norm.name, each.waits_for) for each in told.open_breaches if each.through == ("tell_sponsor",)] == [
        ("keep-confidence", ("consent.to_tell_sponsor",))
    ]


def test_an_act_that_the_policy_lacks_is_refused() -> None:
    with pytest.raises(CaseProblems, match=r"A101.*`witdraw`"):
        _end_of_the_road().judge({"witdraw"})


def test_a_search_that_takes_too_long_says_so(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(judging, "MOST_STEPS", 10)
    told = _end_of_the_road().judge({"continue_coaching"})
    assert (told.nearest, told.searched) == ((), False)
    assert told.breaches


def test_one_act_may_be_judged_by_its_name() -> None:
    result = assess({}, "essay", engine="reference")
    assert judge(result, "withdraw") == judge(result, {"withdraw"})
