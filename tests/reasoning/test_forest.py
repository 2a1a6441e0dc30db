"""Forests: what they say of trees is what the trees say, and nothing outlives the policy that it is about."""

from __future__ import annotations

import gc
import weakref
from random import Random

import coach_ethics as ce
from coach_ethics.assessment.preparation import _prepared, prepared
from coach_ethics.coaching.policies import load_policy
from coach_ethics.deontics.minimal import Budget
from coach_ethics.findings import Status
from coach_ethics.interview import question, remaining
from coach_ethics.interview.state import begin_interview
from coach_ethics.reasoning.diagram import Diagram, status_diagram
from coach_ethics.reasoning.forest import Forest
from coach_ethics.reasoning.queries import after, asked, completions, possible
from coach_ethics.reasoning.trees import UniqueTable


def test_what_is_left_of_a_tree_is_the_same_in_a_forest() -> None:
    """After answers to facts in any order."""
    slices, random, forest = prepared("essay", "compiled").slices, Random(0), Forest[Status]()
    for act in load_policy("essay").acts[::4]:
        whole = status_diagram(slices, act.name, frozenset(slices.rules))
        assert isinstance(whole, Diagram)
        order, table = whole.order, UniqueTable[frozenset[Status]](Budget(1_000_000))
        tree = completions(whole.tree, [len(cells) for cells in order.cells])
        number = forest.planted(tree)
        for place in random.sample(sorted(asked(tree)), len(asked(tree))):
            child = random.randrange(len(order.cells[place]))
            tree, number = after(tree, place, child, table), forest.after(number, place, child)
            assert forest.planted(tree) == number
            assert forest.possible(number) == possible(tree)
            assert frozenset(forest.asked(number)) == asked(tree)


def test_what_was_worked_out_of_a_policy_goes_with_it() -> None:
    text = "policy: ours\nversion: 1.0.0\nextends: collusion\n"
    found = ce.assess({"coach.takes_credit": True}, text)
    ce.assessment_json(found)
    question.next_question(begin_interview(text))
    gone = weakref.ref(found.prepared.slices), weakref.ref(found.prepared)
    del found
    for cache in (_prepared, question._next_question, remaining._all_remaining):
        cache.cache_clear()
    gc.collect()
    assert [each() for each in gone] == [None, None]
