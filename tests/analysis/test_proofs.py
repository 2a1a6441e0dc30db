"""Every kind of proof against looking at every situation of small random policies."""

from __future__ import annotations

from collections.abc import Iterable
from functools import partial
from unittest import mock

import attrs
import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

pytest.importorskip("z3", reason="proofs need the extra `analysis`")

from tests.analysis.brute_force import (
    Judge,
    alternatives_of,
    forbidden,
    found,
    in_force,
    small_policies,
    without_norm,
    without_override,
)

from coach_ethics.analysis.proofs.answers import Aspect, CoverKind, Proof, Proved, Refuted, Weight
from coach_ethics.analysis.proofs.prove import prove
from coach_ethics.analysis.proofs.witness import Witness, scenario_of, scenario_text
from coach_ethics.assessment.scenarios import run_scenario
from coach_ethics.deontics.closure import close
from coach_ethics.deontics.layers import layered
from coach_ethics.deontics.program import Kind, name_of
from coach_ethics.findings import Finding, Status
from coach_ethics.model.answers import Undecided
from coach_ethics.model.conditions import Condition, Holds, Named, Not
from coach_ethics.model.policy import Act, Claim, Constraint, DeclaredConflict, Modality, Monotone, Norm, Policy, named
from coach_ethics.model.situation import Situation
from coach_ethics.model.vocabulary import Boolean, Fact, Vocabulary, domain
from coach_ethics.reasoning.asides import ADVISED_COMPANIONS, BESIDE

POSSIBLE = "some situation satisfies every constraint"


def _proofs(policy: Policy, aspect: Aspect) -> tuple[Proof, ...]:
    """The claims of an aspect, but for the one that some situation can be at all: `test_possible` is about it."""
    assume(Judge(policy).possible)
    return tuple(proof for proof in prove(policy, only=aspect).proofs if proof.claim != POSSIBLE)


@given(policy=small_policies(), aspect=st.sampled_from(Aspect))
def test_possible(policy: Policy, aspect: Aspect) -> None:
    """Where the constraints rule out every situation, that is found, and nothing else is claimed."""
    proofs = prove(policy, only=[aspect]).proofs
    asked = [proof for proof in proofs if proof.claim == POSSIBLE]
    if Judge(policy).possible:
        assert all(_holds(proof) for proof in asked)
        assert len(asked) == (bool(policy.constraints) and aspect is Aspect.CONSISTENT)
        return
    assert proofs == tuple(asked)
    (proof,) = proofs
    assert not _holds(proof)
    _covers(proof, Judge(policy))


@given(policy=small_policies(), data=st.data())
def test_monotone(policy: Policy, data: st.DataObject) -> None:
    """A claim is refuted just where a little more of the fact makes the act less allowed, by two situations."""
    fact = data.draw(st.sampled_from(policy.vocabulary.facts))
    act = data.draw(st.sampled_from(policy.acts)).name
    policy = attrs.evolve(policy, monotone=(Monotone(fact.name, (act,)),))
    judge = Judge(policy)
    (proof,) = _proofs(policy, Aspect.MONOTONE)
    less = (Status.FORBIDDEN, Status.DILEMMA)
    broken = any(
        found(act, judge.truths[one]).status not in less and found(act, judge.truths[other]).status in less
        for one in judge.possible
        for other in _with_more(fact, one, judge)
    )
    assert _holds(proof) is not broken
    if broken:
        assert isinstance(proof.answer, Refuted)
        assert proof.answer.second is not None
        one, other = _witness(proof), proof.answer.second
        for witness in (one, other):
            _passes(witness, judge)
        assert other.completion in _with_more(fact, one.completion, judge)
        assert found(act, judge.truths[one.completion]).status not in less
        assert found(act, judge.truths[other.completion]).status in less


def _with_more(fact: Fact, situation: Situation, judge: Judge) -> list[Situation]:
    """The situation with the next value of the fact, if there is one and it can be."""
    values = domain(fact.type)
    after = values[values.index(situation[fact.name]) + 1 :][:1]
    more = [Situation({**situation.values, fact.name: value}) for value in after]
    return [each for each in more if each in judge.possible]


