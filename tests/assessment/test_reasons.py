"""Necessary and sufficient reasons: as enumeration finds them."""

from __future__ import annotations

from collections.abc import Iterable
from itertools import combinations

import pytest
from hypothesis import assume, given
from tests.assessment.small_worlds import constraints_kept, every_completion, small_cases

from coach_ethics.assessment.assess import assess, assess_prepared
from coach_ethics.assessment.assessment import Assessment
from coach_ethics.assessment.explanation import NormReason
from coach_ethics.assessment.preparation import prepared
from coach_ethics.assessment.reasons import Circumstance
from coach_ethics.coaching.policies import load_policy
from coach_ethics.findings import Status
from coach_ethics.model.conditions import And, Holds, Not, Or
from coach_ethics.model.policy import Act, Constraint, Modality, Norm, Policy
from coach_ethics.model.situation import Situation
from coach_ethics.model.vocabulary import Boolean, Fact, Value, Vocabulary, domain
from coach_ethics.problems import CaseProblems

World = dict[Situation, Assessment]


def _worlds(found: Assessment) -> tuple[World, World]:
    """Every complete situation with its assessment; and those that break no constraint which this one keeps."""
    ready = found.prepared
    every = {each: assess_prepared(ready, each) for each in every_completion(Situation(), ready.policy)}
    kept = constraints_kept(ready, found.situation)
    return every, {each: later for each, later in every.items() if kept <= constraints_kept(ready, each)}


def _alike(found: Assessment, act: str, every: World) -> dict[str, frozenset[Value]]:
    """For known facts that make a difference, the values that never do to the present one."""
    alike = {}
    for fact in found.prepared.policy.vocabulary:
        present = found.situation[fact.name]
        if present is None:
            continue
        rows: dict[Value, list[Status]] = {value: [] for value in domain(fact.type)}
        for where, later in every.items():
            rows[where.values[fact.name]].append(later.statuses[act])
        same = frozenset(value for value, row in rows.items() if row == rows[present])
        if len(same) < len(rows):
            alike[fact.name] = same
    return alike


def _sets(facts: Iterable[str]) -> list[frozenset[str]]:
    names = sorted(facts)
    return [frozenset(each) for size in range(len(names) + 1) for each in combinations(names, size)]


def _smallest(sets: list[frozenset[str]]) -> set[frozenset[str]]:
    return {each for each in sets if not any(other < each for other in sets)}


def _meant(found: Assessment, act: str) -> set[Status]:
    finding = found.findings[act]
    if finding.status is Status.UNDETERMINED:
        return set()
    return {finding.status} if finding.determined else {finding.status, Status.DILEMMA}


@given(small_cases())
def test_sufficient_sets_are_the_smallest_that_leave_no_other_status(found: Assessment) -> None:
    """Keeping just these facts as they are, no possible situation gives the act another status; none is needless."""
    every, possible = _worlds(found)
    assume(any(found.situation.values.items() <= each.values.items() for each in possible))
    for act in found.findings:
        alike, meant = _alike(found, act, every), _meant(found, act)
        enough = [
            facts
            for facts in _sets(alike)
            if all(
                later.statuses[act] in meant
                for where, later in possible.items()
                if all(where[fact] in alike[fact] for fact in facts)
            )
        ]
        assert _told(found.sufficient(act), alike) == (_smallest(enough) if meant else set())


@given(small_cases())
def test_necessary_sets_are_the_smallest_whose_failing_leaves_another_status(found: Assessment) -> None:
    """With all of these facts otherwise, every possible situation gives the act another status; and there is one."""
    every, possible = _worlds(found)
    assume(any(found.situation.values.items() <= each.values.items() for each in possible))
    for act in found.findings:
        alike, meant = _alike(found, act, every), _meant(found, act)
        needed = []
        for facts in _sets(alike):
            otherwise = [
                later.statuses[act] not in meant
                for where, later in possible.items()
                if not any(where[fact] in alike[fact] for fact in facts)
            ]
            if otherwise and all(otherwise):
                needed.append(facts)
        assert _told(found.necessary(act), alike) == (_smallest(needed) if meant else set())


def _told(reasons: tuple[tuple[Circumstance, ...], ...], alike: dict[str, frozenset[Value]]) -> set[frozenset[str]]:
    told = {frozenset(circumstance.fact for circumstance in reason) for reason in reasons}
    assert len(told) == len(reasons)
    for circumstance in (circumstance for reason in reasons for circumstance in reason):
        assert circumstance.value in circumstance.values
        assert frozenset(circumstance.values) == alike[circumstance.fact]
    return told


