"""Differences of policies against looking at every situation of both."""

from __future__ import annotations

from collections import Counter
from fractions import Fraction

import attrs
import pytest
from hypothesis import event, given
from hypothesis import strategies as st
from hypothesis.strategies import DrawFn

pytest.importorskip("z3", reason="comparisons need the extra `analysis`")

from tests.analysis.brute_force import Judge, found, in_force, small_policies, without_norm

from coach_ethics.analysis.compare.comparison import Region, StatusChange, compare
from coach_ethics.analysis.compare.difference import differ
from coach_ethics.analysis.compare.joint_pair import Side, policy_of
from coach_ethics.analysis.proofs.answers import Proved, Refuted
from coach_ethics.analysis.proofs.witness import scenario_of
from coach_ethics.assessment.scenarios import run_scenario
from coach_ethics.deontics.program import lower
from coach_ethics.engines.reference import truth
from coach_ethics.findings import Status
from coach_ethics.model.conditions import FALSE, TRUE, Comparison, Condition, FactTerm, Holds, Literal, Operator, Or
from coach_ethics.model.policy import Act, Expectation, Modality, Norm, Policy
from coach_ethics.model.situation import Situation
from coach_ethics.model.vocabulary import Boolean, Enumeration, Fact, Integer, Vocabulary, extended
from coach_ethics.problems import CaseProblems, PolicyProblems

Changes = dict[tuple[str, Status, Status], list[Situation]]


@st.composite
def pairs(draw: DrawFn) -> tuple[Policy, Policy]:
    """Two policies: versions of one, one and its variant, or two that have little to do with each other."""
    one = draw(small_policies())
    return one, attrs.evolve(_second(draw, one), name="second")


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


def _changes(one: Policy, other: Policy) -> tuple[Changes, int, dict[Side, Judge]]:
    """Every change with all situations in which it happens, and how many situations there are that can be."""
    vocabulary = extended(one.vocabulary, other.vocabulary)
    judges = {
        side: Judge(attrs.evolve(policy, vocabulary=vocabulary))
        for side, policy in ((Side.ONE, one), (Side.OTHER, other))
    }
    both = [each for each in judges[Side.ONE].possible if each in set(judges[Side.OTHER].possible)]
    changes: Changes = {}
    for act in dict.fromkeys(act.name for policy in (one, other) for act in policy.acts):
        for each in both:
            before, after = (_status(act, each, judge) for judge in judges.values())
            if before is not after:
                changes.setdefault((act, before, after), []).append(each)
    return changes, len(both), judges


def _status(act: str, situation: Situation, judge: Judge) -> Status:
    if all(each.name != act for each in judge.policy.acts):
        return Status.UNREGULATED
    return found(act, judge.truths[situation]).status


@given(pair=pairs())
def test_the_regions_of_a_change_are_just_where_it_happens(pair: tuple[Policy, Policy]) -> None:
    """LAW: a comparison lists every change and no other, its regions cover it and nothing else, its share is exact."""
    one, other = pair
    changes, whole, judges = _changes(one, other)
    comparison = compare(one, other, regions=100)
    assert comparison.undetermined == ()
    names = [each.witnesses[0].says for change in comparison.changes for each in change.regions]
    assert len(set(names)) == len(names), "pasted into one file, scenarios have names of their own"
    assert comparison.agree is not bool(changes)
    event(f"{min(len(changes), 3)} changes")
    assert {(each.act, each.before, each.after) for each in comparison.changes} == set(changes)
    for change in comparison.changes:
        where = changes[change.act, change.before, change.after]
        assert change.left is None
        assert change.share.exact
        assert Fraction(change.share.part, change.share.whole) == Fraction(len(where), whole)
        covered = set[Situation]()
        for region in change.regions:
            inside = [each for each in judges[Side.ONE].complete if truth(region.condition, each, {}) is True]
            possible = [each for each in inside if all(each in set(judge.possible) for judge in judges.values())]
            assert set(possible) <= set(where)
            assert Fraction(region.share.part, region.share.whole) == Fraction(len(possible), whole)
            covered |= set(possible)
            for side, norms in ((Side.ONE, region.before), (Side.OTHER, region.after)):
                assert all(judges[side].truths[each][in_force(norm)] for each in possible for norm in norms)
            _witnessed(region, change, comparison.pair.one, comparison.pair.other)
        assert covered == set(where)


def _witnessed(region: Region, change: StatusChange, one: Policy, other: Policy) -> None:
    """LAW: the witness of a region is a scenario that each policy passes, with the status that it has there."""
    having = [
        (policy, status)
        for policy, status in ((one, change.before), (other, change.after))
        if any(act.name == change.act for act in policy.acts)
    ]
    for (policy, status), witness in zip(having, region.witnesses, strict=True):
        outcome = run_scenario(scenario_of(witness), Judge(policy).prepared)
        assert outcome.differences == ()
        expected = (change.act,) if witness.expect.dilemma else dict(witness.expect.statuses)[status]
        assert expected == (change.act,)
        assert witness.expect.dilemma is (True if status is Status.DILEMMA else None)
        assert truth(region.condition, witness.completion, {}) in (True, None)


def _other_courses(one: Policy, other: Policy) -> bool:
    """Whether some course is allowed by just one of the two, somewhere; a policy says nothing of acts that it lacks."""
    acts = tuple({act.name: act for policy in (one, other) for act in policy.acts}.values())
    vocabulary = extended(one.vocabulary, other.vocabulary)
    judges = [
        Judge(attrs.evolve(policy, vocabulary=vocabulary, acts=(*policy.acts, *lacking)))
        for policy in (one, other)
        for lacking in [[Act(act.name) for act in acts if act.name not in {own.name for own in policy.acts}]]
    ]
    both = set(judges[0].possible) & set(judges[1].possible)
    return any(judges[0].courses(each) != judges[1].courses(each) for each in both)


