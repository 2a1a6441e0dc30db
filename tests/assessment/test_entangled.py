"""LAW: whatever the policy, a case is assessed, asked about, explained and changed in a bounded number of steps."""

from __future__ import annotations

import pytest

import coach_ethics as ce
from coach_ethics.interview import begin_interview, next_question, unanswered
from coach_ethics.problems import CaseProblems
from coach_ethics.render.json import changes_json
from tests.analysis.entangled import ENTANGLED, entangled
from tests.steps import at_most

STEPS = 15_000_000
"""Calls of functions: some three seconds, profiled some ten."""


@pytest.mark.parametrize("name", ENTANGLED)
def test_what_is_asked_of_a_case_ends(name: str) -> None:
    policy = entangled(name)
    act = policy.acts[0].name
    with at_most(STEPS):
        result = ce.assess({}, policy)
        assert result.questions is not None
        result.why(act)
        try:
            result.what_would_allow(act)
            result.what_would_determine(act)
        except CaseProblems as found:
            assert [each.code for each in found.problems] == ["A102"]


@pytest.mark.parametrize("name", ENTANGLED)
def test_an_interview_ends(name: str) -> None:
    policy = entangled(name)
    with at_most(STEPS):
        state = begin_interview(policy)
        assert next_question(state) is not None
        assert unanswered(state) is not None


def test_a_million_values_that_serve_are_held_and_written_as_a_run() -> None:
    result = ce.assess({"w.x": 15_000, "w.y": 12_000}, entangled("two amounts compared"))
    changes = result.what_would_allow("a0")
    assert [shift.values[-1] for change in changes for shift in change.shifts if shift.fact == "w.y"] == [1_000_000]
    written = changes_json(changes)
    assert '"from": 15000,' in written
    assert len(written) < 5_000