def _end_of_the_road() -> Assessment:
    policy: Policy = load_policy("essay")
    scenario = next(each for each in policy.scenarios if each.name.startswith("the end of the road, with neither"))
    return assess(dict(scenario.given), policy)


def _facts(reasons: tuple[tuple[Circumstance, ...], ...]) -> list[set[str]]:
    return [{circumstance.fact for circumstance in reason} for reason in reasons]


def test_renegotiating_is_forbidden_for_want_of_leave_and_of_a_contract() -> None:
    """Each of the three had to be so, and a block that is there or was named; with no law that requires telling, they
    are enough.
    """
    result = _end_of_the_road()
    needed = {"consent.to_tell_sponsor", "contract.foresees_block", "sponsor.present"}
    blocked = {"block.named", "block.present"}
    assert _facts(result.necessary("renegotiate")) == [*({fact} for fact in sorted(needed)), blocked]
    assert _facts(result.sufficient("renegotiate")) == [needed | {"block.present", "law.requires_disclosure"}]
    leave = result.necessary("renegotiate")[0][0]
    assert (leave.value, leave.values) == ("none", ("refused", "none"))


def test_what_no_fact_can_change_needs_none() -> None:
    result = _end_of_the_road()
    assert result.necessary("withhold_this_once") == ()
    assert result.sufficient("withhold_this_once") == ((),)


def test_an_undetermined_status_rests_on_nothing_yet() -> None:
    result = assess({}, "essay")
    assert result.statuses["renegotiate"] is Status.UNDETERMINED
    assert result.necessary("renegotiate") == result.sufficient("renegotiate") == ()


def test_constraints_that_contradict_each_other_rule_nothing_out() -> None:
    given_, kept = Fact("trust.given", Boolean()), Fact("trust.kept", Boolean())
    policy = Policy(
        "tiny",
        vocabulary=Vocabulary((given_, kept)),
        acts=(Act("withdraw"),),
        norms=(Norm("end", Modality.OBLIGATION, ("withdraw",), when=Holds("trust.given")),),
        constraints=(
            Constraint("kept", And((Or((Holds("trust.kept"), Not(Holds("trust.given")))), Holds("trust.kept")))),
            Constraint("not-kept", Not(And((Holds("trust.kept"), Holds("trust.given"))))),
        ),
    )
    with pytest.raises(CaseProblems, match="F310"):
        assess({"trust.given": True}, policy)
    result = assess_prepared(prepared(policy, "reference"), Situation({"trust.given": True}))
    assert _facts(result.necessary("withdraw")) == _facts(result.sufficient("withdraw")) == [{"trust.given"}]


DECIDED_BY_CASES = """
policy: cases
facts:
  gift.given: {type: bool, ask: Was there a gift?}
  gift.large: {type: bool, ask: Was it large?}
acts: {tell: {means: Tell}, thank: {means: Thank}, ask: {means: Ask}, wait: {means: Wait}}
concepts:
  told: {when: (gift.given and gift.large) or (gift.given and not gift.large), means: a gift has been spoken of}
norms:
  one: {must: tell, when: (gift.given and gift.large) or (gift.given and not gift.large), because: One.}
  two: {must: thank, when: told, because: Two.}
  three: {must: ask, because: Three.}
  less: {need_not: ask, when: gift.large, overrides: three, because: Less.}
  more: {must: tell, when: gift.given and gift.large, overrides: less, because: More.}
  small: {must: wait, when: gift.given and not gift.large, because: Small.}
  large: {must: wait, when: gift.given and gift.large, because: Large.}
"""


def _facts_of(norm: NormReason) -> set[str]:
    waiting, found = list(norm.reasons), set[str]()
    while waiting:
        each = waiting.pop()
        found |= {given.fact for given in each.given}
        waiting += each.below
    return found.union(*(_facts_of(other) for other in norm.overriding))


@pytest.mark.parametrize("act", ["tell", "thank", "ask", "wait"])
def test_what_each_case_decides_rests_on_what_is_known_in_all_of_them(act: str) -> None:
    """Large or not, the gift decides; were there none, it wouldn't: `x and y or x and not y` is nothing but `x`."""
    why = assess({"gift.given": True}, load_policy(DECIDED_BY_CASES)).why(act)
    assert why.finding.status is Status.REQUIRED
    assert why.finding.determined
    facts = set[str]().union(*(_facts_of(norm) for ground in why.grounds for norm in ground.norms))
    assert facts == {"gift.given", "gift.large"}