@given(pair=pairs())
def test_two_policies_differ_just_where_a_status_or_a_course_does(pair: tuple[Policy, Policy]) -> None:
    """LAW: `differ` is proved just where no act has another status anywhere, and no course is allowed by one only.

    Else its witness tells the two apart, if a scenario can.
    """
    one, other = pair
    changes, _, _ = _changes(one, other)
    answer = differ(one, other)
    assert isinstance(answer, Proved | Refuted)
    assert isinstance(answer, Refuted) is (bool(changes) or _other_courses(one, other))
    if isinstance(answer, Refuted):
        assert answer.witness is not None
        if answer.witness.expect == Expectation():
            assert not changes
            return
        by_name = {Side.ONE: one, Side.OTHER: other}
        first = next(side for side in Side if answer.witness.policy == by_name[side].name)
        assert run_scenario(scenario_of(answer.witness), Judge(by_name[first]).prepared).differences == ()
        if {act.name for act in one.acts} == {act.name for act in other.acts}:
            assert run_scenario(scenario_of(answer.witness), Judge(other).prepared).differences


@given(pair=pairs(), most=st.integers(1, 2))
def test_what_is_left_out_is_counted(pair: tuple[Policy, Policy], most: int) -> None:
    """LAW: with few regions, what none of them covers is told exactly, and is None only where nothing is left."""
    one, other = pair
    changes, whole, _ = _changes(one, other)
    for change in compare(one, other, regions=most).changes:
        where = changes[change.act, change.before, change.after]
        conditions = [region.condition for region in change.regions]
        assert len(conditions) <= most
        left = [each for each in where if not any(truth(condition, each, {}) for condition in conditions)]
        if change.left is not None:
            assert Fraction(change.left.part, change.left.whole) == Fraction(len(left), whole) > 0
        else:
            assert not left


def _policy(name: str, *facts: Fact, when: Condition = TRUE) -> Policy:
    norm = Norm("go", Modality.OBLIGATION, ("leave",), when=when)
    return Policy(name, vocabulary=Vocabulary(facts), acts=(Act("leave"),), norms=(norm,))


def test_an_act_that_a_policy_lacks_is_unregulated_there() -> None:
    one = _policy("one", Fact("late", Boolean()), when=Holds("late"))
    other = Policy("other", vocabulary=one.vocabulary, acts=(Act("stay"),))
    comparison = compare(one, other)
    assert (comparison.one.own_acts, comparison.other.own_acts) == (("leave",), ("stay",))
    (change,) = comparison.changes
    assert (change.act, change.before, change.after) == ("leave", Status.REQUIRED, Status.UNREGULATED)
    (region,) = change.regions
    assert (region.condition, region.before, region.after) == (Holds("late"), ("go",), ())
    assert [witness.policy for witness in region.witnesses] == ["one"]
    assert (change.share.part, change.share.whole) == (1, 2)


def test_a_changed_threshold_is_one_region() -> None:
    fact = Fact("missed", Integer(0, 100))
    one, other = (
        _policy("code", fact, when=Comparison(FactTerm("missed", fact.type), Operator.GE, Literal(least)))
        for least in (2, 5)
    )
    (change,) = compare(one, other).changes
    (region,) = change.regions
    assert region.share.part == 3
    assert dict(region.witnesses[0].situation.values)["missed"] in (2, 3, 4)


def test_witnesses_of_several_regions_of_a_change_have_names_of_their_own() -> None:
    """Pasted into one file, they are scenarios that a person tells apart."""
    late, ill = Fact("late", Boolean()), Fact("ill", Boolean())
    one = _policy("one", late, ill, when=Or((Holds("late"), Holds("ill"))))
    (change,) = compare(one, _policy("other", late, ill, when=FALSE)).changes
    says = "`leave` is required by `one` and unregulated by `other`"
    for side in range(2):
        names = [region.witnesses[side].says for region in change.regions]
        assert names == [f"{says}, case 1", f"{says}, case 2"]


def test_facts_that_both_declare_are_compared_where_they_mean_the_same() -> None:
    """A version that adds an enumerator or widens bounds is compared over what both versions can say."""
    values = ("none", "oral", "written")
    old, new = Fact("leave.form", Enumeration(values, True)), Fact("leave.form", Enumeration((*values, "sealed"), True))
    one, other = (
        _policy("code", fact, when=Comparison(FactTerm(fact.name, fact.type), Operator.GE, Literal("written")))
        for fact in (old, new)
    )
    assert compare(one, other).agree
    turned = Fact("leave.form", Enumeration(values[::-1], True))
    with pytest.raises(PolicyProblems) as caught:
        compare(one, _policy("code", turned))
    assert [problem.code for problem in caught.value.problems] == ["Z201"]
    with pytest.raises(PolicyProblems, match="can't be compared"):
        compare(_policy("a", Fact("n", Integer(0, 3))), _policy("b", Fact("n", Boolean())))


def test_an_act_that_neither_has_is_a_problem_with_a_fix() -> None:
    with pytest.raises(CaseProblems) as caught:
        compare(_policy("one"), _policy("other"), acts=["leaf"])
    (problem,) = caught.value.problems
    assert (problem.code, problem.help) == ("A101", "did you mean `leave`?")


def test_the_pair_keeps_the_policies() -> None:
    one, other = _policy("one"), _policy("other")
    pair = compare(one, other).pair
    assert [policy_of(pair, side) for side in Side] == [one, other]
    assert Counter(each.kind for each in lower(one).definitions) == Counter(
        each.kind for each in pair.programs[Side.ONE].definitions
    )