def test_an_aspect_by_itself_or_among_others() -> None:
    assert prove("collusion", only="consistent").aspects == (Aspect.CONSISTENT,)
    assert prove("collusion", only=["monotone", "consistent"]).aspects == (Aspect.CONSISTENT, Aspect.MONOTONE)
    with pytest.raises(ValueError, match="no aspect `consistant`: did you mean `consistent`"):
        prove("collusion", only="consistant")


def _holds(proof: Proof) -> bool:
    assert isinstance(proof.answer, Proved | Refuted), proof
    return isinstance(proof.answer, Proved)


def _witness(proof: Proof) -> Witness:
    assert isinstance(proof.answer, Refuted)
    assert proof.answer.witness is not None
    return proof.answer.witness


def _passes(witness: Witness, judge: Judge) -> None:
    """LAW: a witness is a scenario that the policy passes, and its completion is a situation that can be."""
    assert run_scenario(scenario_of(witness), judge.prepared).differences == ()
    assert witness.completion in judge.possible
    assert witness.situation.values.items() <= witness.completion.values.items()
    assert scenario_text(witness).startswith("- scenario:")


def _all_in_force(norms: frozenset[str], judge: Judge, each: Situation) -> bool:
    return all(judge.known[each][in_force(norm)] for norm in norms)


def _silent(when: Condition, act: str, judge: Judge, each: Situation) -> bool:
    return judge.says(when, each) is True and found(act, judge.known[each]) == Finding(Status.UNREGULATED, True)


def _says(name: str, truth: bool, judge: Judge, each: Situation) -> bool:
    return judge.known[each][name] is truth


@given(policy=small_policies(), data=st.data())
def test_consistent(policy: Policy, data: st.DataObject) -> None:
    """A conflict is refuted just where its norms are in force together somewhere, by the fewest facts that show it."""
    conflicts = [conflict for conflict in close(policy).conflicts if conflict]
    declared = data.draw(st.lists(st.sampled_from(conflicts), unique=True)) if conflicts else []
    policy = attrs.evolve(policy, conflicts=tuple(DeclaredConflict(norms, "it is meant") for norms in declared))
    judge = Judge(policy)
    proofs = _proofs(policy, Aspect.CONSISTENT)
    about = {frozenset(proof.subject): proof for proof in proofs if "can happen" not in proof.claim}
    happening = {frozenset(proof.subject): proof for proof in proofs if "can happen" in proof.claim}
    for norms in close(policy).conflicts:
        happens = judge.ever(map(in_force, norms))
        if norms in declared:
            assert _holds(happening[norms]) is happens
        if norms in about:
            assert _holds(about[norms]) is not happens
            assert about[norms].weight is (Weight.INTENDED if norms in declared else Weight.FINDING)
        else:
            assert norms in declared
            assert not happens
        if happens:
            witness = _witness(about[norms])
            _passes(witness, judge)
            assert witness.expect.dilemma is True
            fewest = judge.fewest(partial(_all_in_force, norms, judge))
            assert len(witness.situation) == fewest


@given(policy=small_policies())
def test_complete(policy: Policy) -> None:
    """A question is refuted just where the policy is silent on it somewhere, with the fewest facts that show it."""
    judge = Judge(policy)
    asked = [(requirement.when, act) for requirement in policy.completeness for act in requirement.acts]
    proofs = _proofs(policy, Aspect.COMPLETE)
    silent = Finding(Status.UNREGULATED, True)
    for (when, act), proof in zip(asked, proofs, strict=True):
        gaps = [each for each in judge.possible if judge.says(when, each) and found(act, judge.truths[each]) == silent]
        assert _holds(proof) is (not gaps)
        if gaps:
            _passes(_witness(proof), judge)
            fewest = judge.fewest(partial(_silent, when, act, judge))
            assert len(_witness(proof).situation) == fewest


