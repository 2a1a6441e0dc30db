"""A way through a decision tree ends in what an assessment says."""

from __future__ import annotations

import pytest

from coach_ethics.analysis.decision_tree import (
    ActVerdict,
    DecisionStep,
    DecisionTree,
    FoldedDecision,
    decision_tree,
)
from coach_ethics.assessment.preparation import prepared
from coach_ethics.coaching.policies import load_policy
from coach_ethics.cohorts import sample
from coach_ethics.engines.reference import evaluate
from coach_ethics.findings import Truths
from coach_ethics.model.answers import Undecided
from coach_ethics.model.situation import Situation
from coach_ethics.reasoning.grounds import finding_of


def _way(tree: DecisionTree, situation: Situation, truths: Truths) -> DecisionTree:
    """Where the answers of a situation lead."""
    while isinstance(tree, DecisionStep):
        known = truths[tree.concept] if tree.concept else situation[tree.fact.name]
        (tree,) = (each.then for each in tree.branches if known in each.values)
    return tree


@pytest.mark.parametrize("name", ["collusion", "icf-2025", "essay"])
def test_ways_end_in_what_an_assessment_says(name: str) -> None:
    """LAW: of situations that the constraints allow, with every fact known."""
    policy = load_policy(name)
    program = prepared(policy, "reference").program
    trees = {act.name: decision_tree(policy, act.name) for act in policy.acts}
    for row in sample(policy, 40, seed=7).to_dicts():
        situation = Situation(row)
        truths = evaluate(program, situation)
        for act, tree in trees.items():
            assert not isinstance(tree, Undecided)
            status = finding_of(act, truths).status
            match _way(tree, situation, truths):
                case ActVerdict() as verdict:
                    assert verdict.status is status, (act, dict(situation.values))
                case FoldedDecision(verdicts):
                    assert status in {each.status for each in verdicts}
                case DecisionStep():
                    raise AssertionError("a way ends")


def test_a_concept_is_one_question() -> None:
    tree = decision_tree(load_policy("icf-2025"), "disclose")
    assert isinstance(tree, DecisionStep)
    assert tree.concept == "confided"
    assert tree.branches[0].values == (False,)


def test_what_cannot_come_about_is_left_out() -> None:
    text = (
        "policy: p\nfacts: {f.a: {type: bool, means: a}, f.b: {type: bool, means: b}}\nacts: {x: {}}\n"
        "constraints: {c: {always: f.a or not f.b}}\n"
        "norms: {n: {must: x, when: f.a and f.b}, m: {must_not: x, when: f.b and not f.a}}\n"
    )
    tree = decision_tree(load_policy(text), "x")
    assert isinstance(tree, DecisionStep)
    (no, yes) = tree.branches
    assert (tree.fact.name, no.values) == ("f.a", (False,))
    assert isinstance(no.then, ActVerdict)
    assert isinstance(yes.then, DecisionStep)
