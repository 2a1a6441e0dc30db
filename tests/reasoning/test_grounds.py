"""Grounds in force, and the statuses as conditions, against the statuses that they are to give."""

from __future__ import annotations

from itertools import product

import pytest
from hypothesis import given
from tests.analysis.brute_force import Judge, small_policies

from coach_ethics.deontics.closure import close
from coach_ethics.deontics.program import STATUS_KINDS, Kind, Program, lower, name_of
from coach_ethics.engines.reference import evaluate, truth
from coach_ethics.findings import DETERMINED_STATUSES, Status, Truth, finding
from coach_ethics.model.conditions import Condition
from coach_ethics.model.policy import Policy
from coach_ethics.model.situation import Situation
from coach_ethics.reasoning.grounds import (
    DEMANDS,
    finding_of,
    grounds,
    grounds_in_force,
    has_status,
    kinds_behind,
    norms_behind,
    position_of,
    status_cases,
)

EVERY = tuple(product((True, False, None), repeat=3))


@pytest.mark.parametrize("known", EVERY)
def test_conditions_for_statuses_say_what_findings_do(known: tuple[Truth, Truth, Truth]) -> None:
    """`has_status` is true just where the finding is determined; of `status_cases`, the first that is true reports."""
    truths = {name_of(kind, "act"): value for kind, value in zip(STATUS_KINDS, known, strict=True)}
    found = finding_of("act", truths)
    assert found == finding(*known)

    def holds(condition: Condition) -> bool:
        return truth(condition, Situation(), truths) is True

    certain = [status for status in DETERMINED_STATUSES if holds(has_status("act", status))]
    assert certain == ([found.status] if found.determined else [])
    cases = (status for condition, status in status_cases("act") if holds(condition))
    assert next(cases, Status.UNDETERMINED) is found.status


@given(small_policies())
def test_grounds_are_those_of_the_closure(policy: Policy) -> None:
    program, closure = lower(policy), close(policy)
    for act in policy.acts:
        for kind, closed in ((Kind.REQUIRED, closure.required), (Kind.FORBIDDEN, closure.forbidden)):
            found = list(map(frozenset, grounds(kind, act.name, program)))
            assert sorted(map(sorted, found)) == sorted(map(sorted, closed.get(act.name, ())))


@given(small_policies())
def test_norms_behind_a_status_are_in_force_and_enough(policy: Policy) -> None:
    """LAW: the norms behind a status are in force; together, they are grounds of every kind that the status takes."""
    program = lower(policy)
    for situation in Judge(policy).partial:
        truths = evaluate(program, situation)
        for act in policy.acts:
            position = position_of(policy, program, act.name, truths)
            assert position.status is finding_of(act.name, truths).status
            assert all(truths[name_of(Kind.IN_FORCE, norm)] for norm in position.norms)
            behind = set(norms_behind(act.name, position.status, program, truths))
            for kind in kinds_behind(position.status):
                assert any(behind.issuperset(each) for each in grounds(kind, act.name, program))
            demanded = any(truths[name_of(kind, act.name)] for kind in DEMANDS)
            assert demanded is bool([*grounds_in_force(act.name, program, truths)])


def test_a_policy_that_lacks_an_act_is_silent_on_it() -> None:
    position = position_of(Policy("empty"), Program(Policy("empty").vocabulary, ()), "tell", {}, called="the empty one")
    assert (position.policy, position.silent) == ("the empty one", True)
