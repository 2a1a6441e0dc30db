"""Diagnostics planted in random policies: every one that is a fault is found, and nothing else is called one.

Enumeration is the judge of whether a planted fault is one: a norm that is planted to be dead may apply through a
concept that happens to be always false. The quick profile plants 20 of each kind, 80 together; the profile `ci`
4,000, of which more than 2,000 are faults, in some two minutes. A run closes with how many there were.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeAlias

import attrs
import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st
from hypothesis.strategies import DrawFn

pytest.importorskip("z3", reason="proofs need the extra `analysis`")

from tests.analysis.brute_force import Judge, found, in_force, small_policies
from tests.counting import Counted

from coach_ethics.analysis.compare.comparison import compare
from coach_ethics.analysis.compare.difference import differ
from coach_ethics.analysis.proofs.answers import Aspect, Proof, Proved, Weight
from coach_ethics.analysis.proofs.prove import prove
from coach_ethics.deontics.program import Kind, lower, name_of
from coach_ethics.findings import Finding, Status
from coach_ethics.model.conditions import TRUE, And, Comparison, Condition, FactTerm, Holds, Literal, Not, Operator, Or
from coach_ethics.model.policy import CompletenessRequirement, Modality, Norm, Policy
from coach_ethics.model.vocabulary import Integer
from coach_ethics.testing.condition_strategies import conditions

THOROUGH = settings.get_current_profile_name() == "ci"
COUNTED = settings(max_examples=1000) if THOROUGH else settings()
DEAR = settings(max_examples=600) if THOROUGH else settings()
FEWEST = {"conflicts": 600, "gaps": 430, "dead norms": 850, "changed thresholds": 340}
"""How many faults of each kind the profile `ci` plants at least: more than 2,000 together."""

Report: TypeAlias = Callable[[str, list[bool]], None]
"""Tells how many were planted and how many of them were faults; the profile `ci` asks for enough."""


@pytest.fixture
def report(counted: Counted) -> Report:
    def tell(kind: str, planted: list[bool]) -> None:
        counted("planted faults: planted in random policies, such as a conflict or a dead norm", len(planted))
        counted("planted faults: faults in fact, all found, and nothing else called one", sum(planted))
        counted(f"planted faults: {kind} among them", sum(planted))
        assert not THOROUGH or sum(planted) >= FEWEST[kind]

    return tell


def _condition(draw: DrawFn, policy: Policy) -> Condition:
    names = [concept.name for concept in policy.concepts]
    return draw(conditions(policy.vocabulary, names, policy.parameters, leaves=4))


@st.composite
def with_conflict(draw: DrawFn) -> Policy:
    """An act becomes obligatory under one condition and forbidden under another."""
    policy = draw(small_policies())
    act = draw(st.sampled_from(policy.acts)).name
    planted = (
        Norm("planted-duty", Modality.OBLIGATION, (act,), when=_condition(draw, policy)),
        Norm("planted-ban", Modality.PROHIBITION, (act,), when=_condition(draw, policy)),
    )
    return attrs.evolve(policy, norms=(*policy.norms, *planted))


@st.composite
def with_gap(draw: DrawFn) -> Policy:
    """An act is meant to be determined under a condition."""
    policy = draw(small_policies())
    act = draw(st.sampled_from(policy.acts)).name
    return attrs.evolve(policy, completeness=(CompletenessRequirement((act,), _condition(draw, policy)),))


@st.composite
def with_dead_norm(draw: DrawFn) -> Policy:
    """A norm contradicts itself, or is overridden wherever it applies, or not quite."""
    policy = draw(small_policies())
    act = draw(st.sampled_from(policy.acts)).name
    when, other = _condition(draw, policy), _condition(draw, policy)
    dead = Norm("planted", Modality.OBLIGATION, (act,), when=when)
    match draw(st.sampled_from(["contradicts itself", "covered", "half covered"])):
        case "contradicts itself":
            return attrs.evolve(policy, norms=(*policy.norms, attrs.evolve(dead, when=And((when, Not(when))))))
        case "covered":
            cover = Norm("cover", Modality.PERMISSION, (act,), when=Or((when, other)), overrides=("planted",))
        case _:
            cover = Norm("cover", Modality.PERMISSION, (act,), when=And((when, other)), overrides=("planted",))
    return attrs.evolve(policy, norms=(*policy.norms, dead, cover))


@st.composite
def _thresholds(draw: DrawFn, policy: Policy) -> tuple[Condition, Condition]:
    """A number compared with one threshold and with another; without numbers, a condition and its opposite."""
    numbers = [fact for fact in policy.vocabulary if isinstance(fact.type, Integer)]
    if not numbers:
        condition = _condition(draw, policy)
        return condition, Not(condition)
    fact = draw(st.sampled_from(numbers))
    values = st.integers(fact.type.minimum, fact.type.maximum) if isinstance(fact.type, Integer) else st.nothing()
    one, other = draw(st.lists(values, min_size=2, max_size=2, unique=True))
    term = FactTerm(fact.name, fact.type)
    return Comparison(term, Operator.GE, Literal(one)), Comparison(term, Operator.GE, Literal(other))


@st.composite
def with_changed_threshold(draw: DrawFn) -> tuple[Policy, Policy]:
    """A policy, and the same with another number in one condition."""
    policy = draw(small_policies())
    act = draw(st.sampled_from(policy.acts)).name
    before, after = draw(_thresholds(policy))
    kept = draw(st.sampled_from([TRUE, TRUE, _condition(draw, policy)]))
    modality = draw(st.sampled_from([Modality.OBLIGATION, Modality.PROHIBITION, Modality.PERMISSION]))
    planted = (
        attrs.evolve(policy, norms=(*policy.norms, Norm("planted", modality, (act,), when=And((each, kept)))))
        for each in (before, after)
    )
    return next(planted), next(planted)


def _findings(policy: Policy, aspect: Aspect) -> list[Proof]:
    proofs = prove(policy, only=[aspect])
    assert proofs.undecided == ()
    return [each for each in proofs.refuted if each.weight is Weight.FINDING]


def test_planted_conflicts(report: Report) -> None:
    planted: list[bool] = []

    @COUNTED
    @given(policy=with_conflict())
    def plant(policy: Policy) -> None:
        judge = Judge(policy)
        assume(judge.possible)
        happening = {
            frozenset(each.subject)
            for each in judge.prepared.program.definitions
            if each.kind is Kind.CONFLICT and judge.ever([each.name])
        }
        assert {frozenset(each.subject) for each in _findings(policy, Aspect.CONSISTENT)} == happening
        both = {"planted-duty", "planted-ban"}
        assert judge.ever(map(in_force, both)) is any(conflict <= both for conflict in happening)
        planted.append(bool(happening))

    plant()
    report("conflicts", planted)


def test_planted_gaps(report: Report) -> None:
    planted: list[bool] = []
    silent = Finding(Status.UNREGULATED, True)

    @COUNTED
    @given(policy=with_gap())
    def plant(policy: Policy) -> None:
        judge = Judge(policy)
        assume(judge.possible)
        (requirement,) = policy.completeness
        (act,) = requirement.acts
        meant = [each for each in judge.possible if judge.says(requirement.when, each)]
        gap = any(found(act, judge.truths[each]) == silent for each in meant)
        assert bool(_findings(policy, Aspect.COMPLETE)) is gap
        planted.append(gap)

    plant()
    report("gaps", planted)


def test_planted_dead_norms(report: Report) -> None:
    planted: list[bool] = []

    @COUNTED
    @given(policy=with_dead_norm())
    def plant(policy: Policy) -> None:
        judge = Judge(policy)
        assume(judge.possible)
        dead = {norm.name for norm in policy.norms if not judge.ever([in_force(norm.name)])}
        told = {each.subject[0] for each in _findings(policy, Aspect.REACHABLE) if each.claim.startswith("norm ")}
        assert told == dead
        planted.append("planted" in dead)

    plant()
    report("dead norms", planted)


def test_planted_changes_of_a_threshold(report: Report) -> None:
    planted: list[bool] = []

    @DEAR
    @given(pair=with_changed_threshold())
    def plant(pair: tuple[Policy, Policy]) -> None:
        one, other = (Judge(policy) for policy in pair)
        assume(one.possible)
        acts = [act.name for act in one.policy.acts]
        changed = {
            act
            for act in acts
            for each in one.possible
            if found(act, one.truths[each]) != found(act, other.truths[each])
        }
        divergences = compare(*pair).divergences
        assert {each.act for each in divergences if len({status for status, _ in each.said}) > 1} == changed
        courses = any(one.courses(each) != other.courses(each) for each in one.possible)
        notices = [name_of(Kind.NOTICE, each.name) for each in one.policy.notices]
        shown = any(one.truths[each][name] != other.truths[each][name] for each in one.possible for name in notices)
        assert isinstance(differ(*pair), Proved) is (not changed and not courses and not shown)
        planted.append(bool(changed))

    plant()
    report("changed thresholds", planted)


def test_a_fault_of_each_kind_is_found() -> None:
    """The plainest fault of each kind, so that no profile can miss one."""
    from coach_ethics.model.policy import Act
    from coach_ethics.model.vocabulary import Boolean, Fact, Vocabulary

    late = Fact("late", Boolean())
    plain = Policy("plain", vocabulary=Vocabulary((late,)), acts=(Act("leave"),))
    duty = Norm("duty", Modality.OBLIGATION, ("leave",), when=Holds("late"))
    ban = Norm("ban", Modality.PROHIBITION, ("leave",), when=Holds("late"))
    assert _findings(attrs.evolve(plain, norms=(duty, ban)), Aspect.CONSISTENT)
    assert _findings(
        attrs.evolve(plain, norms=(duty,), completeness=(CompletenessRequirement(("leave",)),)), Aspect.COMPLETE
    )
    dead = attrs.evolve(duty, when=And((Holds("late"), Not(Holds("late")))))
    assert _findings(attrs.evolve(plain, norms=(dead,)), Aspect.REACHABLE)
    assert lower(plain).definitions
