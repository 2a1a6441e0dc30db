"""Laws that hold for every engagement, whatever is known of it."""

from __future__ import annotations

from datetime import date

import attrs
import pytest
from hypothesis import given
from hypothesis import strategies as st

from coach_ethics.coaching.consistency import standing_contradictions
from coach_ethics.coaching.constraints import broken, standard_constraints
from coach_ethics.coaching.derive import standard_facts
from coach_ethics.coaching.engagement import Engagement
from coach_ethics.coaching.enumerations import Absence
from coach_ethics.coaching.facts.standard import StandardFacts, flat
from coach_ethics.coaching.labels import LABELS
from coach_ethics.coaching.situation import situation_of
from coach_ethics.coaching.vocabulary import GROUPS, STANDARD
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
    assert problems_of_values(_standard(situation_of(engagement, TODAY)), STANDARD) == []


@given(consistent_engagements(TODAY))
def test_a_situation_keeps_the_constraints(engagement: Engagement) -> None:
    """No derived situation is one that can't be."""
    assert broken(standard_constraints(), situation_of(engagement, TODAY)) == ()


@given(st.data())
def test_erasing_a_piece_never_turns_a_fact_into_another(data: st.DataObject) -> None:
    """Whatever is no longer known, each fact stays as it was or becomes unknown. Nothing becomes known by erasing."""
    engagement = data.draw(consistent_engagements(TODAY))
    known = pieces(engagement)
    gone = data.draw(st.lists(st.sampled_from(known), max_size=3)) if known else []
    less = engagement
    for path in gone:
        less = erased(less, path)
    if any(problem.code == "F311" for problem in standing_contradictions(less)):
        return  # whoever erases somebody's id has to erase what refers to them by it
    after = situation_of(less, TODAY)
    before = situation_of(engagement, TODAY)
    assert {name: value for name, value in before.values.items() if name in after} == dict(after.values)


@given(consistent_engagements(TODAY))
def test_only_what_is_said_to_be_dated_changes_from_day_to_day(engagement: Engagement) -> None:
    """On another day, facts that aren't dated are what they were."""
    one, other = (flat_facts(engagement, day) for day in (DAYS[0], DAYS[-1]))
    standing = [fact.name for fact in STANDARD if not fact.dated]
    assert [one.get(name) for name in standing] == [other.get(name) for name in standing]


def flat_facts(engagement: Engagement, on: date) -> dict[str, object]:
    return dict(flat(standard_facts(engagement, on)))


@given(engagements())
def test_a_contradiction_on_every_day_is_one_today(engagement: Engagement) -> None:
    """What a reader refuses, no situation is derived from; and what is refused says where."""
    if standing_contradictions(engagement):
        with pytest.raises(CaseProblems) as refused:
            situation_of(engagement, TODAY)
        assert all(problem.path for problem in refused.value.problems)


@given(consistent_engagements(TODAY, stated=False), st.data())
def test_what_is_stated_against_the_records_is_refused(engagement: Engagement, data: st.DataObject) -> None:
    """A stated fact that contradicts a derived one is a problem; one that repeats it changes nothing."""
    situation = situation_of(engagement, TODAY)
    if not len(situation):
        return
    fact = STANDARD[data.draw(st.sampled_from(sorted(situation)))]
    stated = data.draw(st.sampled_from(domain(fact.type)))
    saying = attrs.evolve(engagement, facts={fact.name: stated})
    if stated == situation[fact.name]:
        assert situation_of(saying, TODAY) == situation
    else:
        with pytest.raises(CaseProblems, match="F301"):
            situation_of(saying, TODAY)


def test_nothing_is_known_of_an_engagement_of_which_nothing_is_known() -> None:
    assert situation_of(Engagement(), TODAY) == Situation()


def test_typed_groups_are_the_vocabulary() -> None:
    groups = {name: type(getattr(StandardFacts(), name)) for name in GROUPS}
    assert groups == GROUPS
    assert read_vocabulary(groups, LABELS) == STANDARD


def test_no_sponsor_is_not_an_unknown_sponsor() -> None:
    assert situation_of(Engagement(sponsor=Absence.NONE), TODAY)["sponsor.present"] is False
    assert situation_of(Engagement(), TODAY)["sponsor.present"] is None
