"""The essay's policy accounts for every paragraph, and what cites a paragraph and what the paragraph names agree."""

from __future__ import annotations

import pytest

from coach_ethics import load_policy
from coach_ethics.assessment.preparation import prepared
from coach_ethics.assessment.scenarios import run_scenario
from coach_ethics.engines.registry import EVALUATORS, installed
from coach_ethics.model.policy import Citation, Policy

ESSAY = load_policy("essay")
CLAUSES = {clause.id: clause for clause in ESSAY.clauses}


def _paragraphs(cites: tuple[Citation, ...]) -> set[str]:
    return {cite.place for cite in cites if cite.source == "essay"}


def _citing(policy: Policy, part: str) -> dict[str, set[str]]:
    """The paragraphs that each norm or concept cites."""
    return {each.name: _paragraphs(each.cites) for each in getattr(policy, part)}


def _listed(part: str) -> dict[str, set[str]]:
    """The paragraphs that name each norm or concept."""
    names = {each.name for each in getattr(ESSAY, part)}
    return {name: {id_ for id_, clause in CLAUSES.items() if name in getattr(clause, part)} for name in names}


def test_every_paragraph_is_accounted_for() -> None:
    assert list(CLAUSES) == [f"P{number}" for number in range(1, 28)]
    for clause in CLAUSES.values():
        told = (clause.norms, clause.concepts, clause.scenarios, clause.objections, clause.dialogue, clause.not_encoded)
        assert any(told), clause.id


@pytest.mark.parametrize("part", ["norms", "concepts"])
def test_what_cites_a_paragraph_is_named_by_it_and_the_other_way_round(part: str) -> None:
    assert _citing(ESSAY, part) == _listed(part)


def test_objections_and_questions_are_named_by_the_paragraphs_that_they_cite() -> None:
    objected = {
        (norm.name, place)
        for norm in ESSAY.norms
        for objection in norm.objections
        for place in _paragraphs(objection.cites)
    }
    assert objected == {(norm, id_) for id_, clause in CLAUSES.items() for norm in clause.objections}
    asked = {(step.fact, place) for step in ESSAY.dialogue for place in _paragraphs(step.cites)}
    assert asked == {(fact, id_) for id_, clause in CLAUSES.items() for fact in clause.dialogue}


def test_every_norm_says_where_it_comes_from() -> None:
    """The essay, or, for what it doesn't speak of, another source."""
    assert [norm.name for norm in ESSAY.norms if not norm.cites] == []


@pytest.mark.parametrize("engine", [name for name in EVALUATORS if installed(name)])
def test_all_scenarios_pass_with_everything_together(engine: str) -> None:
    """Those of the policies that it extends, too: none of them says otherwise under the whole."""
    ready = prepared(ESSAY, engine)
    assert [each.name for each in ESSAY.scenarios if not run_scenario(each, ready).passed] == []
