"""A diagram finds a situation in which conditions hold exactly where there is one."""

from __future__ import annotations

from collections.abc import Sequence
from typing import cast
from unittest import mock

from hypothesis import given
from tests.analysis.brute_force import Judge, small_policies

from coach_ethics.coaching.policies import load_policy
from coach_ethics.deontics.program import Kind, lower, name_of
from coach_ethics.model.answers import Answer, Box, Found, Impossible, Undecided
from coach_ethics.model.conditions import Condition, Named, Not
from coach_ethics.model.policy import Policy
from coach_ethics.reasoning.slice import slices_of
from coach_ethics.reasoning.solver import Solver, ask


@given(small_policies())
def test_a_name_can_be_true_exactly_where_some_situation_makes_it_true(policy: Policy) -> None:
    judge = Judge(policy)
    slices = slices_of(policy, judge.prepared.program)
    for definition in slices.program.definitions:
        for value, wanted in ((True, Named(definition.name)), (False, Not(Named(definition.name)))):
            answer = ask((wanted,), slices)
            showing = [each for each in judge.possible if judge.truths[each][definition.name] is value]
            if judge.possible:  # of constraints that share no fact with it, none is looked at
                assert isinstance(answer, Found if showing else Impossible)
            if isinstance(answer, Found) and judge.possible:
                assert judge.known[answer.situation][definition.name] is value


class Solving:
    """A solver that remembers what it was asked."""

    def __init__(self) -> None:
        self.asked: list[Condition] = []

    def find(self, *conditions: Condition, within: Sequence[Box] = (), outside: Sequence[Box] = ()) -> Answer:
        self.asked += conditions
        return Impossible()


def test_what_takes_too_many_steps_is_left_to_the_solver_or_undecided() -> None:
    policy = load_policy("collusion")
    slices, solver = slices_of(policy, lower(policy)), Solving()
    wanted = Named(name_of(Kind.FORBIDDEN, "carry_on_as_before"))
    assert isinstance(ask((wanted,), slices, cast(Solver, solver)), Found)
    assert not solver.asked
    with mock.patch.multiple("coach_ethics.reasoning.solver", MOST_STEPS=1, FEW_STEPS=1):
        answer = ask((wanted,), slices)
        assert isinstance(ask((wanted,), slices, cast(Solver, solver)), Impossible)
    assert solver.asked == [wanted]
    assert answer == Undecided("it takes more than 1 steps to decide whether this is possible")
