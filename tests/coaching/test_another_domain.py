"""A field of practice that isn't coaching: mediation brings its own facts and constraints, and needs nothing else."""

from __future__ import annotations

import polars as pl
import pytest
from attrs import frozen

import coach_ethics as ce
from coach_ethics.analysis import Proved
from coach_ethics.analysis.lints import lint
from coach_ethics.analysis.mutation.mutate import mutate, score
from coach_ethics.assessment import Identical
from coach_ethics.assessment.preparation import prepared
from coach_ethics.assessment.scenarios import run_scenario
from coach_ethics.cohorts import Variant, policies_of
from coach_ethics.interview import answer, assessment, begin_interview, finished, next_question
from coach_ethics.language import World, constraints_over, load_policy_over
from coach_ethics.language.policies.write import write_policy
from coach_ethics.model import OrderedEnum, Vocabulary, fact, read_vocabulary
from coach_ethics.model.conditions import Holds
from coach_ethics.model.vocabulary import Enumeration, Value
from coach_ethics.problems import PolicyProblems
from coach_ethics.render import read_assessment
from coach_ethics.render.circumstances import circumstances
from coach_ethics.testing import obeys


class Impartiality(OrderedEnum):
    """How free of sides the mediator is."""

    NONE = "none"
    DOUBTFUL = "doubtful"
    FULL = "full"


@frozen
class PartiesFacts:
    """The parties to a dispute."""

    consent: bool | None = fact(
        means="every party takes part of its own free will",
        ask="Does every party take part of its own free will?",
        said="the parties take part freely",
        said_not="a party is made to take part",
        known_to={"mediator", "party"},
        changeable=True,
    )
    at_risk: bool | None = fact(means="a party is in danger from another", ask="Is a party in danger?", judgement=True)


@frozen
class MediatorFacts:
    """The mediator."""

    impartiality: Impartiality | None = fact(
        means="how impartial the mediator is", ask="How impartial are you?", said="impartiality: {}", judgement=True
    )
    has_stake: bool | None = fact(means="the mediator has a stake in the outcome", ask="Have you a stake in it?")


@frozen
class TalksFacts:
    """The talks."""

    begun: bool | None = fact(means="the talks have begun", ask="Have the talks begun?")


FACTS = read_vocabulary({"parties": PartiesFacts, "mediator": MediatorFacts, "talks": TalksFacts})
MEDIATION = World(
    FACTS,
    constraints_over(
        FACTS,
        [
            ("a-stake-takes-sides", "not mediator.has_stake or mediator.impartiality < full", "a stake takes sides"),
            ("talks-need-consent", "parties.consent or not talks.begun", "nobody is made to talk"),
        ],
    ),
    audiences=("mediator", "party"),
    case_keys=frozenset({"dispute"}),
)

TEXT = """
policy: mediation
title: A mediator's duties
version: 1.0.0
facts:
  talks.recorded: {type: bool, ask: Are the talks recorded?, means: the talks are recorded, known_to: party}
acts:
  begin: {means: Begin the talks, excludes: decline}
  decline: {means: Decline the case}
  disclose_stake: {means: Disclose the stake to every party}
concepts:
  takes_sides: {when: mediator.impartiality == none, means: the mediator has taken a side}
norms:
  decline-where-danger-is:
    must: decline
    when: parties.at_risk
    because: Talks between unequals in danger protect nobody.
  no-talks-without-consent:
    must_not: begin
    when: not parties.consent or takes_sides
    because: What isn't free isn't mediation.
  disclose-a-stake:
    must: disclose_stake
    when: mediator.has_stake
    because: The parties decide whether they can live with it.
properties:
  never-into-danger: {never: parties.at_risk and not forbidden(begin), means: nobody is talked into danger}
scenarios:
  - scenario: a party is in danger
    given: {parties.at_risk: true, parties.consent: true, mediator.has_stake: false, mediator.impartiality: full}
    expect: {required: decline, forbidden: begin, unregulated: disclose_stake, dilemma: false}
  - scenario: the mediator has a stake, and nobody is in danger
    given: {parties.at_risk: false, parties.consent: true, mediator.has_stake: true, mediator.impartiality: doubtful}
    expect: {required: disclose_stake, unregulated: [begin, decline]}
  - scenario: a party is made to come
    given: {parties.at_risk: false, parties.consent: false, mediator.has_stake: false, mediator.impartiality: full}
    expect: {forbidden: begin, choices: [[]]}
"""
POLICY = load_policy_over(TEXT, MEDIATION)
STAKE: dict[str, Value] = {"mediator.has_stake": True, "mediator.impartiality": "doubtful", "parties.at_risk": False}


