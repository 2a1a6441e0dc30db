"""Laws that hold for every engagement, whatever is known of it."""

from __future__ import annotations

from datetime import date

import attrs
import pytest
from hypothesis import given
from hypothesis import strategies as st

from coach_ethics.coaching.consistency import DATED, IMPOSSIBLE, standing_contradictions
from coach_ethics.coaching.constraints import CONSTRAINTS
from coach_ethics.coaching.derive import standard_facts
from coach_ethics.coaching.engagement import Engagement
from coach_ethics.coaching.enumerations import Absence
from coach_ethics.coaching.facts.standard import StandardFacts, flat, typed
from coach_ethics.coaching.vocabulary import GROUPS, STANDARD
from coach_ethics.engines.reference import truth
from coach_ethics.language.conditions.parser import condition_of
from coach_ethics.language.conditions.scope import Scope
from coach_ethics.model.conditions import Condition
from coach_ethics.model.situation import Situation, problems_of_values
from coach_ethics.model.vocabulary import domain, read_vocabulary
from coach_ethics.problems import CaseProblems
from coach_ethics.testing.engagement_strategies import DAYS, consistent_engagements, engagements, erased, pieces

TODAY = DAYS[3]


def _standard(situation: Situation) -> dict[str, object]:
    return {name: value for name, value in situation.values.items() if name in STANDARD}


@given(consistent_engagements(TODAY))
def test_a_situation_fits_the_vocabulary(engagement: Engagement) -> None:
    """Every derived fact is one of the vocabulary, and has a value that fits it."""
    assert problems_of_values(_standard(engagement.situation(on=TODAY)), STANDARD) == []


@given(consistent_engagements(TODAY))
def test_a_situation_keeps_the_constraints(engagement: Engagement) -> None:
    """No derived situation is one that can't be."""
    situation = engagement.situation(on=TODAY)
    broken = [name for name, condition in CONDITIONS.items() if truth(condition, situation, {}) is False]
    assert broken == []


@given(st.data())
def test_erasing_a_piece_never_turns_a_fact_into_another(data: st.DataObject) -> None:
    """Whatever is no longer known, each fact stays as it was or becomes unknown. Nothing becomes known by erasing."""
    engagement = data.draw(consistent_engagements(TODAY))
    known = pieces(engagement)
    gone = data.draw(st.lists(st.sampled_from(known), max_size=3)) if known else []
    less = engagement
    for path in gone:
        less = erased(less, path)
    before, after = engagement.situation(on=TODAY), less.situation(on=TODAY)
    assert {name: value for name, value in before.values.items() if name in after} == dict(after.values)


@given(consistent_engagements(TODAY))
def test_only_what_is_said_to_be_dated_changes_from_day_to_day(engagement: Engagement) -> None:
    """On another day, facts that aren't dated are what they were."""
    one, other = (flat_facts(engagement, day) for day in (DAYS[0], DAYS[-1]))
    assert {n: v for n, v in one.items() if n not in DATED} == {n: v for n, v in other.items() if n not in DATED}


def flat_facts(engagement: Engagement, on: date) -> dict[str, object]:
    return dict(flat(standard_facts(engagement, on)))


@given(engagements())
def test_a_contradiction_on_every_day_is_one_today(engagement: Engagement) -> None:
    """What a reader refuses, no situation is derived from; and what is refused says where."""
    if standing_contradictions(engagement):
        with pytest.raises(CaseProblems) as refused:
            engagement.situation(on=TODAY)
        assert all(problem.path for problem in refused.value.problems)


@given(consistent_engagements(TODAY, stated=False), st.data())
def test_what_is_stated_against_the_records_is_refused(engagement: Engagement, data: st.DataObject) -> None:
    """A stated fact that contradicts a derived one is a problem; one that repeats it changes nothing."""
    situation = engagement.situation(on=TODAY)
    if not len(situation):
        return
    fact = STANDARD[data.draw(st.sampled_from(sorted(situation)))]
    stated = data.draw(st.sampled_from(domain(fact.type)))
    saying = attrs.evolve(engagement, facts={fact.name: stated})
    if stated == situation[fact.name]:
        assert saying.situation(on=TODAY) == situation
    else:
        with pytest.raises(CaseProblems, match="F301"):
            saying.situation(on=TODAY)


def test_nothing_is_known_of_an_engagement_of_which_nothing_is_known() -> None:
    assert Engagement().situation(on=TODAY) == Situation()


@given(consistent_engagements(TODAY))
def test_typed_facts_are_the_flat_ones(engagement: Engagement) -> None:
    """A situation as typed groups says the same as its flat standard facts."""
    situation = engagement.situation(on=TODAY)
    assert flat(typed(situation)) == _standard(situation)


def test_typed_groups_are_the_vocabulary() -> None:
    groups = {name: type(getattr(StandardFacts(), name)) for name in GROUPS}
    assert groups == GROUPS
    assert read_vocabulary(groups) == STANDARD


def _conditions() -> dict[str, Condition]:
    found = {}
    for name, text, _ in CONSTRAINTS:
        condition, problems = condition_of(text, Scope({fact.name: fact.type for fact in STANDARD}))
        assert condition is not None, problems
        found[name] = condition
    return found


CONDITIONS = _conditions()


@given(st.data())
def test_what_is_checked_here_are_the_constraints(data: st.DataObject) -> None:
    """A check finds fault with a situation exactly where the constraint of its name is false."""
    facts = ("sponsor.present", *(blamed for _, _, blamed in IMPOSSIBLE), "disclosure.recipient", "block.named")
    others = ("confidence.of_client", "contract.explains_confidentiality")
    values = {name: data.draw(st.none() | st.sampled_from(domain(STANDARD[name].type))) for name in (*facts, *others)}
    situation = Situation(values)
    for name, impossible, _ in IMPOSSIBLE:
        assert impossible(situation.values.get) is (truth(CONDITIONS[name], situation, {}) is False), name


def test_every_constraint_is_checked() -> None:
    assert [name for name, _, _ in IMPOSSIBLE] == [name for name, _, _ in CONSTRAINTS]


def test_no_sponsor_is_not_an_unknown_sponsor() -> None:
    assert Engagement(sponsor=Absence.NONE).situation(on=TODAY)["sponsor.present"] is False
    assert Engagement().situation(on=TODAY)["sponsor.present"] is None
