"""Choices by distinct normative situation are those that each row gets by itself."""

from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st
from tests.frame_libraries import LIBRARIES, Library, columns_of

import coach_ethics as ce
from coach_ethics.assessment.preparation import in_force
from coach_ethics.cohorts.frames import assess_frame
from coach_ethics.cohorts.normative import normative_situations
from coach_ethics.model.situation import Situation
from coach_ethics.testing.situation_strategies import situations
from coach_ethics.testing.strategies import Sizes, policies

# a frame each
MANY = settings(max_examples={"ci": 60, "few": 5}.get(settings.get_current_profile_name() or "", 20))


def _courses(text: str) -> set[tuple[frozenset[str], bool]]:
    found = set()
    for each in text.split(" | ") if text else ():
        course = each.removesuffix(" ?")
        found.add((frozenset() if course == "-" else frozenset(course.split(" + ")), course != each))
    return found


@MANY
@given(data=st.data())
def test_choices_are_those_of_each_row(data: st.DataObject) -> None:
    policy = data.draw(policies(Sizes(facts=3, concepts=1, acts=4, norms=6, properties=0), texts=("",)))
    rows = data.draw(st.lists(situations(policy), min_size=1, max_size=20))
    polars = LIBRARIES[0]
    frame = polars.make(columns_of([row.values for row in rows], policy.vocabulary.facts), policy.vocabulary)
    found = polars.read(assess_frame(frame, policy, choices=True))
    patterns = normative_situations(frame, policy)
    assert sum(each.count for each in patterns) == len(rows)
    for row, said in zip(rows, found, strict=True):
        result = ce.assess(row, policy, engine="reference")
        truths = result.prepared.evaluate(row)
        if result.by_cases or any(truths[in_force(norm)] is not value for norm, value in result.norms.items()):
            continue  # columns are three-valued, and leave open here what every completion settles
        assert _courses(said["ethics_choices"]) == {(each.course, each.open) for each in result.choices}
        told = [f"without {', '.join(sorted(each.breached))}" for each in result.trade_offs]
        assert [part.partition(":")[0] for part in said["ethics_trade_offs"].split("; ") if part] == told


def test_the_essays_choices_on_every_library(library: Library) -> None:
    policy = ce.load_policy("collusion" if library.slow else "essay")
    rows = [Situation(dict(scenario.given)) for scenario in policy.scenarios]
    facts = [fact for fact in policy.vocabulary if any(fact.name in row.values for row in rows)]
    frame = library.make(columns_of([row.values for row in rows], facts), policy.vocabulary)
    # What every completion comes to, as `assess` says it.
    whole = assess_frame(frame, policy, choices=True, determined=True)
    found = sorted(library.read(whole), key=lambda row: int(row["row"]))
    for row, said in zip(rows, found, strict=True):
        result = ce.assess(row, policy, engine="reference")
        assert {course for course, _ in _courses(said["ethics_choices"])} == {each.course for each in result.choices}
    counts = [each.count for each in normative_situations(frame, policy)]
    assert counts == sorted(counts, reverse=True)
    assert sum(counts) == len(rows)