def test_its_facts_are_its_own() -> None:
    assert [fact.name for fact in POLICY.vocabulary][-1] == "talks.recorded"
    assert not any(name in POLICY.vocabulary for name in ("sponsor.present", "block.named"))
    assert FACTS["mediator.impartiality"].type == Enumeration(("none", "doubtful", "full"), ordered=True)
    assert POLICY.vocabulary["talks.recorded"].known_to == {"party"}


def test_what_it_does_not_know_is_refused_with_its_own_names() -> None:
    faulty = "{policy: p, facts: {a.b: {type: bool, known_to: [sponsor]}}, acts: {go: {}}, norms: {n: {must: go, when: "
    with pytest.raises(PolicyProblems) as refused:
        load_policy_over(faulty + "block.named}}}", MEDIATION)
    found = {problem.code: problem.help for problem in refused.value.problems}
    assert found["N112"] == "there is `mediator`, `party`"
    assert "`mediator.has_stake`, `mediator.impartiality`, `parties.at_risk`" in str(found["N102"])
    with pytest.raises(PolicyProblems, match="S201: expected a policy, but found a case"):
        load_policy_over("dispute: about a fence\n", MEDIATION)


def test_it_is_assessed() -> None:
    found = ce.assess(STAKE, POLICY)
    assert found.statuses["disclose_stake"] is ce.Status.REQUIRED
    assert found.statuses["begin"] is ce.Status.UNDETERMINED
    assert [each.fact for each in found.questions] == ["parties.consent"]
    assert not ce.judge(found, {"begin"}).permissible
    assert "disclose-a-stake" in str(found.why("disclose_stake"))
    assert read_assessment(ce.assessment_json(found), POLICY).statuses == found.statuses
    assert ce.replay(ce.receipt(found, "2026-04-01"), POLICY) == Identical()


def test_its_scenarios_hold() -> None:
    assert [run_scenario(each, prepared(POLICY)).differences for each in POLICY.scenarios] == [(), (), ()]


def test_an_interview_asks_its_questions() -> None:
    state = begin_interview(POLICY)
    asked = []
    values: dict[str, Value] = {**STAKE, "parties.consent": True}
    while not finished(state):
        question = next_question(state)
        assert question is not None
        asked.append(question.text)
        state = answer(state, question.fact, values[question.fact])
    assert "Have you a stake in it?" in asked
    assert assessment(state).statuses["disclose_stake"] is ce.Status.REQUIRED


def test_it_is_proved() -> None:
    pytest.importorskip("z3", reason="proofs need the extra `analysis`")
    (claim,) = ce.prove(POLICY, only="properties").proofs
    assert (claim.subject, claim.answer) == (("never-into-danger",), Proved())
    stricter = load_policy_over(TEXT.replace("or takes_sides", "or takes_sides or talks.recorded"), MEDIATION)
    assert {each.act for each in ce.compare(POLICY, stricter).divergences} == {"begin"}


def test_lints_mutants_laws_and_cohorts_take_it() -> None:
    assert [each.code for each in lint(POLICY)] == ["L001"]  # talks.recorded
    assert score(list(mutate(POLICY))).value is not None
    obeys(POLICY)
    frame = ce.assess_frame(
        pl.DataFrame({name: [value] for name, value in {**STAKE, "parties.consent": True}.items()}), POLICY
    )
    assert frame["ethics_disclose_stake"].to_list() == ["required"]
    (off,) = policies_of(POLICY, (Variant("lenient", off=("disclose-a-stake",)),)).values()
    assert ce.assess(STAKE, off).statuses["disclose_stake"] is ce.Status.UNREGULATED
    assert load_policy_over(write_policy(POLICY), MEDIATION) == POLICY


def test_it_is_told_in_its_own_words() -> None:
    assert circumstances(Holds("parties.consent"), POLICY.vocabulary) == "the parties take part freely"
    assert Vocabulary(FACTS.facts) == FACTS
