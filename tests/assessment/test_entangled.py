"""LAW: whatever the policy, a case is assessed, asked about, explained and changed in a bounded number of steps."""

from __future__ import annotations

from contextlib import suppress

import pytest
from tests.analysis.entangled import entangled
from tests.steps import at_most

import coach_ethics as ce
from coach_ethics.assessment.explanation import DEEPEST
from coach_ethics.interview import begin_interview, next_question, unanswered
from coach_ethics.problems import CaseProblems
from coach_ethics.render.json import changes_json

STEPS = 15_000_000
"""Calls of functions: some three seconds, profiled some ten."""

HARD = ("random clauses", "a ring of amounts with bounds", "a long chain of overrides")
"""The policies that take most; those that are easier here are held to it by proofs and comparisons."""


@pytest.mark.parametrize("name", HARD)
def test_what_is_asked_of_a_case_ends(name: str) -> None:
    policy = entangled(name)
    act = policy.acts[0].name
    with at_most(STEPS):
        result = ce.assess({}, policy)
        assert result.questions
        assert result.why(act).waits_for
        for asked in (result.what_would_allow, result.what_would_determine):
            with suppress(CaseProblems):
                asked(act)
        state = begin_interview(policy)
        assert next_question(state) is not None
        assert unanswered(state)


def test_what_lies_too_deep_is_explained_by_the_facts_that_decide_it() -> None:
    (ground, *_) = ce.assess({}, entangled("a long chain of overrides")).why("a0").grounds
    depth, (reason,) = 0, ground.norms
    while reason.overriding:
        (reason,) = reason.overriding
        depth += 1
    assert depth == DEEPEST
    assert ce.assess({}, entangled("a long chain of concepts")).why("a0").waits_for
    assert {each.fact for each in reason.reasons[0].given} == {"x.f0", "x.f1", "x.f2"}


def test_a_million_values_that_serve_are_held_and_written_as_a_run() -> None:
    result = ce.assess({"w.x": 15_000, "w.y": 12_000}, entangled("two amounts compared"))
    changes = result.what_would_allow("a0")
    assert 1_000_000 in [shift.values[-1] for change in changes for shift in change.shifts if shift.fact == "w.y"]
    written = changes_json(changes)
    assert '"from": 15000,' in written
    assert len(written) < 5_000
