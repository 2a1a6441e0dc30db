"""What can't be otherwise: one list of conditions, to which policies are read and cases are held."""

from __future__ import annotations

from itertools import product

import pytest
from hypothesis import given
from hypothesis import strategies as st

import coach_ethics as ce
from coach_ethics.coaching.constraints import broken, standard_constraints
from coach_ethics.coaching.engagement import Engagement
from coach_ethics.coaching.policies import load_policy, read_policy
from coach_ethics.coaching.situation import situation_of
from coach_ethics.coaching.vocabulary import STANDARD
from coach_ethics.engines.reference import truth
from coach_ethics.model.policy import Constraint
from coach_ethics.model.situation import Situation
from coach_ethics.model.vocabulary import Value, domain
from coach_ethics.model.walk import facts_in
from coach_ethics.problems import CaseProblems
from coach_ethics.source import Source

CONSTRAINTS = standard_constraints()
FACTS = sorted({name for each in CONSTRAINTS for name in facts_in(each.always)})
DOMAINS = {name: domain(STANDARD[name].type) for name in FACTS}


def _names(constraints: tuple[Constraint, ...]) -> list[str]:
    return [each.name for each in constraints]


@given(st.fixed_dictionaries({name: st.none() | st.sampled_from(DOMAINS[name]) for name in FACTS}))
def test_what_is_broken_is_broken_whatever_else_is_so(known: dict[str, Value | None]) -> None:
    """A constraint is broken exactly where no completion of what isn't known keeps it."""
    for each in CONSTRAINTS:
        open_ = [name for name in facts_in(each.always) if known[name] is None]
        filled = (
            {**known, **dict(zip(open_, values, strict=True))} for values in product(*(DOMAINS[name] for name in open_))
        )
        kept = any(truth(each.always, Situation(whole), {}) for whole in filled)
        assert (each in broken(CONSTRAINTS, Situation(known))) is not kept, each.name


@pytest.mark.parametrize("constraint", CONSTRAINTS, ids=lambda each: each.name)
def test_a_case_that_breaks_one_is_told_which_fact_cannot_be_so(constraint: Constraint) -> None:
    """The fact that the condition mentions last is the one that can't be so; the message says why."""
    facts = facts_in(constraint.always)
    cases = (dict(zip(facts, values, strict=True)) for values in product(*(DOMAINS[name] for name in facts)))
    stated = next(case for case in cases if _names(broken(CONSTRAINTS, Situation(case))) == [constraint.name])
    with pytest.raises(CaseProblems) as refused:
        situation_of(Engagement(facts=stated), "2026-04-01")
    (problem,) = refused.value.problems
    assert (problem.code, problem.path) == ("F309", f"$.facts.{facts[-1]}")
    assert problem.message == f"`{facts[-1]}` is impossible here: {constraint.means} (constraint `{constraint.name}`)"


def test_every_policy_has_them() -> None:
    assert load_policy("essay").constraints[: len(CONSTRAINTS)] == CONSTRAINTS


def test_those_of_a_policy_are_held_to_in_the_same_way() -> None:
    """They may speak of the policy's own facts, and of its concepts, whose truth values are given."""
    policy = read_policy(
        Source(
            "team.yaml",
            """
policy: team
facts:
  team.size: {type: int, min: 0, max: 9}
  team.has_lead: {type: bool}
concepts:
  crowded: {when: team.size > 6}
constraints:
  a-lead-needs-a-team: {always: team.size > 0 or not team.has_lead}
  crowds-have-leads: {always: team.has_lead or not crowded}
""",
        )
    )
    own = policy.constraints[len(CONSTRAINTS) :]
    assert _names(broken(own, Situation({"team.size": 0, "team.has_lead": True}), {"crowded": False})) == [
        "a-lead-needs-a-team"
    ]
    assert _names(broken(own, Situation({"team.size": 8, "team.has_lead": False}), {"crowded": True})) == [
        "crowds-have-leads"
    ]
    assert broken(own, Situation({"team.size": 8}), {"crowded": True}) == ()


@pytest.mark.parametrize(
    ("fact", "value"),
    [
        ("contract.agrees_limits", "oral"),
        ("contract.says_what_is_passed_on", True),
        ("contract.covers_charge", True),
        ("contract.promises_confidentiality", True),
        ("contract.promises_report", True),
        ("contract.foresees_block", True),
        ("contract.allows_coach_to_end", True),
    ],
)
def test_where_nothing_was_agreed_no_term_was(fact: str, value: bool | str) -> None:
    case = {"contract.form": "none", fact: value}
    (constraint,) = broken(CONSTRAINTS, Situation(case))
    assert constraint.means.startswith("where nothing was agreed, ")
    with pytest.raises(CaseProblems, match="is impossible here: where nothing was agreed"):
        ce.assess(case, "icf-2025")


def test_where_nothing_was_agreed_an_agreement_is_due_and_no_term_is_asked_about() -> None:
    found = ce.assess({"contract.form": "none"}, "icf-2025")
    assert found.statuses["make_agreement"] is ce.Status.REQUIRED
    assert not {"contract.agrees_limits", "contract.covers_charge"} & {each.fact for each in found.questions}
