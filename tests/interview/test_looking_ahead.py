"""Looking ahead: what it costs to ask, held to the definition, written down plainly; and what trees leave."""

from __future__ import annotations

from collections.abc import Callable
from fractions import Fraction
from functools import cache
from random import Random
from typing import TypeAlias

import pytest
from tests.counting import Counted

from coach_ethics.assessment.act_diagram import answers
from coach_ethics.deontics.minimal import Exhausted
from coach_ethics.interview.looking_ahead import LookAhead
from coach_ethics.interview.question import answer, next_question
from coach_ethics.interview.remaining import Remaining, StillAsked, all_remaining
from coach_ethics.interview.state import State, begin_interview
from coach_ethics.model.vocabulary import domain
from coach_ethics.problems import CaseProblems

Cost: TypeAlias = tuple[int, Fraction]
Left: TypeAlias = tuple[int, ...]


def _plainly(asked: list[StillAsked], state: State) -> Callable[[str], Cost]:
    """The cost of asking for a fact now, and for all others in the order of the vocabulary."""

    def after(fact: str, trees: Left) -> list[Left]:
        found = []
        for value in answers(fact, state.prepared):
            left = []
            for each, tree in zip(asked, trees, strict=True):
                place = each.order.places.get(fact)
                left.append(tree if place is None else each.forest.after(tree, place, each.order.child(place, value)))
            if not any(tree == each.forest.leaf(frozenset()) for each, tree in zip(asked, left, strict=True)):
                found.append(tuple(left))
        return found

    def asking(fact: str, trees: Left) -> Cost:
        costs = [in_order(left) for left in after(fact, trees)]
        if not costs:
            return 0, Fraction(0)
        return 1 + max(worst for worst, _ in costs), 1 + sum((each for _, each in costs), Fraction(0)) / len(costs)

    @cache
    def in_order(trees: Left) -> Cost:
        facts = {
            each.order.facts[place].name
            for each, tree in zip(asked, trees, strict=True)
            for place in each.forest.asked(tree)
        }
        first = next((fact.name for fact in state.prepared.policy.vocabulary if fact.name in facts), None)
        return (0, Fraction(0)) if first is None else asking(first, trees)

    return lambda fact: asking(fact, tuple(each.tree for each in asked))


def _open(remaining: list[Remaining]) -> list[str]:
    return sorted({fact for each in remaining for fact in each.facts})


@pytest.mark.parametrize("name", ["collusion", "icf-2015", "aoec"])
def test_costs_are_those_of_the_definition(name: str, counted: Counted) -> None:
    """In interviews answered at random; where there is too much to look at, it says so."""
    random, compared, given_up = Random(name), 0, 0
    for _ in range(2):
        state = begin_interview(name, engine="compiled")
        while (question := next_question(state)) is not None:
            remaining = list(all_remaining(state).values())
            ahead = LookAhead(remaining, state.prepared)
            plain = _plainly([each.asked for each in remaining if each.asked], state)
            try:
                told = {fact: ahead.asking(fact) for fact in _open(remaining)}
            except Exhausted:
                told, given_up = {}, given_up + 1
            for fact, (worst, total) in told.items():
                assert (worst, Fraction(total, ahead.scale**worst)) == plain(fact), (state.situation, fact)
                compared += 1
            values = [each.value for each in question.options] or [*domain(question.type)]
            for value in [None, *values] if random.random() < 0.1 else random.sample(values, len(values)):
                try:
                    state = answer(state, question.fact, value)
                    break
                except CaseProblems:  # it contradicts what was said before
                    continue
    counted(f"costs of questions, {name}", f"{compared} compared with the definition, {given_up} searches given up")
    assert compared
