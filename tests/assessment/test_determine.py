"""What would determine a status: as enumeration finds it."""

from __future__ import annotations

from collections.abc import Iterable
from itertools import combinations, product
from typing import TypeVar

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st
from tests.assessment.small_worlds import constraints_kept, possible_at_all, small_cases

from coach_ethics.assessment.act_diagram import situated
from coach_ethics.assessment.assess import assess, assess_prepared
from coach_ethics.assessment.assessment import Assessment
from coach_ethics.assessment.determine import DeterminingAnswer
from coach_ethics.coaching.policies import load_policy
from coach_ethics.findings import Status
from coach_ethics.model.situation import Situation
from coach_ethics.model.vocabulary import Value, domain
from coach_ethics.problems import CaseProblems
from coach_ethics.reasoning import changes
from coach_ethics.render import text
from coach_ethics.render.what_if import determining_document

Answers = frozenset[tuple[str, Value]]
T = TypeVar("T")


def _unknown(found: Assessment) -> list[str]:
    return [fact.name for fact in found.prepared.policy.vocabulary if found.situation[fact.name] is None]


def _answers(facts: tuple[str, ...], found: Assessment) -> list[tuple[Answers, Assessment]]:
    """Every possible set of answers about these facts, with what is assessed then."""
    vocabulary, kept = found.prepared.policy.vocabulary, constraints_kept(found.prepared, found.situation)
    told = []
    for values in product(*(domain(vocabulary[fact].type) for fact in facts)):
        where = Situation({**found.situation.values, **dict(zip(facts, values, strict=True))})
        if kept <= constraints_kept(found.prepared, where):
            told.append((frozenset(zip(facts, values, strict=True)), assess_prepared(found.prepared, where)))
    return told


@given(small_cases())
def test_sets_to_find_out_are_the_smallest(found: Assessment) -> None:
    """The sure sets are the smallest that determine the status whatever is found; the others the smallest that may."""
    assume(possible_at_all(found))
    unknown = _unknown(found)
    subsets = [facts for size in range(len(unknown) + 1) for facts in combinations(unknown, size)]
    told_by = {facts: _answers(facts, found) for facts in subsets}
    for act, finding in found.findings.items():
        told = found.what_would_determine(act)
        if finding.determined:
            assert told == ()
            continue
        determined = {
            facts: [a for a, later in each if later.findings[act].determined] for facts, each in told_by.items()
        }
        surely = _smallest({frozenset(facts) for facts in subsets if len(determined[facts]) == len(told_by[facts])})
        perhaps = _smallest({frozenset(facts) for facts in subsets if determined[facts]})
        assert {frozenset(each.facts) for each in told if each.surely} == surely
        assert {frozenset(each.facts) for each in told if not each.surely} == perhaps - surely
        for each in told:
            answers = {
                (frozenset(zip((fact for fact, _ in answer.found), values, strict=True)), answer.status)
                for answer in each.answers
                for values in product(*(values for _, values in answer.found))
            }
            every = {a for facts in subsets if set(facts) <= set(each.facts) for a in determined[facts]}
            assert {answer for answer, _ in answers} == _smallest(every)
            assert not any(_alike(*pair) for pair in combinations(each.answers, 2)), "what serves equally is told once"
            for answer, status in answers:
                where = Situation({**found.situation.values, **dict(answer)})
                assert assess_prepared(found.prepared, where).statuses[act] is status


def _alike(one: DeterminingAnswer, other: DeterminingAnswer) -> bool:
    """Whether two answers differ in the values of one fact only, and lead to the same status."""
    differing = [fact for fact, values in one.found if dict(other.found).get(fact) != values]
    return one.status is other.status and dict(one.found).keys() == dict(other.found).keys() and len(differing) < 2


def _smallest(sets: set[frozenset[T]]) -> set[frozenset[T]]:
    return {each for each in sets if not any(other < each for other in sets)}


def test_the_essay_waits_for_the_clients_answer() -> None:
    policy = load_policy("essay")
    given_ = next(each.given for each in policy.scenarios if each.name.endswith("whether the client consents"))
    (determining,) = assess(dict(given_), policy).what_would_determine("renegotiate")
    assert determining.facts == ("consent.to_tell_sponsor",)
    assert determining.surely
    assert {answer.found[0][1]: answer.status for answer in determining.answers} == {
        ("oral", "written"): Status.PERMITTED,
        ("refused", "none"): Status.FORBIDDEN,
    }


@pytest.mark.parametrize("policy", ["essay", "withdrawal"])
def test_where_nothing_is_known_every_act_has_something_to_find_out(policy: str) -> None:
    """There are hundreds of sets of answers then; they are listed all the same.

    Of withdrawing there are too many: those of the fewest answers are listed, and that these are not all is said.
    """
    found = assess({}, policy)
    for act in found.findings:
        told = found.what_would_determine(act)
        assert found.findings[act].determined or told
        assert {each.up_to for each in told} <= ({6} if act == "withdraw" else {None})
    few = found.what_would_determine("withdraw")
    assert [each.surely for each in few[:2]] == [True, False]
    assert {len(answer.found) for each in few[1:] for answer in each.answers} <= set(range(7))
    shown = text(determining_document(few, "withdraw", found))
    assert "There are too many answers to list all of them. These are the ones with up to 6 facts." in shown


@given(small_cases(), st.data())
def test_few_changes_are_those_among_all_that_are_small(found: Assessment, data: st.DataObject) -> None:
    act = data.draw(st.sampled_from(sorted(found.findings)))
    here = situated(found, act)
    most, few = here.few_changes(here.unknown, lambda verdict: len(verdict) == 1)
    every = here.smallest_changes(here.unknown, lambda verdict: len(verdict) == 1)
    assert most == len(here.unknown)
    for size in range(most + 1):
        some = here.smallest_changes(here.unknown, lambda verdict: len(verdict) == 1, size)
        assert _sorted(some) == _sorted(each for each in every if len(each) <= size)
    assert _sorted(few) == _sorted(every)


def _sorted(changes: Iterable[dict[int, int]]) -> list[list[tuple[int, int]]]:
    return sorted(sorted(each.items()) for each in changes)


def test_what_is_refused_says_how_to_go_on(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(changes, "MOST_STEPS", 100)
    with pytest.raises(CaseProblems, match=r"A102.*\n.*`coach-ethics ask CASE --about tell_sponsor` asks for them"):
        assess({}, "essay").what_would_determine("tell_sponsor")
