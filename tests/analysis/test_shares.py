"""How large a share of all situations a condition takes: an estimate, against the count."""

from __future__ import annotations

from unittest import mock

from hypothesis import given, settings
from hypothesis import strategies as st
from tests.analysis.brute_force import Judge, small_policies

from coach_ethics.analysis.compare.shares import Shares
from coach_ethics.model.conditions import Named
from coach_ethics.model.policy import Policy


@settings(max_examples=20)  # each draws thousands of situations
@given(policy=small_policies(), data=st.data())
def test_an_estimated_share_says_so_and_is_near(policy: Policy, data: st.DataObject) -> None:
    """Where diagrams grow too large, shares come from a sample; off by more than a few percent only by a fluke."""
    judge = Judge(policy)
    program = judge.prepared.program
    definition = data.draw(st.sampled_from(program.definitions)) if program.definitions else None
    if definition is None or not judge.possible:  # where nothing can be, nothing has a share, and none is asked for
        return
    constraints = {each.name: each.always for each in policy.constraints}
    exact = Shares(program, constraints).of(Named(definition.name))[0]
    with mock.patch("coach_ethics.analysis.compare.shares.MOST_STEPS", -1):
        estimated = Shares(program, constraints).of(Named(definition.name))[0]
    assert exact.exact
    assert not estimated.exact or exact.part in (0, exact.whole)  # what is always or never so needs no steps
    assert abs(exact.value - estimated.value) < 0.06