@given(policy=small_policies())
def test_properties(policy: Policy) -> None:
    """A property is refuted just where it fails somewhere, with the fewest facts that show it."""
    judge = Judge(policy)
    for property_, proof in zip(policy.properties, _proofs(policy, Aspect.PROPERTIES), strict=True):
        failing = property_.claim is Claim.NEVER
        name = name_of(Kind.PROPERTY, property_.name)
        assert _holds(proof) is not any(judge.truths[each][name] is failing for each in judge.possible)
        if not _holds(proof):
            _passes(_witness(proof), judge)
            fewest = judge.fewest(partial(_says, name, failing, judge))
            assert len(_witness(proof).situation) == fewest


@given(policy=small_policies())
def test_alive(policy: Policy) -> None:
    """Each norm, concept, override and alternative is reachable just where a situation shows it."""
    judge = Judge(policy)
    proofs = list(_proofs(policy, Aspect.REACHABLE))
    expected = [judge.ever([in_force(norm.name)]) for norm in policy.norms]
    for concept in policy.concepts:
        expected += [judge.ever([concept.name]), judge.ever(but=[concept.name])]
    expected += [judge.ever([name_of(Kind.NOTICE, notice.name)]) for notice in policy.notices]
    for each in policy.presume:
        expected.append(any(situation[each.name] == each.value for situation in judge.possible))
    choices = list(alternatives_of(policy))
    written = _overrides_written(policy)
    for norm in written.norms:
        expected += [_matters(norm.name, other, written, judge) for other in norm.overrides]
        for name, act, others in choices:
            if name == norm.name:
                expected.append(judge.ever([in_force(name)], but=[forbidden(act)]))
                expected.append(judge.ever([in_force(name), *map(forbidden, others)], but=[forbidden(act)]))
    assert [_holds(proof) for proof in proofs] == expected
    for proof in proofs:
        if not _holds(proof):
            _covers(proof, judge)


def _overrides_written(policy: Policy) -> Policy:
    """The policy with what its layers override written under each norm's own `overrides`."""
    by_layer = layered(policy)
    norms = [attrs.evolve(each, overrides=(*each.overrides, *by_layer.get(each.name, ()))) for each in policy.norms]
    return attrs.evolve(policy, norms=tuple(norms), layers=())


def _matters(one: str, other: str, policy: Policy, judge: Judge) -> bool:
    """Taking the override out changes whether the other norm is in force."""
    changed = Judge(without_override(policy, one, other))
    return any(judge.truths[each][in_force(other)] != changed.truths[each][in_force(other)] for each in judge.possible)


def _covers(proof: Proof, judge: Judge) -> None:
    """LAW: what covers something dead can't hold together, and could if any one of it were left out."""
    assert isinstance(proof.answer, Refuted)
    rules = named(judge.policy.constraints)
    parts: list[Condition] = []
    for cover in proof.answer.covers:
        match cover.kind:
            case CoverKind.CONDITION:
                assert cover.condition is not None
                parts.append(cover.condition)
            case CoverKind.FORBIDDING:
                assert cover.condition is not None
                assert cover.norms
                parts.append(cover.condition)
            case CoverKind.OVERRIDING:
                parts.append(Not(Named(in_force(cover.name))))
            case CoverKind.CONSTRAINT:
                parts.append(rules[cover.name].always)

    def together(conditions: Iterable[Condition]) -> bool:
        conditions = tuple(conditions)
        return any(all(judge.says(condition, each) for condition in conditions) for each in judge.complete)

    assert not together(parts)
    for left_out in range(len(parts)):
        assert together(parts[:left_out] + parts[left_out + 1 :])


@given(policy=small_policies(), aspect=st.sampled_from([Aspect.CONSISTENT, Aspect.COMPLETE, Aspect.PROPERTIES]))
def test_a_diagram_and_the_solver_answer_alike(policy: Policy, aspect: Aspect) -> None:
    """Where diagrams may not take a step, the solver answers: with as few facts."""
    by_diagram = _proofs(policy, aspect)
    with mock.patch("coach_ethics.reasoning.solver.FEW_STEPS", -1):
        by_solver = _proofs(policy, aspect)
    for one, other in zip(by_diagram, by_solver, strict=True):
        assert _holds(one) is _holds(other)
        if not _holds(one) and isinstance(one.answer, Refuted) and one.answer.witness is not None:
            assert len(_witness(one).situation) == len(_witness(other).situation)
            _passes(_witness(other), Judge(policy))


