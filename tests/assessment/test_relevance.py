"""Relevance is what enumeration says it is: never a question that can't matter, and none that can is left out."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.assessment.small_worlds import possible_completions, small_cases

from coach_ethics.assessment import relevance
from coach_ethics.assessment.act_diagram import answers
from coach_ethics.assessment.assess import assess_prepared
from coach_ethics.assessment.assessment import Assessment
from coach_ethics.assessment.preparation import prepared
from coach_ethics.assessment.relevance import relevant_facts
from coach_ethics.findings import Finding, Status
from coach_ethics.model.conditions import And, Comparison, Condition, FactTerm, Holds, Named, Not, Operator, Or
from coach_ethics.model.policy import Act, Concept, Constraint, Modality, Norm, Policy
from coach_ethics.model.situation import Situation
from coach_ethics.model.vocabulary import Boolean, Fact, Integer, Vocabulary
from coach_ethics.reasoning import rounds
from coach_ethics.reasoning.determined import partition_of


def _differences(act: str, found: Assessment) -> list[frozenset[str]]:
    """The facts in which two possible completions differ that give the act different statuses, for all pairs."""
    completions = [(each, later.statuses[act]) for each, later in possible_completions(found).items()]
    return [
        frozenset(fact for fact in one if one[fact] != other[fact])
        for number, (one, status) in enumerate(completions)
        for other, other_status in completions[:number]
        if status is not other_status
    ]


@given(small_cases())
def test_a_fact_matters_where_some_completion_shows_it(found: Assessment) -> None:
    """Facts matter in which completions that give an act different statuses differ; one alone, or as few as can be."""
    told = relevance.relevance(found.prepared, found.situation)
    for act, each in told.items():
        differences = _differences(act, found)
        least = min(map(len, differences), default=0)
        assert each.exact
        assert set(each.facts) == set().union(*(facts for facts in differences if len(facts) == least))
        assert each.statuses == {later.statuses[act] for later in possible_completions(found).values()}
    together = {fact for each in told.values() for fact in each.facts}
    assert relevant_facts(found.prepared, found.situation) == tuple(
        fact.name for fact in found.prepared.policy.vocabulary if fact.name in together
    )


@given(small_cases(), st.data())
def test_answering_the_questions_determines_every_status(found: Assessment, data: st.DataObject) -> None:
    """Once nothing is asked any more, every possible completion gives the same statuses."""
    whole = data.draw(st.sampled_from(sorted(possible_completions(found), key=str)))
    while asked := {question.fact for question in found.questions}:
        known = {fact: whole[fact] for fact in whole if fact in asked or fact in found.situation}
        found = assess_prepared(found.prepared, Situation(known))
    told = relevance.relevance(found.prepared, found.situation)
    determined = {act: {status} for act, status in assess_prepared(found.prepared, whole).statuses.items()}
    assert {act: each.statuses for act, each in told.items()} == determined


def _policy(when: Condition, *facts: Fact, constraints: tuple[Constraint, ...] = ()) -> Policy:
    norm = Norm("withdraw-then", Modality.OBLIGATION, ("withdraw",), when=when)
    return Policy(
        "drawn", vocabulary=Vocabulary(facts), acts=(Act("withdraw"),), norms=(norm,), constraints=constraints
    )


A, B = (Fact(name, Boolean()) for name in ("trust.given", "trust.kept"))


def test_what_every_completion_decides_alike_is_determined_and_does_not_matter() -> None:
    policy = _policy(Or((Holds("trust.given"), Not(Holds("trust.given")))), A)
    found = assess_prepared(prepared(policy, "reference"), Situation())
    assert found.findings["withdraw"] == Finding(Status.REQUIRED, True)
    assert found.questions == ()
    assert relevance.relevance(found.prepared, found.situation)["withdraw"].statuses == {Status.REQUIRED}


def test_facts_that_a_constraint_ties_together_matter_together() -> None:
    tied = Or((And((Holds("trust.given"), Holds("trust.kept"))), Not(Or((Holds("trust.given"), Holds("trust.kept"))))))
    policy = _policy(Holds("trust.given"), A, B, constraints=(Constraint("tied", tied),))
    assert relevant_facts(prepared(policy, "reference"), Situation()) == ("trust.given", "trust.kept")


def test_a_constraint_that_the_situation_breaks_rules_nothing_out() -> None:
    broken = Constraint("kept-if-given", Or((Not(Holds("trust.given")), Holds("trust.kept"))))
    other = Fact("contract.signed", Boolean())
    policy = _policy(Holds("contract.signed"), A, B, other, constraints=(broken,))
    where = Situation({"trust.given": True, "trust.kept": False})
    assert relevant_facts(prepared(policy, "reference"), where) == ("contract.signed",)


def test_an_integer_compared_with_another_is_cut_where_the_other_can_lie() -> None:
    missed, bearable = Fact("commitment.missed", Integer(0, 1000)), Fact("commitment.bearable", Integer(2, 3))
    terms = (FactTerm(missed.name, missed.type), FactTerm(bearable.name, bearable.type))
    policy = _policy(Comparison(terms[0], Operator.GT, terms[1]), missed, bearable)
    ready = prepared(policy, "reference")
    assert partition_of(ready.slices).cells[missed.name] == (((0, 1),), ((2, 2),), ((3, 3),), ((4, 1000),))
    assert answers(missed.name, ready) == (0, 2, 3, 4)
    assert relevant_facts(prepared(policy, "reference"), Situation({missed.name: 4})) == ()
    assert relevant_facts(prepared(policy, "reference"), Situation({missed.name: 3})) == (bearable.name,)


def test_a_policy_too_entangled_for_a_diagram_asks_for_all_that_may_matter(monkeypatch: pytest.MonkeyPatch) -> None:
    """Beyond the bound the answer says that it isn't exact, and leaves out nothing that matters."""
    when = And((Holds("trust.given"), Named("kept")))
    policy = _policy(when, A, B)
    policy = Policy(
        "bounded",
        vocabulary=policy.vocabulary,
        acts=policy.acts,
        norms=policy.norms,
        concepts=(Concept("kept", Or((Holds("trust.kept"), Not(Holds("trust.kept"))))),),
    )
    monkeypatch.setattr(rounds, "MOST_STEPS", 3)
    ready = prepared(policy, "reference")
    told = relevance.relevance(ready, Situation())["withdraw"]
    assert not told.exact
    assert set(told.facts) == {"trust.given", "trust.kept"}
    assert [question.fact for question in assess_prepared(ready, Situation()).questions] == [
        "trust.given",
        "trust.kept",
    ]