@given(policy=small_policies())
def test_redundant(policy: Policy) -> None:
    """A norm is redundant just where the policy without it gives the same statuses and courses everywhere."""
    judge = Judge(policy)
    for norm, proof in zip(policy.norms, _proofs(policy, Aspect.REDUNDANT), strict=True):
        without = Judge(without_norm(policy, norm.name))
        same = all(_same(each, judge, without) for each in judge.possible)
        assert _holds(proof) is not same


def _same(situation: Situation, one: Judge, other: Judge) -> bool:
    statuses = ([found(act.name, judge.truths[situation]) for act in one.policy.acts] for judge in (one, other))
    beside = [
        {
            each.name
            for each in judge.prepared.program.definitions
            if each.kind in (*BESIDE, *ADVISED_COMPANIONS) and judge.truths[situation][each.name]
        }
        for judge in (one, other)
    ]
    same = next(statuses) == next(statuses) and beside[0] == beside[1]
    return same and one.courses(situation) == other.courses(situation)


@given(policy=small_policies())
def test_unknowns(policy: Policy) -> None:
    """A name is listed just where it is left open although every completion that can be determines it alike."""
    judge = Judge(policy)
    proofs = iter(_proofs(policy, Aspect.UNKNOWNS))
    notices = (name_of(Kind.NOTICE, each.name) for each in policy.notices)
    for name in [*(e.name for e in policy.concepts), *notices, *(in_force(e.name) for e in policy.norms)]:

        def hidden(each: Situation, name: str = name) -> bool:
            same = len({judge.truths[completion][name] for completion in judge.completions(each)}) == 1
            return same and judge.known[each][name] is None

        _left_open(next(proofs), judge.fewest(hidden), judge)
    for act in policy.acts:

        def undetermined(each: Situation, act: str = act.name) -> bool:
            statuses = {found(act, judge.truths[completion]) for completion in judge.completions(each)}
            return len(statuses) == 1 and not found(act, judge.known[each]).determined

        _left_open(next(proofs), judge.fewest(undetermined), judge)


def _left_open(proof: Proof, fewest: int | None, judge: Judge) -> None:
    """A witness has the fewest facts that show it."""
    assert _holds(proof) is (fewest is None)
    if fewest is not None:
        witness = _witness(proof)
        _passes(witness, judge)
        assert witness.fewest
        assert len(witness.situation) == fewest


@given(policy=small_policies(), steps=st.integers(0, 60))
def test_beyond_their_bound_unknowns_are_undecided_or_still_right(policy: Policy, steps: int) -> None:
    judge = Judge(policy)
    proofs = _proofs(policy, Aspect.UNKNOWNS)
    with mock.patch("coach_ethics.analysis.proofs.unknowns.MOST_STEPS", steps):
        bounded = _proofs(policy, Aspect.UNKNOWNS)
    for whole, part in zip(proofs, bounded, strict=True):
        if isinstance(part.answer, Undecided):
            assert "steps" in part.answer.reason
        else:
            assert _holds(part) is _holds(whole)
            if not _holds(part):
                _passes(_witness(part), judge)
                fewer = len(_witness(part).situation) - len(_witness(whole).situation)
                assert fewer == 0 if _witness(part).fewest else fewer >= 0


def test_of_constraints_that_say_the_same_one_is_blamed() -> None:
    """A fixed example of `test_alive`."""
    given = Holds("given")
    policy = Policy(
        "twice",
        vocabulary=Vocabulary((Fact("given", Boolean()),)),
        constraints=(Constraint("first", given), Constraint("second", given)),
        acts=(Act("leave"),),
        norms=(Norm("go", Modality.OBLIGATION, ("leave",), when=Not(given)),),
    )
    (proof,) = prove(policy, only=[Aspect.REACHABLE]).findings
    assert isinstance(proof.answer, Refuted)
    assert [(cover.kind, cover.name) for cover in proof.answer.covers] == [
        (CoverKind.CONDITION, ""),
        (CoverKind.CONSTRAINT, "first"),
    ]
    _covers(proof, Judge(policy))
